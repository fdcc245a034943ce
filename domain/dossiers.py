"""五个清楚: what a volunteer may tell beyond the registration, and to what they have agreed.

Everything here may be skipped. 家庭 and 身体 are sensitive: they are kept only while a separate consent stands.
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from domain.refusals import Refusal

SENSITIVE_VERSION = "2026-11-s"
YOUNGEST, OLDEST = 16, 110  # years of age that somebody who registers may have
MOST_SKILLS = 20
LONGEST_SKILL = 12
WEEKDAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")
DAYPARTS = ("上午", "下午", "傍晚")
_BETWEEN = re.compile(r"[、，,；;/\n]+")
WEEKEND = frozenset(WEEKDAYS[5:])
LIVES_ALONE = "一个人住"
_ALONE = re.compile("一个人(?:住|在家|生活)|独居|孤身|家里就我一个|家里没别人|家里没有别人|(?:他|她|老人)自己住")


class ConsentKind(StrEnum):
    GENERAL = "general"
    SENSITIVE = "sensitive"


class ConsentMissing(Refusal):
    """Sensitive things are told only after their own consent."""


class TooManySkills(Refusal):
    """More than twenty skills are a list nobody reads."""


@dataclass(frozen=True, slots=True)
class Consent:
    """What somebody agreed to, in which version, when, and whether they took it back."""

    kind: ConsentKind
    version: str
    given_at: datetime
    withdrawn_at: datetime | None = None
    given_through: str = ""
    how: str = ""
    """How somebody agreed whom staff asked at the door or on the telephone."""


@dataclass(frozen=True, slots=True)
class Dossier:
    """The five clear things beyond name, phone and door; sealed at rest."""

    person_id: int
    birth_year: int | None = None
    former_unit: str = ""
    former_post: str = ""
    party: str = ""
    living: str = ""
    emergency_name: str = ""
    emergency_phone: str = ""
    health: str = ""
    health_note: str = ""
    intentions: tuple[str, ...] = ()
    note: str = ""

    def without_sensitive(self) -> "Dossier":
        return replace(self, living="", emergency_name="", emergency_phone="", health="", health_note="")

    @property
    def lives_alone(self) -> bool:
        return self.living == LIVES_ALONE

    @property
    def has_sensitive(self) -> bool:
        return any((self.living, self.emergency_name, self.emergency_phone, self.health, self.health_note))


def says_alone(text: str) -> bool:
    """Say whether somebody tells in their own words that nobody lives with them."""
    return _ALONE.search(text) is not None


def birth_year_of(text: str, now: datetime) -> int | None:
    """Return the year from 「1956」, 「1956年」 or 「56」 (1956); None for one that cannot be."""
    plain = text.strip().removesuffix("生").removesuffix("年").strip()
    if not plain.isdecimal() or len(plain) not in {2, 4}:
        return None
    year = int(plain) if len(plain) == 4 else 1900 + int(plain)  # noqa: PLR2004 - a year has four digits
    return year if YOUNGEST <= now.year - year <= OLDEST else None


def hours_of(days: Iterable[str], parts: Iterable[str]) -> tuple[str, ...]:
    """Return 「周一上午」 and so on, every chosen part on every chosen day, in the order of the week."""
    chosen, wanted = set(days), set(parts)
    return tuple(f"{day}{part}" for day in WEEKDAYS if day in chosen for part in DAYPARTS if part in wanted)


def is_free(free: Collection[str], weekday: int, part: str) -> bool:
    """Say whether somebody is usually free on a weekday (Monday 0) in 上午, 下午 or 傍晚.

    Reads both ways of telling: 「平日上午」 or 「周末」, and 「周三上午」.
    """
    day = WEEKDAYS[weekday]
    broad = "周末" if day in WEEKEND else f"平日{part}"
    return broad in free or f"{day}{part}" in free


def parts_of(told: Iterable[str]) -> list[str]:
    """Return the single skills of answers such as 「理发、修车」, each once."""
    parts = (" ".join(part.split()) for each in told for part in _BETWEEN.split(each))
    return list(dict.fromkeys(part for part in parts if part))


def skills_of(told: Iterable[str]) -> tuple[str, ...]:
    """Return each skill once, short; refuses with `TooManySkills`."""
    skills = tuple(dict.fromkeys(part[:LONGEST_SKILL] for part in parts_of(told)))
    if len(skills) > MOST_SKILLS:
        raise TooManySkills
    return skills
