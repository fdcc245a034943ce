"""The week's roster: pictures for the group, and the A4 sheet for the noticeboard with room for signatures."""

from collections.abc import Iterable
from datetime import timedelta
from itertools import groupby
from typing import Any

from domain.papers import Medium, RosterName, RosterShift, RosterWeek
from domain.roster_pages import Piece, pages
from paper.codes import qr_drawing
from paper.press import press
from wording import paper as words

LAST_DAY = timedelta(days=6)


def roster_pictures(week: RosterWeek) -> tuple[bytes, ...]:
    """Return the week as PNGs of at most six shifts each, in order; an empty week is one picture that says so."""
    return tuple(press("roster", _picture(week, page), Medium.PNG) for page in pages(week.shifts) or ((),))


def roster_picture(week: RosterWeek, number: int) -> bytes:
    """Return one of the pictures, counted from 0."""
    return press("roster", _picture(week, pages(week.shifts)[number]), Medium.PNG)


Day = tuple[str, list[RosterShift]]


def _by_day(week: RosterWeek) -> list[Day]:
    ordered = sorted(week.shifts, key=lambda shift: (shift.on, shift.starts, shift.post))
    return [(words.day(on), list(shifts)) for on, shifts in groupby(ordered, key=lambda shift: shift.on)]


def _picture(week: RosterWeek, page: Iterable[Piece]) -> dict[str, Any]:
    return {
        "title": words.roster_title(week),
        "where": week.community,
        "span": words.span(week.from_on, week.from_on + LAST_DAY),
        "days": [
            {
                "heading": words.day_continued(words.day(piece.on)) if piece.is_continued else words.day(piece.on),
                "shifts": [
                    {
                        "when": words.roster_when(shift),
                        "names": words.roster_names(shift.names),
                        "missing": words.roster_missing(shift),
                    }
                    for shift in piece.shifts
                ],
            }
            for piece in page
        ],
        "nothing": words.ROSTER_NOTHING,
        "foot": words.roster_foot(week),
    }


def roster_sheet(week: RosterWeek) -> bytes:
    """Return the A4 PDF: a row per person and shift, an open row for every seat that is still empty."""
    view = {
        "title": words.roster_title(week),
        "where": week.community,
        "span": words.span(week.from_on, week.from_on + LAST_DAY),
        "how": words.SHEET_HOW,
        "qr": qr_drawing(week.link) if week.link else "",
        "scan": words.SHEET_SCAN,
        "headings": words.SHEET_HEADINGS,
        "days": [
            {"heading": heading, "rows": [row for shift in shifts for row in _rows(shift)]}
            for heading, shifts in _by_day(week)
        ],
        "nothing": words.ROSTER_NOTHING,
        "foot": words.sheet_foot(week),
    }
    return press("roster_sheet", view, Medium.PDF)


def _rows(shift: RosterShift) -> list[dict[str, str]]:
    seats = (*shift.names, *(RosterName("", words.EMPTY_SEAT),) * shift.missing)
    time = words.hours(shift.starts, shift.ends)
    return [{"number": each.number, "name": each.name, "post": shift.post, "time": time} for each in seats]
