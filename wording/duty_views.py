"""我的班 in words: one's own duties, and the team's."""

from collections.abc import Sequence
from datetime import datetime

from domain.duty import Assignment, AssignmentState
from domain.people import Person
from domain.times import local
from wording.dates import say_until, say_when
from wording.duty import answer_buttons
from wording.menu import LABELS, Word
from wording.message import Button, Message, lines, rows
from wording.names import ASSIGNMENT_STATES
from wording.taps import DutyWish, Menu, OpenSwap, ShowDuties


def mine(
    assignments: Sequence[Assignment], now: datetime, title: str = "您的班：", *, me: int, leads: bool = False
) -> Message:
    """Return the duties with 换班 for each that lies ahead, and the other views."""
    views = [Button("这周", ShowDuties("week").pack()), Button("这个月", ShowDuties("month").pack())]
    views += [Button("我带的班", ShowDuties("team").pack())] if leads else []
    views.append(Button(LABELS[Word.DAY_OFF], Menu(Word.DAY_OFF.value).pack()))
    views.append(Button("我的意愿", DutyWish(me, "show", 0).pack()))
    if not assignments:
        return Message("🚩 您最近没有班，好好歇歇。想上岗，跟队长说一声。", rows(views))
    listed = [
        f"🚩 {say_when(each.shift.starts_at, now)}–{say_until(each.shift.ends_at)}，"
        f"{each.shift.post.name}（{ASSIGNMENT_STATES[each.state]}）"
        for each in assignments
    ]
    asked = [each for each in assignments if each.state is AssignmentState.ASSIGNED]
    ahead = [each for each in assignments if each.is_active and each.shift.starts_at > now]
    buttons = answer_buttons(asked[0].id) if asked else ()
    swaps = [Button(f"换班：{_short(each)}", OpenSwap(each.id).pack()) for each in ahead[:3]]
    return Message(lines(title, *listed), (*buttons, *rows(swaps), *rows(views)))


def _short(each: Assignment) -> str:
    here = local(each.shift.starts_at)
    return f"{here.month}月{here.day}日 {here.hour}:{here.minute:02d}"


LEADERS_TOOLS = (
    Word.ROSTER,
    Word.TEMPLATE,
    Word.MOVE_SHIFT,
    Word.CALL_OFF,
    Word.ROLL,
    Word.CODE,
    Word.BACKFILL,
    Word.CALENDAR,
    Word.REACH,
    Word.CREW,
)


def team(assignments: Sequence[Assignment], persons: dict[int, Person], now: datetime) -> Message:
    listed = [
        f"🚩 {say_when(each.shift.starts_at, now)}，{each.shift.post.name}："
        f"{persons[each.person_id].name}（{ASSIGNMENT_STATES[each.state]}）"
        for each in assignments
    ]
    head = "您带的班：" if listed else "您带的班还没有排。"
    return Message(lines(head, *listed), rows(Button(LABELS[word], Menu(word.value).pack()) for word in LEADERS_TOOLS))
