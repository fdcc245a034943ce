"""The auditor shouts about a rung that nobody has sounded, and the heart stops; a doubtful one is shown."""

from datetime import timedelta
from pathlib import Path

from sqlalchemy import update
from structlog.testing import capture_logs

from bot.jobs import jobs
from storage.duty_steps import duty_step
from storage.upkeep import Upkeep
from tests.cast import found_community
from tests.stories.test_covers import shanghai
from tests.stories.test_duty import plan_tomorrow
from tests.world import World


async def _audit(town: World, heartbeat: Path, *, minutes: int) -> list[str]:
    """Let the auditor look so many minutes from now, and return what it shouted."""
    table = jobs(town.app.database, town.app.vault, Upkeep(town.app.database), heartbeat, None, lambda: None)
    (audit,) = [each for each in table if each.name == "audit"]
    with capture_logs() as shouted:
        await audit.run(town.now() + timedelta(minutes=minutes))
    return [str(each["rungs"]) for each in shouted if each["event"] == "late"]


async def test_a_rung_that_is_six_minutes_late_is_shouted_and_stops_the_heart(town: World, tmp_path: Path) -> None:
    heartbeat = tmp_path / "heart"
    place = await found_community(town)
    await place.volunteer("王建国", "13700000001")
    await plan_tomorrow(place, "王建国")
    await town.settled()
    assert not await _audit(town, heartbeat, minutes=0)
    assert heartbeat.exists()
    heartbeat.unlink()
    async with town.app.database.write() as connection:
        await connection.execute(update(duty_step).where(duty_step.c.rung == "evening").values(due_at=town.now()))
    assert not await _audit(town, heartbeat, minutes=4)
    heartbeat.unlink()
    assert await _audit(town, heartbeat, minutes=6) == ["1"]
    assert not heartbeat.exists()


async def test_a_reminder_that_may_not_have_arrived_is_not_repeated_but_shown_to_the_leader(town: World) -> None:
    place = await found_community(town)
    wang = await place.volunteer("王建国", "13700000001")
    await plan_tomorrow(place, "王建国")
    await wang.sees("有一个班请您")
    await town.settled()
    await town.control.post("faults", {"kind": "cut", "chat": wang.chat, "times": 1})
    await shanghai(town, 19, 0)
    await place.leader.sees("给王建国的提醒，不知道他收到没有", "明天（周三）早上 7:00", "137 0000 0001")
