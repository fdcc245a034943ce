"""The time in an answer to 「什么时候方便」: when somebody is there, whatever else is told about the week."""

import pytest

from understanding.labelled import SAID_AT
from understanding.reader import Reader

READER = Reader()
KEPT_AS_WORDS: tuple[str, ...] = ()


def when(text: str, answer_to: str | None = "wish") -> tuple[str, ...]:
    return READER.read(text, SAID_AT, answer_to=answer_to).slots.when


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("早上不行，血压高头晕，下午来吧", "@afternoon"),
        ("礼拜三要去医院化疗，礼拜四才在家", "2026-03-12"),
        ("明天值班，后天都行", "2026-03-12"),
        ("周五有巡逻，别周五，周末吧", "2026-03-14/2026-03-15"),
        ("周二要上老年大学，周三上午打牌，周四下午吧", "2026-03-12@afternoon"),
        ("上午我要去买菜，十点以后在家", "T10:00"),
        ("下周吧，这周住院呢", "2026-03-16/2026-03-22"),
        ("后天我闺女从上海回来看我，她也在", "2026-03-12"),
    ],
)
def test_of_the_times_in_an_answer_the_one_is_taken_at_which_somebody_is_there(text: str, at: str) -> None:
    assert when(text) == (at,)


@pytest.mark.parametrize(
    "text",
    ["只要不是周三，哪天都行", "除了周末都行", "晚上别来，我睡得早，白天都行", "昨天摔了一跤，哪天来都行，我都躺着"],
)
def test_a_time_that_is_ruled_out_is_none(text: str) -> None:
    assert when(text) == KEPT_AS_WORDS


def test_a_single_time_with_something_to_do_is_when_help_is_needed() -> None:
    assert when("礼拜三要去医院") == ("2026-03-11",)


def test_a_day_that_is_past_is_found_so_that_it_can_be_objected_to() -> None:
    assert when("昨天下午") == ("2026-03-09@afternoon",)


def test_of_leave_the_day_is_meant_on_which_somebody_cannot_come() -> None:
    assert when("礼拜三没空", "duty_leave") == ("2026-03-11",)


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("后天我闺女从上海回来看我，高兴", ()),
        ("礼拜天和几个老姐妹爬山看花去，开心", ()),
        ("今天真高兴", ("2026-03-10",)),
    ],
)
def test_long_small_talk_sets_no_time_unless_it_was_asked_for(text: str, at: tuple[str, ...]) -> None:
    read = READER.read(text, SAID_AT)
    assert (read.intent, read.slots.when) == ("other", at)
    assert when(text, "other") != ()
