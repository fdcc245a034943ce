"""The calendar behind the times: known days, the old calendar, days off."""

import datetime as dt

import pytest

from tests.understanding.test_times import AUTUMN, TUESDAY, notations
from understanding.almanac import days_off, lunar_day, lunar_of, solar_terms


@pytest.mark.parametrize(
    ("said", "now", "on"),
    [
        ("春节", dt.datetime.fromisoformat("2026-01-05T09:00"), "2026-02-17"),
        ("元宵节", dt.datetime.fromisoformat("2026-02-20T09:00"), "2026-03-03"),
        ("端午", TUESDAY, "2026-06-19"),
        ("中秋", AUTUMN, "2026-09-25"),
        ("中秋", dt.datetime.fromisoformat("2025-09-16T09:00"), "2025-10-06"),
        ("重阳", AUTUMN, "2026-10-18"),
        ("闰六月初一", dt.datetime.fromisoformat("2025-07-01T09:00"), "2025-07-25"),
        ("大年三十", dt.datetime.fromisoformat("2026-02-10T15:00"), "2026-02-16"),
    ],
)
def test_known_days_of_the_calendar_hold(said: str, now: dt.datetime, on: str) -> None:
    assert notations(said, now) == [on]


def test_a_day_is_read_back_in_the_old_calendar() -> None:
    assert lunar_of(dt.date(2025, 7, 25)).words() == "闰六月初一"


def test_lunar_days_and_dates_are_each_others_inverse() -> None:
    start = dt.date(2024, 1, 1)
    for offset in range(0, 1500, 7):
        on = start + dt.timedelta(days=offset)
        lunar = lunar_of(on)
        assert lunar_day(lunar.year, lunar.month, lunar.day, is_leap=lunar.is_leap) == on


def test_a_solar_year_has_twenty_four_terms() -> None:
    assert len(solar_terms(2027)) == 24


def test_days_off_of_an_unpublished_year_are_those_by_law() -> None:
    assert days_off("五一", dt.date(2027, 5, 1)) == (dt.date(2027, 5, 1), dt.date(2027, 5, 2))
