"""Times read back with weekday and old calendar; what is past is noticed, what nobody means is not offered."""

import pytest

from bot.reading import Reader
from domain.spoken import is_past, worth_asking
from tests.wording.samples import NOW
from wording.spoken import say_spoken

READER = Reader()


@pytest.mark.parametrize(
    ("notation", "said"),
    [
        ("2026-03-11T15:30", "明天（3月11日，周三，正月廿三）下午 3:30"),
        ("2026-03-14@forenoon", "3月14日（周六，正月廿六）上午"),
        ("2026-03-14/2026-03-15", "3月14日（周六，正月廿六）到3月15日（周日，正月廿七）"),
        ("~2026-03-31", "大概3月31日（周二，二月十三）"),
        ("2027-02-06", "2027年2月6日（周六，正月初一）"),
        ("2026-04", "4月"),
        ("2027-04", "2027年4月"),
        ("T20:00", "晚上 8:00"),
        ("W:1,3,5@07:00", "每周一、三、五早上 7:00"),
        ("D@19:30-21:00", "每天晚上 7:30到晚上 9:00"),
        ("WORKDAY@forenoon", "平日上午"),
        ("INT:2", "隔天"),
        ("M:3,18", "每月3号、18号"),
        ("L:3,10,18,20,26", "农历每月初三、初十、十八、二十、廿六"),
        ("M:2,4,6,8,10,12,14,16,18,20,22,24,26,28,30@evening", "每逢双日晚上"),
        (
            "2026-03-11@morning/2026-03-13@morning",
            "明天（3月11日，周三，正月廿三）到3月13日（周五，正月廿五），每天早上",
        ),
        (
            "2026-03-11@afternoon/2026-03-13@evening",
            "明天（3月11日，周三，正月廿三）下午到3月13日（周五，正月廿五）晚上",
        ),
        (
            "2026-03-11T15:30/2026-03-12T15:30",
            "明天（3月11日，周三，正月廿三）到后天（3月12日，周四，正月廿四），每天下午 3:30",
        ),
        (
            "2026-03-11T09:00/2026-03-11T11:00",
            "明天（3月11日，周三，正月廿三）上午 9:00到明天（3月11日，周三，正月廿三）上午 11:00",
        ),
        ("2026-03-14@evening", "3月14日（周六，正月廿六）晚上"),
        ("2026-07/2026-08", "7月到8月"),
        ("2025-10/2026-03", "2025年10月到今年3月"),
        ("2026-12-30/2027-01-02", "12月30日（周三，冬月廿二）到2027年1月2日（周六，冬月廿五）"),
        (
            "2026-03-11T09:00;2026-03-12@afternoon",
            "明天（3月11日，周三，正月廿三）上午 9:00、后天（3月12日，周四，正月廿四）下午",
        ),
        ("no time at all", ""),
    ],
)
def test_a_time_is_read_back_as_people_say_it(notation: str, said: str) -> None:
    assert say_spoken(notation, NOW, READER.lunar) == said


@pytest.mark.parametrize(
    ("notation", "past"),
    [
        ("2026-03-09", True),
        ("2026-03-10", False),
        ("2026-03-10T09:00", True),
        ("2026-03-10T09:30", False),
        ("2026-03-08/2026-03-12", False),
        ("2026-03-01/2026-03-09", True),
        ("T07:00", False),
        ("W:1", False),
    ],
)
def test_a_time_that_has_gone_by_is_noticed(notation: str, past: bool) -> None:
    assert is_past(notation, NOW) is past


def test_an_hour_at_which_everybody_sleeps_is_not_offered() -> None:
    assert worth_asking(("T15:30", "T03:30")) == ("T15:30",)
    assert worth_asking(("T08:00", "T20:00")) == ("T08:00", "T20:00")
    assert worth_asking(("T03:30",)) == ("T03:30",)
