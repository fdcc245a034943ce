"""A person's shifts as a calendar file, read the way a phone reads it."""

from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from domain.papers import CalendarShift
from paper.calendars import shift_calendar
from tests.paper.samples import SHIFT

NOW = datetime(2026, 3, 1, 4, 0, tzinfo=UTC)


def written(*shifts: CalendarShift, name: str = "王建国") -> str:
    return shift_calendar(name, shifts, NOW).decode()


def unfolded(text: str) -> list[str]:
    return text.replace("\r\n ", "").split("\r\n")


def test_the_shift_stands_at_its_shanghai_time() -> None:
    lines = unfolded(written(SHIFT))
    assert "DTSTART;TZID=Asia/Shanghai:20260303T070000" in lines
    assert "DTEND;TZID=Asia/Shanghai:20260303T080000" in lines
    assert "TZOFFSETTO:+0800" in lines


def test_it_says_what_where_and_with_whom() -> None:
    lines = unfolded(written(SHIFT))
    assert "SUMMARY:护学岗　实验小学东门" in lines
    assert any(line.startswith("DESCRIPTION:集合：东门岗亭，穿红马甲\\n和您一起：周德福\\n") for line in lines)


def test_every_line_ends_as_the_standard_says_and_none_is_too_long() -> None:
    raw = shift_calendar("王建国", [replace(SHIFT, meet="东门" * 60)], NOW)
    assert raw.endswith(b"END:VCALENDAR\r\n")
    assert raw.count(b"\n") == raw.count(b"\r\n")
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))


@given(st.text(max_size=200))
def test_whatever_a_place_is_called_the_file_stays_whole(meet: str) -> None:
    raw = shift_calendar("王", [replace(SHIFT, post=meet, meet=meet)], NOW)
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
    names = [line.split(":")[0].split(";")[0] for line in unfolded(raw.decode()) if line]
    assert names == [line.split(":")[0].split(";")[0] for line in unfolded(written(SHIFT)) if line]


def test_commas_semicolons_backslashes_and_new_lines_are_escaped() -> None:
    assert "LOCATION:a\\,b\\;c\\\\d\\ne" in unfolded(written(replace(SHIFT, post="a,b;c\\d\r\ne")))


def test_a_cancelled_shift_stays_in_the_file_as_cancelled() -> None:
    lines = unfolded(written(replace(SHIFT, is_cancelled=True, revision=2)))
    assert "STATUS:CANCELLED" in lines
    assert "SEQUENCE:2" in lines


def test_a_calendar_without_shifts_is_still_a_calendar() -> None:
    assert unfolded(written())[0] == "BEGIN:VCALENDAR"


def test_the_same_shifts_give_the_same_file() -> None:
    assert written(SHIFT) == written(SHIFT)
