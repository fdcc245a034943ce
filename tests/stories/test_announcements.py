"""公告: written, looked at, sent to those who were chosen, and counted."""

from tests.cast import found_community
from tests.world import World


async def test_staff_sees_the_announcement_as_others_will_and_counts_who_knows(town: World) -> None:
    place = await found_community(town)
    wang = await place.volunteer("王建国", "13700000001")
    zhao = await place.resident("赵桂兰")

    await place.staff.says("发公告")
    await place.staff.answers(("写什么", "周六上午 9:00 大扫除，请带手套。"), ("发给谁", "[2. 全体志愿者]"))
    await place.staff.sees("河口社区", "大扫除")
    await place.staff.sees("现在发吗", "全体志愿者")
    await place.staff.taps("现在发")
    await place.staff.sees("正在发给 1 处")
    await wang.sees("河口社区", "大扫除")
    await wang.taps("我知道了")
    await wang.taps("我知道了")
    await town.settled()
    assert await wang.toasts() == ["好的，谢谢您！", "您已经点过了，谢谢！"]
    await place.staff.says("待办事项")
    await place.staff.sees("发 1 处", "1 人知道了")
    await zhao.never_saw("大扫除")


async def test_an_announcement_reaches_a_group_and_a_building(town: World) -> None:
    place = await found_community(town)
    wang = await place.volunteer("王建国", "13700000001", building="3号楼")
    li = await place.volunteer("李秀英", "13700000002", building="8号楼")
    group = await place.team_group(wang, li)
    for text, audience, which in (
        ("停水通知：群", "[1. 一个群]", "[1. 志愿队群]"),
        ("停水通知：楼", "[3. 一栋楼的居民]", "8号楼"),
    ):
        await place.staff.says("发公告")
        await place.staff.answers(("写什么", text), ("发给谁", audience), ("哪", which))
        await place.staff.taps("现在发")
        await place.staff.sees("正在发给 1 处")
    await group.sees("停水通知：群")
    await li.sees("停水通知：楼")
    await wang.never_saw("停水通知：楼")
