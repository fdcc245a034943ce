"""人员名册 in words: for staff, and what the people concerned hear."""

from collections.abc import Sequence
from datetime import datetime

from domain.audit import Why
from domain.dossiers import Dossier
from domain.papers import BuildingPoster
from domain.people import Person
from domain.people_sheets import SheetReading
from domain.records import CategoryChanged, DutiesReleased, HistoryLine, StandingChanged, VolunteerLeft
from domain.registration import Registration, RegistrationState
from domain.rosters import Category
from domain.timebank import Source
from wording.dates import say_when
from wording.deeds import say_deed
from wording.dossiers import say_hours, told_of
from wording.duty_taps import DutyWish
from wording.forms import Question
from wording.message import Button, Message, Shown, attached, lines, rows
from wording.names import REGISTRATION_STATES
from wording.paper_sheet import CATEGORIES, report
from wording.people_taps import SeeSensitive, ShowRoles
from wording.taps import (
    ChangeStanding,
    ImportRows,
    OpenRecord,
    Records,
    SetCategory,
    ShowHistory,
    StaffCode,
    StaffProxy,
)
from wording.timebank import source_button

REGISTER_TITLE = "人员名册"
FINDINGS_TITLE = "要改的地方"
REGISTER_HEADINGS = (
    *("编号", "姓名", "手机", "楼栋", "门牌", "出生年份", "原单位", "职务"),
    *("政治面貌", "特长", "意向", "空闲", "分类", "报到"),
)
TITLE = "登记一个人"
HELP_FIND = "请写姓名、手机号或编号。"
REASON = Question(ask="为什么？请写一句大白话，对方会看到。", name="原因", help="请写一句原因，比如：医生说要静养。")
WHICH = Question(ask="换成哪一类？", name="分类", choices=tuple(CATEGORIES.values()), takes_text=False)
SENSITIVE = "看家里和身体"
# What staff may look at 家里 and 身体 for; the person reads the same words.
LOOKED_FOR = {"上门看望": Why.VISIT, "安排值班": Why.DUTY, "帮他办事": Why.HELP, "有急事": Why.URGENT}
WHAT_FOR = Question(
    ask="您看这个，是为了什么？本人查得到。", name="为什么看", choices=tuple(LOOKED_FOR), takes_text=False
)
HOW_AGREED = Question(
    ask="本人是怎么同意的？请写一句，比如：3月10日上门当面同意。",
    name="本人同意",
    help="没有本人同意不能登记。请写一句，比如：电话里同意。",
)
NO_PHONE = Question(
    ask="他的手机号？没有就点「跳过」。", name="手机", can_skip=True, help="手机号是 11 位数字。没有就点「跳过」。"
)
BUILDINGS = Question(
    ask="社区有哪些楼？比如：1-12号楼、15号楼。",
    name="楼栋",
    help="请写楼号，用顿号隔开，比如：1-12号楼、15号楼。",
)
LEAVING = Question(
    ask="您要退出志愿服务吗？愿意的话写一句为什么，比如：搬家了。",
    name="原因",
    choices=("搬走了", "身体原因", "不想说"),
    help="写一句就行，或者点「不想说」。",
)
MEANS: dict[Category, str] = {
    Category.REGULAR: "班和心愿都可以参加。",
    Category.LIMITED: "我只在白天、一周最多一次地请您，别的您安心歇着。",
    Category.EXEMPT: "这阵子不给您排班。走访、学习材料和问候照常，您还是咱们队里的人。",
    Category.AWAY: "您在外地这段时间不给您排班。回来了说一声，随时接着来。",
}
PROGRESS_BAR = 10


def find(*, keeps: bool) -> Question:
    """Ask whom to find; only staff finds the history of a case by its number."""
    more = "志愿者编号，或者调解的编号" if keeps else "或者志愿者编号"
    return Question(ask=f"您找谁？写姓名、手机号、{more}。", name="找谁", help=HELP_FIND)


def menu() -> Message:
    buttons = (
        Button("找一个人", Records("find").pack()),
        Button("登记一个人", Records("add").pack()),
        Button("登记表模板", Records("template").pack()),
        Button("导出名册", Records("export").pack()),
        Button("楼栋清单", Records("buildings").pack()),
        Button("网格", Records("grids").pack()),
        Button("相邻网格", Records("beside").pack()),
        Button("楼道海报", Records("posters").pack()),
    )
    return Message("人员名册：要办哪一样？填好的登记表，直接发给我就行。", rows(buttons))


