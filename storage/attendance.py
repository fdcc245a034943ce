"""Corrections with their reasons, paper rows, and who cannot be reached."""

from datetime import datetime

from sqlalchemy import Column, Date, ForeignKey, Integer, LargeBinary, String, Table, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.attendance import Backfill, Outcome
from domain.duty import AssignmentState
from storage.duty import assignment, shift
from storage.metadata import Instant, RowId, metadata
from storage.people import account, person
from storage.vault import Vault

correction = Table(
    "attendance_correction",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("assignment_id", ForeignKey("assignment.id"), nullable=False, index=True),
    Column("by_person", ForeignKey("person.id"), nullable=False),
    Column("outcome", String(8), nullable=False),
    Column("reason", LargeBinary, nullable=False),
    Column("proof", String(10), nullable=False),
    Column("made_at", Instant, nullable=False),
)
backfill = Table(
    "attendance_backfill",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("community_id", ForeignKey("community.id"), nullable=False),
    Column("person_id", ForeignKey("person.id"), nullable=False, index=True),
    Column("kind", String(20), nullable=False),
    Column("served_on", Date, nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("entered_by", ForeignKey("person.id"), nullable=False),
    Column("entered_at", Instant, nullable=False),
    Column("certified_by", ForeignKey("person.id")),
    Column("certified_at", Instant),
)


class AttendanceStore:
    def __init__(self, connection: AsyncConnection, vault: Vault) -> None:
        self._connection = connection
        self._vault = vault

    async def corrected(
        self, assignment_id: int, by: int, outcome: Outcome, reason: str, proof: str, now: datetime
    ) -> None:
        """Write down who put what right and why; the reason is sealed, for it may speak of health."""
        values = {
            "assignment_id": assignment_id,
            "by_person": by,
            "outcome": outcome.value,
            "reason": self._vault.seal(reason, "attendance_correction", "reason", str(assignment_id)),
            "proof": proof,
            "made_at": now,
        }
        await self._connection.execute(insert(correction).values(**values))

    async def no_shows(self, person_id: int, since: datetime) -> int:
        statement = (
            select(func.count())
            .select_from(assignment.join(shift))
            .where(
                assignment.c.person_id == person_id,
                assignment.c.state == AssignmentState.NO_SHOW.value,
                shift.c.starts_at >= since,
            )
        )
        return (await self._connection.execute(statement)).scalar_one()

    async def add_backfill(self, row: Backfill, now: datetime) -> Backfill:
        values = {
            "community_id": row.community_id,
            "person_id": row.person_id,
            "kind": row.kind,
            "served_on": row.served_on,
            "minutes": row.minutes,
            "entered_by": row.entered_by,
            "entered_at": now,
        }
        made = await self._connection.execute(insert(backfill).values(**values).returning(backfill.c.id))
        return Backfill(
            made.scalar_one(), row.community_id, row.person_id, row.kind, row.served_on, row.minutes, row.entered_by
        )

    async def hold_backfill(self, backfill_id: int) -> Backfill | None:
        statement = select(backfill).where(backfill.c.id == backfill_id).with_for_update()
        row = (await self._connection.execute(statement)).one_or_none()
        if row is None:
            return None
        return Backfill(
            row.id,
            row.community_id,
            row.person_id,
            row.kind,
            row.served_on,
            row.minutes,
            row.entered_by,
            row.certified_by,
        )

    async def save_backfill(self, row: Backfill, now: datetime) -> None:
        statement = update(backfill).where(backfill.c.id == row.id)
        await self._connection.execute(statement.values(certified_by=row.certified_by, certified_at=now))

    async def unreachable(self, community_id: int) -> list[int]:
        """Return the people of the community to whom no message can go: no account, or one that refuses."""
        reached = select(account.c.person_id).where(account.c.is_reachable, account.c.person_id.is_not(None))
        statement = select(person.c.id).where(person.c.community_id == community_id, person.c.id.not_in(reached))
        return list((await self._connection.execute(statement.order_by(person.c.id))).scalars())
