"""Reading JSON strictly and kindly: every complaint names its field and the value found, and all are collected."""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum
from typing import Any, NamedTuple, TypeVar

from domain.rosters import Id

SHOWN = 60
CLOCK = re.compile(r"([01]\d|2[0-3]):([0-5]\d)")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
Choice = TypeVar("Choice", bound=StrEnum)
Read = TypeVar("Read")
REQUIRED: Any = object()


class Complaint(NamedTuple):
    """What is wrong where; `found` is the value as it stands in the file, shortened."""

    field: str
    found: str
    said: str

    def __str__(self) -> str:
        return f"{self.field}: {self.found} - {self.said}" if self.found else f"{self.field}: {self.said}"


class ProblemUnreadable(Exception):
    """The problem cannot be solved as it stands; every complaint about it is listed."""

    def __init__(self, complaints: Sequence[Complaint]) -> None:
        super().__init__("\n".join(map(str, complaints)))
        self.complaints = tuple(complaints)


class Bounds(NamedTuple):
    """The smallest and largest whole number that makes sense."""

    least: int
    most: int


@dataclass
class Complaints:
    """Everything found wrong so far. A reader that complains returns None, and its caller goes on."""

    found: list[Complaint] = field(default_factory=list)

    def add(self, where: str, value: object, said: str) -> None:
        self.found.append(Complaint(where, shown(value), said))

    def say(self, where: str, said: str) -> None:
        """Complain where there is no value to show."""
        self.found.append(Complaint(where, "", said))


def shown(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"


@dataclass(frozen=True)
class Fields:
    """One JSON object of the file, read field by field."""

    where: str
    values: Mapping[str, Any]
    complaints: Complaints

    def refuse_others(self, known: Sequence[str]) -> None:
        """Refuse strange fields: a misspelt one would silently not count."""
        for name in self.values:
            if name not in known:
                self.complaints.add(self.path(name), self.values[name], f"unknown field; known are {', '.join(known)}")

    def path(self, name: str) -> str:
        return f"{self.where}.{name}" if self.where else name

    def whole(self, name: str, bounds: Bounds, default: Any = REQUIRED) -> int | None:
        return self._read(name, lambda where, value: whole(where, value, bounds, self.complaints), default)

    def yes_or_no(self, name: str, *, default: bool) -> bool | None:
        return self._read(name, lambda where, value: yes_or_no(where, value, self.complaints), default)

    def choice(self, name: str, choices: type[Choice], default: Any = REQUIRED) -> Choice | None:
        return self._read(name, lambda where, value: choice(where, value, choices, self.complaints), default)

    def day(self, name: str) -> date | None:
        return self._read(name, lambda where, value: day(where, value, self.complaints))

    def clock(self, name: str) -> time | None:
        return self._read(name, lambda where, value: clock(where, value, self.complaints))

    def identity(self, name: str) -> Id | None:
        if name in self.values:
            return identity(self.path(name), self.values[name], self.complaints)
        self.complaints.say(self.path(name), "is missing")
        return None

    def objects(self, name: str, *, most: int) -> list["Fields"]:
        """Each row of a required list as fields of its own; rows of another sort are complained about and left out."""
        rows = list(self.rows(name, is_required=True))
        if len(rows) > most:
            self.complaints.add(self.path(name), len(rows), f"at most {most} rows can be read")
            return []
        for where, row in rows:
            if not isinstance(row, dict):
                self.complaints.add(where, row, "must be an object")
        return [Fields(where, row, self.complaints) for where, row in rows if isinstance(row, dict)]

    def rows(self, name: str, *, is_required: bool = False) -> Iterator[tuple[str, Any]]:
        """Each row of a list with its own path."""
        found: Any = self._read(name, lambda _, value: value, REQUIRED if is_required else [])
        if found is not None and not isinstance(found, list):
            self.complaints.add(self.path(name), found, "must be a list")
            return
        for number, row in enumerate(found or ()):
            yield f"{self.path(name)}[{number}]", row

    def _read(self, name: str, read: Callable[[str, Any], Read | None], default: Any = REQUIRED) -> Read | None:
        if name in self.values:
            return read(self.path(name), self.values[name])
        if default is REQUIRED:
            self.complaints.say(self.path(name), "is missing")
            return None
        given: Read | None = default
        return given


def whole(where: str, value: Any, bounds: Bounds, complaints: Complaints) -> int | None:
    """Read a whole number; 2.0 is one, 2.5 and true are not."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int):
        complaints.add(where, value, "must be a whole number")
    elif not bounds.least <= value <= bounds.most:
        complaints.add(where, value, f"must be from {bounds.least} to {bounds.most}")
    else:
        return value
    return None


def yes_or_no(where: str, value: Any, complaints: Complaints) -> bool | None:
    if isinstance(value, bool):
        return value
    complaints.add(where, value, "must be true or false")
    return None


def choice(where: str, value: Any, choices: type[Choice], complaints: Complaints) -> Choice | None:
    known = [each.value for each in choices]
    if isinstance(value, str) and value in known:
        return choices(value)
    complaints.add(where, value, f"must be one of {', '.join(known)}")
    return None


def day(where: str, value: Any, complaints: Complaints) -> date | None:
    if not isinstance(value, str) or not DAY.fullmatch(value):
        complaints.add(where, value, "must be a date like 2026-09-01")
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        complaints.add(where, value, "this date does not exist")
        return None


def clock(where: str, value: Any, complaints: Complaints) -> time | None:
    if isinstance(value, str) and (found := CLOCK.fullmatch(value)):
        return time(int(found[1]), int(found[2]))
    complaints.add(where, value, "must be a time of day like 07:30")
    return None


def identity(where: str, value: Any, complaints: Complaints) -> Id | None:
    """Read a name or a number, kept as given."""
    if isinstance(value, str) and value.strip():
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    complaints.add(where, value, "must be a name or a whole number")
    return None


def pair(where: str, value: Any, said: str, complaints: Complaints) -> tuple[Any, Any] | None:
    if isinstance(value, list) and len(value) == 2:  # noqa: PLR2004 - a pair is two
        return value[0], value[1]
    complaints.add(where, value, said)
    return None
