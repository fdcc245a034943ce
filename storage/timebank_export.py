"""The journal of a community as rows for a register, oldest first."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.timebank import AccountKind, Code, Party, SourceKind
from storage.timebank_tables import transfer


@dataclass(frozen=True, slots=True)
class JournalRow:
    sequence: int
    at: datetime
    debit: Party
    credit: Party
    points: int
    minutes: int
    code: Code
    source_kind: SourceKind
    source_id: int
    actor_id: int | None
    hash: str


async def journal(
    connection: AsyncConnection, community_id: int, from_at: datetime, until_at: datetime
) -> list[JournalRow]:
    """Return every transfer from `from_at` up to, not including, `until_at`."""
    query = (
        select(transfer)
        .where(transfer.c.community_id == community_id, transfer.c.at >= from_at, transfer.c.at < until_at)
        .order_by(transfer.c.sequence)
    )
    return [
        JournalRow(
            row["sequence"],
            row["at"],
            Party(AccountKind(row["debit_kind"]), row["debit_owner_id"]),
            Party(AccountKind(row["credit_kind"]), row["credit_owner_id"]),
            row["points"],
            row["minutes"],
            Code(row["code"]),
            SourceKind(row["source_kind"]),
            row["source_id"],
            row["actor_id"],
            row["hash"],
        )
        for row in (await connection.execute(query)).mappings()
    ]
