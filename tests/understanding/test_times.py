"""Times: our own cases per class, and known facts of the calendar."""

import datetime as dt

import pytest

from understanding.almanac import days_off, lunar_day, lunar_of, solar_terms
from understanding.times import read_times

TUESDAY = dt.datetime(2026, 3, 10, 9, 20)  # noqa: DTZ001 - the wall clock of the person who speaks
AUTUMN = dt.datetime(2026, 9, 16, 8, 30)  # noqa: DTZ001 - the wall clock of the person who speaks
SUNDAY = dt.datetime(2026, 3, 15, 18, 0)  # noqa: DTZ001 - the wall clock of the person who speaks


def notations(text: str, now: dt.datetime = TUESDAY) -> list[str]:
    return [reading.notation() for reading in read_times(text, now)]


CASES = {
    "days from today": {
        "今密去不去": "2026-03-10",
        "明仔早几点": "2026-03-11@morning",
        "明朝头我到东门": "2026-03-11@morning",
        "明天下五": "2026-03-11@afternoon",
        "后各早上": "2026-03-12@morning",
        "今晚会迟一点": "2026-03-10@evening",
        "3/17晚": "2026-03-17@evening",
        "明天晚二十分钟": "2026-03-11",
        "今日晚到": "2026-03-10",
        "后儿个擦黑儿": "2026-03-12@evening",
        "明早七点半": "2026-03-11T07:30",
        "大后天晌午头": "2026-03-13@noon",
        "昨天晚上": "2026-03-09@evening",
        "一个礼拜后": "2026-03-17",
        "半小时后": "2026-03-10T09:50",
        "两个半小时以后": "2026-03-10T11:50",
        "今晚十二点": "2026-03-11T00:00",
        "后晚八点": "2026-03-12T20:00",
        "今儿黑家": "2026-03-10@evening",
        "大大后天": "2026-03-14",
        "今朝日昼": "2026-03-10@noon",
        "明天中昼": "2026-03-11@noon",
        "明儿晌": "2026-03-11@noon",
        "今朝中饭": "2026-03-10@noon",
        "明朝夜饭": "2026-03-11@evening",
        "昨个黑了": "2026-03-09@evening",
        "明天天黑之前": "2026-03-11@evening",
        "礼拜六早市": "2026-03-14@morning",
        "后天夜饭后": "2026-03-12@evening",
        "拜六下半日": "2026-03-14@afternoon",
        "拜三那个岗": "2026-03-11",
        "礼拜四个岗": "2026-03-12",
        "礼拜五天擦黑": "2026-03-13@evening",
        "廿二上午": "2026-03-22@forenoon",
        "廿四日": "2026-03-24",
        "四月第二个礼拜六": "2026-04-11",
        "下个月最后一个周五": "2026-04-24",
        "二月里": "2027-02",
        "今黑了": "2026-03-10@evening",
        "今天晚到一会儿": "2026-03-10",
        "今晡日下晡": "2026-03-10@afternoon",
        "明仔载透早": "2026-03-11@morning",
        "聽日下晝": "2026-03-11@afternoon",
        "明朝夜到": "2026-03-11@evening",
        "今儿黑了": "2026-03-10@evening",
        "礼拜五黑了": "2026-03-13@evening",
        "今后晌": "2026-03-10@afternoon",
        "问一下周五的班": "2026-03-13",
        "查一下下个月的": "2026-04",
        "周三吃过中饭": "2026-03-11@afternoon",
        "昨九点": "2026-03-09T09:00",
        "过了晌": "@afternoon",
        "明旦": "2026-03-11",
        "五点缺十分": "T16:50",
        "礼拜六后半天": "2026-03-14@afternoon",
        "拜四朝头早": "2026-03-12@morning",
        "周是下午": "2026-03-12@afternoon",
        "后天两点办": "2026-03-12T14:30",
        "七点半，晚上的": "T19:30",
        "16:20放学": "T16:20",
        "十八九号": "2026-03-18/2026-03-19",
        "三月三十一": "2026-03-31",
        "四月一日至七日": "2026-04-01/2026-04-07",
        "四月头两天": "2026-04-01/2026-04-02",
        "下周前三天": "2026-03-16/2026-03-18",
        "四月第一周": "2026-04-01/2026-04-07",
        "四月第五个礼拜": "2026-04-29/2026-04-30",
        "三月最后一个礼拜": "2026-03-25/2026-03-31",
        "下周依": "2026-03-16",
        "星期陆": "2026-03-14",
        "中旬": "~2026-03-15",
        "今晨": "2026-03-10@morning",
        "下午好不好": "@afternoon",
    },
    "weekdays": {
        "看下下周的表": "2026-03-16/2026-03-22",
        "查一下周四谁值": "2026-03-12",
        "周期六": "2026-03-14",
        "这洲的岗": "2026-03-09/2026-03-15",
        "下礼拜一共几趟": "2026-03-16/2026-03-22",
        "后礼拜": "2026-03-16/2026-03-22",
        "周仨": "2026-03-11",
        "拜六暗": "2026-03-14@evening",
        "礼拜天下午两点": "2026-03-15T14:00",
        "周五六点": "2026-03-13T18:00",
        "周五早": "2026-03-13@morning",
        "下礼拜三中午": "2026-03-18@noon",
        "下周一成不成": "2026-03-16",
        "这一周": "2026-03-09/2026-03-15",
        "下礼拜": "2026-03-16/2026-03-22",
        "周四13:30": "2026-03-12T13:30",
        "周日下午三四点钟": "2026-03-15T15:00",
        "上午九点，下周三": "2026-03-18T09:00",
        "今个礼拜": "2026-03-09/2026-03-15",
        "这礼拜三个班": "2026-03-09/2026-03-15",
        "这周日程": "2026-03-09/2026-03-15",
        "这两个礼拜": "2026-03-09/2026-03-22",
        "往后两个礼拜": "2026-03-10/2026-03-24",
        "这礼拜剩下几天": "2026-03-10/2026-03-15",
        "周四回不来": "2026-03-12",
        "空闲加上礼拜五": "2026-03-13",
        "拜三暗时": "2026-03-11@evening",
        "拜五下晡": "2026-03-13@afternoon",
        "礼拜两早上": "2026-03-10@morning",
        "夜到有空": "@evening",
        "元旦那晚": "2027-01-01@evening",
        "三一五那天": "2026-03-15",
        "每月三号十八号": "M:3,18",
    },
    "days of the month": {
        "十七嚎去外地": "2026-03-17",
        "四月头一趟": "2026-04",
        "五月头两周": "2026-05-01/2026-05-14",
        "三月一共": "2026-03",
        "三月二十四排的是谁": "2026-05-10",
        "五月一到五月六": "2026-05-01/2026-05-06",
        "三号的班": "2026-04-03",
        "28号到下月3号": "2026-03-28/2026-04-03",
        "本月最后一天": "2026-03-31",
        "阳历四月五号": "2026-04-05",
        "上个月15号": "2026-02-15",
        "半个月后": "~2026-03-25",
        "月半那天": "2026-03-15",
        "月头": "~2026-03-01",
        "月尾": "~2026-03-31",
        "上个月一共": "2026-02",
        "年底": "~2026-12-31",
        "三月十八到二十号": "2026-03-18/2026-03-20",
        "下半月": "2026-03-16/2026-03-31",
        "四月上半月": "2026-04-01/2026-04-15",
        "四月头一周": "2026-04-01/2026-04-07",
        "这个月剩下的日子": "2026-03-10/2026-03-31",
    },
    "the clock": {
        "七点二十天都亮了": "T07:20",
        "八点差五分": "T07:55",
        "8点零3到的": "T08:03",
        "九点二十回到家": "T09:20",
        "十点钟三方碰头": "T10:00",
        "七点廿五": "T07:25",
        "九点零五回的": "T09:05",
        "差一刻八点": "T07:45",
        "8时30分": "T08:30",
        "3点半钟": "T15:30",
        "下午一点": "T13:00",
        "晚上八点半以后": "T20:30",
    },
    "ranges": {
        "三月二十二到二十三": "2026-03-22/2026-03-23",
        "十六十七号": "2026-03-16/2026-03-17",
        "国庆头三天": "2026-10-01/2026-10-03",
        "国庆七天": "2026-10-01/2026-10-07",
        "清明三天都在": "2026-04-04/2026-04-06",
        "高考那两天": "2026-06-07/2026-06-08",
        "六到九月": "2026-06/2026-09",
        "七八月份": "2026-07/2026-08",
        "早六到八点": "T06:00/T08:00",
        "三月二十五二十六两天": "2026-03-25/2026-03-26",
        "周一三五三天": "W:1,3,5",
        "每个晚上": "D@evening",
        "礼拜五通宵": "2026-03-13@night",
        "十七号门岗": "2026-03-17",
        "明天早上八点到五点": "2026-03-11T08:00/2026-03-11T17:00",
        "9点到11点半": "T09:00/T11:30",
        "今天下午到明天上午": "2026-03-10@afternoon/2026-03-11@forenoon",
    },
    "recurrences": {
        "每周二和周四下午三点": "W:2,4@15:00",
        "周二、四、六": "W:2,4,6",
        "每天早上七点到八点": "D@07:00-08:00",
        "每晚八点": "D@20:00",
        "隔三天一次": "INT:4",
        "两周一次": "INT:14",
        "每月初一和十五早上": "L:1,15@morning",
        "每月初三、十八": "L:3,18",
        "每个月初六和廿六": "L:6,26",
    },
    "the old calendar": {
        "清明三天": "2026-04-04/2026-04-06",
        "元旦放假三天": "2027-01-01/2027-01-03",
        "端午过后第一天": "2026-06-20",
        "植树那天": "2026-03-12",
        "跨年那天": "2026-12-31",
        "大年初二上午": "2027-02-07@forenoon",
        "明年正月十五": "2027-02-20",
        "腊月里": "2027-01-08/2027-02-05",
        "老历八月初六": "2026-09-16",
        "小年那天": "2027-01-30",
        "端午前一天": "2026-06-18",
        "清明前三天": "2026-04-02",
        "端午前六天": "2026-06-13",
        "国庆后三天": "2026-10-04",
        "阴历十五": "2026-04-02",
        "去年重阳节": "2025-10-29",
        "五一假期": "2026-05-01/2026-05-05",
        "国庆前后": "~2026-10-01",
    },
    "slips": {"在过三天": "2026-03-13", "星其五": "2026-03-13", "後天下午三點": "2026-03-12T15:00"}
    | {
        "礼拜山": "2026-03-11",
        "星期衣早上": "2026-03-16@morning",
        "过响": "@afternoon",
        "傍婉": "@evening",
        "周期四上午": "2026-03-12@forenoon",
        "三个星期以后": "2026-03-31",
        "星期柳": "2026-03-14",
        "七点四拾五": "T07:45",
        "九点一客": "T09:15",
        "九点一课": "T09:15",
        "八点另五分": "T08:05",
        "八点四个字": "T08:20",
        "九点踏三": "T09:15",
        "七点三十五人到齐": "T07:35",
        "七典到": "T07:00",
        "礼拜萨": "2026-03-11",
        "周四下五": "2026-03-12@afternoon",
        "明天上吾": "2026-03-11@forenoon",
        "十八浩早上": "2026-03-18@morning",
        "四月二拾号": "2026-04-20",
        "韶早": "2026-03-11@morning",
    },
}
TRAPS = (
    "每周一次",
    "早上好",
    "中秋快乐",
    "重阳节快乐",
    "请两天假",
    "我孙女上初二了",
    "多给一点",
    "我提三点建议",
    "积分有128分",
    "我电话139 1234 5678",
    "幺三九幺二三四五六七八",
    "5号求助我接",
    "晚点来",
    "血压150/90",
    "公交15路到三中",
    "一共花了四十五块六",
    "2025-2026学年",
    "两点一线",
    "每月最后一个周五",
    "头一号的嗓门",
    "吐了半宿",
    "去澳门玩三日",
    "过后半个月",
    "拜一拜菩萨",
    "生长周期一般不长",
    "拜三个菩萨",
    "清明粿做好了",
    "大寒叔在家吗",
    "这一天都没歇着",
    "孙子初二，数学跟不上",
    "早市卖菜的",
    "学校提前放学",
)


