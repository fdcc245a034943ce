"""The inbox: written down first, in order within a chat, never twice."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from storage.inbox import Taken, inbox
from storage.vault import SealBroken, fresh_vault
from tests.plumbing.conftest import House
from tests.plumbing.updates import said


async def _keep(house: House, *updates: tuple[int, int]) -> int:
    async with house.database.write() as connection:
        return await house.inbox.keep(connection, [said(number, chat, "您好") for number, chat in updates], house.now)


async def _take(house: House) -> Taken | None:
    """Look at what would be handled next, without handling it."""
    async with house.database.write() as connection:
        return await house.inbox.take(connection, house.now)


async def _done(house: House) -> int:
    async with house.database.write() as connection:
        taken = await house.inbox.take(connection, house.now)
        assert taken is not None
        await house.inbox.done(connection, taken, house.now)
        return taken.update_id


async def test_what_came_first_in_a_chat_is_handled_first(house: House) -> None:
    await _keep(house, (1, 1001), (2, 1001), (3, 1001))
    assert [await _done(house) for _ in range(3)] == [1, 2, 3]


@pytest.mark.postgres
async def test_two_chats_are_handled_side_by_side(postgres_house: House) -> None:
    house = postgres_house
    await _keep(house, (1, 1001), (2, 1001), (3, 1002))
    async with house.database.write() as mine, house.database.write() as yours:
        first = await house.inbox.take(mine, house.now)
        second = await house.inbox.take(yours, house.now)
    assert first is not None
    assert second is not None
    assert (first.update_id, second.update_id) == (1, 3)


async def test_an_update_that_comes_again_is_not_handled_again(house: House) -> None:
    await _keep(house, (1, 1001))
    await _done(house)
    assert await _keep(house, (1, 1001)) == 0
    assert await _take(house) is None


async def test_the_words_of_a_handled_update_are_forgotten(house: House) -> None:
    await _keep(house, (1, 1001))
    await _done(house)
    async with house.database.read() as connection:
        assert (await connection.execute(select(inbox.c.payload))).scalar_one() is None


async def test_a_chat_waits_for_the_update_that_is_tried_again(house: House) -> None:
    await _keep(house, (1, 1001), (2, 1001), (3, 1002))
    async with house.database.write() as connection:
        taken = await house.inbox.take(connection, house.now)
        assert taken is not None
        await house.inbox.retry(connection, taken, house.now + timedelta(seconds=5), "trouble")
    other = await _take(house)
    assert other is not None
    assert other.update_id == 3
    house.advance(seconds=5)
    assert await _done(house) == 1


async def test_a_parked_update_lets_its_chat_go_on(house: House) -> None:
    await _keep(house, (1, 1001), (2, 1001))
    async with house.database.write() as connection:
        taken = await house.inbox.take(connection, house.now)
        assert taken is not None
        await house.inbox.park(connection, taken, house.now, "trouble")
    assert await _done(house) == 2


async def test_a_parked_update_keeps_its_words_for_whoever_mends_it(house: House) -> None:
    await _keep(house, (1, 1001))
    async with house.database.write() as connection:
        taken = await house.inbox.take(connection, house.now)
        assert taken is not None
        await house.inbox.park(connection, taken, house.now, "trouble")
    async with house.database.read() as connection:
        row = (await connection.execute(select(inbox))).one()
    assert house.vault.open(row.payload, "inbox", "payload", "1") == taken.raw


async def test_what_people_wrote_does_not_lie_about_in_the_clear(house: House) -> None:
    await _keep(house, (1, 1001))
    async with house.database.read() as connection:
        payload = (await connection.execute(select(inbox.c.payload))).scalar_one()
    assert "您好".encode() not in payload
    with pytest.raises(SealBroken):
        fresh_vault().open(payload, "inbox", "payload", "1")


async def test_handled_updates_are_forgotten_only_after_telegram_has_stopped_repeating_them(house: House) -> None:
    await _keep(house, (1, 1001), (2, 1002))
    await _done(house)
    async with house.database.write() as connection:
        assert await house.inbox.forget(connection, house.now) == 0
        assert await house.inbox.forget(connection, house.now + timedelta(days=3)) == 1
    left = await _take(house)
    assert left is not None
    assert left.update_id == 2
