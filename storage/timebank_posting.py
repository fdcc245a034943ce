"""Write transfers: whatever the number of orders, the same few statements, under guards the database checks itself.

On PostgreSQL the writers of one community queue at an advisory lock, because each transfer is chained to the one
before; SQLite has one writer anyway. Every balance is then changed by one guarded update that names the version it
was computed from: should anything have slipped past the lock, the update finds fewer rows and the transaction fails.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Date, Select, TextClause, bindparam, func, insert, or_, select, text, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import RowMapping
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.refusals import Refusal
from domain.timebank import LOT_BEARING, Party
from domain.timebank_books import GENESIS, AccountState, Books, Lot, Order, Posted
from storage.timebank_rows import account_state, entry_rows, posted_from, transfer_row
from storage.timebank_tables import account, entry, lot, transfer

BOOKS_LOCK = 0x7B00  # first key of the advisory lock; the second is the community


class BooksMoved(Exception):
    """An account changed under a writer that should have been alone: a bug, never a race to be retried silently."""


async def post_many(
    connection: AsyncConnection, community_id: int, orders: Sequence[Order], now: datetime
) -> list[Posted | Refusal]:
    """Book the orders one after another in this transaction; each gets its transfer, or the refusal that it met."""
    books = await load(connection, community_id, orders)
    start = dict(books.accounts), {party: list(lots) for party, lots in books.lots.items()}
    answers: list[Posted | Refusal] = []
    for order in orders:
        try:
            answers.append(books.take(order, now))
        except Refusal as refusal:
            answers.append(refusal)
    if books.posted:
        await _save(connection, books, *start)
    return answers


async def lock(connection: AsyncConnection, community_id: int) -> None:
    """Wait until nobody else writes this community's books; held until the transaction ends."""
    if connection.dialect.name == "postgresql":
        await connection.execute(_LOCK, {"lock": BOOKS_LOCK, "community": community_id})


_LOCK = text("SELECT pg_advisory_xact_lock(:lock, :community)")


async def load(connection: AsyncConnection, community_id: int, orders: Sequence[Order]) -> Books:
    """Lock the books and load what the orders touch, and nothing else."""
    await lock(connection, community_id)
    keys = {order.key for order in orders}
    wanted: dict[str, set[Any]] = {
        "key": keys,
        "resolves": {order.resolves for order in orders if order.resolves is not None},
        "reverses": {order.reverses for order in orders if order.reverses is not None},
    }
    asked = {name: list(values) for name, values in wanted.items() if values}
    query = _touched(*asked)
    rows = (await connection.execute(query, {"community": community_id, **asked})).mappings().all()
    head = max(rows, key=lambda row: row["sequence"], default=None)
    accounts = await _accounts(connection, community_id, {p for o in orders for p in (o.debit, o.credit)})
    return Books(
        community_id=community_id,
        sequence=head["sequence"] if head else 0,
        head=head["hash"] if head else GENESIS,
        accounts=accounts,
        lots=await _lots(connection, accounts, orders),
        known={row["key"]: await _posted(connection, row) for row in rows if row["key"] in keys},
        settled={row["resolves"] for row in rows if row["resolves"] is not None},
        reversed={row["reverses"] for row in rows if row["reverses"] is not None},
    )


# Statements are put together once: building one costs more than running it.
@cache
def _touched(*columns: str) -> Select[Any]:
    """Return the newest transfer and those that one of these columns names."""
    mine = transfer.c.community_id == bindparam("community")
    newest = select(func.max(transfer.c.sequence)).where(mine).scalar_subquery()
    named = [transfer.c[column].in_(bindparam(column, expanding=True)) for column in columns]
    return select(transfer).where(mine, or_(transfer.c.sequence == newest, *named))


async def _accounts(connection: AsyncConnection, community_id: int, parties: set[Party]) -> dict[Party, AccountState]:
    found = await _select_accounts(connection, community_id, parties)
    missing = sorted(parties - found.keys())
    if not missing:
        return found
    # An account that is not there yet would lock nothing; a zero row first, so that the guard has something to hold.
    rows = [{"community_id": community_id, "kind": party.kind, "owner_id": party.owner_id} for party in missing]
    upsert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    await connection.execute(upsert(account).on_conflict_do_nothing(), rows)
    return await _select_accounts(connection, community_id, parties)


async def _select_accounts(
    connection: AsyncConnection, community_id: int, parties: Iterable[Party]
) -> dict[Party, AccountState]:
    asked = {
        "community": community_id,
        "kinds": sorted({party.kind for party in parties}),
        "owners": sorted({party.owner_id for party in parties}),
    }
    states = (account_state(row) for row in (await connection.execute(_ACCOUNTS, asked)).mappings())
    return {state.party: state for state in states}


_ACCOUNTS = (
    select(account)
    .where(
        account.c.community_id == bindparam("community"),
        account.c.kind.in_(bindparam("kinds", expanding=True)),
        account.c.owner_id.in_(bindparam("owners", expanding=True)),
    )
    .order_by(account.c.id)
    .with_for_update()
)


async def _lots(
    connection: AsyncConnection, accounts: dict[Party, AccountState], orders: Sequence[Order]
) -> dict[Party, list[Lot]]:
    """Load the lots that the orders can reach: of each account the earliest, up to what is asked, and those named."""
    need: Counter[Party] = Counter()
    for order in orders:
        if order.debit.kind in LOT_BEARING:
            need[order.debit] += order.points
    if not need:
        return {}
    named = {lot_.origin for order in orders for lot_ in order.lots}
    ids = {accounts[party].id: party for party in need}
    asked = {"ids": list(ids), "most": max(need.values()), **({"named": list(named)} if named else {})}
    lots: dict[Party, list[Lot]] = {party: [] for party in need}
    for row in (await connection.execute(_reachable(with_named=bool(named)), asked)).mappings():
        lots[ids[row["account_id"]]].append(Lot(row["origin"], row["expires_on"], row["remaining"]))
    return lots