def found(persons: Sequence[Person]) -> Message:
    buttons = [
        Button(f"{each.name} {each.building} {each.volunteer_number}".strip(), OpenRecord(each.id).pack())
        for each in persons
    ]
    return Message(f"找到 {len(persons)} 位，点开看：", rows(buttons))


def record(person: Person, dossier: Dossier, registration: Registration | None, *, keeps: bool) -> Message:
    """Show a person; `keeps` adds what only staff does. 家里 and 身体 stay behind a button of their own."""
    told = [f"{name}：{value}" for name, value in told_of(person, dossier, with_sensitive=False)]
    state = registration.state if registration else None
    text = lines(
        *told,
        f"分类：{CATEGORIES[person.category]}",
        f"报到：{REGISTRATION_STATES[state]}" if state else "报到：还没有",
        "（您看过，本人查得到）",
    )
    return Message(text, rows(_record_buttons(person, dossier, state)) if keeps else ())


def _record_buttons(person: Person, dossier: Dossier, state: RegistrationState | None) -> list[Button]:
    buttons = [Button(SENSITIVE, SeeSensitive(person.id).pack())] if dossier.has_sensitive else []
    buttons += [Button("改分类", SetCategory(person.id).pack()), Button("看身份", ShowRoles(person.id).pack())]
    if state is RegistrationState.CONFIRMED:
        buttons += [
            Button("暂停", ChangeStanding(person.id, "suspend").pack()),
            Button("退出", ChangeStanding(person.id, "withdraw").pack()),
        ]
    if state is RegistrationState.SUSPENDED:
        buttons += [Button("恢复", ChangeStanding(person.id, "resume").pack())]
    return [
        *buttons,
        Button("连手机", StaffCode(person.id).pack()),
        Button("请人代办", StaffProxy(person.id).pack()),
        Button("值班情况", DutyWish(person.id, "show", 0).pack()),
        Button("看经过", ShowHistory("person", person.id).pack()),
    ]


def sensitive(person: Person, dossier: Dossier) -> Message:
    plain = {name for name, _ in told_of(person, dossier, with_sensitive=False)}
    told = [f"{name}：{value}" for name, value in told_of(person, dossier, with_sensitive=True) if name not in plain]
    return Message(lines(f"{person.name}：", *told, "（您为什么看，本人查得到）"))


def category_set(person: Person) -> Message:
    return Message(f"📝 {person.name}现在是：{CATEGORIES[person.category]}。已经告诉本人了。")


def category_changed(fact: CategoryChanged) -> Message:
    return Message(
        lines(
            f"📝 社区把您的参加方式调成了「{CATEGORIES[fact.category]}」。",
            f"「{fact.reason}」",
            MEANS[fact.category],
            "您觉得不合适，点「找社区」说一声就能改。",
        )
    )


def standing_set(name: str, registration: Registration, released: DutiesReleased) -> Message:
    freed = f"手里的 {released.shifts} 个班、{released.wishes} 个心愿都转出去了。" if released.total else ""
    return Message(lines(f"📝 {name}：{REGISTRATION_STATES[registration.state]}。", freed, "积分都留着。"))


def standing_changed(fact: StandingChanged) -> Message:
    match fact.state:
        case RegistrationState.SUSPENDED:
            first = "📝 您的志愿服务先歇一歇。"
        case RegistrationState.CONFIRMED:
            first = "📝 欢迎回来！您又可以参加了。"
        case _:
            first = "📝 您的志愿服务办了退出。谢谢您一直以来的帮忙。"
    freed = f"您手里的 {fact.released} 件事，我请别人接着办，您放心。" if fact.released else ""
    kept = "积分都给您留着。" if fact.state is not RegistrationState.CONFIRMED else ""
    return Message(lines(first, f"「{fact.reason}」" if fact.reason else "", freed, kept))


def volunteer_left(fact: VolunteerLeft) -> Message:
    freed = f"空出 {fact.released} 件事，已经在找人。" if fact.released else ""
    return Message(lines(f"📝 {fact.name}退出了志愿服务。", f"「{fact.reason}」" if fact.reason else "", freed))


def left(released: DutiesReleased) -> Message:
    freed = f"您手里的 {released.total} 件事，我请别人接着办。" if released.total else ""
    return Message(
        lines("📝 好的，给您办好了。谢谢您这些日子的帮忙！", freed, "积分都给您留着。想回来，点「我要报到」就行。")
    )


