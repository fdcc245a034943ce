"""When points lapse."""

from calendar import monthrange
from datetime import date, timedelta

from domain.timebank import NEVER

MONTHS_A_YEAR = 12


def expires_on(issued_on: date, months: int | None) -> date:
    """Return the first day without the points: the day after the end of the month `months` later, or `NEVER`."""
    if months is None:
        return NEVER
    year, month = divmod(issued_on.year * MONTHS_A_YEAR + issued_on.month - 1 + months, MONTHS_A_YEAR)
    return date(year, month + 1, monthrange(year, month + 1)[1]) + timedelta(days=1)
