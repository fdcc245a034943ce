"""From a line to what it came from and back, through pages of lines; points that greet and points that lapse."""

from datetime import UTC, date, datetime, timedelta

import pytest

from domain.people import Grant, Role, Speaker
from domain.timebank import Activity, Source, SourceKind
from domain.timebank_gifts import SecondPersonNeeded
from domain.timebank_policy import Policy, PolicyBook
from storage.unit_of_work import SqlUnitOfWork
from tests.cast import Place, found_community
from tests.stories.test_timebank import _bring, _endowed, _haircut, _reserve
from tests.world import Person, World
from usecases.timebank import earn
from usecases.timebank_mediation import credit_case

ALWAYS = date(2000, 1, 1)


async def _rules(town: World, policy: Policy) -> None:
    async with town.app.database.write() as connection:
        uow = SqlUnitOfWork(connection, town.app.vault)
        await uow.timebank.set_policies(1, PolicyBook((policy,)))


async def _served(town: World, person: Person, *keys: str) -> None:
    """So many services, booked as confirmed shifts would be."""
    async with town.app.database.write() as connection:
        uow = SqlUnitOfWork(connection, town.app.vault)
        _, known, _ = await uow.people.speaker_of(person.chat, town.now())
        assert known is not None
        for number, key in enumerate(keys):
            await earn(
                uow,
                community_id=known.community_id,
                person_id=known.id,
                activity=Activity.SCHOOL_CROSSING,
                minutes=60,
                rating=None,
                source=Source(SourceKind.ACTIVITY, number + 1),
                key=key,
                now=town.now(),
                served_on=town.now().date() - timedelta(days=number % 9),
            )


async def _quarrel(place: Place, judge: Person) -> None:
    li = await place.volunteer("李秀英", "13700000009")
    await li.says("解忧调解")
    await li.answers(
        ("哪方面的事", "[1. 邻里噪音]"),
        ("怎么回事", "楼上半夜拖椅子，说了三次都不听"),
        ("跟谁的事", "楼上601"),
        ("方便来谈", "[1. 平日上午]"),
        ("都对的话", "[提交]"),
    )
    await judge.sees("解忧2026-0001")
    await judge.taps("我来办")
    await judge.taps("谈成了")


async def test_a_mediated_case_is_paid_on_two_peoples_word_and_leads_both_ways(town: World) -> None:
    place = await found_community(town)
    judge = await place.helper("老局长", "调解员")
    await _quarrel(place, judge)
    await judge.sees("一共用了多久")
    await judge.taps("1 小时 30 分钟")
    await judge.sees("社区核对后告诉您")
    await judge.says("我有多少分")
    await judge.sees("您现在有 0 分")
    text = await place.staff.sees("老局长说解忧2026-0001用了 1 小时 30 分钟", "属实吗")
    assert "拖椅子" not in text
    await place.staff.taps("属实，记分")
    await place.staff.sees("老局长记了 24 分")
    await place.admin.taps("属实，记分")
    await judge.sees("核对好了", "记 24 分", "调解 90 分钟")
    await judge.taps("看这件事")
    await judge.sees("调解 解忧2026-0001", "1. ", "+24 分，服务得分")
    await judge.taps("第 1 笔")
    await judge.sees("这 24 分", "来自：调解 解忧2026-0001", "账上第 1 号")
    await judge.taps("看这件事")
    await judge.sees("调解 解忧2026-0001")
    await judge.says("我有多少分")
    await judge.sees("您现在有 24 分")
    await place.staff.says("人员名册")
    await place.staff.taps("找一个人")
    await place.staff.answers(("您找谁", "解忧2026-0001"))
    await place.staff.sees("最近的经过")
    await place.staff.taps("记的分")
    await place.staff.sees("调解 解忧2026-0001", "老局长 +24 分")


