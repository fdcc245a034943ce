"""What speaks for a time of a swap being the shift that is given, the one that is taken, or neither."""

import re

from understanding.around import around
from understanding.text import Plain
from understanding.time_kinds import Stretch, TimeReading, day_of, is_hour

CUE = "="
"""Begins a feature that tells what a whole phrase says."""
ME = "(?:我们?|俺们?|咱们?|阿拉|本人)"
OTHER = (
    "(?:他们?|她们?|伊|佢|渠|对方|人家|别人|[老小大阿][^0-9,。我他她的是]|"
    "[^0-9,。我他她的是]{1,2}(?:姐|哥|嫂|师傅|老师|医生|阿姨|叔|婶|奶奶|爷爷|主任))"
)
_YOU = "(?:你们?|您|大家)"
_WILL = "(?:再|就|也|愿意?|可以|想|要|能|去|来|好|会|先|后|准备|打算)*"
_OF = "(?:的|那个?|这个?)*"
MOVED_TO = (
    "(?:[换改挪调移推放排延错窜串倒唤掉搬拨匀甩拖摆](?:回到|成|到|至|去|为|在|上|站|值)|变(?:更|动)?(?:成|到|为)|推迟到|顺延到|提[前早]到|赶在|→|->)"
    f"(?:{OTHER}(?:的|那)?)?(?:那个|这个|个|的)?"
)
_SHIFT = "(?:班|岗|值班|护学|巡逻|趟|场|拨|夜巡)"
_COUNT = "(?:了?一?[下次回趟天])?"
_ENDS = "(?:$|[,。!?;吧了呗嘛])"
_NAME = 5
"""Letters in which somebody's name and a word or two of his are said."""
_TAKEN, _LIKELY_TAKEN, _LIKELY_GIVEN, _GIVEN = 2, 1, -1, -2
IN_PASSING, SAYS_TAKEN, SAYS_GIVEN = CUE, f"{CUE}{_TAKEN}", f"{CUE}{_GIVEN}"

# What is said around a time T, without the word for the shift behind it; the first line that fits counts.
_CUES: tuple[tuple[re.Pattern[str], int], ...] = tuple(
    (re.compile(cue), side)
    for cue, side in (
        ("不(?:想|愿|能|敢)意?(?:再)?(?:上|站|值|去)T", _GIVEN),
        (f"{ME}(?:给|让给|还给)(?:{OTHER}|{_YOU}){_OF}T", _GIVEN),
        (f"(?:{OTHER}|{_YOU})(?:给|让给|还给){ME}{_OF}T", _TAKEN),
        (f"{OTHER}的?[班岗]?(?:得|该|要|由|让|归){ME}(?:去|来)?(?:还|站|替|顶|补)", _TAKEN),
        (f"{ME}T{_OF}(?:都|也|倒)?(?:有空|得闲|闲|没事)", _TAKEN),
        (f"T{_OF}(?:换|改|调|倒|挪)(?:成|到|为|去)?(?:大?白[天班]|日[班间])", _GIVEN),
        (f"(?:拿|用)(?:{OTHER}的)?T{_OF}[^,。T]{{0,3}}[换掉调对](?:给)?{ME}", _TAKEN),
        (f"[换掉调]{ME}(?:的|那个?)?T", _GIVEN),
        (f"(?:拿|用){ME}?的?T{_OF}[^,。T]{{0,3}}[换掉调对]", _GIVEN),
        ("[跟和与同](?:有|上|值)?(?:谁|哪位|人)?的?T[^,。T]{0,4}[换倒调掉]", _TAKEN),
        ("(?:[换调倒改排]|给我)(?:我|成|到)?个T", _TAKEN),
        (f"{ME}{_WILL}(?:替|顶|代|接|还|补|抵|拿|用|改站|改上|改值){_COUNT}(?:{OTHER}|{_YOU})?{_OF}个?T", _TAKEN),
        (f"{ME}{_WILL}T{_OF}{_WILL}(?:替|顶|还|补|抵|接|做返)(?!{ME})", _TAKEN),
        (f"(?:替|顶|代|接|帮)了?{ME}(?:[顶替站代]了?)?{_OF}T", _GIVEN),
        (f"T{_OF}{_WILL}(?:归|给|让给){ME}", _TAKEN),
        (f"T[^,。T]{{0,{_NAME}}}(?:替|顶|代)了?{ME}", _GIVEN),
        (f"T{_OF}{ME}{_WILL}(?:替|补|还|抵|顶|接|来|站|上|去)(?:{OTHER}|{_YOU}|回来?|上)?{_ENDS}", _TAKEN),
        (f"(?<!把){ME}(?:原来|原本|本来|正好|又|刚好|就|是)*排[在到的是]*T", _GIVEN),
        ("(?:原来|原本|原定|原先|本来|原是)(?:是|在|排[在到的]*)?T", _GIVEN),
        (f"{MOVED_TO}T", _TAKEN),
        (f"(?:{ME}|{_WILL})(?:站|上|去|换|值|来|还|补|抵|顶|替)(?:{OTHER}|{_YOU}){_OF}个?T", _TAKEN),
        ("(?:拿|用|补|抵|还)个?T", _TAKEN),
        (f"{OTHER}(?:来|去|站|上)T", _LIKELY_GIVEN),
        (f"{ME}(?:来|去|站|上)T", _LIKELY_TAKEN),
        (f"T{_OF}{OTHER}?{_OF}[班岗]?(?:得|该|由|让){ME}(?:去|来|还|站|替|顶|补)", _TAKEN),
        ("T(?:来|站|值|上|去)?(?:行不行|行吗|行不|可以吗|可不可以|成不成|成吗|好不好|方便)", _TAKEN),
        ("T(?:哪天|随便|随你|任你|什么时候)|往T", _TAKEN),
        ("(?:想|愿意)(?:要|上|站|值|去)T", _TAKEN),
        ("(?:来不了|去不了|上不了|没空|没得空|不得空|不行|有事|没时间|起不来|去不成)", _LIKELY_GIVEN),
        (f"{OTHER}(?:的班?|是|在|排在|排的?是?|值|轮到)T", _LIKELY_TAKEN),
        (f"{ME}(?:那?个?班?)(?:的班?|是|在|值|轮到|这|那)?T", _LIKELY_GIVEN),
        ("T(?:补|先站|再站|抵)", _LIKELY_TAKEN),
        (f"T(?:都?有空|有|可以|行|没事|闲着?){_ENDS}", _LIKELY_TAKEN),
        ("[换改挪掉要上站值]个?T", _LIKELY_TAKEN),
    )
)
# With these a time says why, or what somebody does besides.
_IN_PASSING = re.compile(
    "(?:因为|由于|反正)[^,。]*T|T我?(?:起不来|爬不起)|T(?:[^,。]{0,2}(?:要|得|须)(?:去|带|陪|送|接|做|上|给)|风大|热|凉|我一整天)"
)
_NEXT = "§"
"""Stands for the next time, behind which nothing is looked at."""
_THE_SHIFT = re.compile(f"(?:那一?天|当天)?(?:的|那个?|这个?|一|两天)*(?:[^,。]{{0,2}}{_SHIFT}|班)*")
_SAME_WORDS = tuple(
    (re.compile(words), sign) for words, sign in ((f"{ME}|𠊎|阮|吾", "甲"), (_YOU, "丙"), (OTHER, "乙"), (_SHIFT, "班"))
)
_SIGNS = re.compile("[,。!?;]")
_LETTERS, _NEAR = 3, 10
"""Letters of a feature at most, and letters behind a time of which pairs are counted."""
_MOST_TIMES = 3
_AN_HOUR_ALONE = "11"
"""One time and of no day: 换早班 wants it, while 换周三的班 as likely gives it."""


