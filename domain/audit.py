"""Who did what to whom, when, through which account and on whose behalf; and who saw what of whom, and why."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Deed:
    """One line of the audit trail. It names ids and verbs only: what was said or written stands where it belongs."""

    at: datetime
    what: str
    subject: str
    subject_id: int
    community_id: int | None
    actor_id: int | None
    account_id: int | None
    on_behalf_of: int | None = None


class Seen(StrEnum):
    """What was shown of a person."""

    PHONE = "phone"
    ADDRESS = "address"
    HEALTH = "health"
    FAMILY = "family"
    CASE = "case"
    WISH = "wish"
    EVERYTHING = "everything"


class Why(StrEnum):
    """What it was shown for."""

    REGISTRATION = "registration"
    WISH = "wish"
    DUTY = "duty"
    MEDIATION = "mediation"
    RECORD = "record"
    EXPORT = "export"
    REGISTER = "wish_register"
    PROXY = "proxy"
    VISIT = "visit"
    HELP = "help"
    URGENT = "urgent"


@dataclass(frozen=True, slots=True)
class Reveal:
    """Somebody saw something sensitive of a person; the person may ask for the list at any time."""

    at: datetime
    person_id: int
    seen_by: int
    what: Seen
    why: Why
    subject_id: int = 0
