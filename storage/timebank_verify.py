"""Prove the books of one community or of all, a page at a time, and give the heads that are anchored elsewhere."""

from collections.abc import AsyncIterator, Iterable
from itertools import groupby

from sqlalchemy import func, select
from sqlalchemy.engine import RowMapping
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.timebank import AccountKind
from domain.timebank_audit import Audit, Fault, Head, Report
from domain.timebank_books import Lot
from storage.timebank_rows import account_state, posted_from
from storage.timebank_tables import account, entry, lot, transfer

PAGE = 2000  # transfers in memory at a time
SIDES = 2


async def heads(connection: AsyncConnection, community_id: int | None = None) -> tuple[Head, ...]:
    """Return the newest link of each chain. Written down daily outside the database, it makes rewriting visible."""
    newest = select(transfer.c.community_id, func.max(transfer.c.sequence).label("sequence"))
    if community_id is not None:
        newest = newest.where(transfer.c.community_id == community_id)
    last = newest.group_by(transfer.c.community_id).subquery()
    query = (
        select(transfer.c.community_id, transfer.c.sequence, transfer.c.hash)
        .join(
            last, (transfer.c.community_id == last.c.community_id) & (transfer.c.sequence == last.c.sequence)
        )
        .order_by(transfer.c.community_id)
    )  # fmt: skip
    return tuple(Head(*row) for row in (await connection.execute(query)).all())


async def verify(connection: AsyncConnection, community_id: int | None = None, anchors: Iterable[Head] = ()) -> Report:
    """Replay the books and compare; `anchors` are heads kept from before. Needs one consistent view to read from.

    On PostgreSQL, where each statement would otherwise see its own moment, the transaction must not have begun yet or
    must hold the books' lock.
    """
    await _steady(connection)
    communities = [community_id] if community_id is not None else await _communities(connection)
    audits = [
        await _audit(connection, one, [head for head in anchors if head.community_id == one]) for one in communities
    ]
    return Report(
        transfers=sum(audit.sequence for audit in audits),
        accounts=sum(len(audit.accounts) for audit in audits),
        points=sum(
            state.balance
            for audit in audits
            for state in audit.accounts.values()
            if state.party.kind in {AccountKind.PERSON, AccountKind.HELD}
        ),
        heads=tuple(Head(audit.community_id, audit.sequence, audit.head) for audit in audits if audit.sequence),
        problems=tuple(problem for audit in audits for problem in audit.problems),
    )


async def _steady(connection: AsyncConnection) -> None:
    if connection.dialect.name == "postgresql" and not connection.in_transaction():
        await connection.execution_options(isolation_level="REPEATABLE READ")


async def _communities(connection: AsyncConnection) -> list[int]:
    query = select(account.c.community_id).distinct().order_by(account.c.community_id)
    return list((await connection.execute(query)).scalars().all())


async def _audit(connection: AsyncConnection, community_id: int, anchors: list[Head]) -> Audit:
    audit = Audit(community_id, {head.sequence: head.hash for head in anchors})
    async for row, entries in _pages(connection, community_id):
        if len(entries) != SIDES:
            audit.blame(Fault.ENTRIES, f"{row['sequence']}: {len(entries)} entries")
            continue
        try:
            posted = posted_from(row, entries)
        except ValueError as wrong:
            audit.blame(Fault.UNREADABLE, f"{row['sequence']}: {wrong}")
            continue
        audit.read(posted)
    await _single_keys(connection, audit)
    accounts = (await connection.execute(select(account).where(account.c.community_id == community_id))).mappings()
    mine = select(account.c.id).where(account.c.community_id == community_id)
    lots = (await connection.execute(select(lot).where(lot.c.account_id.in_(mine)))).mappings()
    audit.close(
        map(account_state, accounts),
        [(row["account_id"], Lot(row["origin"], row["expires_on"], row["remaining"])) for row in lots],
    )
    return audit


async def _pages(connection: AsyncConnection, community_id: int) -> AsyncIterator[tuple[RowMapping, list[RowMapping]]]:
    mine, last = transfer.c.community_id == community_id, 0
    while True:
        page = select(transfer).where(mine, transfer.c.sequence > last).order_by(transfer.c.sequence).limit(PAGE)
        rows = (await connection.execute(page)).mappings().all()
        if not rows:
            return
        first, last = rows[0]["sequence"], rows[-1]["sequence"]
        both = select(entry).where(entry.c.community_id == community_id, entry.c.sequence.between(first, last))
        entries = (await connection.execute(both.order_by(entry.c.sequence))).mappings().all()
        of = {sequence: list(group) for sequence, group in groupby(entries, key=lambda one: one["sequence"])}
        for row in rows:
            yield row, of.get(row["sequence"], [])


async def _single_keys(connection: AsyncConnection, audit: Audit) -> None:
    mine = transfer.c.community_id == audit.community_id
    query = select(transfer.c.key).where(mine).group_by(transfer.c.key).having(func.count() > 1)
    for key in (await connection.execute(query)).scalars():
        audit.blame(Fault.KEY, key)
