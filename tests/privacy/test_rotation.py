"""Changing the key: everything opens afterwards, with the new key only, and nothing sealed is forgotten."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from domain.dossiers import Dossier
from domain.people import Person
from storage.database import Database
from storage.people import person
from storage.rotation import rotate, row_key_of, sealed_columns
from storage.schema import metadata
from storage.unit_of_work import SqlUnitOfWork
from storage.vault import SealBroken, load_vault

NOW = datetime(2026, 3, 10, tzinfo=UTC)


async def _somebody(database: Database, key_file: Path) -> int:
    async with database.write() as connection:
        uow = SqlUnitOfWork(connection, load_vault(key_file))
        home = await uow.people.found_community("河口社区", NOW)
        one = await uow.people.add_person(Person(0, home.id, "李秀英", "13812345678", "3号楼", "2单元501"), NOW)
        await uow.dossiers.save(Dossier(one.id, health="还行"), NOW)
        return one.id


async def _keys_in_use(database: Database) -> set[int]:
    async with database.read() as connection:
        return {row.phone[0] for row in await connection.execute(select(person.c.phone))}


async def test_everything_is_sealed_anew_and_opens(database_url: str, tmp_path: Path) -> None:
    database, key_file = Database(database_url), tmp_path / "key"
    who = await _somebody(database, key_file)
    before = load_vault(key_file)
    done = await rotate(database, key_file)
    assert (done.number, done.dropped) == (2, ())
    assert await _keys_in_use(database) == {2}
    for vault in (load_vault(key_file), before):  # a running process reads the ring again
        async with database.read() as connection:
            uow = SqlUnitOfWork(connection, vault)
            found = await uow.people.by_phone(1, "13812345678")
            assert found is not None
            assert (found.room, (await uow.dossiers.of_person(who)).health) == ("2单元501", "还行")
    await database.close()


async def test_a_key_leaves_the_ring_one_change_later_and_opens_nothing(database_url: str, tmp_path: Path) -> None:
    database, key_file = Database(database_url), tmp_path / "key"
    await _somebody(database, key_file)
    old = load_vault(key_file).seal("x", "person", "name", "1")
    await rotate(database, key_file)
    assert (await rotate(database, key_file)).dropped == (1,)
    with pytest.raises(SealBroken):
        load_vault(key_file).open(old, "person", "name", "1")
    assert key_file.stat().st_mode & 0o077 == 0
    await database.close()


def test_every_sealed_column_has_rows_that_can_be_named() -> None:
    for table in metadata.sorted_tables:
        if sealed_columns(table):
            assert callable(row_key_of(table))
