"""我的资料 as a readable PDF: what is kept, who has seen it, to what was agreed."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.papers import Medium
from paper.press import press


@dataclass(frozen=True, slots=True)
class Section:
    heading: str
    rows: Sequence[tuple[str, str]]


def record_pdf(title: str, sections: Sequence[Section], foot: str) -> bytes:
    """Return A4 pages with one heading after another and what belongs below it."""
    view = {
        "title": title,
        "foot": foot,
        "sections": [
            {"heading": one.heading, "rows": [{"label": label, "value": value} for label, value in one.rows]}
            for one in sections
        ],
    }
    return press("record", view, Medium.PDF)
