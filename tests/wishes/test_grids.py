"""Grids side by side: a wish that nobody takes is offered next door, and the board is read grid by grid."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import select

from domain.matching import Candidate, Need, Why, scored
from domain.people import Grant, Role, ScopeKind
from domain.wish_trail import Mark
from domain.wishes import WishCategory
from storage.database import Database
from storage.matching import wish_offer
from storage.unit_of_work import SqlUnitOfWork
from storage.vault import fresh_vault
from tests.wishes.makers import NOW, WANG, ZHAO
from tests.wishes.test_race import somebody
from usecases.wish_board import board
from usecases.wish_clocks import look_after_wishes
from usecases.wishes import approve_wish, make_wish

NEAR, FAR = "第一网格", "第二网格"


async def _street(uow: SqlUnitOfWork, neighbours: list[str]) -> tuple[int, list[int], int]:
    """Zhao in 1号楼 wishes; six volunteers live nowhere near, two next door in the second grid."""
    home = (await uow.people.found_community("河口社区", NOW)).id
    await uow.people.set_grid(home, NEAR, ["1号楼"])
    await uow.people.set_grid(home, FAR, ["30号楼"])
    await uow.people.set_neighbours(home, NEAR, neighbours)
    zhao = await somebody(uow, home, 1000, Role.RESIDENT)
    person = replace(zhao.known(), building="1号楼")
    await uow.people.save_person(person)
    zhao = replace(zhao, person=person)
    staff = await somebody(uow, home, 1001, Role.STAFF)
    many = [await somebody(uow, home, 2000 + each, Role.VOLUNTEER) for each in range(8)]
    for each in many[6:]:
        await uow.people.save_person(replace(each.known(), building="30号楼"))
    wish = await make_wish(uow, zhao, WishCategory.REPAIR, "灯不亮了", "都行", NOW)
    await approve_wish(uow, staff, wish.id, NOW)
    return wish.id, [each.known().id for each in many[6:]], home


async def _asked(database_url: str, neighbours: list[str]) -> tuple[set[int], list[int], set[Mark]]:
    database, vault = Database(database_url), fresh_vault()
    async with database.write() as connection:
        wish_id, next_door, _ = await _street(SqlUnitOfWork(connection, vault), neighbours)
    async with database.write() as connection:
        uow = SqlUnitOfWork(connection, vault)
        await look_after_wishes(uow, NOW + timedelta(hours=24, minutes=1))
        trail = (await uow.wishes.trails([wish_id]))[wish_id]
        offers = await connection.execute(select(wish_offer.c.person_id).where(wish_offer.c.wish_id == wish_id))
        asked = set(offers.scalars())
    await database.close()
    return asked, next_door, {each.step for each in trail if isinstance(each.step, Mark)}


async def test_after_a_day_the_volunteers_next_door_are_asked(database_url: str) -> None:
    asked, next_door, marks = await _asked(database_url, [FAR])
    assert set(next_door) <= asked
    assert Mark.NEIGHBOURS in marks


async def test_without_a_neighbouring_grid_the_rung_is_noted_and_left_out(sqlite_url: str) -> None:
    _, _, marks = await _asked(sqlite_url, [])
    assert Mark.NO_NEIGHBOURS in marks


async def test_neighbours_are_each_others_and_are_replaced_together(database_url: str) -> None:
    database = Database(database_url)
    async with database.write() as connection:
        people = SqlUnitOfWork(connection, fresh_vault()).people
        home = (await people.found_community("河口社区", NOW)).id
        await people.set_neighbours(home, "甲", ["乙", "丙", "甲", "乙"])
        assert sorted(await people.neighbours_of(home, "甲")) == sorted(["乙", "丙"])
        assert await people.neighbours_of(home, "乙") == ["甲"]
        await people.set_neighbours(home, "甲", ["丙"])
        assert (await people.neighbours_of(home, "乙"), await people.neighbours_of(home, "丙")) == ([], ["甲"])
    await database.close()


async def test_an_attendant_sees_the_wishes_of_the_own_grid_only(sqlite_url: str) -> None:
    database, vault = Database(sqlite_url), fresh_vault()
    async with database.write() as connection:
        uow = SqlUnitOfWork(connection, vault)
        _, _, home = await _street(uow, [])
        for grid, count in ((NEAR, 1), (FAR, 0)):
            who = await somebody(uow, home, 5000 + count, Role.RESIDENT)
            scoped = replace(who, grants=(Grant(Role.GRID_ATTENDANT, home, ScopeKind.GRID, grid, NOW),))
            shown = await board(uow, scoped, NOW, 0, by_grid=True)
            assert [(each.building, where) for each, where in shown.there] == [("1号楼", NEAR)] * count
    await database.close()


def test_the_same_grid_is_a_part_of_the_score_where_the_house_is_far() -> None:
    need = Need(ZHAO, WishCategory.REPAIR, "1号楼", NOW, grid=NEAR)
    assert Why.SAME_GRID in scored(need, Candidate(WANG, "20号楼", grid=NEAR), NOW).reasons
    assert Why.SAME_GRID not in scored(need, Candidate(WANG, "2号楼", grid=NEAR), NOW).reasons
    assert Why.SAME_GRID not in scored(need, Candidate(WANG, "20号楼", grid=FAR), NOW).reasons
