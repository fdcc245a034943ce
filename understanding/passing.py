"""Times in passing: what somebody always does, why he asks, what was said when, and what he does not want."""

import datetime as dt
import re
from collections.abc import Callable
from itertools import compress

from understanding.around import around
from understanding.arrivals import hours_of_coming
from understanding.occasions import (
    later_today,
    without_approaching,
    without_feasts,
    without_long_ago,
    without_the_event,
    without_today,
)
from understanding.signups import of_signup, wanted
from understanding.text import Plain
from understanding.time_kinds import (
    About,
    Clock,
    Daily,
    Moment,
    Month,
    PartOfDay,
    Stretch,
    TimeReading,
    Weekly,
    day_of,
    is_hour,
)
from understanding.time_words import TIMES_OF_DAY

_ASKS_FOR_SOMEBODY = re.compile("(?:想有|[找请要叫托派求寻搵])[个位]?人[^,。]{0,2}$|(?:谁|哪位|有人)[^,。]{0,2}$")
_IS_NEEDED = re.compile("来一?[趟次回]|(?:要|得)(?:去|有人)|一?[半两]?个?(?:小时|钟头)|量(?:,|$)")
_SHIFT = "(?:班|岗|值班|护学|巡逻|趟|场|拨|夜巡|执勤|站岗)"
BUSY = re.compile(
    "[我俺]?(?:要|得|须|还要|还得)(?:去)?(?:接|送|带|陪|做|练|学|唱|跳)|有(?:戏|课)|[我俺]?(?:打牌|买菜|跳操|跳舞|做饭|睡)|"
    "[^,。]{0,6}(?:不行|不中|不要|不可以|不能|没空|不得空|不得闲|没站成|没捞着|没上成)"
)
"""Behind one of several times: then somebody has no time."""

# What says that a time T is none of the request's, by the intent; "" is every one.
_PASSING: tuple[tuple[str, str], ...] = (
    ("duty_signup", "(?:除了|除去|除开)[^,。]{0,2}T"),
    ("", "(?<![周期拜初十请来站值])一整?T"),
    ("duty_signup", "T(?:以前|之前|前|以后|之后)?的?我?(?:不行|没空|就算了|除外)"),
    ("duty_signup", "(?:歇|休|养|住|请|躺)[^,。]{0,3}[到至]T"),
    ("dispute", "[从打自]T(?:起|开始|就|摆|闹|漏|吵)"),
    ("help", "T(?:我)?(?:提|报|交|填|登记|许|说|发)的"),
    ("", "T(?:多|半)?钟?(?:天)?(?:就|才|都)(?:[没不]?)(?:擦?黑|亮)"),
    ("", "T(?:份)?就(?:报|说好|定好?|约好?|买好?)"),
    ("", "T(?:都|早就?)?过了[,。]"),
    ("dispute", "(?:叫|吵|闹|打|唱|响|放|敲|折腾)到T"),
    ("redeem", "T(?:换|兑|领)的"),
    ("check_in", "T(?:想起|漏了)"),
    ("check_in", "T(?:再来|再见|见)"),
    ("check_in", "T集合[^T]*T|T集合,我$"),
    ("duty_query", "(?:要|得)赶T"),
    ("duty_query", "(?<!第)[几两三四五]个T"),
    ("duty_query", "[^号天日]起个?T"),
)
_WAS_SAID = re.compile("[^,。]{0,3}(?:问|听|说|提|讲|发|收到|通知|打赌)")
"""Behind a time that is past: when the duty was spoken of, and not when it is."""
_GETS_UP = re.compile("我?(?:就|才|都|也)(?:起来|起床|起|醒|睁眼|出门)|起(?![始算不])")
"""Said of an hour or of every morning, but not of a day: 从明天起."""
_ON_THE_WAY = re.compile("顺[便路道带]")
"""Then what one does anyway is when one can."""
_EACH_DAY_I_CAN = re.compile(
    "(?:我|俺)?(?:都(?!在家)|也)?(?:能|可以|有空|行|得闲|来|站|值|上岗|排|给|[,。]|$)|我?都(?!在家)"
)
_EACH_DAY_TOO = re.compile("[^,。]{1,6}完[^,。是]{0,4}$|我?都?[去跟守巡]")
"""Beside an hour: 每天送完孙子八点以后, 晚饭后那一圈我天天跟."""
# With these a leave or a shift is spoken of, and not the reason for it.
_OF_THE_SHIFT = re.compile(
    f"(?:的|那个?|这个?|一|两天)*[^,。]{{0,4}}(?:{_SHIFT}|[来去上到站]不|请.?假|告.?假|免|不[去来在上能站值]|歇|休|别排|缺|没空|不行|不成|.不起|.不动)|(?:的|,|都)?$"
)
_LEAVES = re.compile(
    "(?:以?前|钟)?(?:我)?(?:就|得|要|必须|肯定|先|早|提前)*(?:撤|走|溜|下(?![午周礼])|退|离|放我走|从岗上撤)"
)
_STAYS = re.compile("站到$")
_COMES_THEN = re.compile(
    "再看|照来|看情况|[^,。]{0,5}再来|(?:还|才|就)?到(?:$|[,。了])|还在|再说|再来|就来|来$|照常|照样|(?:才|才能|就能)到|差不多"
)
_OFFERS = {"duty_signup", "wish_claim"}
_IS_ARRANGED = {"wish", "wish_claim", "dispute"}
_CHANGES = re.compile("的?[改换][成为到]")
_MOVED = re.compile("(?:改|推|挪|换|提前|延)(?:成|到|在|为)?$")
NOT_THEN = re.compile(
    "[^,。]{0,4}(?:别来|不行|没空|不得[空闲]|去不成|来不了|不在|出车|要站岗|有事|别去|莫去|不能)|[接领认]的,"
)
_RULED_OUT = re.compile("(?:不是|别在|不要|原约的?|本约的?|除[了开去]|上[次回]是)$")
_SINCE = re.compile("(?:之|以|过)[前后]$")
_WHICH = re.compile("[^,。]{0,6}还是")
_TIMES_BEGIN = (11, 13, 18)


