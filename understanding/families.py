"""`python -m understanding.families` tells paraphrases apart from new sentences: it writes the family of each sentence.

Two sentences of one intent are of one family when they share most of their letter pairs, facts and fillers aside, and
so are two that have a common relative. A family is taught or held out as a whole: otherwise a held-out sentence would
have its twin in the training, and the report would praise memory.
"""

import hashlib
import re
import sys
from collections import defaultdict
from dataclasses import replace
from pathlib import Path

from understanding.features import abstracted
from understanding.labelled import COLUMNS, CORPUS, KEPT, SAID_AT, TAUGHT, UNREAD, Sentence, line_from, read_corpus
from understanding.text import plain
from understanding.times import read_times

ALIKE_FROM = 0.4
"""Share of the letter pairs of two sentences that both have, from which they are one family."""
_FILLERS = re.compile("[我俺咱您你的了吗啊呢吧呀嘛哈_]|一下|麻烦|请问|那个|谢谢|你好")


def pairs_of(text: str) -> frozenset[str]:
    """Return the letter pairs of a sentence, with its times, places and numbers as one sign and without fillers."""
    bare = _FILLERS.sub("", abstracted(plain(text), read_times(text, SAID_AT))) or text
    framed = f"^{bare}$"
    return frozenset(framed[at : at + 2] for at in range(len(framed) - 1))


def are_alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return len(one & other) >= ALIKE_FROM * len(one | other)


def families_of(sentences: list[Sentence]) -> list[str]:
    """Return the family of each sentence: its intent and a sign of its relative that sorts first.

    A sentence that is there to learn from gives no sign where there is another, so that more of these change no name.
    """
    pairs = [pairs_of(one.text) for one in sentences]
    heads = list(range(len(sentences)))

    def head(at: int) -> int:
        while heads[at] != at:
            heads[at] = heads[heads[at]]
            at = heads[at]
        return at

    by_intent: defaultdict[str, list[int]] = defaultdict(list)
    for at, sentence in enumerate(sentences):
        for earlier in by_intent[sentence.intent]:
            if are_alike(pairs[at], pairs[earlier]):
                heads[head(at)] = head(earlier)
        by_intent[sentence.intent].append(at)
    first: dict[int, tuple[bool, str]] = {}
    for at, sentence in enumerate(sentences):
        mine = (sentence.source == TAUGHT, sentence.text)
        first[head(at)] = min(first.get(head(at), mine), mine)
    unread = {head(at) for at, sentence in enumerate(sentences) if sentence.source == UNREAD}
    return [
        f"{KEPT if head(at) in unread else ''}{sentence.intent}-{_sign_of(first[head(at)][1])}"
        for at, sentence in enumerate(sentences)
    ]


def _sign_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def write(folder: Path = CORPUS) -> int:
    """Write the family column of every file anew, families together; return how many families there are."""
    sentences = read_corpus(folder)
    families = families_of(sentences)
    lines: defaultdict[str, list[str]] = defaultdict(lambda: ["\t".join(COLUMNS)])
    for family, one in sorted(zip(families, sentences, strict=True), key=lambda pair: (pair[0], pair[1].text)):
        lines[one.intent].append(line_from(replace(one, family=family)))
    for intent, rows in lines.items():
        (folder / f"{intent}.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    return len(set(families))


if __name__ == "__main__":
    sys.stdout.write(f"{write()} families\n")
