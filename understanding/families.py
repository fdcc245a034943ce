"""`python -m understanding.families` tells paraphrases apart from new sentences: it writes the family of each sentence.

Two sentences of one intent are of one family when they share most of their letter pairs, facts and fillers aside, and
so are two that have a common relative. A family is taught or held out as a whole: otherwise a held-out sentence would
have its twin in the training, and the report would praise memory.
"""

import argparse
import hashlib
import re
import sys
from collections import defaultdict
from dataclasses import replace
from pathlib import Path

import numpy as np
from scipy import sparse

from understanding.features import abstracted
from understanding.labelled import (
    COLUMNS,
    CORPUS,
    KEPT,
    LEARNT,
    SAID_AT,
    UNREAD,
    Sentence,
    is_kept_away,
    line_from,
    read_corpus,
)
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


def _alike(pairs: list[frozenset[str]]) -> list[tuple[int, int]]:
    """Return which of these sentences share `ALIKE_FROM` of the letter pairs that either has, the earlier one first."""
    columns: dict[str, int] = {}
    rows = [[columns.setdefault(pair, len(columns)) for pair in sorted(one)] for one in pairs]
    flat = [column for row in rows for column in row]
    starts = np.cumsum([0, *map(len, rows)])
    has = sparse.csr_matrix((np.ones(len(flat), np.int32), flat, starts), shape=(len(rows), len(columns)))
    shared = sparse.triu(has @ has.T, k=1).tocoo()
    sizes = np.diff(starts)
    enough = shared.data >= ALIKE_FROM * (sizes[shared.row] + sizes[shared.col] - shared.data)
    return sorted(zip(shared.row[enough].tolist(), shared.col[enough].tolist(), strict=True))


def _heads(count: int, links: list[tuple[int, int]]) -> list[int]:
    """Return for each of `count` sentences the first of those it is linked to, through however many others."""
    heads = list(range(count))

    def head(at: int) -> int:
        while heads[at] != at:
            heads[at] = heads[heads[at]]
            at = heads[at]
        return at

    for one, other in links:
        low, high = sorted((head(one), head(other)))
        heads[high] = low
    return [head(at) for at in range(count)]


def families_of(sentences: list[Sentence]) -> list[str]:
    """Return the family of each sentence: its intent and a sign of its relative that sorts first.

    Those that are only there to learn from neither name nor join families of others: one that is alike to several is of
    one that is held out, if there is one.
    """
    families = [""] * len(sentences)
    for intent in sorted({one.intent for one in sentences}):
        mine = [at for at, one in enumerate(sentences) if one.intent == intent]
        for at, family in zip(mine, _of_one_intent([sentences[at] for at in mine]), strict=True):
            families[at] = family
    return families


def _of_one_intent(sentences: list[Sentence]) -> list[str]:
    is_taught = [one.is_only_taught for one in sentences]
    links = _alike([pairs_of(one.text) for one in sentences])
    heads = _heads(len(sentences), [(a, b) for a, b in links if not is_taught[a] and not is_taught[b]])
    families = _named(sentences, heads)
    for one, other in links:
        if is_taught[one] != is_taught[other]:
            learner, asked = (one, other) if is_taught[one] else (other, one)
            if families[learner].startswith(LEARNT) or is_kept_away(families[asked]):
                families[learner] = families[asked]
    return families


def _named(sentences: list[Sentence], heads: list[int]) -> list[str]:
    """Return the names of the families, before those that are there to learn from have found theirs."""
    first: dict[int, str] = {}
    for head, one in zip(heads, sentences, strict=True):
        first[head] = min(first.get(head, one.text), one.text)
    unread = {head for head, one in zip(heads, sentences, strict=True) if one.source == UNREAD}
    marks = [
        LEARNT if one.is_only_taught else KEPT if head in unread else ""
        for head, one in zip(heads, sentences, strict=True)
    ]
    return [
        f"{mark}{one.intent}-{_sign_of(first[head])}" for mark, head, one in zip(marks, heads, sentences, strict=True)
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


def main() -> None:
    """Write the families, or with `--check` say whether they are written already."""
    parser = argparse.ArgumentParser(prog="python -m understanding.families", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; fail when a family is not the one found")
    if not parser.parse_args().check:
        sys.stdout.write(f"{write()} families\n")
        return
    sentences = read_corpus()
    moved = sum(one.family != family for one, family in zip(sentences, families_of(sentences), strict=True))
    sys.exit(f"{moved} sentences are of another family: run python -m understanding.families" if moved else 0)


if __name__ == "__main__":
    main()
