"""What the books refuse, as people meet it: the reason is told, and nothing has moved."""

import argparse
import json
from datetime import date
from pathlib import Path

import pytest

from bot.ledger import ACTIONS, Desk
from domain.refusals import Refusal
from domain.timebank_policy import PastPolicyKept, PolicyGap, PolicyMissing, PolicyOutOfRange, PolicyOverlap
from storage.timebank_verify import verify
from storage.unit_of_work import SqlUnitOfWork
from tests.cast import found_community
from tests.stories.test_timebank import _bring, _endowed, _haircut, _merchant, _reserve
from tests.world import World


async def _is_sound(town: World, transfers: int) -> bool:
    """Say whether the books prove and hold no more than was allowed."""
    async with town.app.database.read() as connection:
        report = await verify(connection)
    return report.is_sound and report.transfers == transfers


async def test_an_amount_that_is_none_moves_nothing(town: World) -> None:
    place = await found_community(town)
    wang = await _endowed(place)
    await place.volunteer("周大勇", "13700000002", "5号楼")
    await wang.says("送积分")
    await wang.answers(("送给谁", "周大勇"))
    await wang.sees("多少分")
    for wanted in ("-5", "0", "1.5", "半分", "99999999", "1e3"):
        await wang.says(wanted)
        await wang.sees("分数要写 1 以上的整数")
    assert await _is_sound(town, transfers=1)


async def test_more_than_there_is_cannot_be_given_or_redeemed(town: World) -> None:
    place = await found_community(town)
    wang = await _endowed(place)
    await _haircut(place, price="121")
    await wang.says("能换什么")
    await wang.taps("看第 1 样")
    await wang.taps("就换这个")
    await wang.sees("您有 120 分，还不够 121 分")
    await wang.says("捐积分")
    await wang.answers(("捐多少分", "121"), ("都对的话", "[提交]"))
    await wang.sees("您有 120 分，还不够 121 分")
    assert await _is_sound(town, transfers=1)


async def test_a_till_that_guesses_ten_times_is_rested_twice_and_gets_nothing(town: World) -> None:
    place = await found_community(town)
    wang = await _endowed(place)
    await _haircut(place)
    merchant = await _merchant(place)
    code = await _reserve(wang)
    wrong = f"{(int(code) + 1) % 1_000_000:06}"
    for _ in range(2):
        for left in (4, 3, 2, 1):
            await merchant.says(wrong)
            await merchant.sees("这个码不对", f"还能试 {left} 次")
        await merchant.says(wrong)
        await merchant.sees("先歇一歇")
        await merchant.says(code)
        await merchant.sees("先歇一歇")
        await town.advance(minutes=31)
    assert await _is_sound(town, transfers=2)


async def test_what_was_withdrawn_meanwhile_cannot_be_had(town: World) -> None:
    place = await found_community(town)
    wang = await _endowed(place)
    await _haircut(place)
    await wang.says("能换什么")
    await wang.taps("看第 1 样")
    await wang.sees("在老王理发店换")
    await place.staff.says("积分管理")
    await place.staff.taps("看兑换品")
    await place.staff.taps("下架")
    await place.staff.sees("下架了：理发一次")
    await wang.taps("就换这个")
    await wang.sees("这一样现在不换了")
    await wang.taps("看第 1 样")
    await wang.sees("这一样现在不换了")
    assert await _is_sound(town, transfers=1)


async def test_a_correction_by_one_person_alone_stays_a_wish(town: World) -> None:
    place = await found_community(town)
    wang = await _endowed(place)
    await place.staff.says("积分管理")
    await place.staff.taps("撤回一笔")
    await place.staff.answers(("账上第几号", "99"), ("为什么", "录错了"), ("都对的话", "[提交]"))
    await place.staff.sees("我没找到这一笔")
    await place.staff.says("积分管理")
    await place.staff.taps("撤回一笔")
    await place.staff.answers(("账上第几号", "1"), ("为什么", "录错了"), ("都对的话", "[提交]"))
    await place.staff.sees("等另一位同事点头", "账还没动")
    await place.staff.says("待办事项")
    await place.staff.sees("没有等您办的事")
    await wang.says("我有多少分")
    await wang.sees("您现在有 120 分")
    assert await _is_sound(town, transfers=1)


async def test_one_bad_line_of_an_old_book_keeps_everybody_out(town: World) -> None:
    place = await found_community(town)
    await place.volunteer("王建国", "13700000001")
    for line, told in (
        ("王建国 -5", "第 1 行我没看明白"),
        ("王建国 1.5", "第 1 行我没看明白"),
        ("王建国 99999999", "第 1 行我没看明白"),
        ("王建国 5\n王建国 6", "写了两遍"),
        ("王建国 5\n钱多多 6", "没找到：钱多多"),
    ):
        await _bring(place, line, sees=told)
        await place.staff.says("取消")
        await place.staff.sees("先不填了")
    assert await _is_sound(town, transfers=0)


FROM = "2026-01-01"
RULES: list[tuple[list[dict[str, object]], type[Refusal]]] = [
    ([{"name": "a", "from_on": FROM, "until_on": "2027-02-01"}, {"name": "b", "from_on": "2027-03-01"}], PolicyGap),
    ([{"name": "a", "from_on": FROM, "until_on": "2027-04-01"}, {"name": "b", "from_on": "2027-03-01"}], PolicyOverlap),
    ([{"name": "a", "from_on": FROM, "default_rate": -1}], PolicyOutOfRange),
    ([{"name": "a", "from_on": FROM, "rate": 5}], PolicyOutOfRange),
    ([{"name": "a", "from_on": "2999-01-01"}], PolicyMissing),
]


async def test_rules_that_make_no_sense_leave_the_old_ones_in_force(town: World, tmp_path: Path) -> None:
    place = await found_community(town)
    document = tmp_path / "rules.json"
    asked = argparse.Namespace(community=1, document=str(document), from_on=None)
    for rules, refused in RULES:
        document.write_text(json.dumps(rules))
        with pytest.raises(refused):
            async with town.app.database.write() as connection:
                await ACTIONS["policies"](Desk(SqlUnitOfWork(connection, town.app.vault), asked))
    await place.staff.says("积分怎么算")
    await place.staff.sees("每 30 分钟 5 分", "每天最多算 8 小时")


async def test_rules_change_from_a_day_on_and_say_so(town: World, tmp_path: Path) -> None:
    place = await found_community(town)
    document = tmp_path / "rules.json"
    document.write_text(json.dumps([{"name": "a", "from_on": FROM}]))

    async def ledger(**more: object) -> None:
        asked = argparse.Namespace(community=1, **more)
        async with town.app.database.write() as connection:
            await ACTIONS["policies"](Desk(SqlUnitOfWork(connection, town.app.vault), asked))

    await ledger(document=str(document), from_on=None)
    await ledger(document="beijing", from_on=date(2027, 4, 1))
    await place.staff.says("怎么记分")
    await place.staff.sees("每 30 分钟 5 分", "4月1日", "起换新规则")
    document.write_text(json.dumps([{"name": "b", "from_on": FROM, "default_rate": 6}]))
    with pytest.raises(PastPolicyKept):
        await ledger(document=str(document), from_on=None)