@pytest.mark.parametrize(("text", "notation"), [pair for cases in CASES.values() for pair in cases.items()])
def test_a_time_is_read_as_it_is_meant(text: str, notation: str) -> None:
    assert notations(text) == [notation]


@pytest.mark.parametrize("text", TRAPS)
def test_what_only_looks_like_a_time_is_none(text: str) -> None:
    assert notations(text) == []


def test_next_wednesday_said_on_a_sunday_is_three_days_later() -> None:
    assert notations("下周三", SUNDAY) == ["2026-03-18"]


def test_a_bare_lunar_day_of_next_month_is_the_next_lunar_month() -> None:
    assert notations("下个月初三", AUTUMN) == ["2026-10-12"]


def test_a_bare_hour_keeps_its_other_meaning_as_second_candidate() -> None:
    (reading,) = read_times("七点二十", TUESDAY)
    assert [one.notation() for one in reading.candidates] == ["T07:20", "T19:20"]


def test_a_weekday_that_is_today_offers_next_week_too() -> None:
    (reading,) = read_times("周二", TUESDAY)
    assert [one.notation() for one in reading.candidates] == ["2026-03-10", "2026-03-17"]


def test_an_hour_already_past_today_puts_next_week_first() -> None:
    assert notations("周二早上七点") == ["2026-03-17T07:00"]


