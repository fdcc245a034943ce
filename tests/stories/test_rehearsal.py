"""`yinling rehearse` plays the whole story; here through the suite's own town, at full speed."""

from datetime import datetime

import pytest

from bot.plot import Scene, play
from gateway.company import NotSeen
from storage.unit_of_work import SqlUnitOfWork
from tests.world import World
from usecases.people import admin_code


async def _code(town: World) -> str:
    async with town.app.database.write() as connection:
        return await admin_code(SqlUnitOfWork(connection, town.app.vault), town.now())


async def test_the_whole_story_is_played_and_told(town: World) -> None:
    told: list[str] = []

    def say(_at: datetime, who: str, text: str) -> None:
        told.append(f"{who}：{text}")

    assert await play(Scene(town.control, await _code(town), say)) == 6
    script = "\n".join(told)
    for line in ("您是志愿者了", "我来认领", "谢谢您的热心", "我能去", "解忧", "我知道了"):
        assert line in script


async def test_a_step_that_does_not_come_fails_the_rehearsal(town: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gateway.company.PATIENCE_SECONDS", 0.2)
    with pytest.raises(NotSeen):
        await play(Scene(town.control, "NOSUCHCODE", lambda *told: None))  # noqa: ARG005 - nobody listens
