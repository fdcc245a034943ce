"""值班 in words."""

from collections.abc import Sequence
from datetime import datetime

from domain.duty import Assignment
from domain.duty_facts import (
    ShiftAnswered,
    ShiftAssigned,
    ShiftCancelled,
    ShiftDropped,
    ShiftMoved,
    ShiftPaid,
    ShiftServed,
)
from domain.reminder_facts import (
    DutyCall,
    PartnerSilent,
    ReminderUnclear,
    Replacement,
    ShiftReminder,
    VolunteerMissing,
    VolunteerSilent,
)
from domain.reminders import Rung
from domain.timebank import SourceKind
from wording.dates import say_minutes, say_until, say_when
from wording.duty_taps import AnswerShift, AskReplacement, CallRoll, ConfirmMinutes, OpenSwap
from wording.forms import Question
from wording.message import Button, Key, Message, lines, rows
from wording.people import say_phone
from wording.timebank import explain, source_button

TITLE = "这个班"
CAN, CANNOT = "我能去", "去不了"
SHARE_LOCATION = "发送我的位置签到"
KIND = Question(ask="排什么班？", name="类别", choices=("护学岗", "巡逻", "其他"), takes_text=False)
DAY = Question(
    ask="哪一天？", name="日期", choices=("今天", "明天", "后天"), help="请写日期，比如：明天，或者 11月25日。"
)
HOURS = Question(
    ask="几点到几点？比如：7:00-8:00。",
    name="时间",
    choices=("7:00-8:00", "16:00-17:00", "19:00-20:30"),
    help="请写成这样：7:00-8:00。",
)


def post(known: Sequence[str]) -> Question:
    return Question(
        ask="在哪里？比如：实验小学东门。", name="地点", choices=tuple(known), help="请写地点，比如：实验小学东门。"
    )


def not_possible() -> Message:
    return Message("这个时间已经过了，或者没有选人。请点上面的「改」再看看。")


def nobody_to_ask() -> Message:
    return Message("还没有认定好的志愿者，等有人报到后就能排班了。")


def people(names: Sequence[str]) -> Question:
    return Question(ask="请谁上岗？", name="人员", choices=tuple(names), takes_many=True, takes_text=False)


def planned(names: Sequence[str], keys: tuple[tuple[Key, ...], ...]) -> Message:
    return Message(f"🚩 排好了：{'、'.join(names)}。我已告诉他们，前一天晚上 7 点再提醒。", keyboard=keys)


def assigned(fact: ShiftAssigned, now: datetime) -> Message:
    return Message(
        lines("🚩 有一个班请您：", _where(fact, now), _with(fact.partners), "您能去吗？"),
        answer_buttons(fact.assignment_id),
    )


HEADS: dict[Rung, str] = {
    Rung.EVENING: "",
    Rung.AGAIN: "刚才没等到您的回话，再问一声：",
    Rung.TWO_HOURS: "别忘了：",
    Rung.LAST_CALL: "马上就到点了：",
    Rung.OPEN_END: "您下岗了吗？还没签退：",
}


def reminder(fact: ShiftReminder, now: datetime) -> Message:
    told = [part for call in fact.calls for part in (f"🚩 {HEADS[fact.rung]}{_where(call, now)}", _with(call.partners))]
    match fact.rung:
        case Rung.LAST_CALL:
            keys = ((Key(SHARE_LOCATION, "location"),), (Key("签到"), Key("签退")))
            return Message(lines(*told, "到了请点下面签到。"), keyboard=keys)
        case Rung.OPEN_END:
            return Message(lines(*told, "下岗了就点「签退」；忘了也不要紧，队长能补。"), keyboard=((Key("签退"),),))
        case _:
            return Message(lines(*told, _question(fact)), _reminder_buttons(fact.calls))


def _question(fact: ShiftReminder) -> str:
    if any(call.asks for call in fact.calls):
        return "能去吗？"
    return "路上慢点。" if fact.rung is Rung.TWO_HOURS else "您说过能去，谢谢！"


def _reminder_buttons(calls: Sequence[DutyCall]) -> tuple[tuple[Button, ...], ...]:
    """Give each duty its two buttons; with several duties each says which one it means."""
    if len(calls) == 1 and calls[0].asks:
        return answer_buttons(calls[0].assignment_id)
    laid = []
    for call in calls:
        which = f"{say_until(call.starts_at)} 的" if len(calls) > 1 else ""
        yes = Button(f"{which}{CAN}", AnswerShift(call.assignment_id, 1).pack())
        no = Button(f"{which}{CANNOT}", AnswerShift(call.assignment_id, 0).pack())
        laid += [yes, no] if call.asks else [no]
    return rows(laid)


def partner_silent(fact: PartnerSilent, now: datetime) -> Message:
    call = f"📞 {fact.name}：{say_phone(fact.phone)}" if fact.phone else ""
    when = say_when(fact.starts_at, now)
    return Message(lines(f"🚩 {when}，{fact.post}，和您一起的{fact.name}还没回话。您方便的话，问一声？", call))


def unclear(fact: ReminderUnclear, now: datetime) -> Message:
    call = f"📞 {fact.name}：{say_phone(fact.phone)}" if fact.phone else f"{fact.name}没有留电话。"
    head = f"🚩 给{fact.name}的提醒，不知道他收到没有：{say_when(fact.starts_at, now)}，{fact.post}。"
    return Message(lines(head, "您方便的话，问一声。", call))


def silent(fact: VolunteerSilent, now: datetime) -> Message:
    call = f"📞 {fact.name}：{say_phone(fact.phone)}" if fact.phone else f"{fact.name}没有留电话。"
    head = f"🚩 {fact.name}一直没回话：{say_when(fact.starts_at, now)}，{fact.post}。"
    return Message(
        lines(head, call, *replacement_lines(fact.replacements)),
        replacement_buttons(fact.assignment_id, fact.replacements),
    )


