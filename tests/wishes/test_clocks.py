from datetime import datetime, timedelta

import pytest

from domain.times import at_local
from domain.wanted import WantedInThePast, lasting, span_of
from domain.wish_clock import LADDERS, Chase, due_at, next_rung
from domain.wishes import WishState
from tests.wishes.makers import NOW, wish_in

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
NEXT_WEDNESDAY = ["2026-03-18"]


def test_an_open_wish_is_chased_after_24_48_and_72_hours_and_then_asked_about() -> None:
    assert [(rung.after, rung.chase) for rung in LADDERS[WishState.OPEN]] == [
        (24 * HOUR, Chase.AGAIN),
        (48 * HOUR, Chase.GRID),
        (72 * HOUR, Chase.EVERYBODY),
        (14 * DAY, Chase.EXPIRE),
    ]


def test_the_ladder_begins_on_the_day_the_help_is_wanted_for() -> None:
    wanted = span_of(NEXT_WEDNESDAY, NOW)
    assert wanted is not None
    wish = wish_in(wanted_from_at=wanted.from_at, wanted_until_at=wanted.until_at).wound(0)
    assert wish.due_at == wanted.from_at + 24 * HOUR
    assert due_at(WishState.OPEN, NOW, wanted.from_at, wanted.until_at, 3) == wanted.until_at + 14 * DAY


def test_a_wish_that_waited_for_approval_is_counted_from_when_it_opened() -> None:
    early = NOW - 3 * DAY
    assert due_at(WishState.OPEN, NOW, early, early, 0) == NOW + 24 * HOUR


def test_an_unrated_wish_is_asked_about_again_and_again_but_never_closes_itself() -> None:
    assert {rung.chase for rung in LADDERS[WishState.FULFILLED]} == {Chase.CALL}
    assert due_at(WishState.FULFILLED, NOW, None, None, 0) == NOW + 3 * DAY


@pytest.mark.parametrize("state", set(WishState) - set(LADDERS))
def test_no_clock_runs_where_nobody_is_waited_for(state: WishState) -> None:
    assert next_rung(state, 0) is None
    assert wish_in(state).wound(0).due_at is None


def _at(day: int, hour: int) -> datetime:
    return at_local(NOW.replace(day=day).date(), datetime.min.time().replace(hour=hour))


@pytest.mark.parametrize(
    ("said", "from_at", "until_at"),
    [
        (["2026-03-18"], _at(18, 0), _at(19, 0)),
        (["2026-03-11@afternoon"], _at(11, 13), _at(11, 18)),
        (["2026-03-11T15:00"], _at(11, 15), _at(11, 16)),
        (["@evening"], _at(10, 17), _at(10, 21)),
        (["T08:00"], _at(11, 8), _at(11, 9)),
        (["2026-03-14/2026-03-15"], _at(14, 0), _at(16, 0)),
        (["2026-03-12", "2026-03-14@forenoon"], _at(12, 0), _at(14, 12)),
        (["~2026-03-31"], _at(31, 0), _at(31, 0) + DAY),
    ],
)
def test_what_was_understood_becomes_a_span(said: list[str], from_at: datetime, until_at: datetime) -> None:
    span = span_of(said, NOW)
    assert span is not None
    assert (span.from_at, span.until_at) == (from_at, until_at)


@pytest.mark.parametrize("said", [[], ["W:3"], ["D@morning"], ["2026-13-40"], ["nonsense"], ["2026-03"]])
def test_what_names_no_day_has_no_span(said: list[str]) -> None:
    assert span_of(said, NOW) is None


def test_a_time_in_the_past_is_refused() -> None:
    with pytest.raises(WantedInThePast):
        span_of(["2026-03-09"], NOW)


@pytest.mark.parametrize(
    ("said", "stands"),
    [
        ("后天（3月12日，周四，正月廿四）上午", "3月12日（周四）上午"),
        ("今天（3月10日，周二）", "3月10日（周二）"),
        ("明天（3月11日，周三，正月廿三）下午 3:30", "3月11日（周三）下午 3:30"),
        ("这两天都行", "这两天都行"),
    ],
)
def test_a_time_on_a_card_is_still_right_tomorrow(said: str, stands: str) -> None:
    assert lasting(said) == stands
