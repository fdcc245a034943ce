"""Days that belong together: 周四周五两天, 周一周三早上, 从明天起三天, 歇到月底, 七点到八点半走."""

import calendar
import datetime as dt
import re
from dataclasses import replace
from itertools import pairwise

from understanding.around import around
from understanding.how_long import lasting
from understanding.numerals import NUMBER, value_of
from understanding.rhythms import every_week, weekly_of
from understanding.running_months import months_running
from understanding.text import Plain
from understanding.time_kinds import (
    About,
    Candidate,
    Clock,
    Daily,
    Day,
    Moment,
    Month,
    PartOfDay,
    Stretch,
    TimeReading,
    Weekly,
)
from understanding.time_words import BARE_WEEKDAY, WEEKDAYS

_JOIN = re.compile("(?:、|,|和|跟|与|还有|的|同)?")
_DAYS_TOGETHER = re.compile(
    "(?:的|这|那|我|连着)*(?:[两二俩三四五2-5](?:天|日|个班|班|岗)|都|歇|连着)|[^,。]{0,3}[,。]?[两三]天都"
)
_FROM_TODAY = re.compile("[今明后]|[大外]后")
_NEXT_WEEKDAYS = re.compile("(?P<days>[一二三四五六日天]{1,5})(?![点号个月天日次])")
_LAST_WEEKDAY = re.compile("[到至-](?P<day>[一二三四五六日天])(?![点号个月天日次一二三四五六七八九十])")
_TO_THE_END = re.compile("[到至]$"), re.compile("为止")
_UNTIL = re.compile("(?:歇|休|停|请|养|住|待|呆|忙|挂|守|延|吊|灸)[^,。]{0,3}[到至]$")
_AWAY_UNTIL = re.compile("[^,。换改推调挪等轮排值移]{3}[到至]$")
_UNTIL_THEN = re.compile("(?:^|[,。])(?:所以|就|至少|最少|一直|那|花期)?[到至]$")
_ALL_THAT_TIME = re.compile("[^,。]{0,4}(?:都|别|全)|(?:吧|呢)?(?:[,。]|$)")
_BY_THEN, _BACK = re.compile("以前|之前|前(?!后)"), re.compile("(?:才|再)?回来|才回")
_WEEK = 7
_WORKING_WEEK = 5
"""周一到周五 is of every week."""
_DUTIES = {"duty_leave", "duty_signup", "duty_query"}
_SPANS_ARE_MEANT = {"duty_leave", "duty_signup", "duty_query", "points"}
_TO = re.compile(
    "的?(?:一直)?[^,。的到至调改挪换移推]{0,2}[到至]|[^。]*(?:请|歇|休|养)假?[到至]|(?:就|早上|晚上)?(?:走|出发|动身|起程|去)[,。]?"
)
"""Between two days that are one stretch: 二十号吃到二十二号, 十号走十八号回."""
_LAST_NUMBER = re.compile(f"[到至](?P<day>{NUMBER})(?=$|[,。]|[我那这都去歇回])")
_NEXT_NUMBER = re.compile(f"[、和,]?(?P<day>{NUMBER})(?=[两俩]|都|我|$|[,。])")
_THIRDS = {"上旬": (1, 10), "下旬": (21, 31)}


def together(said: Plain, times: list[TimeReading], intent: str, now: dt.datetime) -> list[TimeReading]:
    """Return the times with days that are said as one put into one."""
    if intent in _DUTIES:
        times = months_running(said, times)
    if intent in _SPANS_ARE_MEANT:
        times = _ranges(said, [two_running(said, one) for one in times])
        times = [_third_of_month(one) for one in _until(said, times, now, is_away=intent == "duty_leave")]
    if intent in {"wish", "wish_claim"}:
        times = [_third_of_month(one) for one in times]
    if intent in {"duty_leave", "duty_signup"}:
        times = _runs(said, _going_on(said, times), intent)
    if intent in {"duty_leave", "duty_signup", "wish"}:
        times = lasting(said, times, is_away=intent == "duty_leave")
    if intent in {"duty_leave", "duty_query"}:
        times = [_coming(one, now) for one in times]
    if intent == "duty_signup":
        times = _every_weekend(times)
    if intent in {"duty_signup", "register", "wish", "wish_claim"}:
        times = _one_rhythm(times)
    return _from_to(times) if intent == "check_in" else times


