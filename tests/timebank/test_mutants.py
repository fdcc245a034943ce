"""Every guard is taken away once: the next one refuses, and with the last one gone the proof goes red."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from domain import timebank_books
from domain.timebank import AccountKind, Code, Party, Source, SourceKind
from domain.timebank_audit import Fault, Head
from domain.timebank_books import Books, Order
from storage import timebank_posting
from storage.database import Database
from storage.timebank_tables import unguards
from storage.timebank_verify import heads, verify
from tests.timebank.conftest import HEKOU, LI, NOON, WANG, Unit, create_books, endow, opened

HELD = Party(AccountKind.HELD, LI)
POOL = Party(AccountKind.POOL)
SOURCE = Source(SourceKind.GIFT, 1)


def order(points: int, key: str, **facts: object) -> Order:
    plain = Order(Party(AccountKind.PERSON, LI), POOL, points, Code.DONATION, SOURCE, key, "f")
    return replace(plain, **facts)  # type: ignore[arg-type]  # one table of facts


async def faults(database: Database) -> set[Fault]:
    async with database.read() as connection:
        return {problem.fault for problem in (await verify(connection)).problems}


async def overdraw(database: Database) -> None:
    async with opened(database) as unit:
        await unit.timebank.post(HEKOU, order(1, "over"), NOON)


@pytest.fixture
def generous(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the rule away that only the issue account may owe; a debit without points leaves lots alone."""
    monkeypatch.setattr(timebank_books, "MAY_OWE", frozenset(AccountKind))
    monkeypatch.setattr(timebank_books, "draw", lambda *_: ())


@pytest.fixture
def unguarded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the condition out of the balances' update."""
    guarded = timebank_posting._guarded_update

    def bare(count: int) -> object:
        return text(str(guarded(count)).replace("timebank_account.kind = 'issue'", "1 = 1"))

    monkeypatch.setattr(timebank_posting, "_guarded_update", bare)


async def test_without_the_rule_the_update_refuses_an_overdraft(database: Database, generous: None) -> None:
    with pytest.raises(timebank_posting.BooksMoved):
        await overdraw(database)


async def test_without_the_update_s_guard_the_table_refuses_an_overdraft(
    database: Database, generous: None, unguarded: None
) -> None:
    with pytest.raises(IntegrityError):
        await overdraw(database)


async def test_with_every_guard_gone_the_proof_finds_the_overdraft(
    database: Database, generous: None, unguarded: None
) -> None:
    await create_books(database, frozenset({"never_below_zero"}))
    await overdraw(database)
    assert Fault.BELOW_ZERO in await faults(database)


async def book_twice(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Books, "known", property(lambda _: {}, lambda *_: None), raising=False)
    for _ in range(2):
        async with opened(database) as unit:
            await endow(unit, LI, 10, key="same")


