"""排班 in words."""

from collections.abc import Iterable, Sequence
from datetime import date

from domain.calendars import DayKind, Pattern
from domain.drafts import (
    Draft,
    DraftBegun,
    DraftReady,
    ReachList,
    RosterLine,
    Template,
    WeekPicture,
    WeekPosted,
    WeekSheet,
)
from domain.duty import Shift
from domain.papers import RosterWeek
from domain.people import Person
from domain.rosters import Why
from domain.times import local
from wording.dates import WEEKDAYS, say_until
from wording.duty_taps import CancelDay, DraftSeat, DropTemplate, ManageShift, RosterStep
from wording.forms import Question
from wording.message import Button, Message, Shown, attached, lines, rows
from wording.people import say_phone

PATTERNS: dict[Pattern, str] = {
    Pattern.SCHOOL_DAYS: "上学的日子",
    Pattern.WORKDAYS: "工作日",
    Pattern.EVERY_DAY: "每天",
    Pattern.DATES: "指定的日子",
}
TEMPLATE_TITLE = "固定的班"
PATTERN = Question(ask="哪些日子有这个班？", name="日子", choices=tuple(PATTERNS.values()), takes_text=False)
NEED = Question(ask="要几个人？", name="人数", choices=("1", "2", "3", "4"), help="请写人数，1 到 30。")
DAYS = Question(
    ask="是哪几天？可以写节日，也可以写日期，比如：中秋、重阳、12月5日。",
    name="哪几天",
    help="请写日期或节日，用顿号隔开，比如：中秋、重阳、12月5日。",
)
CREWS = {"没有要求": (0, 0), "要有参加过培训的": (1, 0), "要有能带班的": (0, 1), "两样都要": (1, 1)}
CREW = Question(ask="对人有要求吗？", name="要求", choices=tuple(CREWS), takes_text=False)
TERM_TITLE = "学期"
TERM_FIRST = Question(ask="哪一天？学期就写开学那天。", name="日期", help="请写日期，比如：2026-02-25。")
TERM_LAST = Question(ask="哪一天放假？那天还上学。", name="最后一天", help="请写日期，比如：2026-07-03。")
CALENDAR_TITLE = "校历"
ONE_DAY = "有一天"
DAY_KINDS: dict[DayKind, str] = {DayKind.SCHOOL: "上学", DayKind.NO_SCHOOL: "不上学"}
WHAT = Question(
    ask="要告诉我什么？",
    name="什么事",
    choices=(TERM_TITLE, *(f"{ONE_DAY}{name}" for name in DAY_KINDS.values())),
    takes_text=False,
)
EVERY_SCHOOL = "所有学校"


def which_school(names: Iterable[str]) -> Question:
    """Ask which school is meant; what is said of one wins over what is said of all."""
    return Question(ask="是哪个学校？", name="学校", choices=(EVERY_SCHOOL, *names), takes_text=False)


REASONS = (("天气", "天气不好"), ("停课", "学校停课"), ("别的", "临时有变"))
LONGEST_LIST = 40
WHYS: dict[Why, str] = {
    Why.CATEGORY: "有空的人不适合排这个班",
    Why.ON_LEAVE: "有空的人请了假",
    Why.NOBODY_FREE: "那时没人有空",
    Why.WEEKLY_CAP: "有空的人这周排满了",
    Why.REST: "有空的人要歇一歇",
    Why.BUSY: "有空的人在别的岗",
    Why.NOBODY_TRAINED: "没有参加过培训的人能来",
    Why.NO_CAPTAIN: "没有能带班的人能来",
    Why.NOT_SEARCHED: "也许还能找到人",
}


def _day(on: date) -> str:
    return f"{on.month}月{on.day}日（周{WEEKDAYS[on.weekday()]}）"


