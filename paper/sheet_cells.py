"""One cell of the registration sheet at a time: what it means, or what is wrong with it.

A spreadsheet program changes what people type: a door number becomes a date, a phone a rounded number, a year a day
count. Where the typed value can be told for certain it is taken with a note, and otherwise asked for again.
"""

import difflib
import re
import unicodedata
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, NamedTuple

from openpyxl.utils.datetime import WINDOWS_EPOCH, from_excel

from domain.answers import cleaned, name_of, phone_of
from domain.people_sheets import FindingKind, Heading
from domain.places import building_name, room_name
from domain.rosters import Category
from wording.names import FREE_TIMES
from wording.paper_sheet import CATEGORIES, PARTIES, PARTY_SHORT

LONGEST_UNIT, LONGEST_NOTE, LONGEST_SKILL, MOST_SKILLS = 40, 200, 12, 20
YOUNGEST, OLDEST = 16, 120  # years of age; a sheet may hold somebody's grandson who helps
DAYS_OF_YEARS = range(10_000, 60_000)  # day counts of 1927 to 2064; a year has four digits
CELL_ERRORS = frozenset({"#N/A", "#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!", "#CALC!"})
_SEPARATORS = re.compile(r"[、，,；;/\n|]+|\s{2,}")
_ROUNDED = re.compile(r"^\d(?:\.\d+)?[eE]\+?\d+$")
_YEAR = re.compile(r"^((?:19|20)\d{2})(?:年|[-./年]\s*\d{1,2}(?:[-./月]\s*\d{0,2}日?|月)?)?$")
_LONG_ID = re.compile(r"(?<!\d)\d{6}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?!\d)")
_SHORT_ID = re.compile(r"(?<!\d)\d{8}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}(?!\d)")
_GAPS = re.compile(r"(?<=\d)[\s-]+(?=[\dXx])")
SHORTEST_ID = 15
ROUNDED_IDS = (10**17, 10**18)  # 18 digits typed as a number: the last ones are lost, what it was is not


@dataclass(frozen=True, slots=True)
class Register:
    """What the cells are held against: the day, the buildings of the community (none: any), the file's first day."""

    today: date
    buildings: Collection[str] = ()
    epoch: datetime = WINDOWS_EPOCH


class Checked(NamedTuple):
    value: Any
    kind: FindingKind | None = None
    hint: str = ""


def text_of(value: object) -> str:
    """Return what a person would say stands in the cell."""
    match value:
        case None:
            return ""
        case str():
            # Nothing to clean away in what is printable throughout, which is nearly every cell.
            return unicodedata.normalize("NFC", value).strip() if value.isprintable() else cleaned(value)
        case float() if value.is_integer():
            return str(int(value))
        case datetime():
            return value.date().isoformat()
        case _:
            return str(value)


def masked_id(value: object, text: str) -> str | None:
    """Return the ID number in a cell with all but three digits hidden, or None without one."""
    if isinstance(value, int | float) and not isinstance(value, bool) and ROUNDED_IDS[0] <= value < ROUNDED_IDS[1]:
        return f"{text[:3]}{'*' * 15}"
    if len(text) < SHORTEST_ID:
        return None
    joined = _GAPS.sub("", text)
    found = _LONG_ID.search(joined) or _SHORT_ID.search(joined)
    return f"{found[0][:3]}{'*' * (len(found[0]) - 3)}" if found else None


def checked(heading: Heading, value: object, text: str, register: Register) -> Checked:
    """Return the value of a cell, or the finding; a note comes with a value, anything else with None."""
    if text in CELL_ERRORS:
        return Checked(None, FindingKind.CELL_ERROR)
    if isinstance(value, date | time) and heading is not Heading.BIRTH_YEAR:
        return Checked(None, FindingKind.BECAME_A_DATE)
    return CHECKS[heading](value, text, register)


def _name(_value: object, text: str, _register: Register) -> Checked:
    if not text:
        return Checked(None, FindingKind.NAME_MISSING)
    name = name_of(text)
    return Checked(name) if name else Checked(None, FindingKind.NOT_A_NAME)


