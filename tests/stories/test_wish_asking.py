"""微心愿 as people really ask: for a neighbour without a phone, in danger, all at once, too long, too late, twice."""

from sqlalchemy import select

from storage.unit_of_work import SqlUnitOfWork
from storage.wishes import wish
from tests.stories.test_wish_files import photo
from tests.stories.wish_scenes import done, opened, street
from tests.world import World


async def test_a_volunteer_tells_the_wish_of_a_neighbour_without_a_phone(town: World) -> None:
    place, wang, li, group = await street(town)
    await li.says("替人许心愿")
    await li.answers(("您替谁说", "孙玉兰"), ("本人同意吗", "[1. 当面同意了]"), ("想请人帮什么忙", "水龙头滴水"))
    await li.answers(("哪一类", "[1. 家电维修]"), ("什么时候方便", "[1. 这两天都行]"))
    await li.answers(("他的手机号", "[跳过]"), ("他住几号楼", "6号楼"), ("几单元", "1-101"), ("都对的话", "[提交]"))
    await li.sees("孙玉兰的心愿是 1 号", "转告")
    await place.staff.sees("新心愿", "孙玉兰，6号楼", "代办：李秀英")
    await place.staff.taps("通过")
    await group.sees("微心愿", "6号楼")
    await group.never_saw("孙玉兰", "101")
    await wang.taps("我来认领", on=group)
    await wang.sees("交给您了", "孙玉兰，6号楼1单元101")
    await li.sees("王建国来帮", "4 个数")
    await wang.taps("办好了")
    await wang.answers(("用了多少时间", "[3. 45 分钟]"))
    await li.sees("办好了", "满意吗")
    await li.taps("5 分")
    await wang.sees("孙玉兰给您打了 5 分")
    await li.says("替人许心愿")
    await li.answers(("您替谁说", "孙玉兰"), ("本人同意吗", "上午当面说的"), ("想请人帮什么忙", "想理个发"))
    await li.answers(("哪一类", "[5. 理发]"), ("什么时候方便", "周末"), ("他的手机号", "[跳过]"))
    await li.answers(("几号楼", "6号楼"), ("几单元", "1-101"), ("都对的话", "[提交]"))
    await li.sees("孙玉兰的心愿是 2 号")
    async with town.app.database.read() as connection:
        people = SqlUnitOfWork(connection, town.app.vault).people
        assert len(await people.search(1, "孙玉兰", "", 5)) == 1, "the same neighbour, not a second one"


async def test_a_resident_is_not_asked_to_speak_for_others(town: World) -> None:
    place, *_ = await street(town)
    zhao = await place.resident("赵桂兰")
    await zhao.says("替人许心愿")
    await zhao.sees("还没认识呢")


async def test_danger_in_a_wish_gets_the_right_number_and_the_form_stays(town: World) -> None:
    place, _, li, _ = await street(town)
    await li.says("微心愿")
    await li.sees("想请人帮什么忙")
    await li.shares_photo(photo(), caption="煤气漏了，味道很大")
    await li.sees("马上打 119", "已经告诉社区了")
    await place.staff.sees("急事", "李秀英", "煤气漏了")
    for said, number in (("老伴心口疼得厉害", "120"), ("有人打我", "110"), ("有人让我转账到安全账户", "110")):
        await li.says(said)
        shown = await li.sees("马上打", "已经告诉社区了")
        assert number in shown
    await li.says("灯不亮了，想请人换一个")
    await li.sees("哪一类")


async def test_three_wishes_in_one_message_are_taken_one_after_the_other(town: World) -> None:
    place, _, li, _ = await street(town)
    await li.says("我家厨房的灯坏了想请人换一个，另外想找人陪我去医院看眼睛，还有想请人上门理个发")
    await li.sees("3 件事", "一件一件来")
    for place_in_row, kind in enumerate(("换一个", "陪我去医院", "理个发")):
        if place_in_row:
            await li.sees("您刚才还说", kind)
            await li.taps("现在办")
        await li.sees("您是想请人帮忙", kind)
        await li.taps("对")
        await li.answers(("什么时候方便", "周末"), ("都对的话", "[提交]"))
        await li.sees("记下了，心愿")
    for category in ("家电维修", "陪同就医", "理发"):
        await place.staff.sees("新心愿", category)


