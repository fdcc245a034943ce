"""Which times are wanted by who wants a duty: none that is only the reason, and none that is ruled out."""

import datetime as dt
import re
from dataclasses import replace

from understanding.around import around
from understanding.running_months import months_running
from understanding.text import Plain
from understanding.time_kinds import (
    Candidate,
    Clock,
    Daily,
    Day,
    EveryDays,
    LunarMonthly,
    Moment,
    Month,
    Monthly,
    Part,
    PartOfDay,
    Stretch,
    TimeReading,
    Weekly,
    Workdays,
    day_of,
    first_day,
    is_hour,
    on_another_day,
)
from understanding.time_words import BARE_WEEKDAY, OF_THAT_WEEK, TIMES_OF_DAY

_WEEKS_AHEAD = re.compile("(?:再下|下+)一?个?(?:周|星期|礼?拜)")
_A_WEEK = re.compile("(?:周|星期|礼拜)$|剩")
_THESE_DAYS = re.compile("这[两二三四五]天")
_ALL_OF_THEM = re.compile(
    "(?:[,的这都那]|连着|[两俩二三四五]个?天?)*|[^,。]{1,6}[,。](?:可|能|可以)?(?:站|值|承担|上|报)?(?:的|个)?"
)
_SHIFT = re.compile("的?那?个?(?:班|岗|巡|趟|场)")
_NAMES_PART = re.compile("[早晚夜晌]|[上下中][午昼晡]|清晨|凌晨|傍晚")
_ONE_WORD = re.compile("(?:(?<=[个趟,。])|(?<=给[我俺]))[早晚](?=的?(?:[,。!?]|$))")
_PART_OF: dict[str, Part] = {"早": "morning", "晚": "evening"}
_STAYS = re.compile("^[^,。]{0,6}[,。]?[^,。]{0,6}(?:站|值|守|干|待|呆|巡|岗)到$")
_SEVERAL = 2
_ME = "[我俺吾咱额偓涯]"
_OTHERS = "闺女|女儿|女婿|儿子|儿媳|媳妇|外?孙|老[伴头婆]|爱人|[娃仔]"
_WANTS = (
    f"(?:(?<![没不])[给帮替让叫派排加算记写留登填喊轮添收放分予]|安排|顶替)[^,。!?;]{{0,2}}{_ME}|归{_ME}",
    f"{_ME}(?!{_OTHERS})[^,。!?;]{{0,3}}(?:(?<!不)来|去(?!年)|接班|[站值顶补报包守巡填排跟抢闲行])",
    f"{_ME}(?!{_OTHERS})[^,。!?;]{{0,3}}(?:上(?!课|学|班|夜班)|要(?!上课|接|送|去|带)|中(?!午))",
    "可以|(?<!不)想(?![着起不])|(?<![不没])能|(?<![不另])行(?!李|动)|(?<![不晌])中(?![午学间])|(?<!不)成(?=$|[不吗伐,。])",
    "(?:没|冇|无)[课事]|(?<![没不])有[空闲]|得[闲空]|空着|有时间|[都才]空|随便|随叫|[也都]成|得唔得|[好中]不|好伐",
    "[班岗巡缺活]|护学|导护|总要|^起(?![来床了])",
)
"""Behind a time: then a duty is wanted, can be had, or is open."""
_WANTED = re.compile("|".join(_WANTS))
_ASKED = re.compile(f"(?:[给帮替让叫派排加算记写留登填喊轮添报要选值]|{_ME}(?:能|想)[^,。]*|安排)[^,。!?;]{{0,3}}$")
_NOT_THEN = re.compile(
    "(?:(?:别|莫|甭|不要?|勿|不用)[给把]?[我俺]?(?:排|报|派|值|要|安排|在|是)[我俺]?在?|过[了完]|(?<!是)不是)$"
)
_CLAUSE = re.compile("[,。!?;、 ]")
_BREATH = re.compile("[,。!?; ]")
_GLUE = re.compile("[、,和跟与及同 ]?(?:还有)?")
_ROUND = re.compile("(?:以|之|往|过)?[前后]|开始|左右|钟|[,。!?;、 ]")
_AGAIN = Daily | Weekly | Monthly | LunarMonthly | Workdays | EveryDays
_LEAST = 2
"""Letters that say something of a time: a reason, not a mere 的."""