def without_passing(said: Plain, times: list[TimeReading], intent: str, now: dt.datetime) -> list[TimeReading]:
    """Return the times that can be the request's; of a single one only what is certain is taken away."""
    times = without_long_ago(without_approaching(said, times), now.date())
    if intent == "duty_signup":
        times = of_signup(said, times)
    cues = [re.compile(cue) for meant, cue in _PASSING if meant in {"", intent}]
    kept = [
        one
        for one, (before, after) in zip(times, around(said, times), strict=True)
        if not any(cue.search(f"{re.split('[,。!?;]', before)[-1]}T{after}") for cue in cues)
        and not (intent == "duty_query" and is_past(one, now.date()) and _WAS_SAID.match(after))
        and not (intent in _OFFERS and len(times) > 1 and BUSY.match(after))
        and not _is_habit(
            one,
            after,
            is_asked=intent in _IS_ARRANGED and is_asked_daily(before, after),
            alone=len(times) == 1,
            at_end=_is_last(one, times),
        )
    ]
    for step in _STEPS.get(intent, ()):
        kept = step(said, kept, now.date())
    return _without_beginnings(said, _without_vaguer(kept))


def _rearranged(said: Plain, times: list[TimeReading]) -> list[TimeReading]:
    """礼拜五不得空，改礼拜六: of several times the one it is moved to, and none of those that are ruled out."""
    beside = around(said, times)
    moved = [one for one, (before, _) in zip(times, beside, strict=True) if _MOVED.search(before)]
    if moved:
        return moved[-1:]
    left = [
        one
        for one, (before, after) in zip(times, beside, strict=True)
        if not (NOT_THEN.match(after) or _RULED_OUT.search(before))
    ]
    return left or times


def _without_changed(said: Plain, times: list[TimeReading]) -> list[TimeReading]:
    """空闲从周末改成周三: what stood in the record is none of it."""
    return [
        one
        for one, (_, after) in zip(times, around(said, times), strict=True)
        if one is times[-1] or not _CHANGES.match(after)
    ]


def is_past(reading: TimeReading, today: dt.date) -> bool:
    first = reading.candidates[0]
    if isinstance(first, Month):
        return (first.year, first.month) < (today.year, today.month)
    on = first.on if isinstance(first, About) else day_of(reading)
    return on is not None and on < today


def is_asked_daily(before: str, after: str) -> bool:
    """想有人每天打个电话: that is what is wished for."""
    return bool(_ASKS_FOR_SOMEBODY.search(before) or _IS_NEEDED.match(after))


def _is_last(one: TimeReading, times: list[TimeReading]) -> bool:
    """Whether nothing but hours is said after it: 天天都能来，早上."""
    rest = times[times.index(one) + 1 :]
    return not any(map(day_of, times)) and all(is_hour(each.candidates[0]) for each in rest)


def _is_habit(reading: TimeReading, after: str, *, is_asked: bool, alone: bool, at_end: bool) -> bool:
    first = reading.candidates[0]
    if _ON_THE_WAY.search(after) or (first == Daily() and is_asked):
        return False
    if first == Daily():
        return not (at_end and not alone and _EACH_DAY_TOO.match(after)) and not (
            _EACH_DAY_I_CAN.match(after) and (alone or at_end)
        )
    if isinstance(first, Clock) and after.startswith("几"):  # 血糖掉到三点几
        return True
    return (isinstance(first, Clock | Weekly | Daily) or _is_vague(reading)) and bool(_GETS_UP.match(after))


def _without_choices(said: Plain, times: list[TimeReading]) -> list[TimeReading]:
    """廿五号是早上还是下午: the hour is what is asked."""
    is_choice = (
        len(times) > 1
        and _WHICH.match(around(said, times)[-2][1])
        and all(is_hour(one.candidates[0]) for one in times[-2:])
    )
    return times[:-2] if is_choice else times


