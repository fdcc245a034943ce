"""Who is meant and how to ring them: names and phones."""

import re
from functools import cache

from understanding.model import Model
from understanding.models import committed
from understanding.name_features import evidence
from understanding.name_spans import spans_of
from understanding.name_tables import COMPOUND, GIVEN_OFTEN, NEVER_GIVEN, SURNAMES, WORDLIKE
from understanding.numerals import digits_of

NAMES, PAIRS = "names", "pairs"
"""What is weighed for a name, and which letters often stand together, under these names in the model's file."""
SOMEBODY = ("nobody", "somebody")
SURE_FROM = 0.45
"""Share from which the likeliest span is a person: a name that is missed costs a little more than one invented."""
_NOT_GIVEN = "".join(sorted(NEVER_GIVEN))
_GIVEN = f"[^{_NOT_GIVEN}\\W0-9a-z_■]"
_COMPOUND = "|".join(COMPOUND)
_SAFE = f"(?:{_COMPOUND}|[{''.join(sorted(set(SURNAMES) - WORDLIKE))}])"
_SURNAME = f"(?:{_COMPOUND}|[{SURNAMES}])"
_GIVEN_OFTEN = f"[{''.join(sorted(GIVEN_OFTEN))}]"
_FULL = f"{_SURNAME}{_GIVEN}{{1,2}}"
_SIGNED = f"{_SAFE}(?:{_GIVEN_OFTEN}{_GIVEN}|{_GIVEN}{_GIVEN_OFTEN})"
_END = "(?=$|[^一-龥]|[在住是今家电报想要来的和跟与这我年从登去])"
_STATED = tuple(
    re.compile(pattern)
    for pattern in (
        f"(?:姓名|[真大全]?名字?)(?:是|叫做?|写|:|为)*(?P<name>{_FULL}){_END}",
        f"(?<![帮给替请])(?:[我他她伊名就]|^|[,。:])叫做?(?P<name>{_SURNAME}{_GIVEN_OFTEN}{{2}}|{_FULL}{_END})",
        f"(?:[我俺]|本人)就?是(?P<name>{_SAFE}(?:{_GIVEN_OFTEN}{_GIVEN}?|{_GIVEN}{_GIVEN_OFTEN}))(?![一-龥])",
        f"(?:^|[,。])[我俺](?P<name>{_SIGNED})$",
        f"是(?P<name>{_SIGNED}),[^,。]{{1,3}}的[^,。]$",
        f"(?<![一-龥])(?P<name>{_SAFE}{_GIVEN}{{1,2}})[ ,]?[男女](?![一-龥])",
        f"姓(?P<first>{_SURNAME})[,、 ]?(?P<name>(?P=first){_GIVEN}{{1,2}}){_END}",
    )
)
"""What somebody says a name is needs no weighing."""
_PHONE = re.compile(r"(?<![0-9])(?:\+?86[ -]?)?(1[3-9](?:[ .·-]?[0-9]){9})(?![0-9])")
_SPOKEN_PHONE = re.compile(
    "[幺一1](?:[ ,、-]?[零〇一幺二两三四五六七八九拐勾洞0-9]){10}(?![零〇一幺二三四五六七八九0-9])"
)


def read_phone(text: str) -> str | None:
    """Eleven digits of a mobile phone, however they are parted or spoken."""
    if match := _PHONE.search(text):
        return re.sub("[^0-9]", "", match.group(1))
    for match in _SPOKEN_PHONE.finditer(text):
        digits = digits_of(re.sub("[ ,、-]", "", match.group()).replace("洞", "零"))
        if digits and re.fullmatch("1[3-9][0-9]{9}", digits):
            return digits
    return None


def read_name(text: str, intent: str = "other", *, is_form: bool = False) -> str | None:
    """Return a name that somebody states (我叫张强), else the person who is most likely spoken of (老王, 李奶奶).

    `is_form`: the sentence gives an address or a phone, too, so that a name may stand alone between commas.
    """
    return _stated(text) or _likeliest(text, intent, is_form=is_form)


def _stated(text: str) -> str | None:
    possible = {(span.start, span.end) for span in spans_of(text)}
    found = (match for pattern in _STATED for match in pattern.finditer(text))
    return next((str(match["name"]) for match in found if match.span("name") in possible), None)


def _likeliest(text: str, intent: str, *, is_form: bool) -> str | None:
    if not (spans := spans_of(text)):
        return None
    names, pairs = _committed()
    shares = [
        names.probabilities(evidence(text, spans, at, (intent, is_form), pairs))["somebody"] for at in range(len(spans))
    ]
    best = max(range(len(spans)), key=shares.__getitem__)
    return text[spans[best].start : spans[best].end] if shares[best] >= SURE_FROM else None


@cache
def _committed() -> tuple[Model, dict[str, int]]:
    models = committed().by_name
    pairs = models[PAIRS]
    return models[NAMES], {pair: int(pairs.weights[row, 0]) for pair, row in pairs.rows.items()}


_IN_A_LIST = re.compile(f"(?<![一-龥])(?:{_SAFE}{_GIVEN}{{1,2}})(?=[ _]*[0-9NF])")


def without_names(text: str) -> str:
    """Return the text without the names that stand by themselves, before their numbers."""
    return _IN_A_LIST.sub("", text)
