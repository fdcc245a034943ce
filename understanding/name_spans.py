"""Whatever in a sentence could be the name of a person: many are proposed, few are."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from understanding.name_tables import (
    COMPOUND,
    GIVEN_OFTEN,
    LOOKALIKES,
    NEVER_GIVEN,
    NO_TITLE,
    SURNAMES,
    TITLE_KINDS,
    WORDLIKE,
)

_HAN = "[一-龥]"
_SURNAME = f"(?:{'|'.join(COMPOUND)}|[{SURNAMES}])"
_TITLE = "|".join(sorted(TITLE_KINDS, key=lambda title: (-len(title), title)))
_SHORT_TITLE = "(?:[姐哥嫂叔伯姨婶妹公婆爷奶]|太太|爷子|子)"
# A look ahead finds those that overlap, too: in 王秀兰 also 王秀.
_SHAPES = tuple(
    (kind, re.compile(f"(?=(?P<first>{first})(?P<rest>{rest}))"))
    for kind, first, rest in (
        ("full", _SURNAME, f"{_HAN}{{2}}"),
        ("full", _SURNAME, _HAN),
        ("老", "老", _HAN),
        ("小", "小", _HAN),
        ("大", "大", _HAN),
        ("阿", "阿", _HAN),
        ("细", "细", _HAN),
        ("head", "[老小]", f"{_HAN}头"),
        ("titled", f"(?:{'|'.join(COMPOUND)}|{_HAN})", _TITLE),
        ("nick", "[老小大阿]", f"{_HAN}{_SHORT_TITLE}"),
        ("surname", f"(?<=姓){_SURNAME}", ""),
    )
)
_WORDS = re.compile(f"(?=({'|'.join(sorted(LOOKALIKES, key=lambda word: (-len(word), word)))}))")


_NICKS = {"老", "小", "大", "阿"}


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """`kind` is the shape it has; `first` the length of what stands first, a surname as a rule."""

    start: int
    end: int
    kind: str
    first: int


def spans_of(text: str) -> list[Span]:
    """Return every span in a plain text that has the shape of a name, left to right."""
    words = [match.span(1) for match in _WORDS.finditer(text)]
    return sorted(span for span in _each(text) if not any(_is_of_a_word(span, start, end) for start, end in words))


def _is_of_a_word(span: Span, start: int, end: int) -> bool:
    """Return whether it is a part of that word, as 老房 of 老房子; in 李国庆 the word is a part of the name.

    老马 stays in 老马上岗: behind a surname two words often look like one.
    """
    if span.kind in _NICKS and span.start < start:
        return False
    return span.start < end and start < span.end and not (span.start < start and end <= span.end)


def _each(text: str) -> Iterator[Span]:
    for kind, shape in _SHAPES:
        for match in shape.finditer(text):
            first, rest = match["first"], match["rest"]
            if _is_possible(kind, first, rest, text[max(0, match.start() - 1) : match.start()]):
                named = f"full{len(rest)}" if kind == "full" else kind
                yield Span(match.start(), match.start() + len(first + rest), named, len(first))


def _is_possible(kind: str, first: str, rest: str, before: str) -> bool:
    """Leave out what would only make work: letters that nobody is called by, words that look like a surname."""
    if kind == "full":
        is_word = first in WORDLIKE and not set(rest) <= GIVEN_OFTEN and before not in {"叫", "名", "姓", "是"}
        return not is_word and not set(rest) & NEVER_GIVEN
    if kind == "titled":
        return (first[0] in SURNAMES or first in GIVEN_OFTEN) and first not in NO_TITLE
    if kind in {"小", "大"}:
        return rest in SURNAMES or rest in GIVEN_OFTEN
    if kind in {"老", "阿", "细"}:
        return rest in SURNAMES or rest not in NEVER_GIVEN | {"师"}
    return kind != "head" or rest[0] in SURNAMES
