"""Fifty people tap 我来认领 at the same moment, on each database."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select

from domain.people import Account, Grant, Person, Role, Speaker
from domain.refusals import NotFound
from domain.wishes import WishAlreadyClaimed, WishCategory, WishState
from storage.database import Database
from storage.outbox import outbox
from storage.unit_of_work import SqlUnitOfWork
from storage.vault import Vault, fresh_vault
from tests.wishes.makers import NOW
from usecases.wish_claims import claim_wish
from usecases.wish_clocks import look_after_wishes
from usecases.wishes import approve_wish, make_wish

TAPS = 50


async def somebody(uow: SqlUnitOfWork, community_id: int, user_id: int, *roles: Role) -> Speaker:
    made = await uow.people.add_person(Person(0, community_id, f"志愿者{user_id}", building="3号楼"), NOW)
    account, _, _ = await uow.people.speaker_of(user_id, NOW)
    await uow.people.bind_account(account.id, made.id)
    grants = tuple(Grant(role, community_id, from_at=NOW) for role in roles)
    for grant in grants:
        await uow.people.grant(made.id, grant)
    home = await uow.people.community(community_id)
    return Speaker(Account(account.id, user_id, made.id), user_id, True, made, home, grants)


async def _street(database: Database, vault: Vault) -> tuple[int, Speaker, list[Speaker]]:
    async with database.write() as connection:
        uow = SqlUnitOfWork(connection, vault)
        home = await uow.people.found_community("河口社区", NOW)
        zhao = await somebody(uow, home.id, 1000, Role.RESIDENT)
        staff = await somebody(uow, home.id, 1001, Role.STAFF)
        many = [await somebody(uow, home.id, 2000 + each, Role.VOLUNTEER) for each in range(TAPS)]
        wish = await make_wish(uow, zhao, WishCategory.REPAIR, "灯不亮了", "都行", NOW)
        await approve_wish(uow, staff, wish.id, NOW)
    return wish.id, staff, many


async def test_of_fifty_simultaneous_taps_one_has_the_wish_and_the_others_are_told(database_url: str) -> None:
    database, vault = Database(database_url), fresh_vault()
    wish_id, _, many = await _street(database, vault)

    async def tap(who: Speaker) -> bool:
        try:
            async with database.write() as connection:
                await claim_wish(SqlUnitOfWork(connection, vault), who, wish_id, NOW)
        except WishAlreadyClaimed:
            return False
        return True

    won = await asyncio.gather(*(tap(each) for each in many))
    assert sum(won) == 1
    async with database.read() as connection:
        wish = await SqlUnitOfWork(connection, vault).wishes.get(wish_id)
        assert wish is not None
        assert (wish.state, wish.claimer_id) == (WishState.CLAIMED, many[won.index(True)].known().id)
        details = await connection.execute(select(outbox.c.to_person).where(outbox.c.kind == "WishDetails"))
        assert list(details.scalars()) == [wish.claimer_id]
    await database.close()


async def test_two_clocks_that_tick_at_once_chase_once(database_url: str) -> None:
    database, vault = Database(database_url), fresh_vault()
    wish_id, _, _ = await _street(database, vault)
    later = NOW + timedelta(hours=73)

    async def tick() -> None:
        async with database.write() as connection:
            await look_after_wishes(SqlUnitOfWork(connection, vault), later)

    for _ in range(3):
        await asyncio.gather(tick(), tick())
    async with database.read() as connection:
        rows = await connection.execute(select(outbox.c.key).where(outbox.c.kind == "WishChased"))
        keys = sorted(rows.scalars())
        wish = await SqlUnitOfWork(connection, vault).wishes.get(wish_id)
    assert wish is not None
    assert wish.chased == 3
    assert len(keys) == 2, keys
    await database.close()


async def test_a_wish_of_another_community_is_not_there(sqlite_url: str) -> None:
    database, vault = Database(sqlite_url), fresh_vault()
    wish_id, _, _ = await _street(database, vault)
    async with database.write() as connection:
        uow = SqlUnitOfWork(connection, vault)
        other = await uow.people.found_community("海河社区", NOW)
        stranger = await somebody(uow, other.id, 9000, Role.VOLUNTEER)
        with pytest.raises(NotFound):
            await claim_wish(uow, stranger, wish_id, NOW)
    await database.close()