@cache
def _reachable(*, with_named: bool) -> Select[Any]:
    """Return the open lots of some accounts, the earliest first, up to a sum; and those named, wherever they stand."""
    before = func.sum(lot.c.remaining).over(partition_by=lot.c.account_id, order_by=(lot.c.expires_on, lot.c.origin))
    open_lots = (
        select(lot, (before - lot.c.remaining).label("before"))
        .where(lot.c.account_id.in_(bindparam("ids", expanding=True)), lot.c.remaining > 0)
        .subquery()
    )
    near = open_lots.c.before < bindparam("most")
    named = open_lots.c.origin.in_(bindparam("named", expanding=True))
    return select(open_lots).where(or_(near, named) if with_named else near)


async def _posted(connection: AsyncConnection, row: RowMapping) -> Posted:
    mine = entry.c.community_id == row["community_id"]
    query = select(entry).where(mine, entry.c.sequence == row["sequence"])
    entries = (await connection.execute(query)).mappings().all()
    return posted_from(row, entries)


async def _save(
    connection: AsyncConnection, books: Books, accounts: dict[Party, AccountState], lots: dict[Party, list[Lot]]
) -> None:
    await _save_accounts(connection, books.accounts, accounts)
    await connection.execute(_TRANSFERS, [transfer_row(posted) for posted in books.posted])
    await connection.execute(_ENTRIES, [row for posted in books.posted for row in entry_rows(posted)])
    await _save_lots(connection, books, lots)


_TRANSFERS, _ENTRIES = insert(transfer), insert(entry)


async def _save_accounts(
    connection: AsyncConnection, after: dict[Party, AccountState], before: dict[Party, AccountState]
) -> None:
    moved = [(before[party], state) for party, state in after.items() if state.version != before[party].version]
    moved.sort(key=lambda pair: pair[1].id)
    facts = {
        f"{name}{index}": value for index, (old, new) in enumerate(moved) for name, value in _change(old, new).items()
    }
    found = await connection.execute(_guarded_update(len(moved)), facts)
    if len(found.all()) != len(moved):
        raise BooksMoved


def _change(old: AccountState, new: AccountState) -> dict[str, int]:
    return {
        "id": old.id,
        "version": old.version,
        "steps": new.version - old.version,
        "balance": new.balance - old.balance,
        "credit_minutes": new.credit_minutes - old.credit_minutes,
        "honour_minutes": new.honour_minutes - old.honour_minutes,
        "paid_minutes": new.paid_minutes - old.paid_minutes,
    }


_ADDED = ("balance", "credit_minutes", "honour_minutes", "paid_minutes")
_MOVED = ("id", "version", "steps", *_ADDED)


@cache
def _guarded_update(count: int) -> TextClause:
    """Return one update for `count` accounts; an account that moved meanwhile, or would owe, is not in its answer."""
    rows = ", ".join("(" + ", ".join(f"CAST(:{name}{i} AS BIGINT)" for name in _MOVED) + ")" for i in range(count))
    sums = ", ".join(f"{name} = {account.name}.{name} + moved.{name}" for name in _ADDED)
    return text(
        f"WITH moved({', '.join(_MOVED)}) AS (VALUES {rows}) "  # noqa: S608 - our own names, values are bound
        f"UPDATE {account.name} SET version = {account.name}.version + moved.steps, {sums} FROM moved "
        f"WHERE {account.name}.id = moved.id AND {account.name}.version = moved.version "
        f"AND ({account.name}.kind = 'issue' OR {account.name}.balance + moved.balance >= 0) "
        f"RETURNING {account.name}.id"
    )


async def _save_lots(connection: AsyncConnection, books: Books, before: dict[Party, list[Lot]]) -> None:
    """Write what the orders took from lots and brought to them; a lot that would go below zero fails its check."""
    taken, brought = [], []
    for party, lots in books.lots.items():
        had = {lot_.origin: lot_.points for lot_ in before.get(party, [])}
        for lot_ in lots:
            change = lot_.points - had.get(lot_.origin, 0)
            row = {"account": books.accounts[party].id, "origin": lot_.origin, "change": abs(change)}
            if change < 0:
                taken.append({"at_account": row["account"], "at_origin": row["origin"], "change": row["change"]})
            elif change > 0:
                brought.append({**row, "expires": lot_.expires_on})
    if taken:
        await connection.execute(_TAKE, taken)
    if brought:
        await connection.execute(_BRING, brought)


_TAKE = (
    update(lot)
    .where(lot.c.account_id == bindparam("at_account"), lot.c.origin == bindparam("at_origin"))
    .values(remaining=lot.c.remaining - bindparam("change"))
)
_BRING = text(
    f"INSERT INTO {lot.name} (account_id, origin, expires_on, remaining) "  # noqa: S608 - our own names, values are bound
    "VALUES (:account, :origin, :expires, :change) ON CONFLICT (account_id, origin) "
    f"DO UPDATE SET remaining = {lot.name}.remaining + excluded.remaining"
).bindparams(bindparam("expires", type_=Date))


async def find(connection: AsyncConnection, community_id: int, which: ColumnElement[bool]) -> Posted | None:
    """Return the one transfer of the community that fits, or None."""
    query = select(transfer).where(transfer.c.community_id == community_id, which)
    row = (await connection.execute(query)).mappings().first()
    return None if row is None else await _posted(connection, row)
