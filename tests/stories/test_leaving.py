"""Leaving: what somebody had in hand goes to others, and those who waited for them hear of it."""

from tests.cast import found_community
from tests.stories.test_duty import plan_tomorrow
from tests.world import Person, World


async def _asked(person: Person) -> int:
    return sum("能去吗" in str(each["text"]) for each in await person.messages())


async def test_shifts_and_wishes_of_somebody_who_leaves_are_free_for_others(town: World) -> None:
    place = await found_community(town)
    wang = await place.volunteer("王建国", "13700000001")
    zhou = await place.volunteer("周大勇", "13700000002")
    li = await place.volunteer("李秀英", "13812345678")
    group = await place.team_group(wang, zhou)
    await plan_tomorrow(place, "王建国")
    await wang.sees("有一个班请您")
    await li.says("微心愿")
    await li.answers(("帮什么忙", "厨房的灯坏了，想请人换一个"), ("哪一类", "[1. 家电维修]"))
    await li.answers(("什么时候", "[1. 这两天都行]"), ("都对的话", "[提交]"))
    await place.staff.sees("新心愿")
    await place.staff.taps("通过")
    await group.sees("微心愿")
    await wang.taps("我来认领", on=group)
    await wang.sees("交给您了")
    await wang.says("我想退出")
    await wang.answers(("您要退出", "[1. 搬走了]"))
    await wang.sees("给您办好了", "2 件事")
    await place.staff.sees("王建国退出了", "空出 2 件事")
    await place.leader.sees("王建国去不了", "正在问")
    await zhou.taps("我来认领", on=group)
    await zhou.sees("交给您了", "李秀英")
    asked = await _asked(wang)
    await town.advance(hours=10)
    assert await _asked(wang) == asked, "somebody who has left is not reminded"
    await wang.says("我要报到")
    await wang.sees("王建国", "都对的话")
    await wang.taps("提交")
    await wang.sees("收到您的报到了")


async def test_somebody_whose_papers_are_deleted_leaves_no_shift_behind(town: World) -> None:
    place = await found_community(town)
    wang = await place.volunteer("王建国", "13700000001")
    await plan_tomorrow(place, "王建国")
    await wang.sees("有一个班请您")
    await wang.says("删除我的资料")
    await wang.taps("删除我的资料")
    await wang.answers(("找不回来", "不删了"))
    await wang.answers(("请打「删除」两个字", "删除"))
    await wang.sees("都删掉了")
    await place.leader.sees("去不了")
    asked = await _asked(wang)
    await town.advance(hours=10)
    assert await _asked(wang) == asked
