"""Which signs the font can draw, so that nothing on paper is an empty box nobody can explain.

The table is read from the font file itself (OpenType `cmap`, format 12: groups of first, last, glyph).
"""

import struct
import unicodedata
from functools import cache
from pathlib import Path

from pylopdf_fonts_zh_cn import sans_path

from domain.answers import cleaned

UNKNOWN_LETTER = "□"  # what a Chinese reader fills in by hand: the place of a sign that is not there
_SEGMENTED_COVERAGE = 12


def fonts_folder() -> Path:
    """Return the folder with the two families that every paper is set in; a system font is never asked."""
    return sans_path().parent


@cache
def drawable_signs() -> frozenset[str]:
    """Return every sign of the sans family."""
    with sans_path().open("rb") as font:
        table_count = struct.unpack(">4xH6x", font.read(12))[0]
        start: int = dict(struct.iter_unpack(">4s4xI4x", font.read(16 * table_count)))[b"cmap"]
        font.seek(start)
        count = struct.unpack(">2xH", font.read(4))[0]
        for offset in [each[0] for each in struct.iter_unpack(">4xI", font.read(8 * count))]:
            font.seek(start + offset)
            kind, groups = struct.unpack(">H10xI", font.read(16))
            if kind == _SEGMENTED_COVERAGE:
                spans = struct.iter_unpack(">II4x", font.read(12 * groups))
                return frozenset(chr(code) for first, last in spans for code in range(first, last + 1))
    raise ValueError("the font has no full table of its signs")


def drawable(text: str) -> str:
    """Return the text as the font can draw it: a letter it lacks becomes □, an emoji or invisible sign goes."""
    known = drawable_signs()
    kept = (sign if sign in known or sign == "\n" else _instead(sign) for sign in cleaned(text))
    return "".join(kept).strip()


def _instead(sign: str) -> str:
    kind = unicodedata.category(sign)
    return UNKNOWN_LETTER if kind.startswith("L") else " " if kind.startswith("Z") else ""
