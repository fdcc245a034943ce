"""换班, 顶班, 请假 in words."""

from collections.abc import Sequence
from datetime import datetime

from domain.covers import Cover, CoverFound, CoverWanted, Excuse, Need, NobodyLeft
from domain.duty import Assignment
from domain.people import Person
from wording.dates import say_until, say_when
from wording.duty import replacement_buttons, replacement_lines
from wording.duty_taps import AskSwap, GiveReason, KeepDuty, PassCover, TakeCover
from wording.forms import Question
from wording.message import Button, Message, lines, rows

TAKE, PASS = "我来顶班", "这次不行"
LEAVE_TITLE = "请假"
FIRST_DAY = Question(
    ask="从哪一天开始请假？",
    name="从哪天",
    choices=("今天", "明天", "后天"),
    help="请写日期，比如：明天，或者 11月25日。",
)
LAST_DAY = Question(
    ask="到哪一天为止？那天也算。",
    name="到哪天",
    choices=("就一天", "3天", "一个星期"),
    help="请写日期，比如：11月28日；或者：3天。",
)


def declined(assignment: Assignment, asked: Sequence[str]) -> Message:
    """Take no for an answer; asking why is an offer."""
    whom = f"我正在问{'、'.join(asked)}。" if asked else "我已告诉队长。"
    return Message(
        lines("好的，您安心休息。我来找人顶班，找到了告诉您。", whom, "愿意的话，说说原因；不说也行。"),
        rows(
            Button(label, GiveReason(assignment.id, excuse.value).pack())
            for label, excuse in (("身体不舒服", Excuse.ILL), ("家里有事", Excuse.FAMILY), ("别的事", Excuse.OTHER))
        ),
    )


def reason_heard(assignment: Assignment, excuse: Excuse) -> Message:
    if excuse is Excuse.ILL:
        return Message("身体要紧，您好好养着。这个班不用惦记，也不影响您什么。要帮忙随时跟我说。")
    rest = "" if assignment.is_short_notice else "提前说了，一点儿不影响。"
    return Message(f"好的，知道了。{rest}".strip())


def leave_noted(first: str, last: str, count: int) -> Message:
    span = first if first == last else f"{first}到{last}"
    duties = f"这几天里您有 {count} 个班，我都在找人顶，找到了告诉您。" if count else "这几天您没有班。"
    return Message(lines(f"🚩 记下了，{span}您请假。", duties, "您安心歇着。"))


def leave_backwards() -> Message:
    return Message("最后一天在第一天前面了，或者已经过去了。请点上面的「改」再看看。")


def whom_to_ask(assignment: Assignment, people: Sequence[Person], now: datetime) -> Message:
    when = say_when(assignment.shift.starts_at, now)
    everybody = Button("问问大家，谁先应谁来", AskSwap(assignment.id, 0).pack())
    one_by_one = [Button(f"只问{each.name}", AskSwap(assignment.id, each.id).pack()) for each in people]
    text = lines(
        f"🚩 {when}，{assignment.shift.post.name}。想问谁？",
        "有人接下之前，这个班还是您的；接下了我马上告诉您。",
        "" if people else "这个时间没有合适的人，我会告诉队长。",
    )
    return Message(text, rows([everybody, *one_by_one, Button("不换了", KeepDuty(assignment.id).pack())]))


def asking(cover: Cover, names: Sequence[str], now: datetime) -> Message:
    when = say_when(cover.shift.starts_at, now)
    whom = f"我问了{'、'.join(names)}。" if names else "这个时间没有合适的人，我告诉队长了。"
    keep = () if cover.assignment_id is None else rows((Button("不换了", KeepDuty(cover.assignment_id).pack()),))
    return Message(lines(f"🚩 {when}，{cover.shift.post.name}。", whom, "有人接下之前，这个班还是您的。"), keep)


def kept(assignment: Assignment, now: datetime) -> Message:
    return Message(
        f"🚩 好的，不换了。{say_when(assignment.shift.starts_at, now)}，{assignment.shift.post.name}，您去。"
    )


def wanted(fact: CoverWanted, now: datetime) -> Message:
    place = f"{fact.post}（{fact.meet}）" if fact.meet else fact.post
    where = f"{say_when(fact.starts_at, now)} 到 {say_until(fact.ends_at)}，{place}"
    take = Button(TAKE, TakeCover(fact.cover_id).pack())
    if fact.need is Need.EMPTY:
        return Message(lines("🚩 还缺一个人：", where, "哪位能来？"), rows((take,)))
    why = f"{fact.giver}去不了，" if fact.need is Need.LEAVE else f"{fact.giver}想换班，"
    return Message(lines(f"🚩 {why}您能顶一下吗？", where), rows((take, Button(PASS, PassCover(fact.cover_id).pack()))))


def taken(cover: Cover, now: datetime) -> Message:
    when = say_when(cover.shift.starts_at, now)
    meet = f"（{cover.shift.post.meet}）" if cover.shift.post.meet else ""
    return Message(f"🚩 太好了，谢谢您！{when}，{cover.shift.post.name}{meet}，归您了。到时候我提醒您。")


def taken_in_group(cover: Cover, name: str, now: datetime) -> Message:
    return Message(f"🚩 {say_when(cover.shift.starts_at, now)}，{cover.shift.post.name}：{name}来顶班了，谢谢！")


def passed() -> Message:
    return Message("好的，没关系，我再问别人。")


def found(fact: CoverFound, now: datetime) -> Message:
    when = say_when(fact.starts_at, now)
    if fact.to_giver:
        return Message(f"🚩 {when}，{fact.post}：{fact.taker}来顶班了，您放心，不用去了。")
    whose = f"顶{fact.giver}的班" if fact.giver else "补上了空位"
    return Message(f"🚩 {when}，{fact.post}：{fact.taker}{whose}。")


def nobody_left(fact: NobodyLeft, now: datetime) -> Message:
    head = f"🚩 {say_when(fact.starts_at, now)}，{fact.post}：合适的人都问过了，还没有人应。请您打个电话："
    return Message(
        lines(head, *replacement_lines(fact.replacements)), replacement_buttons(fact.assignment_id, fact.replacements)
    )


def asked_one(names: Sequence[str]) -> Message:
    return Message(f"🚩 问了{'、'.join(names)}，有回话就告诉您。")


def nothing_to_swap() -> Message:
    return Message("🚩 您最近没有能换的班。")


def which_swap() -> str:
    return "要换哪一个？点它下面的「换班」。"
