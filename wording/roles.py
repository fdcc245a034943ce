"""Roles in words: who holds which, for how much of the community and until when."""

from collections.abc import Sequence
from datetime import datetime

from domain.people import Grant, Person, Role, ScopeKind
from domain.roles import RoleEnded, RoleEnding, RoleGiven, day_before_end, fitting
from domain.times import local
from wording.dates import say_day
from wording.forms import Question
from wording.menu import keyboard
from wording.message import Button, Message, lines, rows
from wording.names import ROLES
from wording.people_taps import EndRole, GiveRole, ShowRoles

TITLE = "给一个身份"
SIZES: dict[ScopeKind, str] = {
    ScopeKind.COMMUNITY: "整个社区",
    ScopeKind.GRID: "一个网格",
    ScopeKind.BUILDING: "一栋楼",
}
ALWAYS = "一直"
SPANS = {"1 个月": 30, "半年": 182, "1 年": 365, ALWAYS: 0}
UNTIL = Question(
    ask="到什么时候为止？",
    name="到期",
    choices=tuple(SPANS),
    help="请点一个，或者写日子，比如：12月31日。",
)
UNTIL_WRONG = "这个日子不太对。要在今天以后、五年以内。"
GRID_NAME = Question(ask="哪个网格？写个名字，比如：第一网格。", name="网格", help="请写网格的名字，比如：第一网格。")
GRID_BUILDINGS = Question(
    ask="这个网格有哪些楼？比如：1-6号楼、8号楼。",
    name="楼栋",
    help="请写楼号，用顿号隔开，比如：1-6号楼、8号楼。",
)


def which_role(roles: Sequence[str]) -> Question:
    return Question(ask="请他做什么？", name="身份", choices=tuple(roles), takes_text=False)


def how_much(sizes: Sequence[str]) -> Question:
    return Question(ask="管哪里？", name="管哪里", choices=tuple(sizes), takes_text=False)


def which_grid(grids: Sequence[str]) -> Question:
    return Question(ask="哪个网格？", name="网格", choices=tuple(grids), takes_text=False)


def which_building(known: Sequence[str]) -> Question:
    return Question(ask="哪一栋楼？", name="楼栋", choices=tuple(known), help="请写楼号，比如：3号楼。")


def name_grid(known: Sequence[str]) -> Question:
    return Question(GRID_NAME.ask, GRID_NAME.name, choices=tuple(known), help=GRID_NAME.help)


def place_of(kind: ScopeKind, scope_id: str) -> str:
    """Return what a grant is for: 「3号楼」, 「第一网格」, 「整个社区」."""
    return scope_id or ("全区" if kind is ScopeKind.DISTRICT else SIZES[ScopeKind.COMMUNITY])


def held_by(person: Person, held: Sequence[Grant], may_give: Sequence[Role], now: datetime) -> Message:
    """Show the roles of a person with a button for each that may be taken back."""
    told = [f"· {_named(each.role, each.scope_kind, each.scope_id)}{_until(each.until_at, now)}" for each in held]
    ends = [
        Button(f"停掉：{_named(each.role, each.scope_kind, each.scope_id)}", EndRole(each.id, 0).pack())
        for each in held
        if each.role in may_give
    ]
    text = lines(f"{person.name}现在是：" if told else f"{person.name}还没有身份。", *told)
    return Message(text, rows((*ends, Button(TITLE, GiveRole(person.id).pack()))))


def given(person: Person, grant: Grant, now: datetime) -> Message:
    named = _named(grant.role, grant.scope_kind, grant.scope_id)
    text = f"📝 好了，{person.name}现在是{named}{_until(grant.until_at, now)}。已经告诉本人了。"
    return Message(text, rows((Button("看身份", ShowRoles(person.id).pack()),)))


def really_end(person: Person, grant: Grant) -> Message:
    named = _named(grant.role, grant.scope_kind, grant.scope_id)
    buttons = (Button("停掉", EndRole(grant.id, 1).pack()), Button("先留着", ShowRoles(person.id).pack()))
    return Message(f"{person.name}以后不做{named}了，对吗？", rows(buttons))


def ended(person: Person, grant: Grant) -> Message:
    named = _named(grant.role, grant.scope_kind, grant.scope_id)
    return Message(f"📝 好了，{person.name}不再是{named}。已经告诉本人了。")


def told_given(fact: RoleGiven, now: datetime) -> Message:
    place = fact.community if not fact.scope_id else f"{fact.community}{fact.scope_id}"
    text = lines(
        f"📝 社区请您做{place}的{ROLES[fact.role]}，谢谢您！",
        f"到 {say_day(day_before_end(fact.until_at), local(now).date())}为止。" if fact.until_at else "",
        "下面是您的按钮。",
    )
    return Message(text, keyboard=keyboard(frozenset(fact.roles)))


def told_ended(fact: RoleEnded) -> Message:
    named = _named(fact.role, fact.scope_kind, fact.scope_id)
    text = lines(f"📝 您不再担任{named}了。", "谢谢您这些日子的操心。有事随时找我。")
    return Message(text, keyboard=keyboard(frozenset(fact.roles)))


def told_ending(fact: RoleEnding, now: datetime) -> Message:
    named = _named(fact.role, fact.scope_kind, fact.scope_id)
    last = say_day(day_before_end(fact.until_at), local(now).date())
    if not fact.name:
        return Message(lines(f"📝 您做{named}，到 {last}为止。", "想接着做，请跟社区说一声。谢谢您！"))
    text = lines(f"📝 {fact.name}做{named}，到 {last}为止。", "要请他接着做，请点「看身份」，再给一次。")
    return Message(text, rows((Button("看身份", ShowRoles(fact.person_id).pack()),)))


def grid_set(grid: str, buildings: Sequence[str]) -> Message:
    return Message(f"记下了，{grid}有 {len(buildings)} 栋楼：{'、'.join(buildings[:40])}。")


def _named(role: Role, kind: ScopeKind, scope_id: str) -> str:
    """Return 「楼栋长（3号楼）」; a role that is always for the whole community needs no place."""
    return f"{ROLES[role]}（{place_of(kind, scope_id)}）" if len(fitting(role)) > 1 else ROLES[role]


def _until(until_at: datetime | None, now: datetime) -> str:
    return f"，到 {say_day(day_before_end(until_at), local(now).date())}为止" if until_at else ""
