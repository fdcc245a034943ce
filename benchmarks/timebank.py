"""The books beside a committed single row, and a statement at a thousand and at a million entries."""

import asyncio
import tempfile
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import Any

from sqlalchemy import BigInteger, Column, Integer, MetaData, Table, insert, text
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.timebank import AccountKind, Code, Party, Source, SourceKind
from domain.timebank_books import Order
from storage.database import Database
from storage.metadata import metadata
from storage.timebank import TimebankStore
from storage.timebank_tables import account, entry, guards, transfer
from tests.timebank.servers import postgres_server

NOW = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)
COMMUNITY, PEOPLE = 1, 200
SINGLES, BATCHES, BATCH = 150, 20, 50
FEW, MANY = 1_000, 1_000_000
READS, ROUNDS = 40, 4
row = Table("bench_row", MetaData(), Column("id", Integer, primary_key=True), Column("points", BigInteger))

Figure = dict[str, Any]


def order(number: int, *, gift: bool) -> Order:
    """Return an earning, or a gift between two people, which has lots to draw and a balance to guard."""
    giver = Party(AccountKind.PERSON, 1 + number % PEOPLE)
    debit, credit = (giver, Party(AccountKind.PERSON, 1 + (number + 7) % PEOPLE)) if gift else (ISSUE, giver)
    code = Code.GIFT if gift else Code.EARN
    return Order(debit, credit, 1 if gift else 100, code, SOURCE, f"{code}:{number}", "bench", detail="{}")


ISSUE = Party(AccountKind.ISSUE)
SOURCE = Source(SourceKind.SHIFT, 1)


@asynccontextmanager
async def books(url: str) -> AsyncIterator[Database]:
    database = Database(url)
    async with database.write() as connection:
        await connection.run_sync(row.metadata.create_all)
        tables = [table for name, table in metadata.tables.items() if name.startswith("timebank_")]
        await connection.run_sync(lambda sync: metadata.create_all(sync, tables))
        for statement in guards(connection.dialect.name):
            await connection.execute(text(statement))
    try:
        yield database
    finally:
        await database.close()


async def seconds(times: int, work: Callable[[int], Coroutine[Any, Any, Any]]) -> float:
    begun = perf_counter()
    for index in range(times):
        await work(index)
    return (perf_counter() - begun) / times


async def throughput(url: str, name: str) -> list[Figure]:
    async with books(url) as database:

        async def anchor(index: int) -> None:
            async with database.write() as connection:
                await connection.execute(insert(row).values(points=index))

        async def post(numbers: range, *, gift: bool) -> None:
            async with database.write() as connection:
                orders = [order(number, gift=gift) for number in numbers]
                answers = await TimebankStore(connection).post_many(COMMUNITY, orders, NOW)
                if any(isinstance(answer, Exception) for answer in answers):
                    raise RuntimeError(answers)

        await post(range(PEOPLE), gift=False)
        await seconds(20, anchor)
        # The anchor is measured before and after, so that a disk that changes its mind shows on both sides.
        before = await seconds(SINGLES, anchor)
        single = await seconds(SINGLES, lambda index: post(range(index, index + 1), gift=True))
        grouped = await seconds(
            BATCHES, lambda index: post(range(1000 + index * BATCH, 1000 + (index + 1) * BATCH), gift=True)
        )  # fmt: skip
        rate = 2 / (before + await seconds(SINGLES, anchor))
    return [
        figure(f"timebank.{name}.transfers_one_a_commit", 1 / single, "1/s", "committed single rows", rate),
        figure(f"timebank.{name}.transfers_fifty_a_commit", BATCH / grouped, "1/s", "committed single rows", rate),
    ]


def figure(name: str, value: float, unit: str, anchor: str, anchor_value: float) -> Figure:
    return {
        "name": name,
        "value": round(value, 3),
        "unit": unit,
        "anchor": anchor,
        "anchor_value": round(anchor_value, 3),
        "ratio": round(value / anchor_value, 3),
    }


async def reading(url: str, name: str) -> list[Figure]:
    """Read a balance and the last ten entries of one person with few entries, and of one with a million."""
    async with books(url) as database:
        async with database.write() as connection:
            few = await crowd(connection, 1, FEW)
        async with database.write() as connection:
            many = await crowd(connection, 2, MANY)
        async with database.read() as connection:
            # In turns, and the best of each, so that a busy machine does not look like a slow account.
            rounds = [(await look(connection, few), await look(connection, many)) for _ in range(ROUNDS)]
        at_few, at_many = (min(times) for times in zip(*rounds, strict=True))
    return [figure(f"timebank.{name}.statement_at_a_million", at_many * 1000, "ms", "at a thousand", at_few * 1000)]


async def crowd(connection: AsyncConnection, person_id: int, lines: int) -> int:
    """Fill one person's account by plain SQL: what is measured is reading, and a million posts would take an hour."""
    facts = {"community_id": person_id, "kind": "person", "owner_id": person_id, "balance": lines, "version": lines}
    number = (await connection.execute(insert(account).values(**facts).returning(account.c.id))).scalar_one()
    series = (
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :lines) "
        if connection.dialect.name == "sqlite"
        else "WITH n(i) AS (SELECT generate_series(1, CAST(:lines AS BIGINT))) "
    )
    at = "'2026-03-02 04:00:00'" if connection.dialect.name == "sqlite" else "TIMESTAMPTZ '2026-03-02 04:00:00Z'"
    never = "'9999-12-31'" if connection.dialect.name == "sqlite" else "DATE '9999-12-31'"
    fill = {
        transfer.name: f"{person_id}, i, {at}, 'grant', 'pool', 0, 'person', {person_id}, 1, 0, 0, false, NULL, "
        f"{never}, 'grant', 1, NULL, 'k' || i, 'f', NULL, NULL, '', '', 'p' || i, 'h' || i",
        entry.name: f"{number}, i, {person_id}, i, true, 1, i, 0, 0, NULL",
    }
    for table, columns in fill.items():
        statement = f"INSERT INTO {table} {series}SELECT {columns} FROM n"  # noqa: S608 - our own names, the count is bound
        await connection.execute(text(statement), {"lines": lines})
        # As the database does by itself from time to time; it would check a million references by a guess otherwise.
        await connection.execute(text("ANALYZE"))
    return person_id


async def look(connection: AsyncConnection, person_id: int) -> float:
    store = TimebankStore(connection)

    async def once(_: int) -> None:
        await store.balance(person_id, person_id)
        if len(await store.entries(person_id, person_id, 10, None)) != 10:
            raise RuntimeError("a statement without its lines")

    await seconds(READS, once)
    return await seconds(READS, once)


@contextmanager
def places() -> Iterator[dict[str, str]]:
    with tempfile.TemporaryDirectory() as home, postgres_server() as url:
        yield {"sqlite": f"sqlite:///{Path(home)}/bench.db", "postgresql": url}


def figures() -> Iterator[Figure]:
    with places() as urls:
        for name, url in urls.items():
            yield from asyncio.run(throughput(url, name))
    with places() as urls:
        for name, url in urls.items():
            yield from asyncio.run(reading(url, name))
