"""Grids and the buildings in them, and who holds a role for which of them."""

from datetime import UTC, datetime

from domain.people import Grant, Person, Role, ScopeKind
from storage.database import Database
from storage.unit_of_work import SqlUnitOfWork
from storage.vault import fresh_vault
from usecases.people import scopes_of

NOW = datetime(2026, 3, 10, tzinfo=UTC)


async def test_a_building_lies_in_one_grid_and_stays_there_when_the_list_is_written_anew(database_url: str) -> None:
    database = Database(database_url)
    async with database.write() as connection:
        uow = SqlUnitOfWork(connection, fresh_vault())
        home = (await uow.people.found_community("河口社区", NOW)).id
        await uow.people.list_buildings(home, ["1号楼", "2号楼", "10号楼"])
        await uow.people.set_grid(home, "第一网格", ["10号楼", "2号楼", "1号楼"])
        await uow.people.set_grid(home, "第二网格", ["2号楼", "3号楼"])
        assert await uow.people.grids(home) == {"第一网格": ["1号楼", "10号楼"], "第二网格": ["2号楼", "3号楼"]}
        await uow.people.list_buildings(home, ["2号楼", "3号楼", "5号楼"])
        assert await uow.people.grids(home) == {"第二网格": ["2号楼", "3号楼"]}
        assert await scopes_of(uow, home, "5号楼") == ((ScopeKind.BUILDING, "5号楼"),)
        assert (ScopeKind.GRID, "第二网格") in await scopes_of(uow, home, "2号楼")
    await database.close()


async def test_an_attendant_of_another_grid_is_not_asked(database_url: str) -> None:
    database = Database(database_url)
    async with database.write() as connection:
        uow = SqlUnitOfWork(connection, fresh_vault())
        home = (await uow.people.found_community("河口社区", NOW)).id
        await uow.people.set_grid(home, "第一网格", ["1号楼"])
        held = []
        for scope in ("第一网格", "第二网格"):
            who = (await uow.people.add_person(Person(0, home, "赵桂兰"), NOW)).id
            await uow.people.grant(who, Grant(Role.GRID_ATTENDANT, home, ScopeKind.GRID, scope, NOW))
            held.append(who)
        within = await scopes_of(uow, home, "1号楼")
        assert await uow.people.holders(home, (Role.GRID_ATTENDANT,), NOW, within) == held[:1]
        assert await uow.people.holders(home, (Role.GRID_ATTENDANT,), NOW) == held
    await database.close()
