"""Who takes part: communities, persons, the accounts they speak through, and the roles they hold for a time."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from domain.notices import Fact
from domain.proxies import Acting
from domain.refusals import Refusal
from domain.rosters import Category
from domain.times import QUIET_BY_DEFAULT, Quiet


class Role(StrEnum):
    RESIDENT = "resident"
    VOLUNTEER = "volunteer"
    LEADER = "leader"
    GRID_ATTENDANT = "grid_attendant"
    BUILDING_CAPTAIN = "building_captain"
    MEDIATOR = "mediator"
    STAFF = "staff"
    OFFICER = "officer"
    PARTNER = "partner"
    MERCHANT = "merchant"
    ADMIN = "admin"


class ScopeKind(StrEnum):
    DISTRICT = "district"
    COMMUNITY = "community"
    GRID = "grid"
    BUILDING = "building"
    TEAM = "team"
    STUDIO = "studio"


# A part of a community: its kind and its name there, such as (BUILDING, "3号楼").
Scope = tuple[ScopeKind, str]


class Purpose(StrEnum):
    """What a bound group is for."""

    TEAM = "team"
    RESIDENTS = "residents"
    DUTY = "duty"
    STUDIO = "studio"
    STAFF = "staff"


class Weekpart(StrEnum):
    """When somebody is usually free."""

    WEEKDAY_MORNING = "weekday_morning"
    WEEKDAY_AFTERNOON = "weekday_afternoon"
    WEEKDAY_EVENING = "weekday_evening"
    WEEKEND = "weekend"


@dataclass(frozen=True, slots=True)
class Community:
    id: int
    name: str
    approves_wishes: bool = True
    quiet: tuple[Quiet, ...] = QUIET_BY_DEFAULT
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Grant:
    """A role within a scope and a period; `until_at` is exclusive, None means open."""

    role: Role
    community_id: int | None
    scope_kind: ScopeKind = ScopeKind.COMMUNITY
    scope_id: str = ""
    from_at: datetime | None = None
    until_at: datetime | None = None
    id: int = field(default=0, compare=False)

    def holds(self, at: datetime) -> bool:
        return (self.from_at is None or self.from_at <= at) and (self.until_at is None or at < self.until_at)

    def reaches(self, community_id: int, within: Collection[Scope] = ()) -> bool:
        """Say whether the grant covers a subject of this community that lies in the smaller scopes `within`."""
        if self.scope_kind is ScopeKind.DISTRICT:
            return True
        if self.community_id != community_id:
            return False
        return self.scope_kind is ScopeKind.COMMUNITY or (self.scope_kind, self.scope_id) in within


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody we know, with or without a messenger account; sensitive fields are sealed at rest."""

    id: int
    community_id: int
    name: str
    phone: str = ""
    building: str = ""
    room: str = ""
    skills: tuple[str, ...] = ()
    free: tuple[str, ...] = ()
    volunteer_number: str = ""
    consent_version: str = ""
    category: Category = Category.REGULAR

    @property
    def respectful(self) -> str:
        """The name as others may see it in public: the family name only."""
        return family_name(self.name)


@dataclass(frozen=True, slots=True)
class Account:
    """A messenger account; identity is the messenger's user id only, never a display name."""

    id: int
    user_id: int
    person_id: int | None
    is_reachable: bool = True


@dataclass(frozen=True, slots=True)
class Group:
    chat_id: int
    community_id: int
    purpose: Purpose
    title: str


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who is talking just now, where, and what they may do."""

    account: Account
    chat_id: int
    is_private: bool
    person: Person | None
    community: Community | None
    grants: tuple[Grant, ...]
    acting: Acting | None = None
    """Set while a proxy speaks for the person: `person` is who it is done for, this is under whose hand."""

    def known(self) -> Person:
        """Return the person, or refuse: this needs somebody we know."""
        if self.person is None:
            raise WhoAreYou
        return self.person

    def roles(self) -> frozenset[Role]:
        return frozenset(grant.role for grant in self.grants)


class WhoAreYou(Refusal):
    """The speaker has not been introduced yet."""


class CodeNotValid(Refusal):
    """A one-time code that is unknown, used or too old."""


class PhoneTaken(Refusal):
    """Another person of this community has this phone number."""


class GroupNotBound(Refusal):
    """The community has no group for this purpose yet."""


# Two-character family names that are still met; everything else is one character.
COMPOUND_FAMILY_NAMES = frozenset(
    {"欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐"}
    | {"司徒", "夏侯", "轩辕", "宇文", "长孙", "端木", "南宫", "百里", "东郭", "呼延"}
)


def family_name(name: str) -> str:
    """Return the family name of a Chinese name; a name in other letters is kept to its first word."""
    if name[:2] in COMPOUND_FAMILY_NAMES and len(name) > 2:  # noqa: PLR2004 - a compound name and a given name
        return name[:2]
    return name.split(maxsplit=1)[0] if name.isascii() and name.strip() else name[:1]


@dataclass(frozen=True, slots=True)
class Invitation:
    """A one-time code that gives its redeemer a role; only its hash is stored."""

    id: int
    role: Role
    community_id: int | None
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class SomethingBroke(Fact):
    """An update could not be handled after all tries; the trace id leads the operator to the log."""

    trace: str


@dataclass(frozen=True, slots=True)
class UnreachablePerson(Fact):
    """The bot can no longer write to this person; somebody should call."""

    name: str
    person_id: int