def two_running(said: Plain, reading: TimeReading) -> TimeReading:
    """这礼拜五六, 三月十九、二十, 三月二十到二十五: of the second day only the number is said."""
    first = reading.candidates[0]
    if not isinstance(first, Day):
        return reading
    after = around(said, [reading])[0][1]
    later = first.on + dt.timedelta(days=1)
    match: re.Match[str] | None
    if reading.text.startswith("拜"):  # 拜六日头 is a Saturday
        return reading
    if BARE_WEEKDAY.search(reading.text) and (named := _LAST_WEEKDAY.match(after)):
        runs = WEEKDAYS[named["day"]] - first.on.isoweekday()
        match, runs_on, later = named, runs > 0, first.on + dt.timedelta(days=runs)
    elif BARE_WEEKDAY.search(reading.text):
        match = _NEXT_WEEKDAYS.match(after)
        days = [WEEKDAYS[one] for one in match["days"]] if match else []
        runs_on = bool(days) and days == list(range(later.isoweekday(), later.isoweekday() + len(days)))
        later = first.on + dt.timedelta(days=len(days))
    else:
        match = _NEXT_NUMBER.match(after)
        runs_on = match is not None and value_of(match["day"]) == later.day
        if (last := _LAST_NUMBER.match(after)) and (till := _same_month(first.on, value_of(last["day"]))):
            match, later, runs_on = last, till, True
    if not match or not runs_on:
        return reading
    return replace(reading, end=reading.end + match.end(), candidates=(Stretch(first, Day(later)),))


def _same_month(first: dt.date, day: int | None) -> dt.date | None:
    is_later = day and first.day < day <= calendar.monthrange(first.year, first.month)[1]
    return first.replace(day=day) if day and is_later else None


def _coming(reading: TimeReading, now: dt.datetime) -> TimeReading:
    """礼拜六日都不在: the next ones."""
    first = reading.candidates[0]
    if not isinstance(first, Weekly) or "每" in reading.text or first.at or not _are_running(first.weekdays):
        return reading
    on = now.date() + dt.timedelta(days=(first.weekdays[0] - now.isoweekday()) % _WEEK)
    last = on + dt.timedelta(days=len(first.weekdays) - 1)
    return replace(reading, candidates=(Stretch(Day(on), Day(last)),))


def _are_running(weekdays: tuple[int, ...]) -> bool:
    return 1 < len(weekdays) < _WORKING_WEEK and weekdays[-1] - weekdays[0] == len(weekdays) - 1


def _third_of_month(reading: TimeReading) -> TimeReading:
    """四月上旬: its ten days."""
    first, days = reading.candidates[0], _THIRDS.get(reading.text[-2:])
    if not days or not isinstance(first, About):
        return reading
    last = min(days[1], calendar.monthrange(first.on.year, first.on.month)[1])
    return replace(reading, candidates=(Stretch(Day(first.on.replace(day=days[0])), Day(first.on.replace(day=last))),))


def _ranges(said: Plain, times: list[TimeReading]) -> list[TimeReading]:
    """三月十五号到月底: one stretch."""
    found: list[TimeReading] = []
    for one, (before, _) in zip(times, around(said, times), strict=False):
        first, last = found[-1].candidates[0] if found else None, one.candidates[0]
        if (
            isinstance(first, Day | About)
            and isinstance(last, Day | About)
            and _TO.fullmatch(before)
            and first.on < last.on
        ):
            ends = Stretch(Day(first.on), Day(_last_of(one, last.on)))
            found[-1] = replace(found[-1], end=one.end, candidates=(ends,))
        else:
            found.append(one)
    return found


def _last_of(reading: TimeReading, on: dt.date) -> dt.date:
    ends = re.search("[底末]$", reading.text)
    return on.replace(day=calendar.monthrange(on.year, on.month)[1]) if ends else on


def _every_weekend(times: list[TimeReading]) -> list[TimeReading]:
    """下个月周末我都在: all of its weekends."""
    if not any(isinstance(one.candidates[0], Month) for one in times):
        return times
    return [replace(one, candidates=(Weekly((6, 7)),)) if one.text == "周末" else one for one in times]


def _one_rhythm(times: list[TimeReading]) -> list[TimeReading]:
    """长期报周二、周四: both days of every week; 四点到五点，天天可以: the hours of every day."""
    found: list[TimeReading] = []
    for one in times:
        before, now = found[-1].candidates[0] if found else None, one.candidates[0]
        if isinstance(before, Weekly) and isinstance(now, Weekly) and before.at in {None, now.at}:
            found[-1] = replace(one, candidates=(Weekly(tuple(sorted({*before.weekdays, *now.weekdays})), now.at),))
        elif isinstance(before, Clock | Stretch) and now == Daily() and _is_clocked(before):
            found[-1] = replace(one, candidates=(Daily(before),))
        else:
            found.append(one)
    if any(isinstance(at := one.candidates[0], Daily | Weekly) and at.at for one in found):
        found = [one for one in found if not (isinstance(at := one.candidates[0], PartOfDay) and at.on is None)]
    return found


def _is_clocked(at: Candidate) -> bool:
    return isinstance(at, Clock) or (isinstance(at, Stretch) and isinstance(at.first, Clock))


