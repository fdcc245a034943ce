"""The crash, in short: a few people talk while the bot is killed under them; and a checker that can fail."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import ClientSession

from gateway.company import Control
from storage.database import Database
from tests.bot_process import Bot, gateway, kill
from tests.crash import Street, Verdict, crash

PEOPLE, KILLS = 6, 4


async def test_whoever_talks_while_the_bot_is_killed_is_answered_and_counted_once(
    database_url: str, tmp_path: Path
) -> None:
    verdict = await crash(database_url, tmp_path, PEOPLE, KILLS)
    assert verdict.kills == KILLS
    assert verdict.violations == []


@pytest.fixture
async def street(sqlite_url: str, tmp_path: Path) -> AsyncIterator[Street]:
    database = Database(sqlite_url)
    with gateway() as base:
        async with ClientSession() as http:
            made = Street(Bot(sqlite_url, base, tmp_path / "key"), Control(base, http), database)
            await made.prepare()
            yield made
    await database.close()


async def _one_word(street: Street, plant: str) -> Verdict:
    """Let one person say one thing to a bot that dies of its plant, and go on with a sound one."""
    await street.control.post("people", {"name": "李秀英", "id": 1001})
    planted = Bot(street.bot.database_url, street.bot.api_base, street.bot.key_file, plant).start()
    await street.control.post("say", {"from": 1001, "text": "我要报到"})
    street.said = 1
    planted.join()
    sound = street.bot.start()
    await street.finished()
    verdict = await street.judge()
    kill(sound)
    return verdict


async def test_a_death_between_commit_and_acknowledgement_costs_nothing(street: Street) -> None:
    verdict = await _one_word(street, "die_before_acknowledging")
    assert (verdict.unanswered, verdict.repeated, verdict.unsent) == (0, 0, 0)


async def test_the_checker_sees_what_a_poller_loses_that_acknowledges_first(street: Street) -> None:
    street.patience = 10
    verdict = await _one_word(street, "acknowledge_first")
    assert verdict.unanswered == 1
    assert "1 messages without an answer" in verdict.violations


async def test_the_checker_sees_a_letter_that_nobody_got() -> None:
    assert Verdict(people=1, registered=1, unsent=1).violations == ["1 letters marked as sent that nobody got"]


async def test_the_checker_allows_as_many_repeated_answers_as_were_in_flight() -> None:
    assert Verdict(people=1, registered=1, in_flight=2, repeated=2).violations == []
    assert Verdict(people=1, registered=1, in_flight=2, repeated=3).violations == ["3 repeated, only 2 in flight"]