def of_signup(said: Plain, times: list[TimeReading]) -> list[TimeReading]:
    """Return the times with what is said once for several put to each of them."""
    times = _without_always(months_running(said, _without_school(said, times)))
    times = _of_one_day(_without_weeks(_of_that_week(times)))
    return _till(said, _with_one_part(said, _with_one_word(said, times)))


def _without_school(said: Plain, times: list[TimeReading]) -> list[TimeReading]:
    """傍晚放学那趟, 四点放学那会儿: the end of school says no more than the hour before it."""
    return [
        one
        for one, earlier, (between, _) in zip(times, [None, *times], around(said, times), strict=False)
        if not (earlier and one.text == "放学" and between in {"", "的"} and _has_hour(earlier.candidates[0]))
    ]


def _has_hour(at: Candidate) -> bool:
    return isinstance(at, Clock | PartOfDay | Moment)


def _without_always(times: list[TimeReading]) -> list[TimeReading]:
    """四月份天天有空: the month."""
    if not any(_is_months(one.candidates[0]) for one in times):
        return times
    return [one for one in times if one.candidates[0] != Daily()]


def _is_months(at: Candidate) -> bool:
    return isinstance(at, Month) or (isinstance(at, Stretch) and isinstance(at.first, Month))


def _of_that_week(times: list[TimeReading]) -> list[TimeReading]:
    """等下周二打完针，周三起可以排: a weekday that is said after one of another week is of that week too."""
    found: list[TimeReading] = []
    monday: dt.date | None = None
    for one in times:
        on = first_day(one.candidates[0])
        if _WEEKS_AHEAD.match(one.text) and on:
            monday = on - dt.timedelta(days=on.weekday())
        elif monday and on and BARE_WEEKDAY.match(one.text):
            # Of which week it is has been said: it is no bare weekday any more, which could be of every week.
            found.append(
                replace(_moved(one, monday + dt.timedelta(days=on.weekday())), text=f"{OF_THAT_WEEK}{one.text}")
            )
            continue
        elif on:
            monday = None
        found.append(one)
    return found


def _without_weeks(times: list[TimeReading]) -> list[TimeReading]:
    """下周老伴出门，一三五都排我: the weekdays."""
    if not any(isinstance(one.candidates[0], Weekly) for one in times):
        return times
    return [one for one in times if not (isinstance(one.candidates[0], Stretch) and _A_WEEK.search(one.text))]


def _moved(reading: TimeReading, day: dt.date) -> TimeReading:
    """Return the same hours on another day; several days stay where they are."""
    at = reading.candidates[0]
    are_days = isinstance(at, Stretch) and isinstance(at.first, Day)
    return reading if are_days else replace(reading, candidates=(on_another_day(at, day),))


def _of_one_day(times: list[TimeReading]) -> list[TimeReading]:
    """十四号上午下午都要; 星期六上午女儿来，下午闲: the second part is of the same day."""
    firsts = [one.candidates[0] for one in times]
    days = {on for one in times if (on := day_of(one))}
    parts = sum(isinstance(at, PartOfDay) for at in firsts)
    if len(days) != 1 or parts < _SEVERAL or not all(isinstance(at, Day | PartOfDay) for at in firsts):
        return times
    day = days.pop()
    found: list[TimeReading] = []
    for one in times:
        at = one.candidates[0]
        is_of_it = isinstance(at, PartOfDay) and at.on is None and not _is_said(at, found)
        found.append(_moved(one, day) if is_of_it else one)
    return found


def _is_said(part: PartOfDay, earlier: list[TimeReading]) -> bool:
    """Whether there is no day yet, or the same time of it has been named: 礼拜六晚上的夜巡."""
    parts = [at for one in earlier if isinstance(at := one.candidates[0], PartOfDay) and at.on]
    if not any(day_of(one) for one in earlier):
        return True
    return any(TIMES_OF_DAY[each.part] == TIMES_OF_DAY[part.part] for each in parts)


