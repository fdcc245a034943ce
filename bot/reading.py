"""The reader of free text in the shape that the handlers ask for."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from domain.times import local
from understanding.choices import read_choice
from understanding.corrections import read_correction
from understanding.reader import Reader as Sentences
from understanding.requests import split_requests
from understanding.times import lunar_of


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a sentence seems to mean; candidates are likeliest first.

    `options` are the readings of its time where it names exactly one; several are asked back.
    """

    intent: str
    sure: bool
    candidates: tuple[str, ...]
    slots: dict[str, Any] = field(default_factory=dict)
    options: tuple[str, ...] = ()
    danger: str | None = None
    seems_urgent: bool = False


@dataclass(frozen=True, slots=True)
class Correction:
    wrong: str
    right: str
    slots: dict[str, Any] = field(default_factory=dict)


class Reader:
    """Reads in Shanghai's time; the model is loaded with the first sentence."""

    def __init__(self, *, hears: bool = False) -> None:
        self._sentences = Sentences()
        self._hears = hears

    @property
    def hears(self) -> bool:
        return self._hears

    def read(self, text: str, now: datetime, meant: str | None = None, *, answer_to: str | None = None) -> Meaning:
        found = self._sentences.read(text, _wall(now), meant, answer_to=answer_to)
        candidates = tuple(each.intent for each in found.candidates)
        only = found.times[0].candidates if len(found.times) == 1 else ()
        options = tuple(dict.fromkeys(each.notation() for each in only))
        slots = dict(found.slots.said())
        return Meaning(found.intent, found.sure, candidates, slots, options, found.danger, found.seems_urgent)

    def requests(self, text: str) -> list[str]:
        return split_requests(text)

    def correction(self, text: str, now: datetime) -> Correction | None:
        found = read_correction(text, _wall(now))
        return None if found is None else Correction(found.wrong, found.right, dict(found.right_slots.said()))

    def choice(self, text: str, count: int, current: int | None = None) -> int | None:
        return read_choice(text, count, current)

    def lunar(self, on: date) -> str:
        try:
            return lunar_of(on).words()
        except ValueError:
            return ""


def _wall(now: datetime) -> datetime:
    return local(now).replace(tzinfo=None)