def replacement_lines(replacements: Sequence[Replacement]) -> tuple[str, ...]:
    if not replacements:
        return ("这个时间暂时没有别人能顶。",)
    return (
        "可以请：",
        *(
            f"📞 {each.name}：{say_phone(each.phone) if each.phone else '没有电话'}（{_why(each)}）"
            for each in replacements
        ),
    )


def _why(each: Replacement) -> str:
    free = "那时有空" if each.is_free else "那时不一定有空"
    return f"{free}，近三个月 {each.lately} 次"


def replacement_buttons(assignment_id: int, replacements: Sequence[Replacement]) -> tuple[tuple[Button, ...], ...]:
    return rows(Button(f"请{each.name}", AskReplacement(assignment_id, each.person_id).pack()) for each in replacements)


def missing(fact: VolunteerMissing, now: datetime) -> Message:
    call = f"📞 {fact.name}：{say_phone(fact.phone)}" if fact.phone else ""
    return Message(
        lines(f"🚩 {fact.name}还没签到：{say_when(fact.starts_at, now)}，{fact.post}。他来了吗？", call),
        rows(Button(label, CallRoll(fact.assignment_id, outcome).pack()) for label, outcome in ROLL_CHOICES),
    )


ROLL_CHOICES = (("来了", "came"), ("请假了", "excused"), ("没来", "missed"))


def cancelled(fact: ShiftCancelled, now: datetime) -> Message:
    return Message(f"🚩 这个班取消了，不用去了：{say_when(fact.starts_at, now)}，{fact.post}。原因：{fact.why}。")


def dropped(fact: ShiftDropped, now: datetime) -> Message:
    return Message(f"🚩 这个班换了别人，您不用去了：{say_when(fact.starts_at, now)}，{fact.post}。")


def moved(fact: ShiftMoved, now: datetime) -> Message:
    was, to = say_when(fact.was_at, now), say_when(fact.starts_at, now)
    place = f"{fact.post}（{fact.meet}）" if fact.meet else fact.post
    text = lines(f"🚩 时间改了：{to} 到 {say_until(fact.ends_at)}，{place}。", f"原来是{was}。", "您能去吗？")
    return Message(text, answer_buttons(fact.assignment_id))


def answered(assignment: Assignment, now: datetime) -> Message:
    when = say_when(assignment.shift.starts_at, now)
    return Message(
        f"🚩 好的，{when}，{assignment.shift.post.name}，说定了。谢谢您！",
        rows((Button("换班", OpenSwap(assignment.id).pack()),)),
    )


def told_leader(fact: ShiftAnswered, now: datetime) -> Message:
    when = say_when(fact.starts_at, now)
    if fact.can_come:
        return Message(f"🚩 {fact.name}说能去：{when}，{fact.post}。")
    call = f"📞 {fact.name}：{say_phone(fact.phone)}" if fact.phone else ""
    asked = f"我正在问：{'、'.join(fact.asked)}。" if fact.asked else "暂时没有合适的人，请您找人顶班。"
    return Message(lines(f"🚩 {fact.name}去不了：{when}，{fact.post}。", asked, call))


def checked_in(assignment: Assignment, keys: tuple[tuple[Key, ...], ...]) -> Message:
    at = say_until(assignment.checked_in_at or assignment.shift.starts_at)
    return Message(lines(f"🚩 签到好了，{at}，{assignment.shift.post.name}。", "下岗时发「签退」就行。"), keyboard=keys)


def checked_out(assignment: Assignment, keys: tuple[tuple[Key, ...], ...]) -> Message:
    served = say_minutes(assignment.minutes_served())
    return Message(f"🚩 签退好了，一共 {served}。队长确认后给您记分。辛苦了！", keyboard=keys)


def served(fact: ShiftServed) -> Message:
    return Message(
        f"🚩 {fact.name}在{fact.post}值了 {say_minutes(fact.minutes)}，对吗？",
        rows((Button("对，记分", ConfirmMinutes(fact.assignment_id).pack()),)),
    )


def confirmed(name: str, minutes: int, points: int) -> Message:
    return Message(f"🚩 确认了：{name} {say_minutes(minutes)}，记 {points} 分。")


def paid(fact: ShiftPaid) -> Message:
    return Message(
        lines(
            f"🚩 {fact.post}，{say_minutes(fact.minutes)}，队长确认了。",
            f"⭐ 记 {fact.points} 分，您现在有 {fact.balance} 分。",
            explain(fact.explanation),
        ),
        rows((source_button(SourceKind.SHIFT, fact.assignment_id, "分怎么记的"),)) if fact.assignment_id else (),
    )


def where_are_you() -> Message:
    return Message(
        "到了吗？点下面的大按钮发位置，就签到好了。位置发不出来，就打队长手机上的四位签到码。",
        keyboard=((Key(SHARE_LOCATION, "location"),), (Key("签到"), Key("返回"))),
    )


def _where(fact: ShiftAssigned | DutyCall, now: datetime) -> str:
    place = f"{fact.post}（{fact.meet}）" if fact.meet else fact.post
    return f"{say_when(fact.starts_at, now)} 到 {say_until(fact.ends_at)}，{place}"


def _with(partners: Sequence[str]) -> str:
    return f"您和{'、'.join(partners)}一起。" if partners else ""


def answer_buttons(assignment_id: int) -> tuple[tuple[Button, ...], ...]:
    return rows(
        (Button(CAN, AnswerShift(assignment_id, 1).pack()), Button(CANNOT, AnswerShift(assignment_id, 0).pack()))
    )
