"""微心愿 for the office: the 台账 with every date, the month's figures, the letter of thanks."""

import io
from datetime import datetime
from typing import Any

from openpyxl import load_workbook

from domain.times import local
from tests.paper.reading import pdf_text
from tests.stories.wish_scenes import ask, claimed, done, file_of, opened, street
from tests.world import World


def _rows(sheet: bytes) -> list[dict[str, Any]]:
    lines = list(load_workbook(io.BytesIO(sheet)).worksheets[0].iter_rows(values_only=True))
    return [dict(zip((str(each) for each in lines[0]), line, strict=True)) for line in lines[1:]]


async def test_the_register_comes_as_a_sheet_with_every_date(town: World) -> None:
    place, wang, li, _ = await street(town)
    await opened(place, li)
    await claimed(wang)
    await wang.taps("约个时间")
    await wang.answers(("约什么时候", "[1. 今天（周二）下午 15:00]"))
    await li.taps("可以")
    await wang.sees("约好了")
    await town.until(town.now().replace(hour=7, minute=0))
    await wang.taps("我到了")
    await wang.taps("我出来了")
    await wang.taps("办好了")
    await wang.answers(("用了多少时间", "[3. 45 分钟]"))
    await li.taps("5 分")
    await wang.sees("打了 5 分")
    await opened(place, li, "水龙头滴水了")
    await li.taps("不用了")
    await li.sees("收回了")

    await place.staff.says("心愿台账")
    await place.staff.sees("2026 年的心愿台账好了", "请收好")
    first, second = _rows(await file_of(place.staff, ".xlsx"))
    dates = ("收到", "审核通过", "发到群里", "认领", "约好时间", "上门", "办好", "评价", "办结")
    assert all(isinstance(first[each], datetime) for each in dates)
    reached = [first[each] for each in dates]
    assert reached == sorted(reached)
    assert reached[5].date() == local(town.now()).date()
    told = {
        "街坊": "李秀英",
        "志愿者": "王建国",
        "审核人": "周敏",
        "满意度": 5,
        "用时（分钟）": 45,
        "到哪一步": "圆满完成",
    }
    assert {each: first[each] for each in told} == told
    assert (second["到哪一步"], second["认领"], second["志愿者"]) == ("已收回", None, None)
    assert isinstance(second["办结"], datetime)


async def test_the_register_is_for_staff_only_and_the_requester_sees_who_took_it(town: World) -> None:
    place, wang, li, _ = await street(town)
    await opened(place, li)
    await wang.says("心愿台账")
    await wang.sees("这是给经办人办的事")
    await place.staff.says("台账")
    await place.staff.sees("心愿台账好了")
    await li.says("我的资料")
    await li.taps("谁看过")
    await li.sees("周敏", "心愿", "做心愿台账")


async def test_somebody_who_called_on_staffs_side_stands_in_the_register(town: World) -> None:
    place, wang, li, _ = await street(town)
    await opened(place, li)
    await done(wang, li)
    await town.advance(days=3, hours=1)
    await place.staff.sees("还没评价", "请打个电话问问")
    await place.staff.taps("4 分")
    await wang.sees("打了 4 分")
    await place.staff.says("心愿台账")
    await place.staff.sees("心愿台账好了")
    (row,) = _rows(await file_of(place.staff, ".xlsx"))
    assert (row["满意度"], row["谁代评的"]) == (4, "周敏")


async def test_staff_says_which_grids_lie_side_by_side_and_reads_the_board_grid_by_grid(town: World) -> None:
    place, _, li, _ = await street(town)
    for grid, buildings in (("第一网格", "1-5号楼"), ("第二网格", "6-9号楼")):
        await place.staff.says("人员名册")
        await place.staff.taps("网格")
        await place.staff.answers(("网格", grid), ("楼", buildings))
        await place.staff.sees("记下了", grid)
    await place.staff.says("人员名册")
    await place.staff.taps("相邻网格")
    await place.staff.answers(
        ("哪个网格", "[1. 第一网格]"), ("挨着哪几个", "[1. 第二网格]"), ("挨着哪几个", "[选好了]")
    )
    await place.staff.sees("第一网格挨着第二网格")
    await opened(place, li)
    await place.staff.says("心愿看板")
    await place.staff.sees("等着的心愿", "灯不亮了")
    await place.staff.taps("按网格排")
    await place.staff.sees("【第一网格】", "灯不亮了")
    await place.staff.taps("心愿月报")
    await place.staff.sees("收到 1 个")


async def test_a_word_of_thanks_reaches_the_volunteer_and_the_letter_leaves_out_what_is_private(town: World) -> None:
    place, wang, li, _ = await street(town)
    await opened(place, li)
    await done(wang, li)
    await li.taps("5 分")
    await li.sees("谢谢您！5 分", "还想对他说句话吗")
    await li.taps("说句感谢的话")
    await li.answers(("想对他说什么", "王师傅换得又快又好，有空来2单元501坐坐"))
    await li.sees("我一字不改转告他")
    await wang.sees("李秀英想对您说", "换得又快又好")
    await wang.taps("要感谢信")
    await wang.sees("感谢信，请您收好")
    await wang.taps("要能打印的")
    await wang.sees("能打印的感谢信")
    written = pdf_text(await file_of(wang, ".pdf"))
    assert "换得又快又好" in written
    assert "王建国" in written
    assert "501" not in written
    assert "李秀英" not in written


async def test_a_rating_that_a_neutral_caller_noted_is_told_and_may_be_put_right(town: World) -> None:
    place, wang, li, _ = await street(town)
    await opened(place, li)
    await done(wang, li)
    await town.advance(days=3, hours=1)
    await place.staff.taps("2 分")
    await place.staff.sees("记下了，心愿 1 号 2 分")
    await li.sees("周敏问过您了", "记了 2 分", "7 天内")
    await li.taps("改成 4 分")
    await wang.sees("改成了 4 分", "积分跟着改了")


async def test_staff_may_let_wishes_open_at_once(town: World) -> None:
    place, _, li, group = await street(town)
    await place.staff.says("心愿审核")
    await place.staff.sees("社区看过，才发到志愿队群")
    await place.staff.taps("改成直接发")
    await place.staff.sees("直接发到志愿队群")
    await ask(li, "灯不亮了", "这两天都行")
    await group.sees("微心愿 1 号", "灯不亮了")
    await li.says("心愿审核")
    await li.sees("这是给经办人办的事")
