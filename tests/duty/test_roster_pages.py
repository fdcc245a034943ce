"""A week cut into pictures: every shift is on exactly one, and a day is cut only where it must be."""

from datetime import date, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from domain.papers import RosterShift
from domain.roster_pages import SHIFTS_A_PICTURE, pages

MONDAY = date(2026, 3, 16)


@given(st.lists(st.integers(0, 15), min_size=7, max_size=7))
def test_nothing_is_left_out_and_no_picture_is_too_tall(counts: list[int]) -> None:
    shifts = [
        RosterShift(MONDAY + timedelta(days=day), time(6 + number), time(7 + number), "北门", 1)
        for day, count in enumerate(counts)
        for number in range(count)
    ]
    shown = pages(shifts)
    assert [shift for page in shown for piece in page for shift in piece.shifts] == shifts
    assert all(sum(len(piece.shifts) for piece in page) <= SHIFTS_A_PICTURE for page in shown)
    for day, count in enumerate(counts):
        on = MONDAY + timedelta(days=day)
        pieces = [piece for page in shown for piece in page if piece.on == on]
        assert len(pieces) == -(-count // SHIFTS_A_PICTURE)
        assert [piece.is_continued for piece in pieces] == [number > 0 for number in range(len(pieces))]
