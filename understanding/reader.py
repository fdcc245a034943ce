"""The one door of this room: a sentence in, what it means out."""

import datetime as dt
from dataclasses import dataclass

from understanding.categories import KINDS, OTHER, category_of
from understanding.emergencies import danger_of, is_calm
from understanding.features import features_of
from understanding.model import Model, Models, committed
from understanding.rules import LOUDER, settled
from understanding.slots import Slots, read_slots
from understanding.text import plain
from understanding.time_kinds import TimeReading
from understanding.times import read_times

SURE_FROM = 0.6
"""Share of the likeliest intent from which it is read back at once; below, two or three are offered."""
SURE_MARGIN = 0.3
"""How far the second must be behind."""
WITHOUT_DANGER_WORDS = 0.3
"""What is left of the model's belief in an emergency when no danger is named: a miss is worse than a false alarm."""
IN_CALM_WORDS = 0.01
"""What is left of it when the sentence says besides that nothing is the matter."""
SHOWN = 5


@dataclass(frozen=True, slots=True)
class Candidate:
    intent: str
    score: float


@dataclass(frozen=True, slots=True)
class Understanding:
    """`candidates` are likeliest first; `sure` means: read back and act on 【对】, else offer the first few."""

    intent: str
    sure: bool
    candidates: tuple[Candidate, ...]
    slots: Slots
    times: tuple[TimeReading, ...]
    danger: str | None = None


class Reader:
    """Cheap to make: the model is read at the first sentence."""

    def __init__(self, models: Models | None = None) -> None:
        self._given = models

    @property
    def _models(self) -> dict[str, Model]:
        return (self._given or committed()).by_name

    def read(self, text: str, now: dt.datetime) -> Understanding:
        """Never fails: what is empty or makes no sense is `other`, unsure."""
        said = plain(text)
        times = read_times(text, now)
        danger = danger_of(said.text)
        features = features_of(said, times)
        ranked = self._ranked(said.text, features, danger)
        first = ranked[0]
        kind = category_of(said.text, first.intent)
        if first.intent in KINDS and kind == OTHER:
            kind = self._models[first.intent].likeliest(features)
        return Understanding(
            intent=first.intent,
            sure=_is_sure(ranked),
            candidates=tuple(ranked[:SHOWN]),
            slots=read_slots(said, times, first.intent, kind),
            times=tuple(times),
            danger=danger,
        )

    def _ranked(self, said: str, features: set[str], danger: str | None) -> list[Candidate]:
        if not any(char.isalnum() for char in said):
            return [Candidate("other", 0.0), Candidate("help", 0.0)]
        shares = self._models["intents"].probabilities(features)
        if danger:
            shares = {intent: share / 100 for intent, share in shares.items()} | {"emergency": 0.99}
        else:
            shares["emergency"] *= IN_CALM_WORDS if is_calm(said) else WITHOUT_DANGER_WORDS
            if rule := settled(said):
                shares[rule] *= LOUDER
        whole = sum(shares.values())
        return sorted(
            (Candidate(intent, round(share / whole, 4)) for intent, share in shares.items()), key=lambda one: -one.score
        )


def _is_sure(ranked: list[Candidate]) -> bool:
    first, second = ranked[0].score, ranked[1].score
    return first >= SURE_FROM and first - second >= SURE_MARGIN
