"""Rungs of reminder ladders as rows: written with the duty, looked at when due, never sounded twice."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Row,
    Select,
    String,
    Table,
    UniqueConstraint,
    delete,
    func,
    literal_column,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.duty import Assignment, AssignmentState
from domain.reminders import RULES, Ear, Rung, Step, Waiting
from storage.duty import assignment, shift
from storage.metadata import Instant, RowId, insert_into, metadata

WAITING, PUSHED, SKIPPED = "waiting", "pushed", "skipped"

duty_step = Table(
    "duty_step",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("assignment_id", ForeignKey("assignment.id"), nullable=False),
    Column("person_id", ForeignKey("person.id"), nullable=False),
    Column("rung", String(12), nullable=False),
    Column("planned_for", Instant, nullable=False),
    Column("due_at", Instant, nullable=False),
    Column("state", String(8), nullable=False),
    Column("told_person", BigInteger),
    Column("letter", String(120)),
    Column("outcome", String(60)),
    Column("done_at", Instant),
    # One rung of one duty at one hour exists once for ever, so it cannot be sounded twice.
    UniqueConstraint("assignment_id", "rung", "planned_for"),
)
# Spelt out, not bound: neither database matches a bound parameter with a partial index.
IS_WAITING = duty_step.c.state == literal_column(f"'{WAITING}'")
IS_PUSHED = duty_step.c.state == literal_column(f"'{PUSHED}'")
by_due = Index("ix_duty_step_due", duty_step.c.due_at, sqlite_where=IS_WAITING, postgresql_where=IS_WAITING)
by_person = Index(
    "ix_duty_step_person",
    duty_step.c.person_id,
    duty_step.c.due_at,
    sqlite_where=IS_WAITING,
    postgresql_where=IS_WAITING,
)
by_told = Index(
    "ix_duty_step_told",
    duty_step.c.told_person,
    duty_step.c.done_at,
    sqlite_where=IS_PUSHED,
    postgresql_where=IS_PUSHED,
)


class DutyStepStore:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def rewrite(self, duty: Assignment, steps: Sequence[Step], now: datetime) -> None:
        """Put these rungs in place of those that wait; a rung that was sounded for this hour stays as it was.

        One that is due and only waits for the next tick stays, too, as long as there is anything left to remind of.
        """
        mine = (duty_step.c.assignment_id == duty.id) & IS_WAITING
        if not steps:
            await self._connection.execute(delete(duty_step).where(mine))
            return
        stale = (duty_step.c.due_at > now) | (duty_step.c.planned_for != duty.shift.starts_at)
        await self._connection.execute(delete(duty_step).where(mine, stale))
        rows = [
            {
                "assignment_id": duty.id,
                "person_id": duty.person_id,
                "rung": step.rung.value,
                "planned_for": duty.shift.starts_at,
                "due_at": step.due_at,
                "state": WAITING,
            }
            for step in steps
        ]
        await self._connection.execute(insert_into(self._connection, duty_step).values(rows).on_conflict_do_nothing())

    async def due(self, now: datetime, until_at: datetime, limit: int) -> list[Waiting]:
        """Return at most `limit` rungs that are due, with what else waits for the same people before `until_at`."""
        first = await self._list(_waiting().where(duty_step.c.due_at <= now), limit)
        people = {one.person_id for one in first}
        if not people:
            return []
        same_people = duty_step.c.person_id.in_(people)
        rest = _waiting().where(same_people, duty_step.c.due_at > now, duty_step.c.due_at < until_at)
        return first + await self._list(rest, None)

    async def _list(self, statement: Select[Any], limit: int | None) -> list[Waiting]:
        rows = await self._connection.execute(statement.order_by(duty_step.c.due_at, duty_step.c.id).limit(limit))
        return [_step(row) for row in rows]

    async def pushed_since(self, people: Iterable[int], since: datetime) -> Mapping[int, int]:
        """Return how many reminders each of them was sent since then; a bundle counts once."""
        volunteers = [rung.value for rung, rule in RULES.items() if rule.ear is not Ear.LEADER]
        statement = (
            select(duty_step.c.told_person, func.count(duty_step.c.letter.distinct()))
            .where(
                duty_step.c.told_person.in_(list(people)),
                duty_step.c.done_at >= since,
                duty_step.c.rung.in_(volunteers),
                IS_PUSHED,
            )
            .group_by(duty_step.c.told_person)
        )
        return {row[0]: row[1] for row in await self._connection.execute(statement)}

    async def pushed(self, steps: Iterable[int], told: int | None, letter: str, now: datetime) -> None:
        statement = update(duty_step).where(duty_step.c.id.in_(list(steps)), IS_WAITING)
        await self._connection.execute(statement.values(state=PUSHED, told_person=told, letter=letter, done_at=now))

    async def skipped(self, steps: Iterable[int], why: str, now: datetime) -> None:
        statement = update(duty_step).where(duty_step.c.id.in_(list(steps)), IS_WAITING)
        await self._connection.execute(statement.values(state=SKIPPED, outcome=why, done_at=now))

    async def counted(self) -> int:
        """Return how many rungs wait; for the office and the benchmark."""
        return (
            await self._connection.execute(select(func.count()).select_from(duty_step).where(IS_WAITING))
        ).scalar_one()


def _waiting() -> Select[Any]:
    return (
        select(
            duty_step,
            assignment.c.state.label("duty_state"),
            assignment.c.answered_at,
            shift.c.starts_at,
            shift.c.is_cancelled,
        )
        .join(assignment, assignment.c.id == duty_step.c.assignment_id)
        .join(shift, shift.c.id == assignment.c.shift_id)
        .where(IS_WAITING)
    )


def _step(row: Row[Any]) -> Waiting:
    return Waiting(
        row.id,
        row.assignment_id,
        row.person_id,
        Rung(row.rung),
        row.due_at,
        row.planned_for,
        row.starts_at,
        AssignmentState(row.duty_state),
        row.answered_at,
        row.is_cancelled,
    )