def _runs(said: Plain, times: list[TimeReading], intent: str) -> list[TimeReading]:
    """Put days that are listed one by one into a stretch when they run, else into weekdays when they are bare."""
    beside = around(said, times)
    found: list[list[TimeReading]] = []
    for index, one in enumerate(times):
        if found and _can_run(found[-1][-1], one) and _JOIN.fullmatch(beside[index][0]):
            found[-1].append(one)
        else:
            found.append([one])
    ends = {id(run[-1]): beside[times.index(run[-1])][1] for run in found}
    return [one for run in found for one in _one_of(run, ends[id(run[-1])], intent)]


def _going_on(said: Plain, times: list[TimeReading]) -> list[TimeReading]:
    """三月十三、十四、十五: a day and the days after it are one stretch."""
    found: list[TimeReading] = []
    for one, (between, _) in zip(times, around(said, times), strict=True):
        first, rest = found[-1].candidates[0] if found else None, one.candidates[0]
        if (
            isinstance(first, Day)
            and isinstance(rest, Stretch)
            and rest.first == Day(first.on + dt.timedelta(days=1))
            and _JOIN.fullmatch(between)
        ):
            found[-1] = replace(found[-1], end=one.end, candidates=(Stretch(first, rest.last),))
        else:
            found.append(one)
    return found


def _can_run(one: TimeReading, other: TimeReading) -> bool:
    first, second = one.candidates[0], other.candidates[0]
    if isinstance(first, Day | PartOfDay) and isinstance(second, Day | PartOfDay):
        return bool(first.on and second.on)
    once, again = weekly_of(first), weekly_of(second)
    return bool(
        once and again and once.at == again.at and BARE_WEEKDAY.match(one.text) and BARE_WEEKDAY.match(other.text)
    )


def _one_of(run: list[TimeReading], after: str, intent: str) -> list[TimeReading]:
    days = [one.candidates[0] for one in run]
    if len(run) > 1 and isinstance(days[0], Moment | Stretch):
        return _one_rhythm([every_week(one) for one in run]) if intent == "duty_signup" else run
    if len(run) == 1 or not all(isinstance(one, Day | PartOfDay) and one.on for one in days):
        return run
    ons = [one.on for one in days if isinstance(one, Day | PartOfDay) and one.on]
    parts = {one.part for one in days if isinstance(one, PartOfDay)}
    are_of_any_week = all(BARE_WEEKDAY.match(one.text) for one in run)
    are_weekdays = all(BARE_WEEKDAY.search(one.text) for one in run)
    are_words = all(_FROM_TODAY.match(one.text) for one in run)
    runs_on = all((later - on).days == 1 for on, later in pairwise(ons))
    whole = replace(run[0], end=run[-1].end, text="".join(one.text for one in run))
    if (
        runs_on
        and not parts
        and (are_weekdays or are_words or _DAYS_TOGETHER.match(after) or run[0].end != run[1].start)
    ):
        return [replace(whole, candidates=(Stretch(Day(ons[0]), Day(ons[-1])),))]
    if are_of_any_week and intent == "duty_signup" and len(parts) <= 1:
        at = PartOfDay(None, parts.pop()) if parts else None
        return [replace(whole, candidates=(Weekly(tuple(sorted({on.isoweekday() for on in ons})), at),))]
    return run


def _until(said: Plain, times: list[TimeReading], now: dt.datetime, *, is_away: bool) -> list[TimeReading]:
    """歇到月底, 十八号以前都来不了: from today on."""
    return [
        _to(one, now)
        if (one is times[0] and (_UNTIL.search(before) or (is_away and _is_away_until(before, after))))
        or _BY_THEN.match(after)
        or (_TO_THE_END[0].search(before) and _TO_THE_END[1].match(after))
        or (is_away and _BACK.match(after))
        else one
        for one, (before, after) in zip(times, around(said, times), strict=False)
    ]


def _is_away_until(before: str, after: str) -> bool:
    """到月底我都不在."""
    return bool(_AWAY_UNTIL.search(before) or (_UNTIL_THEN.search(before) and _ALL_THAT_TIME.match(after)))


def _to(reading: TimeReading, now: dt.datetime) -> TimeReading:
    first, today = reading.candidates[0], now.date()
    last = first.on if isinstance(first, Day | About) else None
    if isinstance(first, Month):
        last = dt.date(first.year, first.month, 1) - dt.timedelta(days=1)
    if last is None or last <= today:
        return reading
    return replace(reading, candidates=(Stretch(Day(today), Day(_last_of(reading, last))),))


def _from_to(times: list[TimeReading]) -> list[TimeReading]:
    """六点半开始的，八点完: who checks in and out at once tells both hours."""
    match times:
        case [came, left]:
            first, last = came.candidates[0], left.candidates[0]
            if isinstance(first, Clock) and isinstance(last, Clock) and first.at < last.at:
                return [replace(came, end=left.end, candidates=(Stretch(first, last),))]
            return times
        case _:
            return times
