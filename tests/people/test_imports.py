"""The register as a sheet: a whole district at once, the same sheet twice, and the same person told in two ways."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import func, select

from domain.people import Role
from domain.people_sheets import PersonRow
from domain.rosters import Category
from storage.database import Database
from storage.people import person
from storage.unit_of_work import SqlUnitOfWork
from storage.vault import fresh_vault
from storage.work import LEASE, WorkStore
from usecases.imports import Imported, import_rows

NOW = datetime(2026, 3, 10, tzinfo=UTC)
DISTRICT = 3335


def row(number: int, *, phone: str | None = None, unit: str = "第一小学") -> PersonRow:
    told = f"138{number:08d}" if phone is None else phone
    door = f"{number % 6 + 1}单元{number % 900 + 100}"
    free = ("平日上午",)
    return PersonRow(
        number + 2, f"李{number:04d}".translate(DIGITS), told, f"{number % 40 + 1}号楼", door, 1950, unit, "", "",
        ("理发",), free, Category.REGULAR, "",
    )  # fmt: skip


DIGITS = str.maketrans("0123456789", "甲乙丙丁戊己庚辛壬癸")


async def test_a_district_of_3335_comes_in_at_once_and_a_second_time_changes_nothing(database_url: str) -> None:
    database, vault = Database(database_url), fresh_vault()
    rows = [row(number) for number in range(DISTRICT)]
    async with database.write() as connection:
        uow = SqlUnitOfWork(connection, vault)
        home = await uow.people.found_community("河口社区", NOW)
        assert await import_rows(uow, home.id, rows, NOW) == Imported(DISTRICT, 0, 0)
        assert len(await uow.people.holders(home.id, [Role.RESIDENT], NOW)) == DISTRICT
    async with database.write() as connection:
        count = (await connection.execute(select(func.count()).select_from(person))).scalar_one()
        assert count == DISTRICT
        some = await import_rows(SqlUnitOfWork(connection, vault), home.id, rows[:20], NOW)
        assert some == Imported(0, 0, 20)
    await database.close()


async def test_somebody_without_a_phone_is_known_by_name_and_door_and_gets_the_phone_later(database_url: str) -> None:
    database, vault = Database(database_url), fresh_vault()
    async with database.write() as connection:
        uow = SqlUnitOfWork(connection, vault)
        home = await uow.people.found_community("河口社区", NOW)
        await import_rows(uow, home.id, [row(1, phone="")], NOW)
        assert await import_rows(uow, home.id, [row(1, phone="")], NOW) == Imported(0, 0, 1)
        assert await import_rows(uow, home.id, [row(1)], NOW) == Imported(0, 1, 0)
        assert await import_rows(uow, home.id, [row(1, unit="第二小学")], NOW) == Imported(0, 1, 0)
        assert len(await uow.people.residents(home.id)) == 1
    await database.close()


async def test_work_of_a_worker_that_died_is_taken_up_again_after_its_lease(database_url: str) -> None:
    database, vault = Database(database_url), fresh_vault()
    async with database.write() as connection:
        work = WorkStore(connection, vault)
        number = await work.queue("read_people", 1, 1, 1, {"file": "abc"}, NOW)
        taken = await work.take(NOW)
        assert taken is not None
        assert (taken.id, taken.payload) == (number, {"file": "abc"})
        assert await work.take(NOW + LEASE - timedelta(seconds=1)) is None
        again = await work.take(NOW + LEASE + timedelta(seconds=1))
        assert again is not None
        assert again.attempts == 2
        await work.done(number, "read", NOW)
        assert await work.take(NOW + timedelta(days=1)) is None
    await database.close()