def listed(shown: Sequence[RosterLine]) -> list[str]:
    """Return a heading per day and a line per shift; what is missing is said in words."""
    told: list[str] = []
    last: date | None = None
    for each in shown[:LONGEST_LIST]:
        on = local(each.starts_at).date()
        if on != last:
            told.append(_day(on))
            last = on
        why = f"，{WHYS[each.why]}" if each.why else ""
        missing = f"（缺 {each.missing} 人{why}）" if each.missing else ""
        who = "、".join(each.names) or "还没有人"
        told.append(f"🚩 {say_until(each.starts_at)}–{say_until(each.ends_at)} {each.post}：{who}{missing}")
    if len(shown) > LONGEST_LIST:
        told.append(f"还有 {len(shown) - LONGEST_LIST} 个班，没有全列出来。")
    return told


def draft(one: Draft, shown: Sequence[RosterLine], head: str = "") -> Message:
    missing = sum(each.missing for each in shown)
    gap = f"还缺 {missing} 个人。" if missing else "人都齐了。"
    text = lines(head or f"{_day(one.from_on)}起一周的草稿，先给您看，还没告诉大家。", *listed(shown), gap)
    return Message(text, _steps(one.id))


def _steps(roster_id: int) -> tuple[tuple[Button, ...], ...]:
    steps = (("就这样，发布", "publish"), ("请电脑细排", "solve"), ("改一改", "edit"), ("打印签到表", "sheet"))
    return rows(Button(label, RosterStep(roster_id, step).pack()) for label, step in steps)


def begun(fact: DraftBegun) -> Message:
    return Message(f"🚩 正在细排{_day(fact.from_on)}起的一周，要一两分钟。排好了，这条会变成结果。")


def ready(fact: DraftReady) -> Message:
    if fact.is_preview:
        head = "这次没能细排出来，是我的问题。先用简单的排法，您看行不行："
    elif fact.is_best:
        head = "细排好了，不能更满了："
    else:
        head = "细排好了，也许还能再满一点："
    return Message(lines(head, *listed(fact.lines)), _steps(fact.roster_id))


def which_shift(one: Draft, shown: Sequence[RosterLine]) -> Message:
    buttons = [
        Button(
            f"{_day(local(each.starts_at).date())} {say_until(each.starts_at)} {each.post}",
            DraftSeat(one.id, each.shift_id, 0).pack(),
        )
        for each in shown[:LONGEST_LIST]
    ]
    return Message("改哪一个班？", rows(buttons))


def which_person(one: Draft, line: RosterLine, people: Sequence[Person]) -> Message:
    there = {who for shift, who in one.seats if shift == line.shift_id}
    buttons = [
        Button(f"{'✓ ' if each.id in there else ''}{each.name}", DraftSeat(one.id, line.shift_id, each.id).pack())
        for each in people
    ]
    want = len(line.names) + line.missing
    head = f"🚩 {_day(local(line.starts_at).date())} {say_until(line.starts_at)} {line.post}，要 {want} 人。"
    done = Button("改好了", RosterStep(one.id, "look").pack())
    return Message(lines(head, "点名字换人，带 ✓ 的在岗。"), rows([*buttons, done]))


def published(added: int, removed: int, opened: int) -> Message:
    if not added and not removed and not opened:
        return Message("🚩 和上次发布的一样，没有打扰任何人。")
    changed = f"，换下 {removed} 人次" if removed else ""
    wanted = f"缺的 {opened} 个人，已在群里请大家顶。" if opened else ""
    return Message(f"🚩 发布了：排上 {added} 人次{changed}。只告诉了有变化的人。{wanted}")


def week(fact: WeekPosted) -> Message:
    return Message(lines(f"🚩 {_day(fact.from_on)}起一周的班：", *listed(fact.lines), "去不了的，私下告诉我一声就行。"))


def week_picture(fact: WeekPicture) -> Message:
    caption = f"🚩 {_day(fact.week.from_on)}起一周的班"
    return Message(caption, document=attached(Shown.PHOTO, "roster.png", "roster_picture", (fact.week, fact.number)))


def week_sheet(fact: WeekSheet) -> Message:
    caption = f"🚩 {_day(fact.week.from_on)}起一周的班，都在这张表里，点开看。"
    return Message(caption, document=attached(Shown.FILE, "值班表.pdf", "roster_sheet", fact.week))


