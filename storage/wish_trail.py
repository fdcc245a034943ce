"""The trail of wishes: lines are only ever added. A reason is sealed, and emptied when its person is forgotten."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Column, ForeignKey, Index, LargeBinary, Row, String, Table, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.wish_states import WishState, WishStep
from domain.wish_trail import Hand, Mark, Trace
from storage.metadata import Instant, RowId, metadata
from storage.vault import Vault

wish_trail = Table(
    "wish_trail",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("wish_id", ForeignKey("wish.id"), nullable=False),
    Column("from_state", String(12)),
    Column("to_state", String(12), nullable=False),
    Column("step", String(12), nullable=False),
    Column("taken_at", Instant, nullable=False),
    Column("by_id", ForeignKey("person.id")),
    Column("for_id", ForeignKey("person.id")),
    Column("reason", LargeBinary),
    Index("ix_wish_trail_wish", "wish_id", "taken_at"),
)
MARKS = frozenset(Mark)
AT_ONCE = 500  # keeps a statement below the databases' limits on parameters


class TrailRows:
    """The trail's half of the wishes' store."""

    _connection: AsyncConnection
    _vault: Vault

    async def trace(self, line: Trace) -> None:
        """Add a line; it commits with the step it tells of, or not at all."""
        values = {
            "wish_id": line.wish_id,
            "from_state": line.before.value if line.before else None,
            "to_state": line.after.value,
            "step": line.step.value,
            "taken_at": line.at,
            "by_id": line.hand.by_id,
            "for_id": line.hand.for_id,
            "reason": self._vault.seal(line.reason, "wish_trail", "reason", str(line.wish_id)) if line.reason else None,
        }
        await self._connection.execute(insert(wish_trail).values(**values))

    async def trails(self, wish_ids: Iterable[int]) -> dict[int, list[Trace]]:
        """Return the lines of each wish in the order in which they were written."""
        ids = list(wish_ids)
        found: dict[int, list[Trace]] = {each: [] for each in ids}
        for start in range(0, len(ids), AT_ONCE):
            some = select(wish_trail).where(wish_trail.c.wish_id.in_(ids[start : start + AT_ONCE]))
            for row in await self._connection.execute(some.order_by(wish_trail.c.id)):
                found[row.wish_id].append(self._line(row))
        return found

    def _line(self, row: Row[Any]) -> Trace:
        return Trace(
            row.wish_id,
            WishState(row.from_state) if row.from_state else None,
            WishState(row.to_state),
            Mark(row.step) if row.step in MARKS else WishStep(row.step),
            row.taken_at,
            Hand(row.by_id, row.for_id),
            self._vault.open(row.reason, "wish_trail", "reason", str(row.wish_id)) if row.reason else "",
        )
