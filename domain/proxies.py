"""代办: somebody acts for somebody else, with consent, within a scope, until a day, and always marked as such."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from domain.notices import Fact
from domain.refusals import Refusal

LONGEST_DAYS = 365
CODE_DAYS = 7


class ProxyKind(StrEnum):
    CHILD = "child"
    CAPTAIN = "captain"
    STAFF = "staff"


class ProxyScope(StrEnum):
    """What a proxy may do for the person; 资料 is never among it."""

    EVERYDAY = "everyday"
    WISHES = "wishes"


class CodePurpose(StrEnum):
    """What a one-time code of a person gives to the account that sends it."""

    ACCOUNT = "account"
    PROXY = "proxy"


class NoSuchProxy(Refusal):
    """The authority has ended, was taken back, or never was."""


class NotWhileActing(Refusal):
    """Somebody's own papers are not opened, changed or deleted by a proxy."""


class NotYourselfAsProxy(Refusal):
    """Nobody needs an authority for themselves."""


class WrongPlaceForCode(Refusal):
    """The account belongs to somebody else already."""


@dataclass(frozen=True, slots=True)
class Proxy:
    """One authority. `until_at` is exclusive; after `revoked_at` it is nothing but history."""

    id: int
    person_id: int
    proxy_id: int
    kind: ProxyKind
    scope: ProxyScope
    from_at: datetime
    until_at: datetime
    consent: str
    revoked_at: datetime | None = None

    def holds(self, at: datetime) -> bool:
        return self.revoked_at is None and self.from_at <= at < self.until_at


@dataclass(frozen=True, slots=True)
class PersonCode:
    """What a one-time code stands for; only its hash is stored."""

    id: int
    person_id: int
    purpose: CodePurpose
    expires_at: datetime
    kind: ProxyKind = ProxyKind.CHILD
    scope: ProxyScope = ProxyScope.EVERYDAY
    days: int = LONGEST_DAYS
    consent: str = ""
    """How the person agreed, where staff asked for the code."""


@dataclass(frozen=True, slots=True)
class Acting:
    """Under whose hand something is done for somebody else."""

    proxy_person_id: int
    name: str
    kind: ProxyKind
    scope: ProxyScope


@dataclass(frozen=True, slots=True)
class AccountBound(Fact):
    """Told on the person's other phones, so that a stranger's binding does not go unseen."""

    person_id: int
    account_id: int


@dataclass(frozen=True, slots=True)
class ProxyNamed(Fact):
    """Told to the person: who may act for them from now on, and how to take it back."""

    proxy_id: int
    name: str
    kind: ProxyKind
    scope: ProxyScope
    until_at: datetime


@dataclass(frozen=True, slots=True)
class ProxyEnded(Fact):
    """Told to the proxy when the authority was taken back."""

    name: str


def ends_at(now: datetime, days: int) -> datetime:
    """Return when an authority of so many days ends; never more than a year."""
    return now + timedelta(days=max(1, min(days, LONGEST_DAYS)))
