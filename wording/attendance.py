"""签到, 点名, 补录 in words."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from domain.attendance import CODE_MINUTES, AttendanceCorrected, BackfillWaiting, Outcome, TalkWanted
from domain.duty import Assignment, AssignmentState, DutyKind, Shift
from domain.people import Person
from wording.dates import WEEKDAYS, say_minutes, say_when
from wording.duty import ROLL_CHOICES
from wording.duty_taps import CallRoll, Certify
from wording.forms import Question
from wording.message import Button, Message, lines, rows
from wording.names import ASSIGNMENT_STATES, DUTY_KINDS
from wording.people import say_phone

BACKFILL_TITLE = "补录"
WHO = Question(ask="给谁补？写姓名或志愿者编号。", name="谁", help="请写姓名，或者纸上的编号。")
KIND = Question(ask="补什么班？", name="类别", choices=tuple(DUTY_KINDS.values()), takes_text=False)
DAY = Question(ask="哪一天值的班？", name="日期", choices=("今天", "昨天", "前天"), help="请写日期，比如：11月20日。")
MINUTES = Question(
    ask="值了多久？比如：45分钟，1小时。",
    name="时间",
    choices=("30分钟", "1小时", "1个半小时"),
    help="请写：45分钟，或者 1小时。",
)
OUTCOMES: dict[Outcome, str] = {Outcome.CAME: "来了", Outcome.EXCUSED: "请假", Outcome.MISSED: "没来"}
CORRECT_TITLE = "更正"
REASON = Question(ask="为什么改？写一句就行，比如：手机没电。", name="原因", help="请写一句原因。")


def code(shift: Shift, digits: str, now: datetime) -> Message:
    return Message(
        lines(
            f"🚩 {say_when(shift.starts_at, now)}，{shift.post.name}，现在的签到码：",
            " ".join(digits),
            f"{CODE_MINUTES} 分钟一换。请到了的人发给我。",
        )
    )


def roll(shift: Shift, duties: Sequence[Assignment], persons: Mapping[int, Person], now: datetime) -> Message:
    listed = [f"{persons[each.person_id].name}：{_state(each)}" for each in duties]
    open_ones = [each for each in duties if each.state in {AssignmentState.ASSIGNED, AssignmentState.CONFIRMED}]
    wrong = [each for each in duties if each.state in {AssignmentState.NO_SHOW, AssignmentState.CHECKED_IN}]
    buttons = [
        Button(f"{persons[each.person_id].name}{label}", CallRoll(each.id, outcome).pack())
        for each in open_ones
        for label, outcome in ROLL_CHOICES
    ]
    buttons += [Button(f"{persons[each.person_id].name}值完了", CallRoll(each.id, "came").pack()) for each in wrong]
    head = f"🚩 点名：{say_when(shift.starts_at, now)}，{shift.post.name}"
    return Message(lines(head, *listed), rows(buttons))


def _state(duty: Assignment) -> str:
    if duty.checked_in_at is None:
        return ASSIGNMENT_STATES[duty.state]
    late = int((duty.checked_in_at - duty.shift.starts_at).total_seconds()) // 60
    early = ""
    if duty.checked_out_at is not None:
        left = int((duty.shift.ends_at - duty.checked_out_at).total_seconds()) // 60
        early = f"，早走 {left} 分钟" if left > 0 else ""
    return ASSIGNMENT_STATES[duty.state] + (f"，晚到 {late} 分钟" if late > 0 else "") + early


def called(name: str, outcome: Outcome) -> Message:
    return Message(f"🚩 记下了：{name}{OUTCOMES[outcome]}。点错了，发「点名」再改。")


def corrected(fact: AttendanceCorrected, now: datetime) -> Message:
    when = say_when(fact.starts_at, now)
    match fact.outcome:
        case Outcome.CAME:
            return Message(f"🚩 队长给您补上了签到：{when}，{fact.post}。")
        case Outcome.EXCUSED:
            return Message(f"🚩 队长给您记了请假：{when}，{fact.post}。您好好休息。")
        case Outcome.MISSED:
            return Message(f"🚩 {when}，{fact.post}，没见到您，您还好吗？要是记错了，跟队长说一声就能改。")


def talk_wanted(fact: TalkWanted) -> Message:
    call = f"📞 {fact.name}：{say_phone(fact.phone)}" if fact.phone else ""
    return Message(lines(f"🚩 {fact.name}这两个月有三次没来。请您跟他聊聊，看是不是有难处。", call))


def backfill_waiting(fact: BackfillWaiting) -> Message:
    on = f"{fact.served_on.month}月{fact.served_on.day}日（周{WEEKDAYS[fact.served_on.weekday()]}）"
    what = f"{fact.name} {fact.number}：{on}，{DUTY_KINDS[DutyKind(fact.kind)]}，{say_minutes(fact.minutes)}"
    return Message(
        lines("📝 补录一行，请您第二个签字：", what, f"录入：{fact.entered_by}"),
        rows((Button("属实，签字", Certify(fact.backfill_id).pack()),)),
    )


def backfilled(name: str) -> Message:
    return Message(f"📝 给{name}补录好了，还要另一位工作人员签字才算数，我已经请他们看。")


def certified(name: str, minutes: int, points: int) -> Message:
    return Message(f"📝 签好了：{name} 荣誉时 {say_minutes(minutes)}，记 {points} 分。")


def nobody_called(text: str) -> Message:
    return Message(f"没找到「{text}」，请写全名，或者志愿者编号。")


def several_called(names: Sequence[str]) -> Message:
    return Message(f"有几位都叫这个名字，请写编号：{'、'.join(names)}。")
