"""Giving a role: for how much of the community, until when, and by whom."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from domain.notices import Fact
from domain.people import Grant, Role, ScopeKind
from domain.permissions import INVITABLE
from domain.refusals import Refusal
from domain.times import at_local, local
from domain.written_days import day_from

LONGEST_YEARS = 5
WARNED_BEFORE = timedelta(days=7)
TOLD_WITHIN = timedelta(days=2)
"""So long after its end a role is still told to be over, in case nobody was awake before."""
_PARTS = (ScopeKind.BUILDING, ScopeKind.GRID, ScopeKind.COMMUNITY)
# How much of a community a role may be given for; what is not here is given for the whole of it.
FITTING: dict[Role, tuple[ScopeKind, ...]] = {
    Role.BUILDING_CAPTAIN: _PARTS,
    Role.GRID_ATTENDANT: (ScopeKind.GRID, ScopeKind.BUILDING, ScopeKind.COMMUNITY),
}
WHOLE = (ScopeKind.COMMUNITY,)
# An admin is made by a code of their own: the role reaches over the whole district.
BY_CODE_ONLY = frozenset({Role.ADMIN})


class NoRoleForYourself(Refusal):
    """Nobody but an admin gives roles to themselves."""


class NoSuchPlace(Refusal):
    """The community has no such grid or building."""


class RoleNotThere(Refusal):
    """The role has ended already."""


@dataclass(frozen=True, slots=True)
class RoleGiven(Fact):
    """Told to the person: the role, for what, until when (exclusive); `roles` are all they hold from now on."""

    role: Role
    scope_kind: ScopeKind
    scope_id: str
    community: str
    until_at: datetime | None
    roles: tuple[Role, ...]


@dataclass(frozen=True, slots=True)
class RoleEnded(Fact):
    """Told to the person whose role was taken back, with the roles they still hold."""

    role: Role
    scope_kind: ScopeKind
    scope_id: str
    roles: tuple[Role, ...]


@dataclass(frozen=True, slots=True)
class RoleEnding(Fact):
    """Told a week before to the person, and with the person's name to everybody who may give the role anew."""

    role: Role
    scope_kind: ScopeKind
    scope_id: str
    until_at: datetime
    person_id: int = 0
    name: str = ""


def givers_of(role: Role) -> tuple[Role, ...]:
    """Return the roles whose holders may give this one."""
    return tuple(each for each, given in INVITABLE.items() if role in given)


def ends_by_itself(grant: Grant) -> bool:
    """Whether the role was given until a day: then it ends at midnight. What is taken back ends at once."""
    return grant.until_at is not None and local(grant.until_at).time() == time()


def is_worth_a_warning(grant: Grant) -> bool:
    """Whether it was given for longer than the warning lies ahead."""
    return bool(grant.until_at and grant.from_at and grant.until_at - grant.from_at > WARNED_BEFORE)


def givable(grants: Iterable[Grant], community_id: int, at: datetime) -> tuple[Role, ...]:
    """Return the roles that somebody with these grants may give and take back here, in the order of `Role`."""
    held = {grant.role for grant in grants if grant.holds(at) and grant.reaches(community_id)}
    may_give = {role for each in held for role in INVITABLE.get(each, ())} - BY_CODE_ONLY
    return tuple(role for role in Role if role in may_give)


def fitting(role: Role) -> tuple[ScopeKind, ...]:
    return FITTING.get(role, WHOLE)


def end_of(on: date) -> datetime:
    """Return the instant at which a role ends that is given up to and including a day."""
    return at_local(on + timedelta(days=1), time())


def last_day(told: str, today: date) -> date | None:
    """Return the day of 「2026-12-31」, 「2026年12月31日」 or 「12月31日」 (the next one); None for one that cannot be.

    It lies ahead, and at most five years.
    """
    day = day_from(told, today, today + timedelta(days=1))
    return day if day and today < day <= today + timedelta(days=365 * LONGEST_YEARS) else None


def day_before_end(until_at: datetime) -> date:
    """Return the last day on which a role holds."""
    return local(until_at - timedelta(seconds=1)).date()
