"""What only looks like a time: names, counts, addresses, sayings."""

import pytest

from tests.understanding.test_times import notations

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


@pytest.mark.parametrize("text", TRAPS)
def test_what_only_looks_like_a_time_is_none(text: str) -> None:
    assert notations(text) == []
