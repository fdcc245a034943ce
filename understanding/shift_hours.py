"""The hour of a shift by its kind: 夜巡九点出发 is in the evening, 六点半的护学岗 in the morning."""

import re
from dataclasses import replace

from understanding.around import around
from understanding.text import Plain
from understanding.time_kinds import Clock, Daily, Moment, Stretch, TimeReading

_OF_SHIFTS = {"check_in", "duty_signup", "duty_query", "duty_swap", "duty_leave"}
_BY_NIGHT = re.compile("夜[巡班更校岗逻]|巡夜|晚班|晚会|今晚|乘凉|花灯|天黑|末班(?=车|公交)")
_BY_NIGHT_OFTEN = re.compile("巡逻|散队")
"""Who has just come from this may have been out in the morning too."""
_BY_MORNING = re.compile(
    "(?<!关门)早(?!一?[点些](?!名))|晨|护学|上学|天[不没刚快一蒙麻花]{0,3}亮|打更完|"
    "[五六]点[半一刻]*钟?我?就(?!行|可|下|得)|[三四五六]点[^,。]{0,4}醒"
)
_NIGHT_HOURS, _MORNING_HOURS = range(19, 24), range(5, 7)
_SIX = range(6, 7)
_BEGINS_AT_SIX = {"duty_query", "duty_leave"}
"""In these six o'clock with nothing beside it is the morning's: then the first shift of the day begins."""
_UNTIL = re.compile("[到至拖]$")
_LATER = re.compile("[晚夜傍晌]|下午|放学|天黑|收工")
_NOON = 12


def by_the_shift(said: Plain, times: list[TimeReading], intent: str) -> list[TimeReading]:
    """夜巡九点出发 is in the evening, 六点半的护学岗 in the morning."""
    if intent not in _OF_SHIFTS:
        return times
    if intent in _BEGINS_AT_SIX and not _LATER.search(said.text):
        beside = around(said, times)
        times = [
            one if _UNTIL.search(before) else _at_another_hour(one, _SIX)
            for one, (before, _) in zip(times, beside, strict=True)
        ]
    is_morning = bool(_BY_MORNING.search(said.text))
    is_often_night = not is_morning and bool(_BY_NIGHT_OFTEN.search(said.text))
    is_night = is_often_night or bool(_BY_NIGHT.search(said.text))
    if is_night == is_morning:
        return times
    return [_at_another_hour(one, _NIGHT_HOURS if is_night else _MORNING_HOURS) for one in times]


def is_by_night(said: Plain, times: list[TimeReading]) -> bool:
    """Whether a night's duty is spoken of, and all hours can be a night's."""
    is_night = bool(_BY_NIGHT.search(said.text)) and not _BY_MORNING.search(said.text)
    firsts = [one.candidates[0] for one in times]
    return is_night and all(not isinstance(at, Clock) or at.at.hour in _NIGHT_HOURS for at in firsts)


def _at_another_hour(reading: TimeReading, hours: range) -> TimeReading:
    first = reading.candidates[0]
    if isinstance(first, Stretch) and isinstance(first.first, Clock) and isinstance(first.last, Clock):
        ends = [Clock(each.at.replace(hour=(each.at.hour + _NOON) % 24)) for each in (first.first, first.last)]
        return replace(reading, candidates=(Stretch(*ends), first)) if ends[0].at.hour in hours else reading
    if isinstance(first, Daily) and isinstance(first.at, Clock) and first.at.at.hour - _NOON in hours:
        return replace(reading, candidates=(Daily(Clock(first.at.at.replace(hour=first.at.at.hour - _NOON))),))
    meant = [one for one in reading.candidates if isinstance(one, Clock | Moment) and one.at.hour in hours]
    return replace(reading, candidates=tuple(dict.fromkeys([*meant, *reading.candidates])))
