"""Schools have terms of their own, and days of their own without school."""

from tests.cast import found_community
from tests.stories.test_covers import shanghai
from tests.stories.test_rosters import fixed_at
from tests.world import World


async def test_two_schools_have_their_own_terms_and_a_day_without_school_at_one_of_them(town: World) -> None:
    place = await found_community(town)
    await place.volunteer("王建国", "13700000001")
    for school in ("实验小学东门", "第二小学"):
        await fixed_at(place, school)
    for school, first in (("1. 所有学校", "2026-02-25"), ("3. 第二小学", "2026-03-19")):
        await place.leader.says("校历")
        await place.leader.answers(
            ("要告诉我什么", "[1. 学期]"),
            ("是哪个学校", f"[{school}]"),
            ("哪一天", first),
            ("哪一天放假", "2026-07-03"),
            ("都对的话", "[提交]"),
        )
        await place.leader.sees("上学")
    await place.leader.says("校历")
    await place.leader.answers(
        ("要告诉我什么", "[3. 有一天不上学]"),
        ("是哪个学校", "[2. 实验小学东门]"),
        ("哪一天", "3月17日"),
        ("都对的话", "[提交]"),
    )
    await place.leader.sees("不上学")
    await shanghai(town, 9, 0, days=1)
    await place.leader.says("排一周的班")
    text = await place.leader.sees("3月16日（周一）起一周的草稿")
    assert (text.count("实验小学东门"), text.count("第二小学")) == (4, 2)
    assert "3月17日" not in text, "an examination at the one, before term at the other"
