"""Typst templates filled with plain facts: PNG for the phone, PDF for the printer.

A template holds layout only. Its words and facts come as one JSON document, shown as text and never read as markup,
so a name such as `#import "x"` prints as it is typed. Everything here is synchronous, heavy on the processor, and may
be called from any thread or process. The same facts give the same bytes.
"""

import json
import threading
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import typst

from domain.papers import Medium
from paper.letters import drawable, fonts_folder

TEMPLATES = Path(__file__).parent / "templates"
PHONE_PIXELS = 1080
POINTS_PER_INCH = 72
# The width of the page a picture is laid out on: the smaller, the larger the type on a phone.
PHONE_POINTS = 360
LETTER_POINTS = 420
_workplace = threading.local()


class PaperJam(Exception):
    """A template and its facts do not go together: a fault of ours, never of the person whose facts they are."""


def press(template: str, view: Mapping[str, Any], medium: Medium, width_points: int = PHONE_POINTS) -> bytes:
    """Return one PNG, exactly 1080 pixels wide, or one PDF; raises `PaperJam` when the template cannot be set."""
    facts = {"facts": json.dumps(_drawable(view), ensure_ascii=False), "medium": medium.value}
    ppi = PHONE_PIXELS / width_points * POINTS_PER_INCH if medium is Medium.PNG else None
    try:
        pressed = _compiler().compile(
            input=str(TEMPLATES / f"{template}.typ"), format=medium.value, ppi=ppi, sys_inputs=facts
        )
    except typst.TypstError as jam:
        raise PaperJam(template) from jam
    if not isinstance(pressed, bytes):
        raise PaperJam(f"{template}: a picture has one page")
    return pressed


def _drawable(value: Any) -> Any:
    match value:
        case str():
            return drawable(value)
        case Mapping():
            return {key: _drawable(each) for key, each in value.items()}
        case list() | tuple():
            return [_drawable(each) for each in value]
        case _:
            return value


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(fonts_folder())])


def _compiler() -> typst.Compiler:
    """Return this thread's own compiler: one that is shared refuses a second call while it works."""
    found: typst.Compiler | None = getattr(_workplace, "compiler", None)
    if found is None:
        found = typst.Compiler(root=str(TEMPLATES), font_paths=_fonts(), ignore_system_fonts=True)
        _workplace.compiler = found
    return found
