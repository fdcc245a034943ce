"""What speaks for a span being the person who is meant, and what against it."""

import re
from collections.abc import Iterator, Mapping

from understanding.name_spans import Span
from understanding.name_tables import COMMON, GIVEN_OFTEN, NEVER_GIVEN, SURNAMES, TITLE_KINDS, WORDLIKE

CLASS = "="
"""Begins a feature that names no letter, only its class."""
_BEFORE = tuple(
    (name, re.compile(f"(?:{words})$"))
    for name, words in (
        ("called", "[名叫]字?(?:是|叫|:)?|叫做|名字:?"),
        ("am", "(?:我|俺|本人|这里|这边)就?是"),
        ("with", "跟到?|[和与同找替帮给畀让请陪等为送问教把被由喊比是顶代接]|看望?|探望|照顾|联系|通知"),
        ("of", "[住家队里院楼组会户居的区老]|隔壁|对门|邻居|楼下|街坊|社区|物业|孤寡|独居|志愿者|同事|搭档"),
        ("one", "那?位|[个名]"),
        ("thank", "谢谢了?|[多感]谢|多亏|亏得|见|听|听说"),
        ("at", "[到去在从往上]|[遇碰][见到]"),
    )
)
_AFTER = tuple(
    (name, re.compile(f"^(?:{words})"))
    for name, words in (
        ("say", "[说讲问叫喊让要想肯托]|答应|愿|同意"),
        ("swap", "[换调倒替顶代掉轮互搭值站巡签接交]|对[换调]|[到上下]岗"),
        ("also", "[他她伊佢也都还又今昨明后前这那下上周礼星]"),
        ("home", "[家屋的]"),
        ("be", "[是在住没不病晕摔走来去有就已两]|一[起块道]"),
    )
)
_SIGNS = ",。!?、;:，~ …\"“”'()（）-"


def evidence(text: str, spans: list[Span], at: int, about: tuple[str, bool], pairs: Mapping[str, int]) -> set[str]:
    """Return the features of one span among all of its sentence.

    `about`: the intent, and whether an address or a phone is given, too. `pairs`: how often two letters stand together.
    """
    span = spans[at]
    name, kind = text[span.start : span.end], span.kind
    before, after = ("^^" + text[: span.start])[-2:], (text[span.end :] + "$$")[:2]
    left, right = _edge(before[1]), _edge(after[0])
    edges = _bare(left), _bare(right)
    intent, is_form = about
    return {
        *(f"b{left}", f"a{right}", f"{kind}b{left}", f"{kind}a{right}"),
        *(f"B{before}", f"A{after}", f"I{before[1]}{name[0]}", f"J{name[-1]}{after[0]}"),
        *(f"i{kind}{intent}", f"x{kind}" + (f"{left}|{right}" if edges != ("-", "-") else "")),
        *(f"={kind}", f"={kind}>{_given(after[0])}", f"={kind}<{_surname(before[1])}"),
        f"=m{kind}{min(at, 3)}",
        *([f"=F{kind}{edges[0]}{edges[1]}"] if is_form else []),
        *_inside(name, span, left, right),
        *_classes(text, span, edges),
        *_often(name, kind, before[1], after[0], pairs),
        *_elsewhere(text, name, span),
    }


def _inside(name: str, span: Span, left: str, right: str) -> Iterator[str]:
    """Yield the letters of the name itself."""
    first, rest = name[: span.first], name[span.first :]
    if span.kind.startswith("full"):
        classes = "".join(map(_given, rest))
        yield from (f"s{first}", f"p{name[:2]}", f"q{name[-2:]}", *(f"h{letter}" for letter in rest))
        yield from (f"=g{_surname(first)}{classes}", f"g{classes}{left}", f"G{classes}{right}")
    elif span.kind == "titled":
        title = _title(rest)
        whose = f"{title}{_surname(first)}"
        yield from (f"t{rest}", f"t{rest}{_surname(first)}", f"t{rest}{left}", f"u{rest}{right}", f"s{first}")
        yield from (f"=U{whose}", f"=U{whose}{_bare(left)}{_bare(right)}", f"U{title}{left}", f"V{title}{right}")
        yield f"n{first}{rest[0]}"
    else:
        known = _surname(rest[:1] or first)
        yield from (f"n{span.kind}{rest}", f"={span.kind}{known}")
        yield from (f"n{name[0]}{known}{right}", f"N{name[0]}{known}{left}")


def _classes(text: str, span: Span, edges: tuple[str, str]) -> Iterator[str]:
    """Yield what kind of word stands before and behind, with the kind of name."""
    before = _word(_BEFORE, text[max(0, span.start - 4) : span.start]) or edges[0]
    after = _word(_AFTER, text[span.end : span.end + 3]) or edges[1]
    kind, shape = span.kind, _shape(text[span.start : span.end], span)
    yield from (f"=b{before}", f"=a{after}", f"=b{kind}{before}", f"=a{kind}{after}")
    yield from (f"={shape}", f"=<{shape}{before}", f"=>{shape}{after}", f"={shape}{before}|{after}")


def _often(name: str, kind: str, before: str, after: str, pairs: Mapping[str, int]) -> Iterator[str]:
    """Yield how often the letters at its edges stand together: in 老单位 it is 单位 that does."""
    left, inner, right = (pairs.get(pair, 0) for pair in (before + name[0], name[:2], name[-1] + after))
    yield from (f"=P{kind}{left}", f"=Q{kind}{inner}", f"=R{kind}{right}", f"=S{kind}{left}{right}")


def _elsewhere(text: str, name: str, span: Span) -> Iterator[str]:
    """Yield what the rest says: 我姓夏,夏腊梅 names one person twice, the second time in full."""
    if span.kind.startswith("full") and f"姓{name[0]}" in text:
        yield f"=told{span.kind}"
    if span.kind == "surname" and re.search(f"(?<!姓){name}[一-龥]{{1,2}}(?![一-龥])", text):
        yield "=more"


def _shape(name: str, span: Span) -> str:
    first, rest = name[: span.first], name[span.first :]
    if span.kind.startswith("full"):
        return "full" + _surname(first) + "".join(map(_given, rest))
    if span.kind == "titled":
        return f"titled{_surname(first)}{_title(rest)}"
    return span.kind + _surname(rest[:1] or first)


def _title(rest: str) -> str:
    return TITLE_KINDS.get(rest, "weak")


def _edge(letter: str) -> str:
    return "," if letter in _SIGNS else "0" if letter.isdigit() else letter


def _bare(edge: str) -> str:
    return edge if edge in ",0^$" else "-"


def _surname(letters: str) -> str:
    letter = letters[0]
    return "C" if letter in COMMON else "w" if letter in WORDLIKE else "S" if letter in SURNAMES else "n"


def _given(letter: str) -> str:
    return "G" if letter in GIVEN_OFTEN else "x" if letter in NEVER_GIVEN else "g"


def _word(table: tuple[tuple[str, re.Pattern[str]], ...], text: str) -> str:
    return next((name for name, words in table if words.search(text)), "")
