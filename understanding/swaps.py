"""Which shift is given and which is taken: the two times of a swap, weighed by the words around each of them."""

import datetime as dt
import re
from dataclasses import dataclass, replace

from understanding.around import around
from understanding.numerals import NUMBER, value_of
from understanding.text import Plain
from understanding.time_days import next_number
from understanding.time_kinds import Day, PartOfDay, Stretch, TimeReading, day_of, is_hour

_ME = "(?:我们?|俺们?|咱们?|阿拉|本人)"
_OTHER = (
    "(?:他们?|她们?|伊|佢|渠|对方|人家|别人|[老小大阿][^0-9,。我他她的是]|"
    "[^0-9,。我他她的是]{1,2}(?:姐|哥|嫂|师傅|老师|医生|阿姨|叔|婶|奶奶|爷爷|主任))"
)
_YOU = "(?:你们?|您|大家)"
_WILL = "(?:再|就|也|愿意?|可以|想|要|能|去|来|好|会|先|后|准备|打算)*"
_OF = "(?:的|那个?|这个?)*"
_MOVED_TO = (
    "(?:[换改挪调移推放排延错窜串倒唤掉搬](?:成|到|至|去|为|在|上|站|值)|推迟到|顺延到|提前到|赶在|→|->)"
    f"(?:{_OTHER}(?:的|那)?)?(?:那个|这个|个|的)?"
)
_SHIFT = "(?:班|岗|值班|护学|巡逻|趟|场|拨|夜巡)"
_COUNT = "(?:了?一?[下次回趟天])?"
_ENDS = "(?:$|[,。!?;吧了呗嘛])"
_NAME = 5
"""Letters in which somebody's name and a word or two of his are said."""
_TAKEN, _LIKELY_TAKEN, _EITHER, _LIKELY_GIVEN, _GIVEN = 3.0, 1.0, 0.0, -1.5, -3.0

