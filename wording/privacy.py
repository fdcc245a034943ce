"""我的资料 in words: what is kept, who has seen it, taking it along, deleting it."""

from collections.abc import Sequence
from datetime import datetime

from domain.audit import Reveal, Seen, Why
from domain.dossiers import ConsentKind, Dossier
from domain.people import Person
from domain.privacy import MyRecord
from domain.times import local
from wording.dates import say_when
from wording.dossiers import told_of
from wording.forms import Question
from wording.message import Button, Message, Shown, attached, lines, rows
from wording.names import ASSIGNMENT_STATES, REGISTRATION_STATES, ROLES
from wording.paper_sheet import CATEGORIES
from wording.taps import Papers
from wording.timebank import CODES

RECORD_TITLE = "我的资料"
FILE_NAME = "我的资料"
TITLE = "您的登记"
SEEN = {
    Seen.PHONE: "手机",
    Seen.ADDRESS: "住处",
    Seen.HEALTH: "身体情况",
    Seen.FAMILY: "家里情况",
    Seen.CASE: "调解的事",
    Seen.WISH: "心愿",
    Seen.EVERYTHING: "登记的全部",
}
WHY = {
    Why.REGISTRATION: "看您的报到",
    Why.WISH: "来帮您办心愿",
    Why.DUTY: "安排值班",
    Why.MEDIATION: "帮您调解",
    Why.RECORD: "查名册",
    Why.EXPORT: "导出名册",
    Why.REGISTER: "做心愿台账",
    Why.PROXY: "替您办事",
    Why.VISIT: "上门看望您",
    Why.HELP: "帮您办事",
    Why.URGENT: "有急事",
}
CONSENTS = {ConsentKind.GENERAL: "登记和安排服务", ConsentKind.SENSITIVE: "家里和身体情况"}
SURE = Question(
    ask=lines(
        "删掉以后，您的姓名、手机、住处和填过的都没有了，找不回来。",
        "您手里的班和心愿会转给别人。积分的账还在，只是不写是谁。",
        "真要删，请打「删除」两个字。",
    ),
    name="确认",
    help="要删，请打「删除」两个字。不删就点「取消」。",
)


def mine(person: Person, dossier: Dossier, reveals: int) -> Message:
    told = [f"{name}：{value}" for name, value in told_of(person, dossier, with_sensitive=True)]
    text = lines(
        "📝 您的资料，只给您自己看：",
        *told,
        f"分类：{CATEGORIES[person.category]}" if person.volunteer_number else "",
        f"编号：{person.volunteer_number}" if person.volunteer_number else "",
        f"有 {reveals} 次别人看过您的手机或住处。" if reveals else "还没有别人看过您的手机和住处。",
    )
    buttons = (
        Button("改一改", Papers("correct").pack()),
        Button("谁看过", Papers("seen").pack()),
        Button("带走一份", Papers("export").pack()),
        Button("不记家里和身体", Papers("sensitive").pack()),
        Button("删除我的资料", Papers("erase").pack()),
    )
    return Message(text, rows(buttons))


def seen_by(reveals: Sequence[tuple[Reveal, str]], now: datetime) -> Message:
    """Return who saw what, when and why, newest first."""
    if not reveals:
        return Message("还没有别人看过您的手机、住处和情况。")
    looks: dict[tuple[datetime, str, Why], list[Seen]] = {}
    for each, name in reveals:
        looks.setdefault((each.at, name, each.why), []).append(each.what)
    told = [
        f"{say_when(at, now)}，{name or '一位工作人员'}看过您的{_kinds(kinds)}：{WHY[why]}"
        for (at, name, why), kinds in looks.items()
    ]
    return Message(lines("谁看过您的资料：", *told))


def _kinds(kinds: Sequence[Seen]) -> str:
    return "、".join(SEEN[what] for what in reversed(kinds))


def exported(person_id: int) -> tuple[Message, Message]:
    facts = person_id
    pdf = attached(Shown.FILE, f"{FILE_NAME}.pdf", "my_record_pdf", facts)
    machine = attached(Shown.FILE, f"{FILE_NAME}.json", "my_record_json", facts)
    return (
        Message("这一份能看能打印。", document=pdf),
        Message("这一份给电脑读，内容一样。", document=machine),
    )


def corrected() -> Message:
    return Message("📝 改好了。")


def sensitive_gone(*, had: bool) -> Message:
    return Message("好的，家里和身体的情况都删掉了。" if had else "您没有让我记过家里和身体的情况，放心。")


def erased() -> Message:
    return Message("都删掉了。谢谢您这些日子的帮忙，祝您身体健康。", keyboard=())


def sections(record: MyRecord) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the whole record as headings and lines, for the paper."""
    one = record.registration
    basics = told_of(record.person, record.dossier, with_sensitive=True)
    basics += [("社区", record.community), ("编号", record.person.volunteer_number or "还没有")]
    basics += [
        ("分类", CATEGORIES[record.person.category]),
        ("报到", REGISTRATION_STATES[one.state] if one else "没有"),
    ]
    basics += [("连着的手机", f"{record.accounts} 个"), ("时间银行", f"{record.points} 分，服务 {record.minutes} 分钟")]
    consents = [
        (CONSENTS[each.kind], f"{_day(each.given_at)} 同意{_until(each.withdrawn_at)}（{each.version}）{each.how}")
        for each in record.consents
    ]
    roles = [(ROLES[each.role], _span(each.from_at, each.until_at)) for each in record.grants]
    proxies = [
        (name, f"{_day(each.from_at)} 到 {_day(each.until_at)}{_until(each.revoked_at)}")
        for each, name in record.proxies
    ]
    reveals = [(_day(each.at), f"{name} 看过{SEEN[each.what]}：{WHY[each.why]}") for each, name in record.reveals]
    wishes = [(f"心愿 {number} 号", words) for number, _, words in record.wishes]
    cases = [(number, words) for number, _, words in record.cases]
    shifts = [
        (_day(each.shift.starts_at), f"{each.shift.post.name}：{ASSIGNMENT_STATES[each.state]}")
        for each in record.shifts
    ]
    entries = [(_day(each.at), f"{CODES[each.code]} {each.points:+d} 分") for each in record.entries]
    parts = [
        ("登记", basics),
        ("同意过的", consents),
        ("身份", roles),
        ("代办人", proxies),
        ("谁看过", reveals),
        ("心愿", wishes),
        ("调解", cases),
        ("值班", shifts),
        ("积分明细", entries),
    ]
    return [(heading, lines_) for heading, lines_ in parts if lines_]


def made(at: datetime) -> str:
    return f"{_day(at)} 打印，只给本人"


def _day(at: datetime) -> str:
    return f"{local(at):%Y-%m-%d}"


def _until(at: datetime | None) -> str:
    return f"，{_day(at)} 收回" if at else ""


def _span(from_at: datetime | None, until_at: datetime | None) -> str:
    begins = _day(from_at) if from_at else ""
    return f"{begins} 起{f'，到 {_day(until_at)}' if until_at else ''}"
