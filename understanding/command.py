"""`yinling understand`: one sentence a line in, one JSON line out."""

import datetime as dt
import json
from collections.abc import Iterable
from typing import TextIO

from understanding.reader import Reader, Understanding


def answer_of(understanding: Understanding) -> dict[str, object]:
    """Return what the command prints of one sentence; slots that are not there are left out."""
    return {
        "intent": understanding.intent,
        "sure": understanding.sure,
        "candidates": [candidate.intent for candidate in understanding.candidates],
        "slots": understanding.slots.said(),
    }


def run(now: dt.datetime, lines: Iterable[str], out: TextIO) -> None:
    """Every line is answered, an empty or senseless one too (`other`, unsure)."""
    reader = Reader()
    for line in lines:
        answer = answer_of(reader.read(line.rstrip("\r\n"), now))
        out.write(json.dumps(answer, ensure_ascii=False) + "\n")
        out.flush()
