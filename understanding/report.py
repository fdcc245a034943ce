"""`python -m understanding.report`: how well the held-out sentences are read; `--time-cases FILE` adds times."""

import argparse
import datetime as dt
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import starmap
from pathlib import Path

from understanding.labelled import GUEST, OWN, UNREAD, Sentence, read_corpus
from understanding.marks import TIMES, is_among_three, is_first, slot_marks
from understanding.model import INTENTS
from understanding.reader import Reader, Understanding
from understanding.times import read_times

_WORST = 12
SOURCES = {OWN: "our own", GUEST: "others'", UNREAD: "unread"}


def _share(right: int, of: int) -> str:
    return f"{right}/{of} = {right / of:.1%}" if of else "none"


def intent_lines(pairs: list[tuple[Sentence, Understanding]]) -> Iterator[str]:
    """Accuracy at one and three, by source and intent, what is taken for what, and the emergencies."""
    yield f"first guess   {_share(sum(is_first(one, read) for one, read in pairs), len(pairs))}"
    yield f"first three   {_share(sum(is_among_three(one, read) for one, read in pairs), len(pairs))}"
    for source, name in SOURCES.items():
        mine = [(one, read) for one, read in pairs if one.source == source]
        first, three = sum(is_first(*pair) for pair in mine), sum(is_among_three(*pair) for pair in mine)
        yield f"  {name:<12}{_share(first, len(mine))}, in three {_share(three, len(mine))}"
    sure = [(one, read) for one, read in pairs if read.sure]
    trusted = _share(sum(starmap(is_first, sure)), len(sure))
    yield f"sure          {_share(len(sure), len(pairs))}, of these right {trusted}"
    for intent in INTENTS:
        mine = [(one, read) for one, read in pairs if one.intent == intent]
        yield f"  {intent:<12}{_share(sum(starmap(is_first, mine)), len(mine))}"
    mixed = Counter((one.intent, read.intent) for one, read in pairs if not is_first(one, read))
    for (truth, taken), times in mixed.most_common(_WORST):
        yield f"  {truth} taken for {taken}: {times}"


def slot_lines(pairs: list[tuple[Sentence, Understanding]]) -> Iterator[str]:
    """Of each kind: values that are right, of those that are in the sentence or were claimed to be."""
    marks = [mark for pair in pairs for mark in slot_marks(*pair)]
    right = Counter(key for key, is_right in marks if is_right)
    asked = Counter(key for key, _ in marks)
    for kind, keys in (("times", TIMES), ("slots", tuple(key for key in asked if key not in TIMES))):
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
    held_out = [one for one in read_corpus() if one.is_asked]
    pairs = [(one, reader.read(one.text, one.said_at)) for one in held_out]
    calls = [read.intent == "emergency" for one, read in pairs if one.intent == "emergency"]
    alarms = [one for one, read in pairs if read.intent == "emergency" and not is_first(one, read)]
    lines = [
        f"sentences     {len(read_corpus())}, held out {len(held_out)}",
        *intent_lines(pairs),
        f"emergencies   {_share(sum(calls), len(calls))}, false {len(alarms)}",
        *slot_lines(pairs),
        *(time_lines(asked.time_cases) if asked.time_cases else ()),
    ]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
