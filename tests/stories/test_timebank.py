"""时间银行: earned, explained, held, redeemed, refused, given, corrected, closed at month end."""

import re
from datetime import UTC, datetime

from tests.cast import Place, found_community
from tests.world import Person, World

OLD_BOOK = "王建国 120 60 13700000001"


async def _bring(place: Place, book: str = OLD_BOOK, *, sees: str = "看懂了") -> None:
    """Staff reads out the old book."""
    await place.staff.says("积分管理")
    await place.staff.taps("录老账本")
    await place.staff.answers(("老账本", book))
    await place.staff.sees(sees)


async def _endowed(place: Place, name: str = "王建国", phone: str = "13700000001") -> Person:
    """A volunteer with 120 points from an older book, which two people have agreed to."""
    wang = await place.volunteer(name, phone)
    await _bring(place, f"{name} 120 60 {phone}")
    await place.officer.sees("老账本", "120 分")
    await place.officer.taps("同意")
    await wang.sees("以前的 120 分", "您现在有 120 分")
    return wang


async def _haircut(place: Place, *, stock: str = "2", price: str = "20", limit: str = "跳过") -> None:
    """Staff adds a hairdresser and what they give for points."""
    staff = place.staff
    await staff.says("积分管理")
    await staff.taps("新增商户")
    await staff.answers(("商户叫什么名字", "老王理发店"))
    await staff.sees("加好了", "老王理发店")
    await staff.says("积分管理")
    await staff.taps("上架兑换品")
    await staff.answers(
        ("换的是什么", "理发一次"),
        ("服务还是东西", "服务"),
        ("要多少分", price),
        ("有多少份", stock),
        ("每人最多几份", limit),
        ("能换到什么时候", "[1. 一直能换]"),
        ("还要说明几句吗", "跳过"),
        ("在哪家换", "[1. 老王理发店]"),
        ("都对的话", "[提交]"),
    )
    await staff.sees("上架了", "理发一次")


async def _merchant(place: Place) -> Person:
    merchant = await place.helper("王师傅", "商户")
    await place.staff.says("积分管理")
    await place.staff.taps("看商户")
    await place.staff.sees("老王理发店", "收码的人")
    await place.staff.taps("登记店员")
    await place.staff.sees("谁给老王理发店收码")
    await place.staff.taps("王师傅")
    await place.staff.sees("登记好了")
    return merchant


async def _reserve(wang: Person, *, left: int = 100) -> str:
    await wang.says("还能换什么")
    await wang.sees("理发一次")
    await wang.taps("看第 1 样")
    await wang.sees("理发一次：20 分", "在老王理发店换")
    await wang.taps("就换这个")
    text = await wang.sees("给您留好了", "兑换码", f"您还有 {left} 分")
    found = re.search(r"兑换码：(\d{3}) (\d{3})", text)
    assert found is not None
    return found[1] + found[2]


async def test_points_are_held_fetched_with_a_code_and_the_same_code_works_once(town: World) -> None:
    place = await found_community(town)
    wang = await _endowed(place)
    await _haircut(place)
    merchant = await _merchant(place)
    code = await _reserve(wang)
    await merchant.says(code)
    await merchant.sees("对的，请给他", "理发一次")
    await wang.sees("老王理发店给您换了", "您还有 100 分")
    await merchant.says(f"{code[:3]} {code[3:]}")
    await merchant.sees("这个码用过了")
    await merchant.taps("今天换的")
    await merchant.sees("1 份，20 分")


async def test_wrong_codes_are_counted_and_rest_the_till_kindly(town: World) -> None:
    place = await found_community(town)
    wang = await _endowed(place)
    await _haircut(place)
    merchant = await _merchant(place)
    code = await _reserve(wang)
    wrong = f"{(int(code) + 1) % 1_000_000:06}"
    for left in (4, 3, 2, 1):
        await merchant.says(wrong)
        await merchant.sees("这个码不对", f"还能试 {left} 次")
    await merchant.says(wrong)
    await merchant.sees("先歇一歇")
    await merchant.says(code)
    await merchant.sees("先歇一歇")
    await town.advance(minutes=31)
    await merchant.says(code)
    await merchant.sees("对的，请给他")


async def test_a_redemption_taken_back_gives_points_and_stock_back(town: World) -> None:
    place = await found_community(town)
    wang = await _endowed(place)
    await _haircut(place, stock="1")
    await _reserve(wang)
    await wang.says("能换什么")
    await wang.sees("刚刚换完了")
    await wang.says("我的兑换")
    await wang.sees("码")
    await wang.taps("退回第 1 份")
    await wang.sees("退回了", "现在有 120 分")
    await wang.says("能换什么")
    await wang.sees("还剩 1 份")


async def test_what_is_not_fetched_comes_back_by_itself(town: World) -> None:
    place = await found_community(town)
    wang = await _endowed(place)
    await _haircut(place)
    await _reserve(wang)
    await town.advance(days=15)
    await wang.sees("过了时间没去换", "20 分退给您了")


