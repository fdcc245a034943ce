"""A whole story, and then a search through the file, its journal and the logs: nothing of it stands there plainly."""

import logging
from pathlib import Path

import pytest

from bot.logs import quieten
from storage import privacy as privacy_rows
from storage.vault import Vault
from tests.cast import found_community, register
from tests.world import World

PHONE, EMERGENCY = "13812345678", "13987654321"
ROOM, HEALTH = "2单元501", "膝盖置换过不能久站"
WISH = "厨房的灯坏了三天做饭看不见"
CASE = "楼上半夜跳绳我整宿睡不着"
NAME = "李秀英"
SECRETS = (PHONE, "138 1234 5678", EMERGENCY, ROOM, HEALTH, WISH, CASE, NAME)


async def _story(town: World) -> None:
    place = await found_community(town)
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
    await li.says("微心愿")
    await li.answers(("帮什么忙", WISH))
    await li.says("取消")
    await li.says("解忧调解")
    await li.says(CASE)
    await town.settled()


def _found(folder: Path, logs: str) -> list[str]:
    held = {path.name: path.read_bytes() for path in folder.glob("yinling.sqlite*")}
    assert held, "the story left no file to search"
    everywhere = [f"{secret} in {name}" for name, body in held.items() for secret in SECRETS if secret.encode() in body]
    return everywhere + [f"{secret} in the logs" for secret in SECRETS if secret in logs]


async def test_a_story_leaves_nothing_readable_in_files_or_logs(
    town: World, tmp_path: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    quieten()
    await _story(town)
    printed = capfd.readouterr()
    assert _found(tmp_path, caplog.text + printed.out + printed.err) == []


async def test_the_search_finds_a_field_that_is_left_unsealed(
    town: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Vault, "seal", lambda _self, text, *_where: b"\x01" + text.encode())
    monkeypatch.setattr(Vault, "open", lambda _self, sealed, *_where: sealed[1:].decode())
    await _story(town)
    found = "\n".join(_found(tmp_path, ""))
    assert PHONE in found
    assert HEALTH in found


def test_erasing_knows_every_table_that_names_a_person() -> None:
    """The module imports each of them; a table that is new and names a person has to be thought about here."""
    assert {"wish", "mediation_case", "registration", "role_grant", "proxy"} <= set(dir(privacy_rows))