def test_tomorrow_or_some_day_is_asked_back() -> None:
    (reading,) = read_times("赶明儿", TUESDAY)
    assert [one.notation() for one in reading.candidates] == ["2026-03-11", "~2026-03-11"]


def test_the_span_points_into_the_original_text() -> None:
    text = "请 下 周 三 上午来"
    (reading,) = read_times(text, TUESDAY)
    assert text[reading.start : reading.end] == reading.text == "下 周 三 上午"


def test_a_time_zone_of_now_does_not_move_the_day() -> None:
    aware = TUESDAY.replace(tzinfo=dt.timezone(dt.timedelta(hours=8)))
    assert notations("明天", aware) == ["2026-03-11"]


@pytest.mark.parametrize(
    ("said", "now", "on"),
    [
        ("春节", dt.datetime(2026, 1, 5, 9), "2026-02-17"),  # noqa: DTZ001 - the wall clock of the person who speaks
        ("元宵节", dt.datetime(2026, 2, 20, 9), "2026-03-03"),  # noqa: DTZ001 - the wall clock of the person who speaks
        ("端午", TUESDAY, "2026-06-19"),
        ("中秋", AUTUMN, "2026-09-25"),
        ("中秋", dt.datetime(2025, 9, 16, 9), "2025-10-06"),  # noqa: DTZ001 - the wall clock of the person who speaks
        ("重阳", AUTUMN, "2026-10-18"),
        ("闰六月初一", dt.datetime(2025, 7, 1, 9), "2025-07-25"),  # noqa: DTZ001 - the wall clock of the person who speaks
        ("大年三十", dt.datetime(2026, 2, 10, 15), "2026-02-16"),  # noqa: DTZ001 - the wall clock of the person who speaks
    ],
)
def test_known_days_of_the_calendar_hold(said: str, now: dt.datetime, on: str) -> None:
    assert notations(said, now) == [on]


def test_a_day_is_read_back_in_the_old_calendar() -> None:
    assert lunar_of(dt.date(2025, 7, 25)).words() == "闰六月初一"


def test_lunar_days_and_dates_are_each_others_inverse() -> None:
    start = dt.date(2024, 1, 1)
    for offset in range(0, 1500, 7):
        on = start + dt.timedelta(days=offset)
        lunar = lunar_of(on)
        assert lunar_day(lunar.year, lunar.month, lunar.day, is_leap=lunar.is_leap) == on


def test_a_solar_year_has_twenty_four_terms() -> None:
    assert len(solar_terms(2027)) == 24


def test_days_off_of_an_unpublished_year_are_those_by_law() -> None:
    assert days_off("五一", dt.date(2027, 5, 1)) == (dt.date(2027, 5, 1), dt.date(2027, 5, 2))
