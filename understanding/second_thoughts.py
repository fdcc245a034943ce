"""What is taken back in the same breath: 周三不对，周四; 不是明天，是后天."""

import datetime as dt
import re
from dataclasses import replace

from understanding.around import around, place_of
from understanding.text import Plain
from understanding.time_kinds import Clock, Moment, TimeReading

_OOPS = re.compile(
    "(?:的|吧)?[,。!?…]*[哦喔噢啊哎呀唉嗯呃额诶我]*[,。]?"
    "(?:(?:不对|[说讲记写打看]?错了?|不不)+[,。!…]*(?:不对[,。!…]*)*|(?<=[,。…哦喔噢啊哎呀唉])不是?[,。!…]+)[啊呀]?(?:应该)?[是要就]?"
)
"""Between two times: the first was a slip."""
_SAID_AGAIN = {"", "的", "是"}
"""Between the same day by two names: 明天冬至, 礼拜天母亲节."""
_NOT, _BUT = re.compile("不是$"), re.compile("的?,?(?:而?是)")
"""不是明天，是后天: the first was never meant."""


def put_right(said: Plain, times: list[TimeReading]) -> list[TimeReading]:
    """周三不对，周四: only what is said instead."""
    found: list[TimeReading] = []
    for one, (between, _) in zip(times, around(said, times), strict=True):
        if found and between in _SAID_AGAIN and one.candidates[0] == found[-1].candidates[0]:
            found[-1] = replace(one, start=found[-1].start)
        elif found and _OOPS.fullmatch(between):
            found[-1] = _instead(found[-1], one)
        elif found and _BUT.fullmatch(between) and _NOT.search(said.text, 0, place_of(said, found[-1].start)):
            found = [*(each for each in found if each.candidates[0] != found[-1].candidates[0]), one]
        else:
            found.append(one)
    return found


def _instead(wrong: TimeReading, right: TimeReading) -> TimeReading:
    """明天三点，不对，四点: the day stays."""
    first, hours = wrong.candidates[0], [each for each in right.candidates if isinstance(each, Clock)]
    if not isinstance(first, Moment) or not hours:
        return right
    nearest = min(hours, key=lambda each: abs(each.at.hour - first.at.hour))
    return replace(right, candidates=(Moment(dt.datetime.combine(first.at, nearest.at)),))
