"""A whole story, and then a search through the file, its journal and the logs: nothing of it stands there plainly."""

import logging
from pathlib import Path

import pytest

from bot.logs import quieten
from storage import privacy as privacy_rows
from storage.vault import Vault
from tests.cast import Place, found_community, register
from tests.privacy.reading import everything_kept
from tests.world import Chat, Person, World

PHONE, EMERGENCY = "13812345678", "13987654321"
ROOM, HEALTH = "2单元501", "膝盖置换过不能久站"
WISH = "厨房的灯坏了好几天只能摸黑做饭"
WISH_IN_FULL = f"我{HEALTH}，{WISH}，电话{PHONE}，住{ROOM}"
CASE, OTHER_PARTY = "楼上半夜跳绳我整宿睡不着", "楼上601的孙某"
TO_A_PERSON = "我上回说的老伴的评残证办到哪里了"
ANSWER = "阿姨您的材料还在区残联等盖章"
NAME = "李秀英"
SPACED = "138 1234 5678"
SECRETS = (PHONE, SPACED, EMERGENCY, ROOM, HEALTH, WISH, CASE, OTHER_PARTY, TO_A_PERSON, ANSWER, NAME)
# What a group must never read; the plain part of a wish is what it is asked about.
NOT_FOR_GROUPS = (
    PHONE,
    "138 1234 5678",
    "137 0000",
    EMERGENCY,
    ROOM,
    "501",
    HEALTH,
    "膝盖",
    CASE,
    "跳绳",
    OTHER_PARTY,
    NAME,
)


@pytest.fixture
def folder(town_url: str) -> Path:
    """Return where the town keeps its file."""
    return Path(town_url.removeprefix("sqlite:///")).parent


async def _story(town: World) -> list[Chat]:
    """Tell a registration, a wish and a dispute to their ends; return the groups that looked on."""
    place = await found_community(town)
    judge = await place.helper("老局长", "调解员")
    wang = await place.volunteer("王建国", "13700000001")
    groups = [
        await place.team_group(wang),
        await place.team_group(judge, purpose="调解工作室群"),
        await place.team_group(place.staff, purpose="工作人员群"),
        await place.team_group(purpose="居民群"),
    ]
    li = await _registered(place)
    await _wish(town, place, li, wang, groups[0])
    await _dispute(li, judge)
    await _talk(place, li)
    await town.settled()
    return groups


async def _registered(place: Place) -> Person:
    li = await place.resident(NAME)
    await register(li, NAME, PHONE)
    await li.taps("家里情况")
    await li.answers(("单独同意", "[1. 同意]"), ("和谁一起住", "[1. 一个人住]"))
    await li.answers(("万一有急事", "李明"), ("手机号是多少", EMERGENCY))
    await li.taps("身体情况")
    await li.answers(("身体怎么样", "[3. 不太好]"), ("留心", HEALTH))
    await place.staff.sees("有人报到", NAME)
    await place.staff.taps("退回")
    await place.staff.answers(("为什么退回", f"{NAME}的楼号不对"))
    await li.sees("要改一处")
    await li.taps("去改一改")
    await li.answers(("都对的话", "[提交]"))
    await place.staff.sees("有人报到", NAME)
    return li


async def _wish(town: World, place: Place, li: Person, wang: Person, team: Chat) -> None:
    await li.says("微心愿")
    await li.answers(("帮什么忙", WISH_IN_FULL), ("哪一类", "[1. 家电维修]"), ("什么时候", "[1. 这两天都行]"))
    await li.answers(("都对的话", "[提交]"))
    await place.staff.sees("新心愿", WISH, "发群时我会遮住")
    await place.staff.taps("通过")
    await team.sees("微心愿", WISH, "○○")
    await wang.taps("我来认领", on=team)
    await wang.sees("交给您了", NAME, ROOM)
    await wang.taps("办好了")
    await wang.answers(("用了多少时间", "[3. 45 分钟]"))
    await li.sees("办好了", "满意吗")
    await li.taps("5 分")
    await team.sees("圆满完成")
    await town.settled()


async def _dispute(li: Person, judge: Person) -> None:
    await li.says("解忧调解")
    await li.answers(("哪方面的事", "[1. 邻里噪音]"), ("怎么回事", CASE), ("跟谁的事", OTHER_PARTY))
    await li.answers(("方便来谈", "[1. 平日上午]"), ("都对的话", "[提交]"))
    await judge.sees("解忧2026-0001", CASE, OTHER_PARTY)
    await judge.taps("我来办")
    await li.sees("老局长来办")
    await judge.taps("谈成了")
    await li.sees("谈成了")


async def _talk(place: Place, li: Person) -> None:
    await li.says("找人工")
    await place.staff.sees("想找人说话")
    await place.staff.taps("我来回")
    await li.sees("周敏（社区）来了")
    await li.says(TO_A_PERSON)
    await place.staff.sees(TO_A_PERSON)
    await place.staff.says(ANSWER)
    await li.sees(ANSWER)


def _found(folder: Path, logs: str) -> list[str]:
    held = {path.name: path.read_bytes() for path in folder.glob("yinling.sqlite*")}
    assert held, "the story left no file to search"
    everywhere = [f"{secret} in {name}" for name, body in held.items() for secret in SECRETS if secret.encode() in body]
    return everywhere + [f"{secret} in the logs" for secret in SECRETS if secret in logs]


async def test_a_story_leaves_nothing_readable_in_files_or_logs(
    town: World, folder: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    quieten()
    groups = await _story(town)
    printed = capfd.readouterr()
    assert _found(folder, caplog.text + printed.out + printed.err) == []
    kept = await everything_kept(town)
    assert not [each for each in SECRETS if each != SPACED and each not in kept], "what was never kept proves nothing"
    for group in groups:
        await group.never_saw(*NOT_FOR_GROUPS)


async def test_the_search_finds_a_field_that_is_left_unsealed(
    town: World, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Vault, "seal", lambda _self, text, *_where: b"\x01" + text.encode())
    monkeypatch.setattr(Vault, "open", lambda _self, sealed, *_where: sealed[1:].decode())
    await _story(town)
    found = "\n".join(_found(folder, ""))
    for secret in (PHONE, HEALTH, WISH, CASE, ROOM, TO_A_PERSON):
        assert secret in found


def test_erasing_knows_every_table_that_names_a_person() -> None:
    """The module imports each of them; a table that is new and names a person has to be thought about here."""
    assert {"wish", "mediation_case", "registration", "role_grant", "proxy"} <= set(dir(privacy_rows))
