"""The one door of this room: a sentence in, what it means out."""

import datetime as dt
from dataclasses import dataclass

from understanding.categories import KINDS, duty_of
from understanding.dialects import common
from understanding.emergencies import danger_of, is_calm
from understanding.features import abstracted, features_of
from understanding.free_times import is_small_talk
from understanding.model import BY_INTENT
from understanding.models import Models, committed
from understanding.people import without_names
from understanding.rules import settled
from understanding.slots import Slots, read_slots, with_answer
from understanding.text import letters_in, plain
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
UNNAMED_FROM = 0.95
"""Share from which an emergency is sure in which no danger is named: the care taken is no certainty."""
URGENT_FROM = 0.8
"""Share of an emergency from which it is asked back even in the middle of something else."""
SEEMS_DANGEROUS = 0.1
"""Without a word of danger the care is taken from this share on: a word nobody knows is no cry for help."""
SHOWN = 5
OF_NETWORK = 0.5
"""How much the network has to say, beside the linear model."""
_LEAST = 1e-9
"""What neither of them may hold for impossible."""


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

    @property
    def seems_urgent(self) -> bool:
        """Whether this is likely a call for help, be it sure or not."""
        return self.intent == "emergency" and self.candidates[0].score >= URGENT_FROM


class Reader:
    """Cheap to make: the model is read at the first sentence."""

    def __init__(self, models: Models | None = None) -> None:
        self._given = models

    @property
    def _models(self) -> Models:
        return self._given or committed()

    def read(
        self, text: str, now: dt.datetime, meant: str | None = None, *, answer_to: str | None = None
    ) -> Understanding:
        """Never fails: what is empty or makes no sense is `other`, unsure.

        `meant` is the intent that the speaker chose when asked back: then the facts are read as those of such a one.
        `answer_to` is the intent of the form whose question is open: whatever the answer sounds like, its times are
        read as times of that. 「早上不行，头晕，下午来吧」 is the afternoon of a wish, and no leave of this morning.
        Small talk that answers nothing sets no time.
        """
        said = plain(text)
        times = read_times(text, now)
        common_words = common(said.text)
        bare = abstracted(said, times)
        has_words = letters_in(without_names(bare)) > 0
        danger = danger_of(common_words)
        words = common(bare)
        heard = Opinions(self._models, features_of(words, danger), words)
        ranked = _ranked(common_words, heard.shares(BY_INTENT), danger) if has_words else _NOTHING
        intent = meant or ranked[0].intent
        kind = heard.likeliest(intent) if intent in KINDS else duty_of(common_words, intent)
        told = [] if intent == "other" and is_small_talk(said, times) else times
        at = now.replace(tzinfo=None)
        slots = read_slots(said, told, intent, at, kind or None)
        return Understanding(
            intent=intent,
            sure=_is_sure(ranked, danger),
            candidates=tuple(ranked[:SHOWN]),
            slots=with_answer(slots, said, times, answer_to, at) if answer_to else slots,
            times=tuple(times),
            danger=danger if intent == "emergency" else None,
        )


class Opinions:
    """What the linear model and the network make of one sentence, brought together."""

    def __init__(self, models: Models, features: set[str], words: str) -> None:
        self._linear, self._features = models.by_name, features
        self._network = models.network.shares(words)

    def shares(self, name: str) -> dict[str, float]:
        """Return how likely each label is: both opinions multiplied, each to the power of its say."""
        other = self._network[name]
        both = {
            label: max(share, _LEAST) ** (1 - OF_NETWORK) * max(other[label], _LEAST) ** OF_NETWORK
            for label, share in self._linear[name].probabilities(self._features).items()
        }
        whole = sum(both.values())
        return {label: share / whole for label, share in both.items()}

    def likeliest(self, name: str) -> str:
        shares = self.shares(name)
        return max(shares, key=shares.__getitem__)


def _ranked(said: str, shares: dict[str, float], danger: str | None) -> list[Candidate]:
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
