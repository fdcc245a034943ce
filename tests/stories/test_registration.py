"""报到: from the first hello to a volunteer number."""

import pytest

from tests.cast import found_community
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
