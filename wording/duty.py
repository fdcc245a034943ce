"""值班 in words."""

from collections.abc import Sequence
from datetime import datetime

from domain.duty import (
    Assignment,
    AssignmentState,
    Rung,
    ShiftAnswered,
    ShiftAssigned,
    ShiftPaid,
    ShiftReminder,
    ShiftServed,
)
from domain.people import Person
from wording.dates import say_minutes, say_until, say_when
from wording.forms import Question
from wording.message import Button, Key, Message, lines, rows
from wording.names import ASSIGNMENT_STATES
from wording.people import say_phone
from wording.taps import AnswerShift, ConfirmMinutes
from wording.timebank import explain

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
        _answers(fact.assignment_id),
    )


def reminder(fact: ShiftReminder, now: datetime) -> Message:
    where = _where(fact, now)
    match fact.rung:
        case Rung.EVENING:
            return Message(lines(f"🚩 {where}", _with(fact.partners), "能去吗？"), _answers(fact.assignment_id))
        case Rung.TWO_HOURS:
            return Message(lines(f"🚩 {where}", _with(fact.partners), "还有 2 小时。路上慢点。"))
        case Rung.LAST_CALL:
            return Message(
                lines(f"🚩 马上就到点了：{where}", _with(fact.partners), "到了请点下面签到。"),
                keyboard=((Key(SHARE_LOCATION, "location"),), (Key("签到"), Key("签退"))),
            )


def answered(assignment: Assignment, now: datetime) -> Message:
    when = say_when(assignment.shift.starts_at, now)
    if assignment.state is AssignmentState.CONFIRMED:
        return Message(f"🚩 好的，{when}，{assignment.shift.post.name}，说定了。谢谢您！")
    return Message("好的，您安心休息。我来找人顶班，找到了告诉您。")


def told_leader(fact: ShiftAnswered, now: datetime) -> Message:
    when = say_when(fact.starts_at, now)
    if fact.can_come:
        return Message(f"🚩 {fact.name}说能去：{when}，{fact.post}。")
    call = f"📞 {fact.name}：{say_phone(fact.phone)}" if fact.phone else ""
    return Message(lines(f"🚩 {fact.name}去不了：{when}，{fact.post}。请您找人顶班。", call))


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
        )
    )


def mine(assignments: Sequence[Assignment], now: datetime) -> Message:
    if not assignments:
        return Message("🚩 您最近没有班，好好歇歇。想上岗，跟队长说一声。")
    listed = [
        f"🚩 {say_when(each.shift.starts_at, now)}–{say_until(each.shift.ends_at)}，"
        f"{each.shift.post.name}（{ASSIGNMENT_STATES[each.state]}）"
        for each in assignments
    ]
    asked = [each for each in assignments if each.state is AssignmentState.ASSIGNED]
    return Message(lines("您的班：", *listed), _answers(asked[0].id) if asked else ())


def team(assignments: Sequence[Assignment], persons: dict[int, Person], now: datetime) -> Message:
    listed = [
        f"🚩 {say_when(each.shift.starts_at, now)}，{each.shift.post.name}："
        f"{persons[each.person_id].name}（{ASSIGNMENT_STATES[each.state]}）"
        for each in assignments
    ]
    return Message(lines("您带的班：", *listed))


def where_are_you() -> Message:
    return Message(
        "到了吗？点下面的大按钮发位置，就签到好了。没有按钮就发「签到」。",
        keyboard=((Key(SHARE_LOCATION, "location"),), (Key("签到"), Key("返回"))),
    )


def _where(fact: ShiftAssigned | ShiftReminder, now: datetime) -> str:
    place = f"{fact.post}（{fact.meet}）" if fact.meet else fact.post
    return f"{say_when(fact.starts_at, now)} 到 {say_until(fact.ends_at)}，{place}"


def _with(partners: Sequence[str]) -> str:
    return f"您和{'、'.join(partners)}一起。" if partners else ""


def _answers(assignment_id: int) -> tuple[tuple[Button, ...], ...]:
    return rows(
        (Button(CAN, AnswerShift(assignment_id, 1).pack()), Button(CANNOT, AnswerShift(assignment_id, 0).pack()))
    )