def sheet(week: RosterWeek) -> Message:
    caption = f"🚩 {_day(week.from_on)}起一周的签到表，A4 打印，贴在公告栏。签好的字，用「补录」记进来。"
    return Message(caption, document=attached(Shown.FILE, f"roster-{week.from_on}.pdf", "roster_sheet", week))


def reach(fact: ReachList) -> Message:
    if not fact.people:
        return Message("📞 志愿者我都联系得上。")
    listed_ = [f"📞 {name}：{say_phone(phone) if phone else '没有电话'}" for name, phone in fact.people]
    return Message(lines("这些志愿者我发不了消息，有班请您打电话：", *listed_))


def template_kept() -> Message:
    return Message("🚩 记下了。还有别的固定的班，发「固定的班」；要排下周，发「排一周的班」。")


def fixed(templates: Sequence[Template]) -> Message:
    """Return the fixed shifts, each with a button that ends it."""
    if not templates:
        return Message("🚩 还没有固定的班。要加一个，发「固定的班」。")
    told = [
        f"🚩 {each.post.name}，{'、'.join(each.days) or PATTERNS[each.pattern]}，"
        f"{each.begins:%H:%M}–{each.ends:%H:%M}，{each.need} 人"
        for each in templates[:LONGEST_LIST]
    ]
    buttons = [
        Button(f"不要了：{each.post.name} {each.begins:%H:%M}", DropTemplate(each.id).pack())
        for each in templates[:LONGEST_LIST]
    ]
    return Message(lines("固定的班：", *told), rows(buttons))


def template_dropped(template: Template) -> Message:
    return Message(f"🚩 好的，{template.post.name} {template.begins:%H:%M} 的班以后不排了。已经排好的不动。")


def term_kept(first: date, last: date) -> Message:
    return Message(f"🚩 记下了：{_day(first)}到{_day(last)}上学。哪天停课或补课，发「校历」再改。")


def which_day_off(days: Sequence[date]) -> Message:
    buttons = [
        Button(f"{_day(on)}：{label}", CancelDay(on.isoformat(), str(number), 0).pack())
        for on in days
        for number, (label, _) in enumerate(REASONS)
    ]
    if not days:
        return Message("🚩 这几天没有班，不用停。")
    return Message("🚩 停哪一天的班？", rows(buttons))


def sure_to_cancel(on: date, why: int, shifts: int, people: int) -> Message:
    return Message(
        f"🚩 {_day(on)}有 {shifts} 个班，{people} 个人。都停掉，马上告诉他们？",
        rows((Button("对，都停掉", CancelDay(on.isoformat(), str(why), 1).pack()),)),
    )


def day_cancelled(on: date, shifts: int, people: int) -> Message:
    return Message(f"🚩 {_day(on)}的 {shifts} 个班停了，{people} 个人都告诉了。")


def day_kept(on: date, kind: DayKind) -> Message:
    return Message(f"🚩 记下了：{_day(on)}{DAY_KINDS[kind]}。已经排好的班要停，请发「停班」。")


def not_a_day() -> Message:
    return Message("这个日期我没看明白。请点上面的「改」再看看。")


MOVE_TITLE = "新的时间"


def which_to_move(shifts: Sequence[Shift]) -> Message:
    if not shifts:
        return Message("🚩 这几天没有班可改。")
    buttons = [
        Button(
            f"{_day(local(each.starts_at).date())} {say_until(each.starts_at)} {each.post.name}",
            ManageShift(each.id).pack(),
        )
        for each in shifts[:LONGEST_LIST]
    ]
    return Message("🚩 改哪一个班的时间？", rows(buttons))


def moved(shift: Shift) -> Message:
    when = f"{_day(local(shift.starts_at).date())} {say_until(shift.starts_at)}–{say_until(shift.ends_at)}"
    return Message(f"🚩 改好了：{shift.post.name}，{when}。在岗的人我都问了能不能去。")


def gone_by() -> Message:
    return Message("这个时间已经过了。请点上面的「改」再看看。")
