"""The days of a swap: numbers that stand alone, in the month and in the week that is named for all of them."""

import datetime as dt
import re
from dataclasses import replace

from understanding.around import around
from understanding.bare_days import in_the_month_named, with_days_alone
from understanding.numerals import NUMBER, value_of
from understanding.stretches import two_running
from understanding.swap_moves import MOST_DAYS
from understanding.text import Plain
from understanding.time_days import next_number
from understanding.time_kinds import Candidate, Day, Stretch, TimeReading, on_another_day, on_day
from understanding.time_words import BARE_WEEKDAY

_ONE_FOR_ANOTHER = re.compile(f"(?P<given>{NUMBER})(?:换|调|倒|对换|对调)(?P<taken>{NUMBER})")
_DAYS_OF_WEEK = 7
_WEEK = re.compile("(?:下下|再下|下|这|本)一?[个只]?(?:周|星期|礼拜|拜)")
_APART, _ENDS = re.compile("[,。;]$"), re.compile("的?(?:事情?|班|岗)?[,。!]?$")


def with_days_of_swap(said: Plain, times: list[TimeReading], now: dt.datetime) -> list[TimeReading]:
    """Return the times with every day that is named."""
    times = in_the_month_named(with_days_alone(said, times, now), now)
    return _in_the_week_named(said, [two_running(said, one) for one in times])


def _in_the_week_named(said: Plain, times: list[TimeReading]) -> list[TimeReading]:
    """周三换周二，下周的: both weekdays are of that week."""
    others, week = times[:-1], times[-1].candidates[0] if times else None
    if not isinstance(week, Stretch) or not isinstance(week.first, Day) or not _WEEK.fullmatch(times[-1].text):
        return times
    before, after = around(said, times)[-1]
    if not (_APART.search(before) and _ENDS.fullmatch(after) and any(on_day(one.candidates[0]) for one in others)):
        return times
    return [_in_week(one, week.first.on) if BARE_WEEKDAY.match(one.text) else one for one in others]


def _in_week(reading: TimeReading, monday: dt.date) -> TimeReading:
    return replace(reading, candidates=tuple(_on_weekday(each, monday) for each in reading.candidates))


def _on_weekday(at: Candidate, monday: dt.date) -> Candidate:
    on = on_day(at)
    return on_another_day(at, monday + dt.timedelta(days=on.weekday())) if on else at


def bare_pair(text: str, today: dt.date) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """三换六 are weekdays, 十八调二十 days of the month: the next ones."""
    match = _ONE_FOR_ANOTHER.fullmatch(text)
    numbers = [value_of(match[key]) or 0 for key in ("given", "taken")] if match else []
    if not numbers or not 0 < min(numbers) <= max(numbers) <= MOST_DAYS:
        return None
    if max(numbers) <= _DAYS_OF_WEEK:
        ahead = [(number - today.isoweekday() - 1) % _DAYS_OF_WEEK + 1 for number in numbers]
        days = [today + dt.timedelta(days=one) for one in ahead]
    else:
        days = [on for number in numbers for on in next_number(today, number)]
    given, taken = (Day(on).notation() for on in days)
    return (given,), (taken,)
