"""A week cut into pictures: every shift is on exactly one, and a day is cut only where it must be."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from bot.painter import DRAWN
from domain.papers import RosterName, RosterShift, RosterWeek
from domain.roster_pages import SHIFTS_A_PICTURE, pages
from usecases.roster_publishing import shown
from wording.notices import render

MONDAY = date(2026, 3, 16)
WANG = RosterName("", "王老师")


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


@pytest.mark.parametrize(("a_day", "signs"), [(1, [b"\x89PNG"] * 2), (2, [b"\x89PNG"] * 3), (6, [b"%PDF"])])
def test_a_group_gets_a_few_pictures_or_one_sheet(a_day: int, signs: list[bytes]) -> None:
    """As the group gets it: without a link, family names only."""
    shifts = tuple(
        RosterShift(MONDAY + timedelta(days=day), time(6 + number), time(7 + number), "北门", 1, (WANG,))
        for day in range(7)
        for number in range(a_day)
    )
    drawn = []
    for fact in shown(RosterWeek("河口社区", "", MONDAY, shifts, "")):
        document = render(fact, datetime(2026, 3, 15, 10, 30, tzinfo=UTC)).document
        assert document is not None
        paper = DRAWN[document.paper]
        drawn.append(paper.make(TypeAdapter(paper.facts).validate_json(document.facts))[: len(signs[0])])
    assert drawn == signs
