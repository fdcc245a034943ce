"""签到: proofs of having been there, the leader's corrections, and when somebody should be talked to."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from domain.notices import Fact
from domain.refusals import Refusal

CODE_MINUTES = 10  # a code is shown for ten minutes and taken for another ten
NO_SHOWS = 3
NO_SHOW_DAYS = 60
LOCATION_AGE = timedelta(minutes=2)
BACKFILL_DAYS = 31


class CodeNotCurrent(Refusal):
    """The code is not the one shown just now."""


class LocationNotFresh(Refusal):
    """A location that was forwarded, or sent longer ago than it takes to travel."""


class SecondSignatureNeeded(Refusal):
    """Whoever entered a paper row cannot certify it, nor can the person who gains by it."""


class BackfillDecided(Refusal):
    """The row has been certified or turned down already."""


class DayOutOfRange(Refusal):
    """Paper rows are for days gone by, at most a month ago."""


class Proof(StrEnum):
    LOCATION = "location"
    CODE = "code"
    ROLL_CALL = "roll_call"
    WORD = "word"
    """The person's own word, where the post has no place: the leader confirms the minutes anyway."""


class Outcome(StrEnum):
    """What the leader says about somebody who is not checked in."""

    CAME = "came"
    EXCUSED = "excused"
    MISSED = "missed"


def window_of(now: datetime) -> int:
    """Return the number of the ten minutes in which a code is shown."""
    return int(now.timestamp()) // (CODE_MINUTES * 60)


def windows_taken(now: datetime) -> tuple[int, int]:
    """Return the windows whose codes are taken now: whoever begins to type just before the change still gets in."""
    current = window_of(now)
    return current, current - 1


def require_fresh(sent_at: datetime, now: datetime, *, is_forwarded: bool) -> None:
    if is_forwarded or now - sent_at > LOCATION_AGE:
        raise LocationNotFresh


def needs_a_talk(no_shows: int) -> bool:
    """Say whether the leader is to be asked to talk; exactly at the third, so that they are asked once."""
    return no_shows == NO_SHOWS


@dataclass(frozen=True, slots=True)
class Backfill:
    """A row from a paper sheet: 荣誉时, entered by one person and certified by another."""

    id: int
    community_id: int
    person_id: int
    kind: str
    served_on: date
    minutes: int
    entered_by: int
    certified_by: int | None = None


def certify(row: Backfill, by: int) -> Backfill:
    if row.certified_by is not None:
        raise BackfillDecided
    if by in {row.entered_by, row.person_id}:
        raise SecondSignatureNeeded
    return Backfill(row.id, row.community_id, row.person_id, row.kind, row.served_on, row.minutes, row.entered_by, by)


@dataclass(frozen=True, slots=True)
class TalkWanted(Fact):
    """Told to the leader: three no-shows in sixty days; a word, not a punishment."""

    name: str
    phone: str


@dataclass(frozen=True, slots=True)
class BackfillWaiting(Fact):
    """Asked of those who may certify."""

    backfill_id: int
    name: str
    number: str
    kind: str
    served_on: date
    minutes: int
    entered_by: str


@dataclass(frozen=True, slots=True)
class AttendanceCorrected(Fact):
    """Told to the volunteer when the leader has put something right."""

    post: str
    starts_at: datetime
    outcome: Outcome
