"""Service time: instants are aware UTC, people live in Asia/Shanghai, and nobody is woken at night."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")
MORNING = time(7, 0)


def local(at: datetime) -> datetime:
    """Return the instant as a wall clock in Shanghai shows it."""
    return at.astimezone(SHANGHAI)


def at_local(on: date, clock: time) -> datetime:
    """Return the UTC instant at which a wall clock in Shanghai shows `clock` on `on`."""
    return datetime.combine(on, clock, SHANGHAI).astimezone(UTC)


@dataclass(frozen=True, slots=True)
class Quiet:
    """A daily stretch in which nothing is pushed; it may pass midnight, its end is exclusive."""

    begins: time
    ends: time

    def covers(self, clock: time) -> bool:
        if self.begins <= self.ends:
            return self.begins <= clock < self.ends
        return clock >= self.begins or clock < self.ends


QUIET_BY_DEFAULT = (Quiet(time(21, 30), time(7, 0)), Quiet(time(12, 0), time(14, 0)))


def after_quiet(at: datetime, quiet: Iterable[Quiet] = QUIET_BY_DEFAULT) -> datetime:
    """Return `at`, or the end of the quiet stretch it falls into."""
    here = local(at)
    for stretch in quiet:
        if stretch.covers(here.time()):
            passes_midnight = stretch.begins > stretch.ends and here.time() >= stretch.begins
            day = here.date() + timedelta(days=1) if passes_midnight else here.date()
            return at_local(day, stretch.ends)
    return at


def before_quiet(at: datetime, quiet: Iterable[Quiet] = QUIET_BY_DEFAULT) -> datetime:
    """Return `at`, or the minute before the quiet stretch it falls into: a reminder is moved earlier, never later."""
    here = local(at)
    for stretch in quiet:
        if stretch.covers(here.time()):
            began_yesterday = stretch.begins > stretch.ends and here.time() < stretch.ends
            day = here.date() - timedelta(days=1) if began_yesterday else here.date()
            return at_local(day, stretch.begins) - timedelta(minutes=1)
    return at


IsWorkday = Callable[[date], bool]


def monday_to_friday(on: date) -> bool:
    """Say whether people work on that day, where no calendar is published."""
    return on.isoweekday() <= 5  # noqa: PLR2004 - Friday is 5


def add_workdays(at: datetime, days: int, is_workday: IsWorkday) -> datetime:
    """Return the same time of day `days` working days later, by the calendar that is handed in."""
    here = local(at)
    while days > 0:
        here += timedelta(days=1)
        if is_workday(here.date()):
            days -= 1
    return here.astimezone(UTC)
