"""The reader of free text in the shape that the handlers ask for."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from domain.times import local
from understanding.reader import Reader as Sentences


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a sentence seems to mean; candidates are likeliest first."""

    intent: str
    sure: bool
    candidates: tuple[str, ...]
    slots: dict[str, Any] = field(default_factory=dict)


class Reader:
    """Reads in Shanghai's time; the model is loaded with the first sentence."""

    def __init__(self) -> None:
        self._sentences = Sentences()

    def read(self, text: str, now: datetime) -> Meaning:
        found = self._sentences.read(text, local(now).replace(tzinfo=None))
        candidates = tuple(each.intent for each in found.candidates)
        return Meaning(found.intent, found.sure, candidates, dict(found.slots.said()))
