"""Visits that were agreed; at most one per wish is alive."""

from datetime import datetime
from typing import Any

from sqlalchemy import Column, ForeignKey, Index, Integer, Row, String, Table, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.visits import SILENCE, Visit, VisitState
from storage.metadata import Instant, RowId, metadata
from storage.wishes import UNDER_WAY, wish

wish_visit = Table(
    "wish_visit",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("wish_id", ForeignKey("wish.id"), nullable=False, index=True),
    Column("starts_at", Instant, nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("state", String(10), nullable=False),
    Column("proposed_by", ForeignKey("person.id"), nullable=False),
    Column("arrived_at", Instant),
    Column("left_at", Instant),
    Column("alarmed_at", Instant),
    Index("ix_wish_visit_state", "state", "starts_at"),
)
ALIVE = (VisitState.PROPOSED.value, VisitState.AGREED.value, VisitState.ARRIVED.value)
WATCHED = (VisitState.AGREED.value, VisitState.ARRIVED.value)
CHANGING = ("starts_at", "minutes", "proposed_by", "arrived_at", "left_at", "alarmed_at")


class VisitStore:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def propose(self, fresh: Visit) -> Visit:
        """Write a proposal down; an earlier visit of the wish that is still ahead is cancelled by it."""
        await self.cancel(fresh.wish_id)
        values = {"wish_id": fresh.wish_id, "state": fresh.state.value, **_changing(fresh)}
        row = (await self._connection.execute(insert(wish_visit).values(**values).returning(wish_visit))).one()
        return _visit(row)

    async def hold(self, visit_id: int) -> Visit | None:
        statement = select(wish_visit).where(wish_visit.c.id == visit_id).with_for_update()
        row = (await self._connection.execute(statement)).one_or_none()
        return None if row is None else _visit(row)

    async def of_wish(self, wish_id: int) -> Visit | None:
        """Return the visit that is alive, if there is one."""
        statement = select(wish_visit).where(wish_visit.c.wish_id == wish_id, wish_visit.c.state.in_(ALIVE))
        row = (await self._connection.execute(statement.order_by(wish_visit.c.id.desc()).limit(1))).one_or_none()
        return None if row is None else _visit(row)

    async def save(self, changed: Visit) -> None:
        statement = update(wish_visit).where(wish_visit.c.id == changed.id)
        await self._connection.execute(statement.values(state=changed.state.value, **_changing(changed)))

    async def cancel(self, wish_id: int) -> None:
        """Call off what is planned; somebody who is inside stays inside until they say that they are out."""
        ahead = (VisitState.PROPOSED.value, VisitState.AGREED.value)
        statement = update(wish_visit).where(wish_visit.c.wish_id == wish_id, wish_visit.c.state.in_(ahead))
        await self._connection.execute(statement.values(state=VisitState.CANCELLED.value))

    async def silent(self, now: datetime) -> list[Visit]:
        """Return watched visits whose planned end went by an hour ago, and of which staff has not been told."""
        statement = (
            select(wish_visit)
            .join(wish, wish.c.id == wish_visit.c.wish_id)
            .where(
                wish_visit.c.state.in_(WATCHED),
                wish_visit.c.alarmed_at.is_(None),
                wish_visit.c.starts_at <= now - SILENCE,
                wish.c.reports_in,
                wish.c.state.in_(UNDER_WAY),
            )
            .with_for_update()
        )
        found = [_visit(row) for row in await self._connection.execute(statement)]
        return [each for each in found if each.ends_at + SILENCE <= now]


def _changing(one: Visit) -> dict[str, Any]:
    return {column: getattr(one, column) for column in CHANGING}


def _visit(row: Row[Any]) -> Visit:
    plain = {column: getattr(row, column) for column in CHANGING}
    return Visit(id=row.id, wish_id=row.wish_id, state=VisitState(row.state), **plain)
