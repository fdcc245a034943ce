"""How a week is cut into pictures that can still be read on a phone."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby
from typing import NamedTuple

from domain.papers import RosterShift

# A taller picture is shown so small in a chat that nobody can read it; the messenger refuses above 20:1 at the latest.
SHIFTS_A_PICTURE = 6
# More pictures than these would bury a group; it gets the sheet instead.
MOST_PICTURES = 4


class Piece(NamedTuple):
    """A day of the week, or the rest of one that began on the picture before."""

    on: date
    is_continued: bool
    shifts: tuple[RosterShift, ...]


def pages(shifts: Iterable[RosterShift]) -> tuple[tuple[Piece, ...], ...]:
    """Fill pictures day by day; only a day that is too long for one is carried over."""
    made: list[list[Piece]] = []
    room = 0
    for piece in _pieces(shifts):
        if len(piece.shifts) > room:
            made.append([])
            room = SHIFTS_A_PICTURE
        made[-1].append(piece)
        room -= len(piece.shifts)
    return tuple(map(tuple, made))


def _pieces(shifts: Iterable[RosterShift]) -> Iterator[Piece]:
    ordered = sorted(shifts, key=lambda shift: (shift.on, shift.starts, shift.post))
    for on, day in groupby(ordered, key=lambda shift: shift.on):
        whole = tuple(day)
        for start in range(0, len(whole), SHIFTS_A_PICTURE):
            yield Piece(on, start > 0, whole[start : start + SHIFTS_A_PICTURE])
