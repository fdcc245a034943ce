"""我的班 in words: one's own duties, and the team's."""

from collections.abc import Sequence
from datetime import datetime

from domain.duty import Assignment, AssignmentState
from domain.people import Person
from domain.times import local
from wording.dates import say_until, say_when
from wording.duty import answer_buttons
from wording.duty_taps import DutyWish, OpenSwap, ShowDuties
from wording.menu import LABELS, Word
from wording.message import Button, Message, Shown, attached, lines, rows
from wording.names import ASSIGNMENT_STATES
from wording.taps import Menu


def mine(
    assignments: Sequence[Assignment], now: datetime, title: str = "您的班：", *, me: int, leads: bool = False
) -> Message:
    """Return the duties with 换班 for each that lies ahead, and the other views."""
    views = [Button("这周", ShowDuties("week").pack()), Button("这个月", ShowDuties("month").pack())]
    views += [Button("我带的班", ShowDuties("team").pack())] if leads else []
    views.append(Button(LABELS[Word.DAY_OFF], Menu(Word.DAY_OFF.value).pack()))
    views.append(Button("放进手机日历", ShowDuties("calendar").pack()))
    views.append(Button("我的意愿", DutyWish(me, "show", 0).pack()))
    if not assignments:
        where = "队里的班，点「我带的班」。" if leads else "想上岗，跟队长说一声。"
        return Message(f"🚩 您最近没有班，好好歇歇。{where}", rows(views))
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
    Word.TEMPLATES,
    Word.MOVE_SHIFT,
    Word.CALL_OFF,
    Word.ROLL,
    Word.CODE,
    Word.BACKFILL,
    Word.CALENDAR,
    Word.REACH,
    Word.CREW,
    Word.SHIFT_SHEET,
    Word.POSTS,
)


def team(assignments: Sequence[Assignment], persons: dict[int, Person], now: datetime) -> Message:
    listed = [
        f"🚩 {say_when(each.shift.starts_at, now)}，{each.shift.post.name}："
        f"{persons[each.person_id].name}（{ASSIGNMENT_STATES[each.state]}）"
        for each in assignments
    ]
    head = "您带的班：" if listed else "您带的班还没有排。"
    return Message(lines(head, *listed), rows(Button(LABELS[word], Menu(word.value).pack()) for word in LEADERS_TOOLS))


def calendar(person_id: int, address: str) -> Message:
    """Return the file; where phones can reach us, also the address that keeps itself up to date."""
    file = attached(Shown.FILE, "我的班.ics", "my_calendar", person_id)
    if not address:
        return Message("🚩 您的班都在这个文件里。点开它，手机日历就记下了。班有变动，再点一次就行。", document=file)
    text = lines(
        "🚩 您的班都在这个文件里，点开就记进手机日历。",
        "想让日历自己跟着变，就在日历里「订阅」这个地址：",
        address,
        "这个地址只给您自己用，请别转给别人。",
    )
    return Message(text, rows((Button("换一个地址", ShowDuties("new_feed").pack()),)), document=file)