def _phone(_value: object, text: str, _register: Register) -> Checked:
    if not text:
        return Checked("")
    if _ROUNDED.match(text):
        return Checked(None, FindingKind.PHONE_ROUNDED)
    phone = phone_of(text.removesuffix(".0"))
    return Checked(phone) if phone else Checked(None, FindingKind.NOT_A_PHONE)


def _building(_value: object, text: str, register: Register) -> Checked:
    if not text:
        return Checked(None, FindingKind.BUILDING_MISSING)
    building = text if text in register.buildings else building_name(text)
    if building is None:
        return Checked(None, FindingKind.NOT_A_BUILDING)
    if register.buildings and building not in register.buildings:
        nearest = difflib.get_close_matches(building, list(register.buildings), n=1, cutoff=0)
        return Checked(None, FindingKind.UNKNOWN_BUILDING, nearest[0])
    return Checked(building)


def _room(_value: object, text: str, _register: Register) -> Checked:
    if not text:
        return Checked("")
    room = room_name(text)
    return Checked(room) if room else Checked(None, FindingKind.NOT_A_ROOM)


def _birth_year(value: object, text: str, register: Register) -> Checked:
    if not text:
        return Checked(None)
    if isinstance(value, date):
        return _year(value.year, register, FindingKind.DATE_AS_YEAR, str(value.year))
    if text.isdecimal() and len(text) == len("20513") and int(text) in DAYS_OF_YEARS:
        day = from_excel(int(text), register.epoch)
        return _year(day.year, register, FindingKind.DATE_AS_NUMBER, day.date().isoformat())
    found = _YEAR.match(text.replace(" ", ""))
    return _year(int(found[1]), register) if found else Checked(None, FindingKind.NOT_A_YEAR)


def _year(year: int, register: Register, note: FindingKind | None = None, hint: str = "") -> Checked:
    if not YOUNGEST <= register.today.year - year <= OLDEST:
        return Checked(None, FindingKind.YEAR_IMPOSSIBLE)
    return Checked(year, note, hint)


def _line(longest: int) -> Callable[[object, str, Register], Checked]:
    def check(_value: object, text: str, _register: Register) -> Checked:
        return Checked(text) if len(text) <= longest else Checked(None, FindingKind.TOO_LONG, str(longest))

    return check


def _party(_value: object, text: str, _register: Register) -> Checked:
    party = PARTY_SHORT.get(text, text)
    return Checked(party) if not party or party in PARTIES else _no_choice(PARTIES)


def _category(_value: object, text: str, _register: Register) -> Checked:
    named = {label: category for category, label in CATEGORIES.items()}
    if not text:
        return Checked(Category.REGULAR)
    return Checked(named[text]) if text in named else _no_choice(tuple(named))


def _skills(_value: object, text: str, _register: Register) -> Checked:
    skills = _several(text)
    if len(skills) > MOST_SKILLS:
        return Checked(None, FindingKind.TOO_MANY, str(MOST_SKILLS))
    if any(len(skill) > LONGEST_SKILL for skill in skills):
        return Checked(None, FindingKind.TOO_LONG, str(LONGEST_SKILL))
    return Checked(skills)


def _free(_value: object, text: str, _register: Register) -> Checked:
    free = _several(text)
    return Checked(free) if set(free) <= set(FREE_TIMES) else _no_choice(FREE_TIMES)


def _several(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(piece.strip() for piece in _SEPARATORS.split(text) if piece.strip()))


def _no_choice(choices: tuple[str, ...]) -> Checked:
    return Checked(None, FindingKind.NOT_A_CHOICE, "、".join(choices))


CHECKS: Mapping[Heading, Callable[[object, str, Register], Checked]] = {
    Heading.NAME: _name,
    Heading.PHONE: _phone,
    Heading.BUILDING: _building,
    Heading.ROOM: _room,
    Heading.BIRTH_YEAR: _birth_year,
    Heading.FORMER_UNIT: _line(LONGEST_UNIT),
    Heading.FORMER_POST: _line(LONGEST_UNIT),
    Heading.PARTY: _party,
    Heading.SKILLS: _skills,
    Heading.FREE: _free,
    Heading.CATEGORY: _category,
    Heading.NOTE: _line(LONGEST_NOTE),
}
