"""Deadlines in working days: 国庆 is none, a make-up Saturday is one."""

from datetime import date, datetime, timedelta

from domain.calendars import YearNotPublished
from domain.times import IsWorkday, local, monday_to_friday
from usecases.ports import UnitOfWork

_AHEAD = timedelta(days=31)
"""Further than any deadline in working days, with the longest holidays in it."""


async def workdays_from(uow: UnitOfWork, community_id: int, at: datetime) -> IsWorkday:
    """Return what tells working days from that day on: as published, unless the community's staff wrote otherwise.

    Of a year that is not published yet Monday to Friday are.
    """
    from_on = local(at).date()
    calendar = await uow.calendars.calendar(community_id, from_on, from_on + _AHEAD)

    def is_workday(on: date) -> bool:
        try:
            return calendar.is_workday(on)
        except YearNotPublished:
            return monday_to_friday(on)

    return is_workday
