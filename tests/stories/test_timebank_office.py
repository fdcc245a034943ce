"""时间银行办公: nobody alone, nobody without the role, and books that are looked after."""

import argparse
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text as sql

from bot.anchors import anchors_file, read_anchors
from bot.ledger import ACTIONS, Desk, month_of
from domain.timebank import Activity, Source, SourceKind
from storage.timebank_tables import unguards
from storage.unit_of_work import SqlUnitOfWork
from tests.cast import Place, found_community
from tests.stories.test_timebank import _endowed, _haircut, _merchant, _reserve
from tests.world import Person, World
from usecases.timebank import earn


async def _adjust(place: Place, name: str = "王建国") -> None:
    await place.staff.says("积分管理")
    await place.staff.taps("更正积分")
    await place.staff.answers(
        ("是谁的账", name),
        ("加还是减", "加分"),
        ("多少分", "7"),
        ("服务时间也要改吗", "跳过"),
        ("为什么", "上次少记了"),
        ("都对的话", "[提交]"),
    )
    await place.staff.sees("等另一位同事点头")


async def test_whoever_proposed_it_cannot_agree_and_a_second_tap_changes_nothing(town: World) -> None:
    place = await found_community(town)
    wang = await _endowed(place)
    await _adjust(place)
    await place.staff.says("积分管理")
    await place.staff.sees("您要做哪一样")
    await place.officer.sees("周敏提了一笔更正积分", "+7 分")
    await place.admin.sees("周敏提了一笔更正积分", "+7 分")
    await place.officer.taps("不同意")
    await place.officer.sees("陈主席不同意，账没动")
    await place.admin.taps("同意")
    await place.admin.sees("这笔已经有人处理过了")
    await wang.says("我有多少分")
    await wang.sees("您现在有 120 分")


async def test_the_office_is_closed_to_everybody_else(town: World) -> None:
    place = await found_community(town)
    wang = await _endowed(place)
    await wang.says("积分管理")
    await wang.sees("这是给经办人办的事")
    await wang.says("收兑换码")
    await wang.sees("这是给经办人办的事")


async def test_a_till_that_belongs_to_nobody_yet_says_so(town: World) -> None:
    place = await found_community(town)
    merchant = await place.helper("王师傅", "商户")
    await merchant.says("收兑换码")
    await merchant.sees("还没登记您是哪家店的")


async def test_staff_takes_the_code_for_a_shop_without_a_phone(town: World) -> None:
    place = await found_community(town)
    wang = await _endowed(place)
    await _haircut(place)
    code = await _reserve(wang)
    await place.staff.says("积分管理")
    await place.staff.taps("看商户")
    await place.staff.sees("老王理发店", "还没有，您可以代收")
    await place.staff.taps("代收码")
    await place.staff.answers(("6 位兑换码", code))
    await place.staff.sees("对的，请给他")
    await place.staff.taps("3 月结算")
    await place.staff.sees("1 份，20 分", "理发一次：1 份 × 20 分 = 20 分", "还没结")
    await place.staff.taps("要表格")
    await place.staff.sees("老王理发店，2026 年 3 月：1 份，20 分")
    assert (await place.staff.messages())[-1]["file"]["name"] == "结算老王理发店2026-03.xlsx"


async def test_a_month_with_a_shop_is_settled_once(town: World) -> None:
    place = await found_community(town)
    wang = await _endowed(place)
    await _haircut(place)
    merchant = await _merchant(place)
    await merchant.says(await _reserve(wang))
    await merchant.sees("对的，请给他")
    await town.until(datetime(2026, 4, 1, 2, tzinfo=UTC))
    for one in (place.staff, place.admin):
        await one.says("积分管理")
        await one.taps("看商户")
        await one.taps("4 月结算")
        await one.sees("0 份，0 分")
        await one.taps("3 月结算")
        await one.sees("1 份，20 分", "还没结")
    await place.staff.taps("已经结清")
    await place.staff.sees("1 份，20 分", "结清了")
    await place.admin.taps("已经结清")
    await place.admin.sees("1 份，20 分", "结清了")
    assert "已经结清" not in await place.admin.buttons()
    await place.staff.says("积分管理")
    await place.staff.taps("账本报表")
    await place.staff.sees("一共发出 120 分", "大家手里：100 分", "已和商户结清：20 分", "一分不差")
    await place.staff.taps("3 月流水表格")
    await place.staff.sees("2026 年 3 月的流水")
    assert (await place.staff.messages())[-1]["file"]["name"] == "积分流水2026-03.xlsx"


