"""The labelled sentences: how they are stored, and which of them are kept away from training."""

import datetime as dt
import hashlib
from dataclasses import dataclass
from pathlib import Path

CORPUS = Path(__file__).with_name("corpus")
SAID_AT = dt.datetime(2026, 3, 10, 9, 20)  # noqa: DTZ001 - the wall clock of the person who speaks
"""The Tuesday morning on which every sentence of the corpus is said."""
_ONE_IN = 10
_LISTS = {"when", "to_when", "maybe"}
COLUMNS = ("family", "utterance", "intent", "slots", "said_at", "source")
OWN, GUEST, UNREAD, TAUGHT, CAST = "", "guest", "unread", "taught", "cast"
"""Sources: who works on the code; others, who do not know it; these, and kept from who does; others, only to learn;
the last with names that are everyday words (和平, 万一) or labelled unevenly, of which nobody learns what a name is."""
KEPT = "x"
"""Begins the name of a family that is held out because one of its sentences is unread."""
LEARNT = "t"
"""Begins the name of a family in which every sentence is there to learn from: such a one is never held out."""


def is_kept_away(family: str) -> bool:
    """One family in ten is held out, by the hash of its name."""
    if family.startswith((KEPT, LEARNT)):
        return family.startswith(KEPT)
    return int(hashlib.sha256(family.encode()).hexdigest(), 16) % _ONE_IN == 0


@dataclass(frozen=True, slots=True)
class Sentence:
    """`family` names the template: its paraphrases are all in training or all held out.

    `said_at` is the wall clock of who speaks; `also` are the intents that are as right as the first.
    """

    family: str
    text: str
    intent: str
    slots: dict[str, str | list[str]]
    said_at: dt.datetime = SAID_AT
    source: str = OWN
    also: tuple[str, ...] = ()

    @property
    def is_held_out(self) -> bool:
        return is_kept_away(self.family)

    @property
    def is_asked(self) -> bool:
        """Held out, and read by a second person who knew the rules and no answer of ours."""
        return self.is_held_out and not self.is_only_taught

    @property
    def is_only_taught(self) -> bool:
        return self.source in {TAUGHT, CAST}


def slots_from(cell: str) -> dict[str, str | list[str]]:
    """`building=3;when=2026-03-11,2026-03-12` with a blank between several times."""
    slots: dict[str, str | list[str]] = {}
    for part in filter(None, cell.split(";")):
        key, value = part.split("=", 1)
        slots[key] = value.split(" ") if key in _LISTS else value
    return slots


def cell_from(slots: dict[str, str | list[str]]) -> str:
    return ";".join(f"{key}={' '.join(value) if isinstance(value, list) else value}" for key, value in slots.items())


def line_from(one: Sentence) -> str:
    """Return the sentence as it is stored."""
    clock = "" if one.said_at == SAID_AT else one.said_at.isoformat(timespec="minutes")
    intents = "/".join((one.intent, *one.also))
    return "\t".join((one.family, one.text, intents, cell_from(one.slots), clock, one.source))


def read_corpus(folder: Path = CORPUS) -> list[Sentence]:
    """Every sentence, in file and line order."""
    sentences = []
    for file in sorted(folder.glob("*.tsv")):
        for line in file.read_text(encoding="utf-8").splitlines()[1:]:
            family, text, intents, cell, clock, source = line.split("\t")
            intent, *also = intents.split("/")
            said_at = dt.datetime.fromisoformat(clock) if clock else SAID_AT
            sentences.append(Sentence(family, text, intent, slots_from(cell), said_at, source, tuple(also)))
    return sentences


def hash_of(folder: Path = CORPUS) -> str:
    """Of everything the model is trained from."""
    digest = hashlib.sha256()
    for file in sorted(folder.glob("*.tsv")):
        digest.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()
