"""When somebody is free, in an answer to a question for it; and times that small talk tells without setting any."""

import re

from understanding.around import around
from understanding.passing import BUSY, NOT_THEN
from understanding.text import Plain, letters_in
from understanding.time_kinds import TimeReading

SMALL_TALK_FROM = 7
"""Letters beside its times from which a sentence that wants nothing tells something, and sets no time."""
_ASK_WHEN = {"wish", "register", "duty_signup"}
"""In their forms it is asked when somebody can be met or can come, and the answer also says when not."""
_NOT_FREE = re.compile(
    "[^,。]{0,3}(?:[要得须](?:去|上|到|出门|回)|有(?:事|课|戏|班|客|会|巡逻|值班)|值班|巡逻|站岗|不方便|睡|出门|住院|化疗|打牌|不要)"
)
_NOT_AT = re.compile("(?:别|别选|不要|不是|除了|除开)$")


def is_small_talk(said: Plain, times: list[TimeReading]) -> bool:
    """Say whether a sentence that wants nothing says more than its times: 后天我闺女从上海回来看我."""
    return letters_in(said.text) - sum(letters_in(one.text) for one in times) >= SMALL_TALK_FROM


def when_free(said: Plain, times: list[TimeReading], intent: str) -> list[TimeReading]:
    """礼拜三要去化疗，礼拜四在家: of an answer the times at which somebody is there.

    A single one at which there is something to do may be just when help is needed; one that is ruled out never is.
    """
    if intent not in _ASK_WHEN:
        return times
    beside = zip(times, around(said, times), strict=True)
    possible = [
        (one, after) for one, (before, after) in beside if not (_NOT_AT.search(before) or NOT_THEN.match(after))
    ]
    free = [one for one, after in possible if not (BUSY.match(after) or _NOT_FREE.match(after))]
    return free or [one for one, _ in possible]