@pytest.mark.both_databases
async def test_books_that_were_rewritten_stop_redemptions_and_shout(town: World) -> None:
    place = await found_community(town)
    wang = await _endowed(place)
    await _haircut(place)
    group = await place.team_group(place.staff, purpose="工作人员群")
    await town.advance(days=1)
    await group.sees("积分账核过了", "封条")
    path = anchors_file(town.app.database, town.settings)
    assert [head.sequence for head in read_anchors(path)] == [1]
    async with town.app.database.write() as connection:
        for statement in unguards(connection.dialect.name):
            await connection.execute(sql(statement))
        await connection.execute(sql("UPDATE timebank_account SET balance = balance + 5 WHERE kind = 'person'"))
    await town.advance(days=1)
    await place.staff.sees("要紧：积分账有")
    await wang.says("能换什么")
    await wang.taps("看第 1 样")
    await wang.taps("就换这个")
    await wang.sees("账正在核对，兑换先停一停")


async def test_a_certificate_is_known_again_by_its_number_and_check_code(town: World, tmp_path: Path) -> None:
    place = await found_community(town)
    wang = await _endowed(place)
    await wang.says("服务证明")
    await wang.taps("2026 年")
    await wang.sees("2026 年还没有服务记录")
    await _served(town, wang)
    await wang.says("开证明")
    await wang.taps("2026 年")
    told = await wang.sees("志愿服务证明，编号", "校验码", "护学岗：2 小时")
    found = re.search(r"查证明 (\S+) (\w{8})", told)
    assert found is not None
    number, code = found[1], found[2]
    await wang.says("时间银行")
    await wang.taps("这个月的单子")
    await wang.sees("2026 年 3 月的积分单子")
    stranger = await town.person("陌生人")
    await stranger.says(f"查证明 {number} {code}")
    await stranger.sees("是真的", "王姓志愿者", "2 小时")
    await stranger.says(f"查证明 {number} AAAAAAAA")
    await stranger.sees("对不上")
    scanned = await town.person("单位的人")
    await scanned.says(f"/start v-{number}-{code}")
    await scanned.sees("是真的", "王姓志愿者")
    await scanned.says("/start v-1-2026-9999-AAAAAAAA")
    await scanned.sees("对不上")
    asked = argparse.Namespace(number=number, code=code, file=tmp_path / "certificate.pdf")
    async with town.app.database.read() as connection:
        assert await ACTIONS["certificate"](Desk(SqlUnitOfWork(connection, town.app.vault), asked)) == 0
    assert asked.file.read_bytes().startswith(b"%PDF")


async def test_the_office_takes_its_books_home_as_excel_and_tries_another_policy(town: World, tmp_path: Path) -> None:
    place = await found_community(town)
    wang = await _endowed(place)
    await _served(town, wang)
    month, file = month_of("2026-03"), tmp_path / "books.xlsx"
    async with town.app.database.read() as connection:
        uow = SqlUnitOfWork(connection, town.app.vault)
        export = argparse.Namespace(community=1, month=month, until=month, file=file)
        assert await ACTIONS["export"](Desk(uow, export)) == 0
        days = {"from_on": month.begins_at.date(), "until_on": month.ends_at.date()}
        trial = argparse.Namespace(community=1, policy="beijing", **days)
        assert await ACTIONS["simulate"](Desk(uow, trial)) == 0
        picture = argparse.Namespace(community=1, phone="13700000001", month=month, file=tmp_path / "month.png")
        assert await ACTIONS["statement"](Desk(uow, picture)) == 0
    assert file.read_bytes().startswith(b"PK")
    assert picture.file.read_bytes().startswith(b"\x89PNG")


async def _served(town: World, person: Person) -> None:
    """Two hours at the school crossing, booked as a confirmed shift would be."""
    async with town.app.database.write() as connection:
        uow = SqlUnitOfWork(connection, town.app.vault)
        _, known, _ = await uow.people.speaker_of(person.chat, town.now())
        assert known is not None
        await earn(
            uow,
            community_id=known.community_id,
            person_id=known.id,
            activity=Activity.SCHOOL_CROSSING,
            minutes=120,
            rating=None,
            source=Source(SourceKind.ACTIVITY, 1),
            key="activity:1",
            now=town.now(),
        )
