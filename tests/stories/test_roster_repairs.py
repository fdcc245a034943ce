"""A published roster is mended: the fewest changes, first to the leader, then only to those who come."""

from tests.cast import Place, found_community
from tests.stories.test_covers import shanghai
from tests.world import Person, World


async def fixed_shift(
    place: Place, post: str = "北门", hours: str = "9:00-10:00", need: str = "1", crew: str = "1. 没有要求"
) -> None:
    """Let the leader say that a patrol stands there on every working day."""
    await place.leader.says("固定的班")
    await place.leader.answers(
        ("排什么班", "[2. 巡逻]"),
        ("在哪里", post),
        ("哪些日子", "[2. 工作日]"),
        ("几点到几点", hours),
        ("要几个人", need),
        ("对人有要求", f"[{crew}]"),
        ("都对的话", "[提交]"),
    )
    await place.leader.sees("记下了", "排一周的班")


async def published(town: World, place: Place) -> None:
    """Publish the coming week, from Monday, the 16th of March, on."""
    await shanghai(town, 9, 0, days=1)
    await place.leader.says("排一周的班")
    await place.leader.sees("草稿")
    await place.leader.taps("就这样，发布")
    await place.leader.sees("发布了")


async def on_monday(people: list[Person]) -> tuple[Person, Person]:
    """Return who stands on Monday and one of the others."""
    for one in people:
        shown = "\n".join(str(each["text"]) for each in await one.messages())
        if "有一个班请您" in shown and "3月16日（周一）" in shown:
            return one, next(each for each in people if each is not one)
    raise AssertionError("nobody stands on Monday")


async def test_after_leave_the_leader_agrees_and_only_the_newcomer_hears_of_it(town: World) -> None:
    place = await found_community(town)
    people = [await place.volunteer(name, f"1370000000{n}") for n, name in enumerate(("王建国", "周大勇"), 1)]
    await fixed_shift(place)
    await published(town, place)
    first, other = await on_monday(people)
    await first.says("请假")
    await first.answers(("从哪一天", "3月16日"), ("到哪一天", "就一天"), ("都对的话", "[提交]"))
    await first.sees("您有 1 个班")
    await place.leader.sees("我想这样补，别人都不动", "3月16日（周一）", f"请{other.name}")
    await place.leader.taps("就这样")
    await place.leader.sees(f"请了{other.name}")
    await other.sees("有一个班请您", "3月16日（周一）")
    await first.sees(f"{other.name}来顶班了")
    await place.leader.says("排一周的班")
    await place.leader.sees("3月16日（周一）", "人都齐了")
    await place.leader.taps("就这样，发布")
    await place.leader.sees("没有打扰任何人")


async def test_a_proposal_is_out_of_date_once_somebody_has_stepped_in(town: World) -> None:
    place = await found_community(town)
    people = [await place.volunteer(name, f"1370000000{n}") for n, name in enumerate(("王建国", "周大勇"), 1)]
    await fixed_shift(place)
    await published(town, place)
    first, other = await on_monday(people)
    await first.says("请假")
    await first.answers(("从哪一天", "3月16日"), ("到哪一天", "就一天"), ("都对的话", "[提交]"))
    await place.leader.sees("我想这样补", f"请{other.name}")
    await other.taps("我来顶班")
    await other.sees("归您了")
    await place.leader.taps("就这样")
    await place.leader.sees("已经有人补上了")


async def test_a_shift_that_comes_after_publishing_is_filled_by_proposal_and_can_be_arranged_by_hand(
    town: World,
) -> None:
    place = await found_community(town)
    await place.volunteer("王建国", "13700000001")
    await fixed_shift(place)
    await published(town, place)
    await fixed_shift(place, "南门", "10:30-11:00")
    await place.leader.says("排一周的班")
    await place.leader.sees("南门：还没有人")
    await place.leader.sees("这几个班还缺人", "南门")


