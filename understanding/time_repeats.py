"""Rules for what comes again: 每天, 每周一三五, 每逢初一十五, 隔一天."""

import datetime as dt
import re

from understanding.numerals import NUMBER, value_of
from understanding.time_days import WEEK, WEEKDAY
from understanding.time_kinds import Daily, EveryDays, LunarMonthly, Monthly, Recurrence, Weekly, Workdays
from understanding.time_tokens import Build, Meaning, RepeatToken, Rule, VoidToken, rule
from understanding.time_words import WEEKDAYS

_WEEKEND = (6, 7)
_ODD, _EVEN = tuple(range(1, 32, 2)), tuple(range(2, 31, 2))
_FIRST_WORKING, _LAST_WORKING = 1, 5
_JOIN = "(?:、|,|和|跟|及|与|还有)?"
_DAYS = "[一二三四五六日天]"
_FORTNIGHT = 14


def _always(*options: Recurrence) -> Build:
    return lambda _match, _now: RepeatToken(options)


def _nothing(_match: re.Match[str], _now: dt.datetime) -> Meaning:
    return VoidToken()


def _weekdays_in(text: str) -> tuple[int, ...]:
    named = re.findall(f"(?:{WEEK})?({WEEKDAY})", re.sub(f"每个?|逢|以后|今后|{WEEK}", "", text))
    return tuple(sorted({WEEKDAYS[name] for name in named}))


def _weekly(match: re.Match[str], _: dt.datetime) -> Meaning:
    return RepeatToken((Weekly(_weekdays_in(match.group())),))


def _compact(match: re.Match[str], _: dt.datetime) -> Meaning | None:
    """周一三五: rising weekdays, each once; anything else is no list of weekdays."""
    listed = [WEEKDAYS[name] for name in match["days"].replace("、", "")]
    return RepeatToken((Weekly(tuple(listed)),)) if listed == sorted(set(listed)) else None


def _week_span(match: re.Match[str], _: dt.datetime) -> Meaning | None:
    first, last = WEEKDAYS[match["first"]], WEEKDAYS[match["last"]]
    is_usual = match["each"] or (first == _FIRST_WORKING and last >= _LAST_WORKING)
    return RepeatToken((Weekly(tuple(range(first, last + 1))),)) if is_usual and first < last else None


def _monthly(match: re.Match[str], _: dt.datetime) -> Meaning | None:
    days = tuple(day for found in re.findall(NUMBER, match["days"]) if (day := value_of(found)) and day <= 31)  # noqa: PLR2004 - longest month
    if not days:
        return None
    is_bare = not re.search("[0-9号日]", match["days"])
    return RepeatToken((Monthly(days), LunarMonthly(days)) if is_bare else (Monthly(days),))


def _lunar_monthly(match: re.Match[str], _: dt.datetime) -> Meaning:
    said = re.findall("(?<=初)[一二三四五六七八九十]|(?:二?十|廿)[一二三四五六七八九]?", match.group())
    return RepeatToken((LunarMonthly(tuple(filter(None, map(value_of, said)))),))


def _interval(extra: int) -> Build:
    def meaning(match: re.Match[str], _: dt.datetime) -> Meaning | None:
        count = value_of(match["count"])
        return RepeatToken((EveryDays(count + extra),)) if count and count + extra > 1 else None

    return meaning