def added(person: Person) -> Message:
    buttons = (Button("打开看看", OpenRecord(person.id).pack()),)
    return Message(f"📝 {person.name}登记好了。没有手机也能许心愿、求助，您替他办就行。", rows(buttons))


def history(lines_: Sequence[HistoryLine], now: datetime, paid: Source | None = None) -> Message:
    """Return what happened; `paid` is given where points were booked for it, and opens them."""
    told = [_deed(each, now) for each in lines_ if say_deed(each.what)]
    buttons = (source_button(paid.kind, paid.id, "记的分"),) if paid is not None else ()
    return Message(lines("最近的经过：", *told) if told else "还没有记下什么。", rows(buttons))


def _deed(one: HistoryLine, now: datetime) -> str:
    """Return 「昨天（周一）上午 9:20 王芳（替李秀英）：许了心愿」."""
    behalf = f"（替{one.on_behalf_of}）" if one.on_behalf_of else ""
    return f"{say_when(one.at, now)} {one.actor or '自动'}{behalf}：{say_deed(one.what)}"


def listed(names: Sequence[str]) -> Message:
    return Message(f"记下了，社区有 {len(names)} 栋楼：{'、'.join(names[:40])}。")


def register_file(community_id: int) -> Message:
    return Message(
        "名册好了。里面有手机和住处，请收好，用完删掉。",
        document=attached(Shown.FILE, "人员名册.xlsx", "register", community_id),
    )


def poster_file(posters: Sequence[BuildingPoster]) -> Message:
    return Message(
        f"楼道海报好了，{len(posters)} 栋楼，一栋一页。",
        document=attached(Shown.FILE, "楼道海报.pdf", "building_posters", list(posters)),
    )


def template_file(buildings: Sequence[str]) -> Message:
    return Message(
        "这是登记表。填好存盘，直接发给我。有不对的，我一格一格告诉您。",
        document=attached(Shown.FILE, "报到登记表.xlsx", "people_template", list(buildings)),
    )


def reading_sheet(done: int = 0, of: int = 0) -> Message:
    """Return the progress of an import; the message is edited, never repeated."""
    if not of:
        return Message("收到登记表了，正在看…")
    filled = done * PROGRESS_BAR // of
    return Message(f"正在录：{'■' * filled}{'□' * (PROGRESS_BAR - filled)} {done}/{of}")


def sheet_unreadable(why: str) -> Message:
    return Message(why)


def not_clean(reading: SheetReading, work_id: int) -> tuple[Message, Message]:
    """Return the report with its two ways on, and all findings as a sheet."""
    buttons = (
        Button(f"导入正确的 {len(reading.rows)} 行", ImportRows(work_id, 1).pack()),
        Button("都不导入", ImportRows(work_id, 0).pack()),
    )
    findings = attached(Shown.FILE, "要改的地方.xlsx", "findings", list(reading.findings))
    shown = rows(buttons) if reading.rows else ()
    return (
        Message(lines(report(reading), "", "现在一行都没有录。改好再发，或者："), shown),
        Message("全部要改的地方，都在这张表里。", document=findings),
    )


def imported(fresh: int, changed: int, same: int) -> Message:
    parts = [f"新录 {fresh} 人"]
    parts += [f"更新 {changed} 人"] if changed else []
    parts += [f"{same} 人原来就有、没有变"] if same else []
    return Message(f"📝 录好了：{'，'.join(parts)}。")


def not_imported() -> Message:
    return Message("好的，一行都没有录。")


def work_failed() -> Message:
    return Message("对不住，这份登记表我没读成，是我的毛病。一行都没有录，请再发一次。")


def import_gone() -> Message:
    return Message("这份登记表放久了，请再发一次。")


def register_line(row: tuple[Person, Dossier, RegistrationState | None]) -> tuple[str | int | None, ...]:
    person, dossier, state = row
    return (
        person.volunteer_number,
        person.name,
        person.phone,
        person.building,
        person.room,
        dossier.birth_year,
        dossier.former_unit,
        dossier.former_post,
        dossier.party,
        "、".join(person.skills),
        "、".join(dossier.intentions),
        say_hours(person.free),
        CATEGORIES[person.category],
        REGISTRATION_STATES[state] if state else "",
    )