async def test_training_and_wishes_decide_who_is_put_where(town: World) -> None:
    place = await found_community(town)
    wang = await place.volunteer("王建国", "13700000001")
    await place.volunteer("周大勇", "13700000002")
    await fixed_shift(place, crew="2. 要有参加过培训的")
    await shanghai(town, 9, 0, days=1)
    await place.leader.says("排一周的班")
    await place.leader.sees("草稿", "还没有人", "还缺 5 个人")
    await place.leader.says("队员情况")
    await place.leader.sees("看谁的值班情况")
    await place.leader.taps("王建国")
    await place.leader.sees("王建国的值班情况", "护学培训：还没有", "每周最多：不限")
    await place.leader.taps("参加过培训")
    await place.leader.sees("护学培训：参加过")
    await wang.says("我的值班")
    await wang.taps("我的意愿")
    await wang.sees("王建国的值班情况", "护学培训：参加过")
    assert "没参加过培训" not in await wang.buttons(), "nobody says so of themselves"
    await wang.taps("每周最多几个")
    await wang.taps("2 个")
    await wang.sees("每周最多：2 个班")
    await wang.taps("想和谁一起")
    await wang.taps("周大勇")
    await wang.taps("好了")
    await wang.sees("想和谁一起：周大勇")
    await wang.taps("想去哪个岗")
    await wang.taps("北门")
    await wang.taps("好了")
    await wang.sees("想去哪个岗：北门")
    await wang.taps("离岗位多远")
    await wang.taps("北门")
    await wang.taps("家门口")
    await wang.sees("离岗位：北门（家门口）")
    await place.leader.says("排一周的班")
    await place.leader.sees("草稿")
    await place.leader.taps("请电脑细排")
    text = await place.leader.sees("细排好了", "王建国", "没有参加过培训的人能来")
    assert text.count("王建国") == 2, "as often as he wants"


async def test_every_sunday_the_leader_hears_whom_the_bot_cannot_reach(town: World) -> None:
    place = await found_community(town)
    wang = await place.volunteer("王建国", "13700000001")
    await town.settled()
    await town.control.post("faults", {"kind": "blocked", "chat": wang.chat, "times": -1})
    await wang.says("我的值班")
    await place.staff.sees("王建国现在收不到我的消息")
    await shanghai(town, 18, 30, days=5)
    await place.leader.sees("这些志愿者我发不了消息", "王建国：137 0000 0001")


async def test_the_solver_works_around_whom_the_leader_has_put_somewhere(town: World) -> None:
    """Left alone it would share five days among two; the leader gives four of them to one."""
    place = await found_community(town)
    leader = place.leader
    for number, name in enumerate(("王建国", "周大勇"), 1):
        await place.volunteer(name, f"1370000000{number}")
    await fixed_shift(place)
    await shanghai(town, 9, 0, days=1)
    await leader.says("排一周的班")
    await leader.sees("草稿")
    for day in ("3月16日（周一）", "3月17日（周二）", "3月18日（周三）", "3月19日（周四）"):
        await leader.taps("改一改")
        await leader.sees("改哪一个班")
        await leader.taps(f"{day} 9:00 北门")
        await leader.sees("点名字换人")
        (there,) = [each for each in await leader.buttons() if each.startswith("✓ ")]
        for label in (there, "周大勇"):
            await leader.taps(label)
            await leader.sees(f"{day} 9:00 北门")
        await leader.taps("改好了")
        await leader.sees("草稿")
    await leader.taps("请电脑细排")
    text = await leader.sees("细排好了")
    names = [line.partition("：")[2] for line in text.splitlines() if "北门" in line]
    assert names == [*["周大勇"] * 4, "王建国"]


async def test_a_fixed_shift_can_be_ended_and_comes_no_more(town: World) -> None:
    place = await found_community(town)
    await place.volunteer("王建国", "13700000001")
    await fixed_shift(place)
    await fixed_shift(place, "南门", "16:00-17:00")
    await place.leader.says("看固定的班")
    await place.leader.sees("北门，工作日，09:00–10:00，1 人", "南门")
    await place.leader.taps("不要了：南门 16:00")
    await place.leader.sees("南门 16:00 的班以后不排了")
    await shanghai(town, 9, 0, days=1)
    await place.leader.says("排一周的班")
    assert "南门" not in await place.leader.sees("草稿", "北门")