def _with_one_part(said: Plain, times: list[TimeReading]) -> list[TimeReading]:
    """明天后天两个晚上, 周三、周四，早班: the part of the day is said once for all."""
    times = [
        one
        for one, earlier in zip(times, [None, *times], strict=False)
        if not (earlier and day_of(earlier) and _THESE_DAYS.match(one.text))
    ]
    parts = [one for one in times if isinstance(one.candidates[0], PartOfDay) and not day_of(one)]
    days = [one for one in times if isinstance(one.candidates[0], Day)]
    rest = [one for one in times if one not in days and one not in parts]  # 五一假期，二号三号两天的晚班
    if len(parts) != 1 or len(days) < _SEVERAL or not all(isinstance(one.candidates[0], Stretch) for one in rest):
        return times
    before, after = around(said, times)[times.index(parts[0])]
    if not (_ALL_OF_THEM.fullmatch(before) and parts[0] is times[-1]) and not (
        parts[0] is times[0] and _SHIFT.match(after)
    ):
        return times
    part = parts[0].candidates[0]
    return [replace(one, candidates=(on_another_day(part, on),)) for one in days if (on := day_of(one))]


def _with_one_word(said: Plain, times: list[TimeReading]) -> list[TimeReading]:
    """二十六号，早的; 礼拜六有岗的话，给我个早: which shift of that day."""
    match times:
        case [TimeReading(candidates=(Day(on=on), *_)) as day]:
            word = _ONE_WORD.search(said.text)
            return [replace(day, candidates=(PartOfDay(on, _PART_OF[word.group()]),))] if word else times
        case _:
            return times


def _till(said: Plain, times: list[TimeReading]) -> list[TimeReading]:
    """打完拳九点半，可以接着站到十一点: from then to then."""
    found: list[TimeReading] = []
    for one, (before, _) in zip(times, around(said, times), strict=True):
        first, last = found[-1].candidates[0] if found else None, one.candidates[0]
        if isinstance(first, Clock) and isinstance(last, Clock) and first.at < last.at and _STAYS.search(before):
            found[-1] = replace(found[-1], end=one.end, candidates=(Stretch(first, last),))
        else:
            found.append(one)
    return found


def wanted(said: Plain, times: list[TimeReading]) -> list[TimeReading]:
    """初八家里打粑粑，初九可以来站: of several times those of which something is wanted."""
    beside = around(said, times)
    allowed = [one for one, (before, _) in zip(times, beside, strict=True) if not _NOT_THEN.search(before)] or times
    beside = around(said, allowed)
    told = _told(beside)
    return [
        one
        for place, (one, (_, after)) in enumerate(zip(allowed, beside, strict=True))
        if told[place]
        or not _is_reason(after, at_end=one is allowed[-1])
        or not any(
            is_told and _stands_for(allowed[other], one, is_later=other > place) for other, is_told in enumerate(told)
        )
    ]


def _told(beside: list[tuple[str, str]]) -> list[bool]:
    """Whether something is wanted of each time; what is listed is wanted together."""
    told: list[bool] = []
    for place, (before, after) in reversed(list(enumerate(beside))):
        is_last = place == len(beside) - 1
        is_told = _WANTED.search(_own(after, at_end=is_last)) or _ASKED.search(_CLAUSE.split(before)[-1])
        told.append(bool(is_told) or (bool(told) and told[-1] and bool(_GLUE.fullmatch(after))))
    told.reverse()
    for place in range(1, len(told)):
        told[place] |= told[place - 1] and bool(_GLUE.fullmatch(beside[place][0]))
    return told


def _own(after: str, *, at_end: bool) -> str:
    """Return what is said of a time before the breath in which the next one is named."""
    clauses = _BREATH.split(after)
    return after if at_end or len(clauses) == 1 else ",".join(clauses[:-1])


def _is_reason(after: str, *, at_end: bool) -> bool:
    return (at_end or bool(_BREATH.search(after))) and len(_ROUND.sub("", _own(after, at_end=at_end))) >= _LEAST


def _stands_for(meant: TimeReading, other: TimeReading, *, is_later: bool) -> bool:
    """Whether both say the same kind of thing: an hour is no day, and 下午有空，四点以后 is one time."""
    first, at = other.candidates[0], meant.candidates[0]
    if _is_clock(first):
        return _is_clock(at) or (isinstance(at, PartOfDay) and is_later)
    if is_hour(first):
        return isinstance(at, PartOfDay) or (_is_clock(at) and bool(_NAMES_PART.match(meant.text)))
    if isinstance(first, _AGAIN):
        return isinstance(at, _AGAIN) or (isinstance(first.at, Clock) and _is_clock(at))
    return not (is_hour(at) or _is_clock(at))


def _is_clock(at: Candidate) -> bool:
    return isinstance(at, Clock) or (isinstance(at, Stretch) and isinstance(at.first, Clock))