REPEAT_RULES: tuple[Rule, ...] = (
    rule(
        f"(?:每个?|一个?)(?:{WEEK}|月)[一二两三四五六七几1-7][次回趟遍个块]|每个?月(?:的?第?[一二三四]个?|的?最后一?个){WEEK}{WEEKDAY}|一周[一二两三四五六七]天",
        _nothing,
    ),
    rule(
        "(?:上午|中午|下午|晚上|早上|早晨|新年|节日|过年|春节|中秋|端午|元旦|元宵|国庆)(?:好(?!不好|吗|伐|了)|快乐|安康)",
        _nothing,
    ),
    rule("每一?天|天天|每日|日日|见天儿?(?!的)|一天天", _always(Daily())),
    rule(
        "每(?:一?个)?(?=[早晚](?!会)|[上下中]午|傍晚|清晨|夜[里晚])|每(?=天?早|天?晚)|天天(?=早|晚)", _always(Daily())
    ),
    rule(
        "(?:每?逢|每个?月?的?)?单[日天](?!元|子女)|单号(?=的(?!人)|[早晚夜我都]|[上下]午)",
        _always(Monthly(_ODD), EveryDays(2)),
    ),
    rule(
        "(?:每?逢|每个?月?的?)?双[日天](?!元)|双号(?=的(?!人)|[早晚夜我都]|[上下]午)",
        _always(Monthly(_EVEN), EveryDays(2)),
    ),
    rule("(?:每个?|逢)(?:周末|双休日)|双休日|周末都", _always(Weekly(_WEEKEND))),
    rule("(?:每个?)?(?:工作日|上班日|上学日)|平日里?|(?:平常|平时)上班", _always(Workdays())),
    rule(
        f"(?:每个?|逢|每逢)(?:{WEEK})的?(?:{WEEKDAY}(?![次回趟遍点])){{1,7}}(?:{_JOIN}(?:{WEEK}){WEEKDAY}{{1,3}}(?!点)|、{WEEKDAY}(?!点))*",
        _weekly,
    ),
    rule(f"(?:以后|今后|往后)(?:{WEEK}{WEEKDAY}(?:、|和)?)+", _weekly),
    rule(f"每?逢{_DAYS}{{2,6}}", _weekly),
    rule(
        f"(?<![一两几下上这本])(?:{WEEK})(?P<days>{_DAYS}{{2,7}})(?![点号个月次天块])"
        "(?!(?<=天)(?:擦?黑|[没不蒙麻]?亮|[蒙麻]))",
        _compact,
    ),
    rule(f"(?<![一两几下上这本])(?:{WEEK})(?P<days>{_DAYS}{{2,5}}?)(?=[三四五]天)", _compact),
    rule(f"(?<![一两几下上这本])(?:{WEEK})(?P<days>{_DAYS}(?:、{_DAYS})+)(?![点号个月次天块])", _compact),
    rule(
        "(?<![0-9一二三四五六七八九十周期拜月])(?P<days>一三五七?|二四六)(?!点|[0-9一二三四五六七八九十]|号|楼|层|单元|组|个|岁)",
        _compact,
    ),
    rule("(?<=[到成改去她我他])(?P<days>二四)(?=[吧去,。她我他]|$|行|可|成)", _compact),
    rule(
        f"(?<![上下这本])(?P<each>每个?)?(?<![下上这本一两])(?:{WEEK})(?P<first>{WEEKDAY})(?:到|至|-)(?:{WEEK})?(?P<last>{WEEKDAY})(?!点|号)",
        _week_span,
    ),
    rule(f"每个?月的?(?P<days>{NUMBER}[号日]?(?:(?:、|,|和|跟|(?<=号)){NUMBER}[号日]?)*)(?![个次回点])", _monthly),
    rule("(?:每个?月的?|每?逢|农历每月)初[一二三四五六七八九](?:、|,|和|跟)?十五", _lunar_monthly),
    rule("初一(?:、|,|和|跟)?十五", _lunar_monthly),
    rule("每?逢(?P<days>十五)(?![号日天])", _monthly),
    rule(
        "(?:每个?月的?(?:农历)?|每?逢)初[一二三四五六七八九十](?:(?:、|,|和|跟)(?:初[一二三四五六七八九十]|(?:二?十|廿)[一二三四五六七八九]?))*",
        _lunar_monthly,
    ),
    rule("(?:每?隔一天|隔天|隔日|每?隔一日)(?:一[次回趟])?", _always(EveryDays(2))),
    rule(
        "(?:隔一?周|隔一?个?(?:礼拜|星期)|每(?:两|2)个?(?:周|礼拜|星期)|(?:两|2)个?(?:周|礼拜|星期)一[次回趟])",
        _always(EveryDays(_FORTNIGHT)),
    ),
    rule(f"每?隔(?P<count>{NUMBER})天(?:一?[次回趟])?", _interval(1)),
    rule(f"每(?P<count>{NUMBER})天(?:一?[次回趟])?", _interval(0)),
    rule(f"(?P<count>{NUMBER})天一[次回趟]", _interval(0)),
)
