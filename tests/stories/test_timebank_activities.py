"""记活动: many served together; one names them, another agrees, everybody is booked or nobody."""

from tests.cast import Place, found_community
from tests.world import World


async def _written_down(place: Place, people: str, minutes: str = "90") -> None:
    await place.staff.says("积分管理")
    await place.staff.taps("记活动")
    await place.staff.answers(
        ("什么活动", "重阳节慰问"),
        ("算哪一类", "走访"),
        ("哪一天", "[2. 昨天（周一）]"),
        ("多少分钟", minutes),
        ("都有谁", people),
        ("都对的话", "[提交]"),
    )


async def test_an_activity_pays_everybody_who_was_there_and_can_be_opened_from_the_line(town: World) -> None:
    place = await found_community(town)
    wang = await place.volunteer("王建国", "13700000001")
    zhou = await place.volunteer("周大勇", "13700000002", "5号楼")
    await _written_down(place, "王建国、周大勇，王建国")
    await place.staff.sees("重阳节慰问，2 个人", "账还没动")
    await place.officer.sees("周敏记了一次活动", "重阳节慰问，3月9日，走访，每人 1 小时 30 分钟", "王建国、周大勇")
    await place.admin.sees("周敏记了一次活动")
    await place.officer.taps("同意")
    await place.officer.sees("同意了，都记上了")
    await place.officer.taps("记的分")
    await place.officer.sees("重阳节慰问", "1. ", "王建国 +15 分", "2. ", "周大勇 +15 分")
    await place.staff.sees("您记的活动「重阳节慰问」：陈主席同意了")
    await wang.sees("核对好了，1 小时 30 分钟，记 15 分")
    await zhou.sees("记 15 分")
    await wang.taps("看这件事")
    text = await wang.sees("昨天（周一）的活动：重阳节慰问", "周敏记的，陈主席签的字", "+15 分")
    assert "周大勇" not in text
    await place.admin.taps("同意")
    await place.admin.sees("已经有人处理过了")
    await wang.says("我有多少分")
    await wang.sees("您现在有 15 分")


async def test_an_activity_with_a_name_that_fits_nobody_or_two_pays_nobody(town: World) -> None:
    place = await found_community(town)
    first = await place.volunteer("王建国", "13700000001")
    await place.volunteer("王建国", "13700000002", "5号楼")
    await _written_down(place, "王建国、钱多多")
    await place.staff.sees("没找到：钱多多")
    await place.staff.says("取消")
    await place.staff.sees("先不填了")
    await _written_down(place, "王建国")
    await place.staff.sees("重名")
    await place.staff.says("取消")
    await place.staff.sees("先不填了")
    await _written_down(place, "13700000001")
    await place.staff.sees("1 个人", "账还没动")
    await place.officer.taps("不同意")
    await place.staff.sees("不同意，账没动")
    await first.says("我有多少分")
    await first.sees("您现在有 0 分")
