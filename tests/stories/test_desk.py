"""待办事项: what waits, and the way to everything that somebody keeps in order."""

import pytest

from tests.cast import found_community
from tests.world import World

DOORS = (
    ("人员名册", "要办哪一样"),
    ("我的值班", "我带的班"),
    ("心愿看板", "没有等着的心愿"),
    ("心愿审核", "要不要先给社区看"),
    ("心愿台账", "一行一个心愿"),
    ("心愿月报", "收到 0 个"),
    ("积分管理", "您要做哪一样"),
)


@pytest.mark.both_databases
async def test_staff_find_every_office_by_tapping(town: World) -> None:
    place = await found_community(town)
    for door, page in DOORS:
        await place.staff.says("待办事项")
        await place.staff.sees("没有等您办的事")
        await place.staff.taps(door)
        await place.staff.sees(page)


async def test_a_leader_is_shown_no_door_that_stays_shut(town: World) -> None:
    place = await found_community(town)
    await place.leader.says("待办事项")
    await place.leader.sees("没有等您办的事")
    assert [each for each in await place.leader.buttons() if each in dict(DOORS)] == ["我的值班"]
