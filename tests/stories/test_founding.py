"""The first admin, and groups that are told what they are for by a command."""

from pathlib import Path

from tests.cast import found_community
from tests.world import World, world

FIRST_ID = 1001  # the first person of a rehearsal


async def test_the_first_admin_may_be_named_in_the_settings(tmp_path: Path, town_url: str) -> None:
    async with world(tmp_path, town_url, admin_ids=[FIRST_ID]) as town:
        liu = await town.person("刘主任")
        assert liu.chat == FIRST_ID
        other = await town.person("路人")
        await other.says("/start")
        await other.sees("您好")
        await liu.says("/start")
        await liu.answers(("怎么称呼您", "刘主任"), ("社区叫什么名字", "河口社区"))
        await liu.sees("您现在是", "河口社区", "管理员")
        await other.never_saw("怎么称呼您", "社区叫什么名字")


async def test_a_group_is_told_anew_what_it_is_for_by_a_command_and_by_staff_only(town: World) -> None:
    place = await found_community(town)
    wang = await place.volunteer("王建国", "13700000001")
    group = await place.team_group(wang)
    await wang.says("/bind", to=group)
    await group.sees("这个群是做什么的")
    await wang.taps("值班群", on=group)
    await wang.is_told_at_once("这是给经办人办的事。您有事随时跟我说。")
    await place.admin.taps("值班群", on=group)
    await group.sees("记住了：这是河口社区的值班群")