# What is said around a time T, without the word for the shift behind it; the first line that fits decides.
_CUES: tuple[tuple[str, float], ...] = (
    ("(?:谁|有人|哪个|哪位)[^,。]{0,4}(?:拿|用)T", _TAKEN),
    (f"(?:拿|用){_ME}?的?T{_OF}[^,。T]{{0,3}}[换掉调对]", _GIVEN),
    (f"T{_OF}{_OTHER}?{_OF}[班岗]?(?:得|该|由|让){_ME}(?:去|来|还|站|替|顶|补)", _TAKEN),
    (f"{_ME}T{_OF}(?:都|也|倒)?(?:有空|得闲|闲|没事)", _TAKEN),
    ("T(?:哪天|随便|随你|任你|什么时候)", _TAKEN),
    (f"(?:把|给){_ME}[^,。]{{0,2}}(?:排|调|放|挪|安排)(?:在|到|成|个)?T|往T", _TAKEN),
    ("T(?:来|站|值|上|去)?(?:行不行|行吗|行不|可以吗|可不可以|成不成|成吗|好不好|方便)", _TAKEN),
    (f"[跟和同与]{_ME}[对互掉调]?换T", _EITHER),
    ("不(?:想|愿|能|敢)意?(?:再)?(?:上|站|值|去)T", _GIVEN),
    ("[跟和与同](?:有|上|值)?(?:谁|哪位|人)?的?T[^,。T]{0,4}[换倒调掉]", _TAKEN),
    ("(?:[换调倒改排]|给我)(?:我|成|到)?个T", _TAKEN),
    ("(?:想|愿意)(?:要|上|站|值|去)T|(?<![谁位个人需])要T", _TAKEN),
    (f"{_ME}{_WILL}(?:替|顶|代|接|还|补|抵|拿|用|改站|改上|改值){_COUNT}(?:{_OTHER}|{_YOU})?{_OF}个?T", _TAKEN),
    (f"{_ME}{_WILL}T{_OF}{_WILL}(?:替|顶|还|补|抵|接|做返)(?!{_ME})", _TAKEN),
    (f"(?:替|顶|代|接|帮)了?{_ME}(?:[顶替站代]了?)?{_OF}T", _GIVEN),
    (f"T{_OF}{_WILL}(?:归|给|让给){_ME}", _TAKEN),
    (f"T[^,。T]{{0,{_NAME}}}(?:替|顶|代)了?{_ME}", _GIVEN),
    (f"T{_OF}(?:{_ME}|{_WILL}|全|都)*(?:让|转|送|匀|调|换|交|留)?(?:给|归)(?!{_ME}|改|登|记|办)", _GIVEN),
    (f"T{_OF}{_ME}{_WILL}(?:替|补|还|抵|顶|接|来|站|上|去)(?:{_OTHER}|{_YOU}|回来?|上)?{_ENDS}", _TAKEN),
    (f"T{_OF}{_ME}{_WILL}(?:替|补|还|抵|顶)", _TAKEN),
    (f"T{_OF}(?:{_OTHER}|{_YOU}){_WILL}(?:站|上|值|顶|替)?(?:来|站|上|去|顶|替){_ENDS}", _GIVEN),
    (f"(?<!把){_ME}(?:原来|原本|本来|正好|又|刚好|就|是)*排[在到的是]*T", _GIVEN),
    ("(?:原来|原本|原定|原先|本来|原是)(?:是|在|排[在到的]*)?T", _GIVEN),
    (f"{_MOVED_TO}T", _TAKEN),
    (f"T[^,。T]{{0,8}}?{_MOVED_TO}", _GIVEN),
    (f"(?:{_ME}|{_WILL})(?:站|上|去|换|值|来|还|补|抵|顶|替)(?:{_OTHER}|{_YOU}){_OF}个?T", _TAKEN),
    ("(?:拿|用|补|抵|还)个?T", _TAKEN),
    (f"{_OTHER}(?:来|去|站)T", _LIKELY_GIVEN),
    (f"{_ME}(?:来|去|站)T", _LIKELY_TAKEN),
    ("(?:来不了|去不了|上不了|没空|没得空|不得空|不行|有事|没时间|起不来|去不成)", _LIKELY_GIVEN),
    ("T[跟和与同]?(?:谁|哪个|哪位|有没有人|有人|找个?人|找谁|请人|求)", _LIKELY_GIVEN),
    (f"{_OTHER}(?:说|讲)?(?:{_OTHER})?(?:那?个?班?)(?:的班?|是|在|排在|排的?是?|值|轮到)?T", _LIKELY_TAKEN),
    (f"[跟和同与][^,。我T]{{1,{_NAME}}}的T", _LIKELY_TAKEN),
    (f"{_ME}(?:那?个?班?)(?:的班?|是|在|值|轮到|这|那)?T", _LIKELY_GIVEN),
    (f"把{_ME}?的?T", _LIKELY_GIVEN),
    ("T(?:补|先站|再站|抵)", _LIKELY_TAKEN),
    (f"T(?:都?有空|有|可以|行|没事|闲着?){_ENDS}", _LIKELY_TAKEN),
    ("[换改挪掉要上站值]个?T", _LIKELY_TAKEN),
)
# With these a time says why, or what somebody does besides.
_IN_PASSING = re.compile(
    "(?:因为|由于|反正)[^,。]*T|T(?:[^,。]{0,2}(?:要|得|须)(?:去|带|陪|送|接|做|上|给)|风大|热|凉|我一整天)"
)
_NEXT = "§"
"""Stands for the next time, behind which nothing is looked at."""
_WHY = 2.0
_MOST_DAYS = 31
"""No shift is moved further, and no month is longer."""
_UNTOLD = 0.5
"""What the order of two times says when no words do: the first is given, the second is taken."""
_MOVED_BY = re.compile(
    "(?:(?P<back>往前|提前|提早|向前)|往后|向后|延后|推迟|顺延|延期|延|推后)(?:推|移|挪|延|串|错|拖|提|后)*"
    f"(?P<count>{NUMBER})(?P<unit>天|个?(?:礼拜|星期)|周)"
)
_NEXT_TO_IT = re.compile("[到在成](?:(?P<before>[前头]一天)|后一天|第二天|转天)")
_BARE_DAY = re.compile(f"(?:{_MOVED_TO}|[换唤])(?P<day>{NUMBER})(?=$|[,。!?;的可行好吧啵])")
_BARE_WEEKDAY = re.compile("周|星期|礼拜")


