"""What the model sees of a sentence: characters, sounds, word classes; facts are replaced by their kind first."""

import datetime as dt
import re
from functools import lru_cache

from pypinyin.pinyin_dict import pinyin_dict

from understanding.around import place_of
from understanding.dialects import common
from understanding.lexicon import classed
from understanding.places import read_places
from understanding.text import Plain, plain
from understanding.time_kinds import TimeReading
from understanding.times import read_times

_TONES = str.maketrans("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿ", "aaaaeeeeiiiioooouuuuvvvvvnnnm")
# Sounds that dialects and speech recognisers do not tell apart.
_ALIKE = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ang", "an"), ("eng", "en"), ("ing", "in"))
_PHONE = re.compile("1[3-9][0-9 -]{9,12}")
_DIGITS = re.compile("[0-9]+")
_NOISE = re.compile("[\\s,。.!?、;:~…\"'“”‘’()（）-]+")
_CHAR_SIZES = (1, 2, 3)
_SOUND_SIZES = (2,)
_CLASS_SIZES = (1, 2)
_SIGN_SIZES = (1, 2, 3)
_REACH = 4
DANGER = "danger"
"""The sign that the rules find danger in a sentence."""
_LONGEST = 160
"""Characters looked at: what somebody wants is said before that."""


@lru_cache(maxsize=8192)
def sound_of(char: str) -> str:
    """One syllable without tone, near sounds merged; a character without sound stands for itself."""
    spelled = pinyin_dict.get(ord(char), char).split(",")[0].translate(_TONES)
    for sharp, flat in _ALIKE:
        spelled = spelled.replace(sharp, flat)
    return spelled


def abstracted(said: Plain, times: list[TimeReading]) -> str:
    """Return the sentence with T for a time, P for a place, F for a phone, N for a number."""
    chars = list(said.text)
    spans = [(place.start, place.end, "P") for place in read_places(said.text)]
    spans += [(place_of(said, one.start), place_of(said, one.end), "T") for one in times]
    spans += [(match.start(), match.end(), "F") for match in _PHONE.finditer(said.text)]
    for start, end, sign in spans:
        chars[start:end] = [sign] + [""] * (end - start - 1)
    return _NOISE.sub("_", _DIGITS.sub("N", "".join(chars))).strip("_")[:_LONGEST]


def _grams(parts: list[str], sizes: tuple[int, ...], mark: str) -> set[str]:
    return {mark + " ".join(parts[at : at + size]) for size in sizes for at in range(len(parts) - size + 1)}


def _of_classes(text: str) -> set[str]:
    """Return runs of word classes and letters, and which class stands before which, however far."""
    row = ["^", *classed(text), "$"]
    signs = [one for one in row if len(one) > 1]
    found = _grams(row, _CLASS_SIZES, "l") | _grams(signs, _SIGN_SIZES, "k")
    found |= {f"o{sign}>{later}" for at, sign in enumerate(signs) for later in signs[at + 1 : at + 1 + _REACH]}
    return found | ({f"y{signs[0]}", f"z{signs[-1]}"} if signs else set())


def words_of(text: str, now: dt.datetime) -> str:
    """Return a sentence in common words, with its facts replaced by their kind."""
    return common(abstracted(plain(text), read_times(text, now)))


def features_of(words: str, danger: str | None) -> set[str]:
    """Return the features of one sentence in common words, each once; `danger` is what the rules find in it."""
    chars = ["^", *words, "$"]
    found = _grams(chars, _CHAR_SIZES, "c")
    found |= _grams([sound_of(char) for char in chars if char != "_"], _SOUND_SIZES, "s")
    found |= _of_classes(words)
    if danger:
        found.add(DANGER)
    found.add(f"n{min(len(chars) // 4, 8)}")
    return found