async def test_a_mediator_of_the_office_cannot_agree_to_their_own_hours(town: World) -> None:
    place = await found_community(town)
    judge = await place.helper("老局长", "调解员")
    await _quarrel(place, judge)
    await judge.sees("一共用了多久")
    async with town.app.database.write() as connection:
        uow = SqlUnitOfWork(connection, town.app.vault)
        account, known, community = await uow.people.speaker_of(judge.chat, town.now())
        assert known is not None
        grants = (Grant(Role.MEDIATOR, known.community_id), Grant(Role.STAFF, known.community_id))
        alone = Speaker(account, judge.chat, True, known, community, grants)
        with pytest.raises(SecondPersonNeeded):
            await credit_case(uow, alone, 1, 90, town.now())
    await judge.says("我有多少分")
    await judge.sees("您现在有 0 分")


async def test_the_pages_of_lines_go_back_to_the_very_first(town: World) -> None:
    place = await found_community(town)
    wang = await _endowed(place)
    await _served(town, wang, *(f"served:{each}" for each in range(12)))
    await wang.says("时间银行")
    await wang.sees("您现在有 240 分")
    await wang.taps("每一笔哪来的")
    await wang.sees("1. ", "6. ", "护学岗")
    await wang.taps("更早的")
    await wang.sees("1. ", "6. ", "护学岗")
    await wang.taps("更早的")
    text = await wang.sees("1. ", "+120 分，以前的积分")
    assert "2. " not in text
    assert "更早的" not in await wang.buttons()


async def test_what_is_oldest_is_spent_first_and_the_rest_of_it_lapses(town: World) -> None:
    place = await found_community(town)
    await _rules(town, Policy("short", ALWAYS, default_rate=5, expiry_months=1))
    wang = await _endowed(place)
    await _haircut(place)
    await town.until(datetime(2026, 4, 2, 2, tzinfo=UTC))
    await _served(town, wang, "april")
    await wang.says("时间银行")
    await wang.sees("您现在有 130 分", "其中 120 分能用到4月30日（周四）", "其中 10 分能用到5月31日（周日）")
    code = await _reserve(wang, left=110)
    await place.staff.says("积分管理")
    await place.staff.taps("看商户")
    await place.staff.taps("代收码")
    await place.staff.answers(("6 位兑换码", code))
    await place.staff.sees("对的，请给他")
    await town.until(datetime(2026, 5, 1, 2, tzinfo=UTC))
    await wang.sees("100 分到期了", "您还有 10 分")
    await wang.says("时间银行")
    await wang.sees("您现在有 10 分", "61 小时")


@pytest.mark.both_databases
async def test_a_new_volunteer_is_greeted_with_points_once_in_a_life(town: World) -> None:
    place = await found_community(town)
    await _rules(town, Policy("kind", ALWAYS, starting_gift=10))
    wang = await place.volunteer("王建国", "13700000001")
    await wang.sees("送您 10 分见面礼", "您现在有 10 分")
    await wang.says("这10分哪来的")
    await wang.sees("这 10 分", "见面礼")
    await wang.says("我想退出")
    await wang.sees("退出")
    await wang.says("搬家了")
    await wang.says("我要报到")
    await wang.answers(("都对的话", "[提交]"))
    await wang.sees("收到您的报到了")
    await place.staff.sees("有人报到", "王建国")
    await place.staff.taps("通过")
    await place.officer.sees("有人报到", "王建国")
    await place.officer.taps("认定")
    await wang.sees("您是志愿者了")
    await wang.says("我有多少分")
    await wang.sees("您现在有 10 分")


async def test_an_old_book_that_tells_namesakes_apart_by_phone_is_booked_to_the_right_one(town: World) -> None:
    place = await found_community(town)
    first = await place.volunteer("王建国", "13700000001")
    second = await place.volunteer("王建国", "13700000002", "5号楼")
    await _bring(place, "王建国 50 10\n周大勇 20", sees="没找到：周大勇")
    await _bring(place, "王建国 50 10", sees="重名")
    await _bring(place, "王建国 50 10 13700000002\n王建国 30 0 13700000001")
    await place.officer.sees("老账本", "2 个人，一共 80 分")
    await place.officer.taps("同意")
    await second.sees("以前的 50 分")
    await first.sees("以前的 30 分")
    await first.says("我有多少分")
    await first.sees("您现在有 30 分")
