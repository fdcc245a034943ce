"""The one door of this room: a sentence in, what it means out."""

import datetime as dt
from dataclasses import dataclass

from understanding.categories import KINDS, duty_of
from understanding.dialects import common
from understanding.emergencies import danger_of, is_calm
from understanding.features import abstracted, features_of
from understanding.model import Model, Models, committed
from understanding.people import without_names
from understanding.rules import settled
from understanding.slots import Slots, read_slots
from understanding.text import plain
from understanding.time_kinds import TimeReading
from understanding.times import read_times

SURE_FROM = 0.9
"""Share of the likeliest intent from which it is read back at once; below, two or three are offered."""
SURE_MARGIN = 0.8
"""How far the second must be behind."""
CARE = 10.0
"""How much more than the model alone an emergency weighs: a miss is worse than a false alarm."""
IN_DANGER_WORDS = 10.0
"""How much more besides when a danger is named."""
IN_CALM_WORDS = 0.3
"""What is left of it when the sentence says that nothing is the matter."""
UNNAMED_FROM = 0.995
"""The same for an emergency in which no danger is named: the care taken is no certainty, so more is wanted."""
SEEMS_DANGEROUS = 0.1
"""Without a word of danger the care is taken from this share on: a word nobody knows is no cry for help."""
SHOWN = 5


@dataclass(frozen=True, slots=True)
class Candidate:
    intent: str
    score: float


_NOTHING = [Candidate("other", 0.0), Candidate("help", 0.0)]
"""Of signs, numbers, names and times alone: an answer to a question perhaps, but nothing that somebody wants."""


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
        common_words = common(said.text)
        has_words = any("一" <= char <= "龥" for char in without_names(abstracted(said, times)))
        danger = danger_of(common_words)
        features = features_of(said, times)
        ranked = self._ranked(common_words, features, danger) if has_words else _NOTHING
        first = ranked[0]
        if first.intent in KINDS:
            kind: str | None = self._models[first.intent].likeliest(features)
        else:
            kind = duty_of(common_words, first.intent)
        return Understanding(
            intent=first.intent,
            sure=_is_sure(ranked, danger),
            candidates=tuple(ranked[:SHOWN]),
            slots=read_slots(said, times, first.intent, now.replace(tzinfo=None), kind or None),
            times=tuple(times),
            danger=danger if first.intent == "emergency" else None,
        )

    def _ranked(self, said: str, features: set[str], danger: str | None) -> list[Candidate]:
        shares = self._models["intents"].probabilities(features)
        if danger:
            shares["emergency"] *= CARE * IN_DANGER_WORDS
        elif is_calm(said):
            shares["emergency"] *= IN_CALM_WORDS
        elif shares["emergency"] > SEEMS_DANGEROUS:
            shares["emergency"] *= CARE
        if not danger and (rule := settled(said)):
            intent, louder = rule
            shares[intent] *= louder
        whole = sum(shares.values())
        return sorted(
            (Candidate(name, round(share / whole, 4)) for name, share in shares.items()), key=lambda one: -one.score
        )


def _is_sure(ranked: list[Candidate], danger: str | None) -> bool:
    first, second = ranked[0].score, ranked[1].score
    is_unnamed = ranked[0].intent == "emergency" and not danger
    return first >= (UNNAMED_FROM if is_unnamed else SURE_FROM) and first - second >= SURE_MARGIN