async def test_what_is_too_long_too_short_or_empty_is_asked_again_and_nothing_is_lost(town: World) -> None:
    _, _, li, _ = await street(town)
    await li.says("微心愿")
    await li.sees("想请人帮什么忙")
    for said in ("灯坏了" * 1360, "……", "😀"):
        await li.says(said)
        await li.sees("请用一句话告诉我", "500 字以内")
    await li.says("理发")
    await li.answers(("哪一类", "[5. 理发]"))
    await li.sees("什么时候方便")


async def test_a_time_that_has_gone_by_is_asked_again(town: World) -> None:
    _, _, li, _ = await street(town)
    await li.says("微心愿")
    await li.answers(("想请人帮什么忙", "灯不亮了"), ("哪一类", "[1. 家电维修]"), ("什么时候方便", "昨天下午"))
    await li.sees("这个时间已经过了")
    await li.says("明天下午")
    await li.answers(("都对的话", "[提交]"))
    await li.sees("记下了，心愿")


async def test_what_else_is_going_on_that_week_is_not_taken_for_the_time(town: World) -> None:
    _, _, li, _ = await street(town)
    await li.says("微心愿")
    await li.answers(("想请人帮什么忙", "灯不亮了"), ("哪一类", "[1. 家电维修]"))
    await li.says("明天的护学岗我来不了，请个假")
    await li.sees("您先说的是您的心愿", "请个假")
    await li.says("接着填")
    await li.answers(("什么时候方便", "明天要去医院化疗，后天下午才在家"))
    shown = await li.sees("都对的话", "后天")
    assert "明天" not in shown


async def test_a_card_from_last_month_answers_kindly_and_changes_nothing(town: World) -> None:
    place, wang, li, _ = await street(town)
    await opened(place, li)
    await done(wang, li)
    await li.taps("5 分")
    await wang.sees("打了 5 分")
    await town.advance(days=31)
    await place.admin.taps("通过")
    await place.admin.sees("这个心愿现在是", "圆满完成")
    await li.taps("改成 1 分")
    await town.settled()
    assert "这次评价过了 7 天，改不了了。有事请跟社区说。" in await li.toasts()
    async with town.app.database.read() as connection:
        assert tuple((await connection.execute(select(wish.c.rating, wish.c.state))).one()) == (5, "closed")


async def test_something_that_is_not_done_cannot_be_rated(town: World) -> None:
    place, wang, li, _ = await street(town)
    await opened(place, li)
    await done(wang, li)
    await town.advance(days=3, hours=1)
    await place.admin.sees("还没评价", "请打个电话问问")
    await place.staff.taps("还没解决")
    await wang.sees("还没完全解决")
    await place.admin.taps("4 分")
    await place.admin.sees("这个心愿现在是", "还没办好")
    await wang.never_saw("打了 4 分")


async def test_a_house_outside_the_community_is_answered_with_the_nearest(town: World) -> None:
    place, _, li, _ = await street(town)
    await place.staff.says("人员名册")
    await place.staff.taps("楼栋清单")
    await place.staff.answers(("有哪些楼", "1-12号楼"))
    await li.says("替人许心愿")
    await li.answers(("您替谁说", "孙玉兰"), ("本人同意吗", "[1. 当面同意了]"), ("想请人帮什么忙", "水龙头滴水"))
    await li.answers(("哪一类", "[1. 家电维修]"), ("什么时候方便", "[1. 这两天都行]"), ("他的手机号", "[跳过]"))
    await li.answers(("几号楼", "88号楼"))
    await li.sees("没有88号楼", "是不是下面哪一栋")
    await li.says("8号楼")
    await li.answers(("几单元", "1-101"))
    await li.sees("8号楼", "都对的话")
    await li.says("不是8号楼，是78号楼")
    await li.sees("没有78号楼", "是不是下面哪一栋")
    await li.says("7号楼")
    await li.sees("7号楼", "都对的话")