@dataclass(frozen=True, slots=True)
class _Mention:
    """A time with how much is said for taking it (below zero: for giving it) and for its being in passing."""

    reading: TimeReading
    taken: float
    passing: float

    @property
    def on(self) -> dt.date | None:
        return day_of(self.reading)


def read_swap(said: Plain, times: list[TimeReading], now: dt.datetime) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the time given and the time taken."""
    mentions = _grouped(_mentions(said, times))
    given, taken = _pair(mentions)
    given = _with_its_day(given, taken, mentions)
    if given and taken:
        taken = replace(taken, reading=_same_week(given.reading, _same_day(given, taken.reading), now))
    when: tuple[str, ...] = (given.reading.notation(),) if given else ()
    to_when: tuple[str, ...] = (taken.reading.notation(),) if taken else ()
    if not to_when:
        on = given.on if given and given.on else now.date()
        to_when = (_moved_by(said.text, on) if given else ()) or _bare_day(said.text, on)
    return when, to_when


def _is_of_no_day(reading: TimeReading) -> bool:
    first = reading.candidates[0]
    return is_hour(first.first if isinstance(first, Stretch) else first)


def _mentions(said: Plain, times: list[TimeReading]) -> list[_Mention]:
    has_day = not all(map(_is_of_no_day, times))
    found = []
    for index, (one, (before, after)) in enumerate(zip(times, around(said, times), strict=False)):
        until = after if one is times[-1] else after + _NEXT
        found.append(_weighed(one, before, until, is_first=not index, is_vague=has_day and _is_of_no_day(one)))
    return found


_THE_SHIFT = re.compile(f"(?:那一?天|当天)?(?:的|那个?|这个?|一|两天)*(?:[^,。]{{0,2}}{_SHIFT}|班)*")
_OF_A_SHIFT = re.compile(f"(?:的|那个?)*(?:[^,。]{{0,2}}{_SHIFT}|[换挪调改给])")


def _weighed(reading: TimeReading, before: str, after: str, *, is_first: bool, is_vague: bool) -> _Mention:
    """`is_vague`: an hour without a day, beside a day; it counts when it is said of a shift."""
    clause = re.split("[,。!?;]", before)[-1]
    shift = _THE_SHIFT.match(after)
    text = f"{clause}T{after[shift.end() :] if shift else after}"
    told = next((weight for cue, weight in _CUES if re.search(cue, text)), 0.0)
    passing = _WHY if _IN_PASSING.search(f"{clause}T{after}") else 0.0
    if is_vague and not _OF_A_SHIFT.match(after) and abs(told) != _TAKEN:
        passing += _WHY
    return _Mention(reading, told + (-_UNTOLD if is_first else _UNTOLD), passing)


def _grouped(mentions: list[_Mention]) -> list[_Mention]:
    """One time said twice is one: what is said for it is added up, and the finer wording is kept."""
    groups: list[_Mention] = []
    for one in mentions:
        same = next((at for at, other in enumerate(groups) if _is_same(one, other)), None)
        if same is None:
            groups.append(one)
        else:
            groups[same] = _together(groups[same], one)
    return groups


def _is_same(one: _Mention, other: _Mention) -> bool:
    if one.on is None or one.on != other.on:
        return one.reading.candidates[0] == other.reading.candidates[0]
    kinds = {type(each.reading.candidates[0]) for each in (one, other)}
    return Day in kinds or one.reading.candidates[0] == other.reading.candidates[0]


def _together(first: _Mention, second: _Mention) -> _Mention:
    finer = second if isinstance(first.reading.candidates[0], Day) and not second.passing else first
    return _Mention(finer.reading, first.taken + second.taken - _UNTOLD, min(first.passing, second.passing))


def _pair(mentions: list[_Mention]) -> tuple[_Mention | None, _Mention | None]:
    """Return the likeliest two, or the one there is."""
    if not mentions:
        return None, None
    if len(mentions) == 1:
        (only,) = mentions
        least = 0 if _is_of_no_day(only.reading) else 1  # 换早班 wants it, 换周三的班 more likely gives it
        return (None, only) if only.taken > least else (only, None)
    pairs = [(given, taken) for given in mentions for taken in mentions if given is not taken]
    given, taken = max(pairs, key=lambda pair: pair[1].taken - pair[0].taken - pair[0].passing - pair[1].passing)
    if taken.taken - taken.passing <= 0:
        return min(mentions, key=lambda one: one.taken + one.passing), None
    return (given if given.taken + given.passing <= _WHY + _UNTOLD else None), taken


def _with_its_day(given: _Mention | None, taken: _Mention | None, mentions: list[_Mention]) -> _Mention | None:
    """孙女明天家长会，谁帮我顶上午的护学岗: the part is of the day before it that nothing else is said of."""
    part = given.reading.candidates[0] if given else None
    if not given or not isinstance(part, PartOfDay) or part.on:
        return given
    for one in mentions[: mentions.index(given)]:
        day = one.reading.candidates[0]
        if isinstance(day, Day) and one is not taken and abs(one.taken) == _UNTOLD:
            return replace(given, reading=replace(given.reading, candidates=(PartOfDay(day.on, part.part),)))
    return given


def _same_day(given: _Mention, taken: TimeReading) -> TimeReading:
    """今天的太早，换成傍晚: of the same day."""
    part = taken.candidates[0]
    if given.on and isinstance(part, PartOfDay) and part.on is None:
        return replace(taken, candidates=(PartOfDay(given.on, part.part),))
    return taken


def _same_week(given: TimeReading, taken: TimeReading, now: dt.datetime) -> TimeReading:
    """下周一的换到周二: a bare weekday is looked for in the week it is moved from, unless that day is past.

    Said of today's weekday it is a week later: nobody moves a shift to the day on which he speaks by its name.
    """
    first, second = given.candidates[0], taken.candidates[0]
    if not (isinstance(second, Day) and _BARE_WEEKDAY.match(taken.text)):
        return taken
    on = second.on + dt.timedelta(weeks=second.on == now.date())
    if isinstance(first, Day):
        moved = first.on + dt.timedelta(days=on.weekday() - first.on.weekday())
        on = max(moved, on)
    return replace(taken, candidates=(Day(on), *taken.candidates))


def _moved_by(text: str, on: dt.date) -> tuple[str, ...]:
    """往后推两天, 顺延一周."""
    if match := _NEXT_TO_IT.search(text):
        return (Day(on + dt.timedelta(days=-1 if match["before"] else 1)).notation(),)
    match = _MOVED_BY.search(text)
    count = value_of(match["count"]) if match else None
    if not match or not count or count > _MOST_DAYS:
        return ()
    days = count * (1 if match["unit"] == "天" else 7) * (-1 if match["back"] else 1)
    return (Day(on + dt.timedelta(days=days)).notation(),)


def _bare_day(text: str, on: dt.date) -> tuple[str, ...]:
    """三月二十一的班改到二十八: a day without 号."""
    match = _BARE_DAY.search(text)
    number = value_of(match["day"]) if match else None
    day = next_number(on, number) if number and number <= _MOST_DAYS else ()
    return tuple(Day(one).notation() for one in day)
