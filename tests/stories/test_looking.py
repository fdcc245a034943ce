"""Who looks at what of a person, what for, and what is left of it to be read: the reveal log and the history."""

import re

from tests.cast import found_community
from tests.office import opens
from tests.world import World


async def test_health_is_shown_only_after_a_reason_which_the_person_can_read(town: World) -> None:
    place = await found_community(town)
    li = await place.volunteer("李秀英", "13812345678")
    await li.says("再说一点")
    await li.taps("身体情况")
    await li.answers(("单独同意", "[1. 同意]"), ("身体怎么样", "[3. 不太好]"), ("留心", "膝盖不好"))
    await li.sees("记下了")
    await opens(place.staff, "李秀英")
    await place.staff.never_saw("膝盖", "不太好")
    await place.staff.taps("看家里和身体")
    await place.staff.answers(("为了什么", "[1. 上门看望]"))
    await place.staff.sees("膝盖不好", "本人查得到")
    await li.says("谁看过我的资料")
    await li.taps("谁看过")
    await li.sees("周敏看过您的身体情况：上门看望您")


async def test_the_history_of_a_person_is_told_in_words_and_who_asks_for_it_stands_in_it(town: World) -> None:
    place = await found_community(town)
    await place.volunteer("李秀英", "13812345678")
    told = ""
    for _ in range(2):
        await opens(place.staff, "李秀英")
        await place.staff.taps("看经过")
        told = await place.staff.sees("最近的经过", "李秀英：报到", "周敏：审核通过", "陈主席：认定")
    assert "周敏：查看经过" in told
    assert not re.search("[a-z_]", told), "a deed without words"


async def test_the_history_of_a_case_is_found_by_its_number_and_tells_nothing_of_the_quarrel(town: World) -> None:
    place = await found_community(town)
    await place.helper("老局长", "调解员")
    li = await place.volunteer("李秀英", "13700000009")
    await li.says("解忧调解")
    await li.answers(("哪方面的事", "[1. 邻里噪音]"), ("怎么回事", "楼上半夜拖椅子"), ("跟谁的事", "楼上601"))
    await li.answers(("方便来谈", "[1. 平日上午]"), ("都对的话", "[提交]"))
    await li.sees("解忧2026-0001")
    await place.staff.says("人员名册")
    await place.staff.taps("找一个人")
    await place.staff.answers(("您找谁", "解忧2026-0001"))
    await place.staff.sees("最近的经过", "李秀英：来求助")
    await place.staff.never_saw("拖椅子", "601")
    await place.staff.says("人员名册")
    await place.staff.taps("找一个人")
    await place.staff.answers(("您找谁", "解忧2026-0999"))
    await place.staff.sees("这件事我没找到")