async def test_without_the_look_up_the_table_refuses_a_key_twice(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(IntegrityError):
        await book_twice(database, monkeypatch)


async def test_without_the_unique_key_the_proof_finds_it(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    await create_books(database, frozenset({"unique community_id_key"}))
    await book_twice(database, monkeypatch)
    assert await faults(database) == {Fault.KEY}


async def settle_twice(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Books, "_check_once", lambda *_: None)
    async with opened(database) as unit:
        await endow(unit, LI, 20)
        for key in ("h1", "h2"):
            await unit.timebank.post(HEKOU, order(10, key, credit=HELD, code=Code.HOLD), NOON)
    for key in ("s1", "s2"):
        async with opened(database) as unit:
            settled = order(10, key, debit=HELD, code=Code.POST, credit=Party(AccountKind.MERCHANT, 5), resolves=2)
            await unit.timebank.post(HEKOU, settled, NOON)


async def test_without_the_rule_the_table_refuses_to_settle_a_hold_twice(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(IntegrityError):
        await settle_twice(database, monkeypatch)


async def test_with_the_unique_rule_gone_the_proof_finds_the_second_settlement(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    await create_books(database, frozenset({"unique community_id_resolves"}))
    await settle_twice(database, monkeypatch)
    assert {Fault.RESOLVES, Fault.HOLDS} <= await faults(database)


REWRITES = {
    "amount": "UPDATE timebank_transfer SET points = 11 WHERE sequence = 1",
    "reason": "UPDATE timebank_transfer SET code = 'grant' WHERE sequence = 1",
    "time": "UPDATE timebank_transfer SET at = '2020-01-01 00:00:00' WHERE sequence = 1",
    "entry": "UPDATE timebank_entry SET balance = 9 WHERE sequence = 1 AND is_credit",
    "deleted entry": "DELETE FROM timebank_entry WHERE sequence = 1",
}


@pytest.mark.parametrize("statement", [*REWRITES.values(), "DELETE FROM timebank_account"])
async def test_the_database_refuses_to_rewrite_the_books(database: Database, statement: str) -> None:
    async with opened(database) as unit:
        await endow(unit, LI, 10)
    with pytest.raises(DBAPIError):
        async with opened(database) as unit:
            await unit.connection.execute(text(statement))


@pytest.mark.parametrize("column", ["owner_id = 99", "community_id = 2", "balance = 5", "kind = 'pool', owner_id = 0"])
async def test_an_account_changes_only_forward_and_never_hands(database: Database, column: str) -> None:
    async with opened(database) as unit:
        await endow(unit, LI, 10)
    with pytest.raises(DBAPIError):
        async with opened(database) as unit:
            await unit.connection.execute(text(f"UPDATE timebank_account SET {column} WHERE owner_id = {LI}"))  # noqa: S608 - a table of our own


@asynccontextmanager
async def defenceless(database: Database) -> AsyncIterator[Unit]:
    """Books with some history, and without their triggers."""
    async with opened(database) as unit:
        await endow(unit, LI, 10)
        await endow(unit, WANG, 10)
        await unit.timebank.post(HEKOU, order(4, "h", credit=HELD, code=Code.HOLD), NOON)
        for statement in unguards(unit.connection.dialect.name):
            await unit.connection.execute(text(statement))
        yield unit


TAMPERED = {
    **{statement: Fault.HASH for name, statement in REWRITES.items() if name in {"amount", "reason", "time"}},
    REWRITES["entry"]: Fault.ENTRIES,
    REWRITES["deleted entry"]: Fault.ENTRIES,
    "UPDATE timebank_transfer SET hash = previous_hash WHERE sequence = 2": Fault.CHAIN,
    "UPDATE timebank_transfer SET debit_kind = 'treasure' WHERE sequence = 2": Fault.UNREADABLE,
    "UPDATE timebank_account SET balance = balance + 1 WHERE kind = 'person' AND owner_id = 12": Fault.SUM,
    "UPDATE timebank_account SET credit_minutes = 6000 WHERE owner_id = 12": Fault.BALANCE,
    "UPDATE timebank_account SET balance = 3 WHERE kind = 'held'": Fault.HOLDS,
    "UPDATE timebank_lot SET remaining = remaining + 1 WHERE origin = 2": Fault.LOT,
    "UPDATE timebank_lot SET expires_on = '2030-01-01' WHERE origin = 2": Fault.LOT,
    "DELETE FROM timebank_lot WHERE origin = 2": Fault.LOT,
}


@pytest.mark.parametrize("statement", TAMPERED)
async def test_the_proof_finds_what_was_tampered_with(database: Database, statement: str) -> None:
    async with defenceless(database) as unit:
        await unit.connection.execute(text(statement))
    assert TAMPERED[statement] in await faults(database)


async def test_the_proof_finds_a_transfer_cut_out_of_the_middle(database: Database) -> None:
    async with defenceless(database) as unit:
        for table in ("entry", "transfer"):
            await unit.connection.execute(text(f"DELETE FROM timebank_{table} WHERE sequence = 2"))  # noqa: S608 - a table of our own
    assert {Fault.GAP, Fault.CHAIN} <= await faults(database)


async def test_an_anchored_head_shows_a_history_that_was_written_anew(database: Database) -> None:
    async with opened(database) as unit:
        await endow(unit, LI, 10)
        kept = await heads(unit.connection)
    await create_books(database)
    async with opened(database) as unit:
        await endow(unit, LI, 1000)
    async with database.read() as connection:
        assert (await verify(connection)).is_sound
        found = await verify(connection, anchors=kept)
    assert [problem.fault for problem in found.problems] == [Fault.ANCHOR]


async def test_an_anchored_head_shows_a_history_that_was_cut_short(database: Database) -> None:
    async with opened(database) as unit:
        await endow(unit, LI, 10)
    async with database.read() as connection:
        found = await verify(connection, anchors=[Head(HEKOU, 2, "0" * 64)])
    assert [problem.fault for problem in found.problems] == [Fault.ANCHOR]


async def test_books_in_order_prove(database: Database) -> None:
    async with defenceless(database):
        pass
    assert await faults(database) == set()


async def test_without_the_queue_the_tables_refuse_whoever_came_second(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def no_lock(connection: AsyncConnection, community_id: int) -> None:
        return None

    monkeypatch.setattr(timebank_posting, "lock", no_lock)

    async def one(person_id: int) -> bool:
        try:
            async with opened(database) as unit:
                await endow(unit, person_id, 10)
        except (DBAPIError, timebank_posting.BooksMoved):
            return False
        return True

    booked = sum(await asyncio.gather(*(one(100 + number) for number in range(20))))
    async with database.read() as connection:
        report = await verify(connection)
    assert report.is_sound
    assert report.transfers == booked