async def test_every_point_says_where_it_came_from(town: World) -> None:
    place = await found_community(town)
    wang = await _endowed(place)
    await wang.says("时间银行")
    await wang.sees("您现在有 120 分", "再服务 40 小时", "第 1 颗星")
    await wang.taps("每一笔哪来的")
    await wang.taps("第 1 笔")
    await wang.sees("这 120 分", "以前的老账本，两个人核对过")
    await wang.says("这120分哪来的？")
    await wang.sees("这 120 分", "账上第")
    await wang.says("这 77 分哪来的")
    await wang.sees("没找到这一笔")


async def test_a_gift_is_read_back_capped_and_explained_on_both_sides(town: World) -> None:
    place = await found_community(town)
    wang = await _endowed(place)
    zhou = await place.volunteer("周大勇", "13700000002", "5号楼")
    await wang.says("送积分")
    await wang.sees("这个月还能送 100 分")
    await wang.answers(("送给谁", "周大勇"), ("多少分", "-5"))
    await wang.sees("1 以上的整数")
    await wang.says("30")
    await wang.sees("周大勇（5号楼）", "30", "都对的话")
    await wang.taps("提交")
    await wang.sees("送好了：周大勇，30 分", "90 分")
    await zhou.sees("王建国送您 30 分")
    await zhou.says("这30分哪来的")
    await zhou.sees("王建国送您的")
    await wang.says("送积分")
    await wang.answers(("送给谁", "13700000002"), ("多少分", "80"), ("都对的话", "[提交]"))
    await wang.sees("这个月您还能送 70 分")
    await wang.says("捐积分")
    await wang.answers(("捐多少分", "10"), ("都对的话", "[提交]"))
    await wang.sees("谢谢您捐了 10 分", "80 分")


async def test_a_gift_waits_while_something_else_comes_up_and_moves_nothing_meanwhile(town: World) -> None:
    place = await found_community(town)
    wang = await _endowed(place)
    zhou = await place.volunteer("周大勇", "13700000002", "5号楼")
    await wang.says("送积分")
    await wang.answers(("送给谁", "周大勇"))
    await wang.sees("多少分")
    await wang.says("明天的护学岗我来不了，想请个假")
    await wang.sees("您先说的是送积分", "请个假")
    await wang.taps("换这件事")
    await zhou.never_saw("送您")
    await wang.says("接着填")
    await wang.answers(("多少分", "三十分"))
    await wang.sees("周大勇（5号楼）", "30", "都对的话")
    await wang.says("不是三十分，是二十分")
    await wang.sees("改好了", "20")
    await wang.taps("提交")
    await wang.sees("送好了：周大勇，20 分", "100 分")


async def test_a_gift_to_oneself_and_to_a_stranger_moves_nothing(town: World) -> None:
    place = await found_community(town)
    wang = await _endowed(place)
    await wang.says("送积分")
    await wang.answers(("送给谁", "钱多多"))
    await wang.sees("没找到「钱多多」")
    await wang.answers(("送给谁", "王建国"), ("多少分", "5"), ("都对的话", "[提交]"))
    await wang.sees("这是您自己的账")
    await wang.says("我有多少分")
    await wang.sees("您现在有 120 分")


async def test_a_correction_needs_a_second_person_and_is_told_to_the_first(town: World) -> None:
    place = await found_community(town)
    wang = await _endowed(place)
    staff, officer = place.staff, place.officer
    await staff.says("积分管理")
    await staff.taps("更正积分")
    await staff.answers(
        ("是谁的账", "王建国"),
        ("加还是减", "减分"),
        ("多少分", "20"),
        ("服务时间也要改吗", "跳过"),
        ("为什么", "上次多记了"),
        ("都对的话", "[提交]"),
    )
    await staff.sees("等另一位同事点头", "账还没动")
    await wang.says("我有多少分")
    await wang.sees("您现在有 120 分")
    await officer.sees("周敏提了一笔更正积分", "-20 分", "上次多记了")
    await officer.taps("同意")
    await officer.sees("同意了，账改好了")
    await wang.sees("您的账改了一笔", "-20 分", "上次多记了", "您现在有 100 分")
    await wang.taps("这笔哪来的")
    await wang.sees("周敏提的，陈主席同意的")
    await staff.sees("您提的更正积分", "陈主席同意了")


async def test_namesakes_in_an_old_book_are_refused_and_nobody_is_booked(town: World) -> None:
    place = await found_community(town)
    first = await place.volunteer("王建国", "13700000001")
    await place.volunteer("王建国", "13700000002", "5号楼")
    await _bring(place, "王建国 120", sees="重名")
    await _bring(place, "王建国 很多", sees="第 1 行我没看明白")
    await first.says("我有多少分")
    await first.sees("您现在有 0 分")


async def test_the_month_closes_with_a_report_and_the_star_list_leaves_out_whom_it_should(town: World) -> None:
    place = await found_community(town)
    wang = await _endowed(place)
    await wang.says("星级榜")
    await wang.sees("王建国", "60 小时")
    await wang.taps("别写我")
    await wang.sees("没写您的名字")
    await town.until(datetime(2026, 4, 1, 2, tzinfo=UTC))
    await place.staff.says("积分管理")
    await place.staff.taps("月结")
    await place.staff.sees("结 2026 年 3 月的账")
    await place.staff.taps("开始月结")
    await place.staff.sees("2026 年 3 月的账结好了", "一分不差", "大家手里：120 分")
    await place.admin.sees("2026 年 3 月的账结好了", "周敏经办")
