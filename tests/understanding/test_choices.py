"""Typed answers: numbers, ordinals and words choose; amounts and neighbouring words do not."""

from collections.abc import Sequence
from datetime import date

import pytest

from bot.reading import Reader
from domain.written_days import coming_day_of, day_of, past_day_of
from handlers.choices import choice_of, choices_of
from handlers.clock_answers import hours_put_right, looks_like_day, spoken

DAYS = ("今天", "明天", "后天")
SPANS = ("就一天", "3天", "一个星期")


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(hears=False)


@pytest.mark.parametrize(
    ("said", "labels", "chosen"),
    [
        ("后天", DAYS, 2),
        ("就后天吧", DAYS, 2),
        ("大后天", DAYS, None),
        ("不要后天", DAYS, None),
        ("不是明天", DAYS, None),
        ("2", DAYS, 1),
        ("第三个", DAYS, 2),
        ("三天", SPANS, None),
        ("3天", SPANS, 1),
        ("两个星期", SPANS, None),
        ("一个星期", SPANS, 2),
        ("六点半", SPANS, None),
        ("3号楼", SPANS, None),
    ],
)
def test_what_a_typed_answer_chooses(said: str, labels: Sequence[str], chosen: int | None, reader: Reader) -> None:
    assert choice_of(said, labels, reader) == chosen


def test_one_that_is_no_choice_makes_none_of_several(reader: Reader) -> None:
    assert choices_of("今天和明天", DAYS, reader) == [0, 1]
    assert choices_of("今天和大后天", DAYS, reader) == []


@pytest.mark.parametrize(
    ("key", "when", "told"),
    [
        ("day", ["2026-03-18"], "2026年3月18日"),
        ("first", ["2026-03-18/2026-03-20"], "2026年3月18日"),
        ("last", ["2026-03-18/2026-03-20"], "2026年3月20日"),
        ("hours", ["T07:00/T08:30"], "7:00-8:30"),
        ("hours", ["T07:00"], None),
        ("day", ["T07:00"], None),
        ("name", ["2026-03-18"], None),
        ("day", [], None),
    ],
)
def test_days_and_hours_as_a_duty_form_keeps_them(key: str, when: list[str], told: str | None) -> None:
    assert spoken(key, when) == told


@pytest.mark.parametrize(
    ("before", "wrong", "right", "told"),
    [
        ("7:00-8:00", ["T07:00"], ["T18:30"], "6:30-8:00"),
        ("16:00-17:00", ["T17:00"], ["T05:30"], "16:00-17:30"),
        ("7:00-8:00", ["T19:00"], ["T06:00"], "6:00-8:00"),
        ("7:00-8:00", ["T09:00"], ["T10:00"], None),
        ("7:00-8:00", [], ["T10:00"], None),
    ],
)
def test_one_end_of_the_hours_is_put_right(before: str, wrong: list[str], right: list[str], told: str | None) -> None:
    assert hours_put_right(before, wrong, right) == told


@pytest.mark.parametrize(
    ("said", "next_one", "last_one"),
    [
        ("昨天", "2026-12-09", "2026-12-09"),
        ("大后天", "2026-12-13", "2026-12-13"),
        ("12月10日", "2026-12-10", "2026-12-10"),
        ("12.9", "2026-12-09", "2026-12-09"),
        ("1月5日", "2027-01-05", "2026-01-05"),
        ("10/11", "2026-10-11", "2026-10-11"),
        ("10月10号", "2027-10-10", "2026-10-10"),
        ("2028年2月29日", "2028-02-29", "2028-02-29"),
        ("2月29日", None, None),
        ("13月40日", None, None),
        ("不知道", None, None),
    ],
)
def test_a_day_without_a_year_is_the_next_or_one_lately_gone_and_of_the_past_the_last(
    said: str, next_one: str | None, last_one: str | None
) -> None:
    today = date(2026, 12, 10)
    assert day_of(said, today) == (next_one and date.fromisoformat(next_one))
    assert past_day_of(said, today) == (last_one and date.fromisoformat(last_one))


def test_a_day_to_plan_for_is_still_to_come() -> None:
    today = date(2026, 1, 10)
    assert day_of("12月5日", today) == date(2025, 12, 5)
    assert coming_day_of("12月5日", today) == date(2026, 12, 5)
    assert coming_day_of("1月10日", today) == today


def test_a_leap_day_is_a_day() -> None:
    assert looks_like_day(" 2月29日 ") == "2月29日"
    assert looks_like_day("2月30日") is None
