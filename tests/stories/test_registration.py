"""报到: from the first hello to a volunteer number."""

import pytest

from tests.cast import found_community, register
from tests.office import file_of
from tests.stories.test_covers import shanghai
from tests.world import World


@pytest.mark.both_databases
async def test_a_retiree_registers_and_hears_of_every_step(town: World) -> None:
    place = await found_community(town)
    li = await place.resident("李秀英")

    await li.says("我要报到")
    await li.answers(
        ("您同意吗", "[1. 同意]"),
        ("贵姓大名", "李秀英"),
        ("手机号", "13812345678"),
        ("几号楼", "三号楼"),
        ("几单元", "2单元501"),
        ("愿意做些什么", "[2. 理发]"),
        ("愿意做些什么", "[选好了]"),
        ("什么时候有空", "[1. 平日上午]"),
        ("什么时候有空", "[选好了]"),
    )
    await li.sees("李秀英", "138", "3号楼", "2单元501", "理发", "平日上午")
    await li.taps("提交")
    await li.sees("收到您的报到了")
    await li.says("到哪一步了？")
    await li.sees("社区在审核", "社区工作人员", "下一步")

    await place.staff.sees("有人报到", "李秀英", "3号楼")
    await place.staff.taps("通过")
    await li.sees("审核通过")
    await place.officer.sees("有人报到", "李秀英")
    await place.officer.taps("认定")
    await li.sees("您是志愿者了", "编号")
    await li.sees("志愿者证，请收好")
    assert (await file_of(town, li, ".png")).startswith(b"\x89PNG")


async def test_what_lies_too_long_is_chased_and_then_goes_to_the_next_person_up_by_name(town: World) -> None:
    place = await found_community(town)
    li = await place.resident("李秀英")
    await register(li, "李秀英", "13812345678")
    await place.staff.sees("有人报到", "经办：周敏")
    await li.says("到哪一步了？")
    await li.sees("在谁手里：周敏（社区工作人员）", "3月13日（周五）")
    await town.advance(days=3, hours=1)
    await place.staff.sees("李秀英的报到等了 3 天", "今天看看")
    await town.advance(days=3)
    await place.admin.sees("李秀英的报到等了 6 天", "周敏那边忙", "经办：刘主任")
    await place.staff.sees("等得久了", "我请刘主任来看")
    await li.sees("让您久等了", "请刘主任来看")
    await li.says("到哪一步了？")
    await li.sees("在谁手里：刘主任")
    await place.admin.taps("通过")
    await li.sees("审核通过")
    await li.says("到哪一步了？")
    await li.sees("在谁手里：陈主席（志愿者组织）")


async def test_a_deadline_in_working_days_leaves_out_a_holiday_and_its_monday(town: World) -> None:
    place = await found_community(town)
    li = await place.resident("李秀英")
    await shanghai(town, 9, 30, days=23)
    await register(li, "李秀英", "13812345678")
    await place.staff.sees("有人报到")
    await li.says("到哪一步了？")
    await li.sees("在谁手里：周敏", "4月8日（周三）")
    await shanghai(town, 10, 0, days=5)
    await place.staff.never_saw("等了")
    await shanghai(town, 10, 0, days=1)
    await place.staff.sees("李秀英的报到等了 6 天")


async def test_a_chase_that_waited_for_the_morning_is_not_sent_after_the_decision(town: World) -> None:
    place = await found_community(town)
    li = await place.resident("李秀英")
    await town.advance(hours=3, minutes=10)
    await register(li, "李秀英", "13812345678")
    await town.advance(hours=2)
    await place.staff.sees("有人报到")
    await town.advance(days=2, hours=23, minutes=10)
    await place.staff.never_saw("等了")
    await place.staff.taps("通过")
    await town.advance(minutes=30)
    await li.sees("审核通过")
    await place.staff.never_saw("等了")


async def test_turning_somebody_down_takes_a_reason_which_may_be_one_tap_and_is_told_kindly(town: World) -> None:
    place = await found_community(town)
    li = await place.resident("李秀英")
    await register(li, "李秀英", "13812345678")
    await place.staff.sees("有人报到")
    await place.staff.taps("不通过")
    await place.staff.answers(("为什么不通过", "[1. 不住在咱们社区]"))
    await place.staff.sees("李秀英的报到：这次没有通过")
    await li.sees("这次没有通过", "不住在咱们社区", "找社区")
    await li.says("到哪一步了")
    await li.sees("这次没有通过")
    await place.officer.never_saw("李秀英")
