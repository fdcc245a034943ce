"""What of a held-out sentence was read as it should be."""

from collections.abc import Iterator

from understanding.labelled import Sentence
from understanding.reader import Understanding

TIMES = ("when", "to_when")


def is_first(one: Sentence, read: Understanding) -> bool:
    return read.intent in {one.intent, *one.also}


def is_among_three(one: Sentence, read: Understanding) -> bool:
    return bool({one.intent, *one.also} & {candidate.intent for candidate in read.candidates[:3]})


def slot_marks(one: Sentence, read: Understanding) -> Iterator[tuple[str, bool]]:
    """Yield each slot that is in the sentence or was claimed to be, and whether it is right.

    Of a time with several readings every one that was found has to be right. `maybe` are times in passing, as is a name
    with nothing beside it (`老周/`): found or not, both are right, and neither is counted unless something else was
    found.
    """
    found = read.slots.said()
    passing = set(one.slots.get("maybe", ()))
    for key in sorted({*one.slots, *found} - {"maybe"}):
        told, gold = found.get(key), one.slots.get(key)
        if key in TIMES:
            accepted = set(gold or ()) | (passing if key == "when" else set())
            if gold or not set(told or ()) <= passing:
                yield key, bool(told) and set(told or ()) <= accepted
        else:
            accepted = set(str(gold).split("/")) if gold else set()
            if "" not in accepted or (told or "") not in accepted:
                yield key, told in accepted
