"""A person's shifts as a calendar file that a phone can take in or subscribe to (iCalendar, RFC 5545)."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from domain.answers import cleaned
from domain.papers import CalendarShift
from domain.times import local
from wording import paper as words

LINE_OCTETS = 75
LINE_END = "\r\n"
# Shanghai has kept one offset since 1991, and no shift is older than this product.
ZONE = (
    "BEGIN:VTIMEZONE",
    "TZID:Asia/Shanghai",
    "BEGIN:STANDARD",
    "DTSTART:19910915T000000",
    "TZOFFSETFROM:+0800",
    "TZOFFSETTO:+0800",
    "TZNAME:CST",
    "END:STANDARD",
    "END:VTIMEZONE",
)
ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


def shift_calendar(name: str, shifts: Sequence[CalendarShift], stamped_at: datetime) -> bytes:
    """Return the calendar in UTF-8; a cancelled shift is kept as such, so that it leaves the phone as well."""
    lines = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Yinling//Duty//ZH",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_text(words.calendar_name(name))}",
        "X-WR-TIMEZONE:Asia/Shanghai",
        *ZONE,
        *(line for shift in shifts for line in _event(shift, stamped_at)),
        "END:VCALENDAR",
    )
    return "".join(LINE_END.join(_folded(line)) + LINE_END for line in lines).encode()


def _event(shift: CalendarShift, stamped_at: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{_text(shift.key)}"
    yield f"DTSTAMP:{stamped_at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"SEQUENCE:{shift.revision}"
    yield f"DTSTART;TZID=Asia/Shanghai:{local(shift.starts_at):%Y%m%dT%H%M%S}"
    yield f"DTEND;TZID=Asia/Shanghai:{local(shift.ends_at):%Y%m%dT%H%M%S}"
    yield f"SUMMARY:{_text(words.calendar_title(shift))}"
    yield f"LOCATION:{_text(shift.post)}"
    yield f"DESCRIPTION:{_text(words.calendar_notes(shift))}"
    yield f"STATUS:{'CANCELLED' if shift.is_cancelled else 'CONFIRMED'}"
    yield "END:VEVENT"


def _text(value: str) -> str:
    return cleaned(value.replace("\r\n", "\n").replace("\r", "\n")).translate(ESCAPES)


def _folded(line: str) -> Iterator[str]:
    """Cut a line at 75 octets, never inside a character; what follows begins with a space."""
    piece, octets = "", 0
    for sign in line:
        size = len(sign.encode())
        if octets + size > LINE_OCTETS:
            yield piece
            piece, octets = " ", 1
        piece, octets = piece + sign, octets + size
    yield piece