def evidence(said: Plain, times: list[TimeReading]) -> list[set[str]]:
    """Return the features of each time of the sentence."""
    has_day = not all(map(is_of_no_day, times))
    beside = around(said, times)
    found = []
    for index, (one, (before, after)) in enumerate(zip(times, beside, strict=True)):
        kind = f"{min(len(times), 2)}{is_of_no_day(one):d}"
        found.append(
            _around(_SIGNS.split(before)[-1], after, kind, is_last=one is times[-1])
            | _place(index, len(times), beside[index - 1][1] if index else "")
            | {f"k{type(one.candidates[0]).__name__}", f"n{kind}", f"v{has_day and is_of_no_day(one):d}"}
        )
    return found


def is_of_no_day(reading: TimeReading) -> bool:
    first = reading.candidates[0]
    return is_hour(first.first if isinstance(first, Stretch) else first) and day_of(reading) is None


def _place(index: int, count: int, since: str) -> set[str]:
    many = min(count, _MOST_TIMES)
    return {f"n{many}", f"p{min(index, _MOST_TIMES)}/{many}", *([f"s{_alike(since)[-2:]}"] if index else [])}


def _around(clause: str, after: str, kind: str, *, is_last: bool) -> set[str]:
    """Return what is said in the clause before a time and behind it, with and without the word for the shift."""
    shift = _THE_SHIFT.match(after)
    behind = after[shift.end() :] if shift else after
    said, follows = f"^{_alike(clause)}", _alike(_SIGNS.split(behind)[0]) if behind[:1] != "," else ","
    follows += "$" if is_last else _NEXT
    until = "" if is_last else _NEXT
    who = next((one for one in reversed(said) if one in "甲乙丙"), "-")
    return {
        *(f"b{said[-size:]}" for size in range(1, _LETTERS + 1)),
        *(f"a{follows[:size]}" for size in range(1, _LETTERS + 1)),
        *(f"B{said[at : at + 2]}" for at in range(len(said) - 1)),
        *(f"A{follows[at : at + 2]}" for at in range(min(len(follows) - 1, _NEAR))),
        f"w{who}",
        f"w{who}{follows[0]}",
        *(["g"] if shift and shift.end() else []),
        *([CUE] if _IN_PASSING.search(f"{clause}T{after}{until}") else []),
        *_cues(f"{clause}T{behind}{until}", kind),
    }


def _cues(text: str, kind: str) -> set[str]:
    side = next((side for cue, side in _CUES if cue.search(text)), 0)
    if (kind, side) == (_AN_HOUR_ALONE, _LIKELY_TAKEN):
        side = _TAKEN
    return {
        f"{CUE}{side}",
        f"{CUE}{kind}{side}",
        *(f"{CUE}>{least}" for least in range(_GIVEN, _TAKEN) if side > least),
    }


def _alike(text: str) -> str:
    """Return the text with people as signs: which of them it is says nothing."""
    for words, sign in _SAME_WORDS:
        text = words.sub(sign, text)
    return text
