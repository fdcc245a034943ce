"""The labelled sentences: how they are stored, and which of them are kept away from training."""

import datetime as dt
import hashlib
from dataclasses import dataclass
from pathlib import Path

CORPUS = Path(__file__).with_name("corpus")
SAID_AT = dt.datetime(2026, 3, 10, 9, 20)  # noqa: DTZ001 - the wall clock of the person who speaks
"""The Tuesday morning on which every sentence of the corpus is said."""
_ONE_IN = 5
_LISTS = {"when", "to_when"}
COLUMNS = ("family", "utterance", "intent", "slots")


@dataclass(frozen=True, slots=True)
class Sentence:
    """`family` names the template: its paraphrases are all in training or all held out."""

    family: str
    text: str
    intent: str
    slots: dict[str, str | list[str]]

    @property
    def is_held_out(self) -> bool:
        return int(hashlib.sha256(self.family.encode()).hexdigest(), 16) % _ONE_IN == 0


def slots_from(cell: str) -> dict[str, str | list[str]]:
    """`building=3;when=2026-03-11,2026-03-12` with a blank between several times."""
    slots: dict[str, str | list[str]] = {}
    for part in filter(None, cell.split(";")):
        key, value = part.split("=", 1)
        slots[key] = value.split(" ") if key in _LISTS else value
    return slots


def cell_from(slots: dict[str, str | list[str]]) -> str:
    return ";".join(f"{key}={' '.join(value) if isinstance(value, list) else value}" for key, value in slots.items())


def read_corpus(folder: Path = CORPUS) -> list[Sentence]:
    """Every sentence, in file and line order."""
    sentences = []
    for file in sorted(folder.glob("*.tsv")):
        for line in file.read_text(encoding="utf-8").splitlines()[1:]:
            family, text, intent, cell = line.split("\t")
            sentences.append(Sentence(family, text, intent, slots_from(cell)))
    return sentences


def hash_of(folder: Path = CORPUS) -> str:
    """Of everything the model is trained from."""
    digest = hashlib.sha256()
    for file in sorted(folder.glob("*.tsv")):
        digest.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()