def _of_the_shift(said: Plain, times: list[TimeReading]) -> list[TimeReading]:
    """夜里没睡好，晌午的班去不了: the night is the reason, if something else is said of a shift.

    And so is a day beside weeks: 后天出殡，这周的岗全免.
    """
    beside = around(said, times)
    leaving = [
        one for one, (_, after) in zip(times, beside, strict=True) if _is_clock(one) and _LEAVES.match(after)
    ] or [one for one, (before, _) in zip(times, beside, strict=True) if _is_clock(one) and _STAYS.search(before)]
    if leaving:
        times = [one for one in times if one in leaving or not is_hour(one.candidates[0])]
        beside = around(said, times)
    if len(times) > 1:
        times = [
            one
            for one, (_, after) in zip(times, beside, strict=True)
            if not _COMES_THEN.match(after) or (after in {"到", "至"} and one is not times[-1])
        ] or times
        beside = around(said, times)
    told = [bool(_OF_THE_SHIFT.match(after)) for _, after in beside]
    long_told = [one for one in compress(times, told) if _is_long(one)]
    only_hours = all(map(_is_of_no_day, long_told))  # 端午那天看龙舟，三点到五点的巡逻请假: of that day
    return [
        one
        for one, is_told in zip(times, told, strict=True)
        if is_told
        or not any(told)
        or not (_is_vague(one) or (long_told and not _is_long(one) and not (only_hours and day_of(one))))
    ]


def _is_long(reading: TimeReading) -> bool:
    return isinstance(reading.candidates[0], Month | Stretch)


def _is_of_no_day(reading: TimeReading) -> bool:
    first = reading.candidates[0]
    return isinstance(first, Stretch) and isinstance(first.first, Clock)


def _is_clock(reading: TimeReading) -> bool:
    return isinstance(reading.candidates[0], Clock)


def _is_vague(reading: TimeReading) -> bool:
    first = reading.candidates[0]
    return isinstance(first, Weekly | Daily) or (isinstance(first, PartOfDay) and first.on is None)


def _without_beginnings(said: Plain, times: list[TimeReading]) -> list[TimeReading]:
    """下周二起每周三: what comes again is wanted, and not the day from which it does."""
    if not any(isinstance(one.candidates[0], Weekly | Daily) for one in times):
        return times
    beside = around(said, times)
    return [
        one
        for one, (_, after) in zip(times, beside, strict=True)
        if not (day_of(one) or isinstance(one.candidates[0], Month | About))
        or not (re.match("起|开始|以后", after) or _SINCE.search(one.text))
    ]


def _time_of_day(hour: int) -> int:
    return sum(hour >= begins for begins in _TIMES_BEGIN)


def _without_vaguer(times: list[TimeReading]) -> list[TimeReading]:
    """今晚巡逻缺人，我吃过晚饭就去: the evening is this one; beside a month or what comes again it is none at all."""
    firsts = [one.candidates[0] for one in times]
    dated = {TIMES_OF_DAY[at.part] for at in firsts if isinstance(at, PartOfDay) and at.on}
    dated |= {_time_of_day(at.at.hour) for at in firsts if isinstance(at, Moment)}
    repeats = any(isinstance(at, Weekly | Daily) for at in firsts)
    if (
        any(isinstance(at, Month) or (isinstance(at, Weekly | Daily) and at.at) for at in firsts)
        or len({on for one in times if (on := day_of(one))}) > 1
    ):
        dated |= set(TIMES_OF_DAY.values())
    return [
        one
        for one, at in zip(times, firsts, strict=True)
        if not (isinstance(at, PartOfDay) and at.on is None and TIMES_OF_DAY[at.part] in dated)
        and not (isinstance(at, Month) and repeats)
    ]


def _still_to_come(_said: Plain, times: list[TimeReading], today: dt.date) -> list[TimeReading]:
    return [one for one in times if not is_past(one, today)]


def _rather_to_come(said: Plain, times: list[TimeReading], today: dt.date) -> list[TimeReading]:
    """Return what is still to come, and of what is all past everything."""
    return _still_to_come(said, times, today) or times


_Step = Callable[[Plain, list[TimeReading], dt.date], list[TimeReading]]
_ARRANGED: tuple[_Step, ...] = (
    lambda _, times, __: without_feasts(times),
    lambda said, times, _: _rearranged(said, times),
)
_STEPS: dict[str, tuple[_Step, ...]] = {
    "duty_signup": (_still_to_come, lambda said, times, _: wanted(said, times)),
    "points": _ARRANGED[:1],
    "wish": (*_ARRANGED, without_the_event, lambda _, times, today: later_today(times, today)),
    "wish_claim": (*_ARRANGED, lambda _, times, today: without_today(times, today)),
    "dispute": _ARRANGED,
    "register": (lambda said, times, _: _without_changed(said, times),),
    "redeem": (*_ARRANGED[:1], lambda _, times, today: without_today(times, today)),
    "duty_query": (lambda said, times, _: _without_choices(said, times), _rather_to_come),
    "duty_leave": (lambda said, times, _: _of_the_shift(said, times),),
    "check_in": (lambda said, times, _: hours_of_coming(said, times),),
}
"""What is left out besides, by the intent, one after the other."""
