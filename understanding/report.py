"""`python -m understanding.report`: how well the held-out sentences are read; `--time-cases FILE` adds times."""

import argparse
import datetime as dt
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from understanding.labelled import SAID_AT, Sentence, read_corpus
from understanding.model import INTENTS
from understanding.reader import Reader, Understanding
from understanding.times import read_times

_TIMES = ("when", "to_when")
_WORST = 12


def _share(right: int, of: int) -> str:
    return f"{right}/{of} = {right / of:.1%}" if of else "none"


def intent_lines(pairs: list[tuple[Sentence, Understanding]]) -> Iterator[str]:
    """Accuracy at one and three, per intent, what is taken for what, and the emergencies."""
    ranked = [(one.intent, [candidate.intent for candidate in read.candidates]) for one, read in pairs]
    yield f"first guess   {_share(sum(truth == order[0] for truth, order in ranked), len(ranked))}"
    yield f"first three   {_share(sum(truth in order[:3] for truth, order in ranked), len(ranked))}"
    sure = [(one, read) for one, read in pairs if read.sure]
    trusted = _share(sum(one.intent == read.intent for one, read in sure), len(sure))
    yield f"sure          {_share(len(sure), len(pairs))}, of these right {trusted}"
    for intent in INTENTS:
        mine = [order[0] for truth, order in ranked if truth == intent]
        yield f"  {intent:<12}{_share(mine.count(intent), len(mine))}"
    mixed = Counter((truth, order[0]) for truth, order in ranked if truth != order[0])
    for (truth, taken), times in mixed.most_common(_WORST):
        yield f"  {truth} taken for {taken}: {times}"


def slot_lines(pairs: list[tuple[Sentence, Understanding]]) -> Iterator[str]:
    """Of each kind: values that are right, of those that are in the sentence or were claimed to be."""
    right: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    for sentence, read in pairs:
        found = read.slots.said()
        for key in {*sentence.slots, *found}:
            asked[key] += 1
            right[key] += sentence.slots.get(key) == found.get(key)
    for kind, keys in (("times", _TIMES), ("slots", tuple(key for key in asked if key not in _TIMES))):
        yield f"{kind:<14}{_share(sum(right[key] for key in keys), sum(asked[key] for key in keys))}"
    for key in sorted(asked):
        yield f"  {key:<12}{_share(right[key], asked[key])}"


def time_lines(file: Path) -> Iterator[str]:
    """Per class of a table with the columns class, now, text, gold; a time in a trap is a false one."""
    right: defaultdict[str, int] = defaultdict(int)
    asked: Counter[str] = Counter()
    false_times = 0
    for line in file.read_text(encoding="utf-8").splitlines()[1:]:
        kind, now, text, gold = line.split("\t")
        accepted = json.loads(gold)
        found = [reading.notation() for reading in read_times(text, dt.datetime.fromisoformat(now))]
        asked[kind] += 1
        right[kind] += (bool(found) and all(one in accepted for one in found)) if accepted else not found
        false_times += not accepted and bool(found)
    yield f"time cases    {_share(sum(right.values()), sum(asked.values()))}, false times {false_times}"
    for kind in asked:
        yield f"  {kind:<12}{_share(right[kind], asked[kind])}"


def main() -> None:
    """Print the report on the held-out sentences."""
    parser = argparse.ArgumentParser(prog="python -m understanding.report", description=__doc__)
    parser.add_argument("--time-cases", type=Path, help="a table with the columns class, now, text, gold")
    asked = parser.parse_args()
    reader = Reader()
    held_out = [one for one in read_corpus() if one.is_held_out]
    pairs = [(one, reader.read(one.text, SAID_AT)) for one in held_out]
    emergencies = [read for one, read in pairs if one.intent == "emergency"]
    lines = [
        f"sentences     {len(read_corpus())}, held out {len(held_out)}",
        *intent_lines(pairs),
        f"emergencies   {_share(sum(read.intent == 'emergency' for read in emergencies), len(emergencies))}",
        *slot_lines(pairs),
        *(time_lines(asked.time_cases) if asked.time_cases else ()),
    ]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
