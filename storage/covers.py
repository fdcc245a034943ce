"""Seats that look for somebody, who was asked, who could be, and days off."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import (
    Column,
    Date,
    ForeignKey,
    Index,
    Row,
    Select,
    String,
    Table,
    and_,
    func,
    insert,
    literal_column,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.covers import FAIRNESS_DAYS, Candidate, Cover, CoverState, Need
from domain.duty import GONE, Assignment, Shift
from domain.rosters import Category
from domain.times import at_local, local
from storage.duty import assignment, shift, shift_of, shifts
from storage.metadata import Instant, RowId, insert_into, metadata
from storage.people import BETWEEN, account, person

cover = Table(
    "cover",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("shift_id", ForeignKey("shift.id"), nullable=False, index=True),
    Column("assignment_id", ForeignKey("assignment.id"), index=True),
    Column("giver_id", ForeignKey("person.id")),
    Column("need", String(8), nullable=False),
    Column("state", String(10), nullable=False),
    Column("opened_at", Instant, nullable=False),
    Column("next_at", Instant),
    Column("taker_id", ForeignKey("person.id")),
    Column("finished_at", Instant),
)
cover_ask = Table(
    "cover_ask",
    metadata,
    Column("cover_id", ForeignKey("cover.id"), primary_key=True),
    Column("person_id", ForeignKey("person.id"), primary_key=True),
    Column("asked_at", Instant, nullable=False),
)
leave = Table(
    "leave",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("person_id", ForeignKey("person.id"), nullable=False, index=True),
    Column("first_on", Date, nullable=False),
    Column("last_on", Date, nullable=False),
    Column("asked_at", Instant, nullable=False),
)
# Spelt out, not bound: neither database matches a bound parameter with a partial index.
IS_OPEN = cover.c.state == literal_column(f"'{CoverState.OPEN.value}'")
open_due = Index("ix_cover_due", cover.c.next_at, sqlite_where=IS_OPEN, postgresql_where=IS_OPEN)
one_open = Index("uq_cover_open", cover.c.assignment_id, unique=True, sqlite_where=IS_OPEN, postgresql_where=IS_OPEN)


class CoverStore:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def open(
        self, seat: Shift, duty: Assignment | None, need: Need, now: datetime, next_at: datetime | None
    ) -> Cover:
        values = {
            "shift_id": seat.id,
            "assignment_id": duty.id if duty else None,
            "giver_id": duty.person_id if duty else None,
            "need": need.value,
            "state": CoverState.OPEN.value,
            "opened_at": now,
            "next_at": next_at,
        }
        made = (await self._connection.execute(insert(cover).values(**values).returning(cover.c.id))).scalar_one()
        found = await self.hold(made)
        assert found is not None  # noqa: S101 - it was written just now
        return found

    async def hold(self, cover_id: int) -> Cover | None:
        """Return the cover, locked until the transaction ends."""
        statement = _covers().where(cover.c.id == cover_id).with_for_update(of=cover)
        row = (await self._connection.execute(statement)).one_or_none()
        return None if row is None else _cover(row)

    async def open_of(self, assignment_id: int) -> Cover | None:
        statement = _covers().where(cover.c.assignment_id == assignment_id, IS_OPEN)
        row = (await self._connection.execute(statement)).one_or_none()
        return None if row is None else _cover(row)

    async def open_seats(self, shift_id: int) -> list[Cover]:
        rows = await self._connection.execute(_covers().where(cover.c.shift_id == shift_id, IS_OPEN))
        return [_cover(row) for row in rows]

    async def finish(self, cover_id: int, state: CoverState, taker_id: int | None, now: datetime) -> bool:
        """Close an open cover and say whether this was the one that did: two takers cannot both hear yes."""
        statement = update(cover).where(cover.c.id == cover_id, IS_OPEN)
        values = {"state": state.value, "taker_id": taker_id, "finished_at": now, "next_at": None}
        return (await self._connection.execute(statement.values(**values))).rowcount == 1

    async def asked(self, cover_id: int, people: Iterable[int], now: datetime) -> None:
        rows = [{"cover_id": cover_id, "person_id": who, "asked_at": now} for who in people]
        if rows:
            statement = insert_into(self._connection, cover_ask).values(rows)
            await self._connection.execute(statement.on_conflict_do_nothing())

    async def who_was_asked(self, cover_id: int) -> list[int]:
        statement = select(cover_ask.c.person_id).where(cover_ask.c.cover_id == cover_id)
        return list((await self._connection.execute(statement.order_by(cover_ask.c.asked_at))).scalars())

    async def ask_next_at(self, cover_id: int, at: datetime | None) -> None:
        await self._connection.execute(update(cover).where(cover.c.id == cover_id).values(next_at=at))

    async def due(self, now: datetime, limit: int) -> list[Cover]:
        statement = _covers().where(IS_OPEN, cover.c.next_at <= now).order_by(cover.c.next_at).limit(limit)
        return [_cover(row) for row in await self._connection.execute(statement)]

    async def candidates(self, seat: Shift, people: Iterable[int], cover_id: int | None) -> list[Candidate]:
        """Return these people with what counts for this shift: turns, week, clashes, leave, and who was asked."""
        who = list(people)
        on = local(seat.starts_at).date()
        monday = at_local(on - timedelta(days=on.weekday()), datetime.min.time())
        active = assignment.c.state.not_in([state.value for state in GONE])
        lately = await self._turns(who, active, seat.starts_at - timedelta(days=FAIRNESS_DAYS), seat.ends_at)
        week = await self._turns(who, active, monday, monday + timedelta(days=7))
        clashes = await self._clashes(who, active, seat)
        off = {each[0] for each in await self.leaves(who, on, on)}
        asked = set(await self.who_was_asked(cover_id)) if cover_id is not None else set()
        reached = select(account.c.person_id).where(account.c.person_id.in_(who), account.c.is_reachable)
        reachable = set((await self._connection.execute(reached)).scalars())
        known = select(person.c.id, person.c.category, person.c.free).where(person.c.id.in_(who)).order_by(person.c.id)
        return [
            Candidate(
                row.id,
                Category(row.category),
                tuple(filter(None, row.free.split(BETWEEN))),
                lately.get(row.id, 0),
                week.get(row.id, 0),
                clashes.get(row.id),
                row.id in off,
                row.id in asked,
                row.id in reachable,
            )
            for row in await self._connection.execute(known)
        ]

    async def _turns(self, who: list[int], active: Any, from_at: datetime, until_at: datetime) -> dict[int, int]:
        statement = (
            select(assignment.c.person_id, func.count())
            .join(shift)
            .where(assignment.c.person_id.in_(who), active, shift.c.starts_at >= from_at, shift.c.starts_at < until_at)
            .group_by(assignment.c.person_id)
        )
        return {row[0]: row[1] for row in await self._connection.execute(statement)}

    async def _clashes(self, who: list[int], active: Any, seat: Shift) -> dict[int, Shift]:
        statement = (
            shifts()
            .add_columns(assignment.c.person_id)
            .join(assignment, assignment.c.shift_id == shift.c.id)
            .where(
                assignment.c.person_id.in_(who),
                active,
                shift.c.starts_at < seat.ends_at,
                shift.c.ends_at > seat.starts_at,
                shift.c.is_cancelled.is_(False),
            )
        )
        return {row.person_id: shift_of(row) for row in await self._connection.execute(statement)}

    async def add_leave(self, person_id: int, first_on: date, last_on: date, now: datetime) -> None:
        values = {"person_id": person_id, "first_on": first_on, "last_on": last_on, "asked_at": now}
        await self._connection.execute(insert(leave).values(**values))

    async def leaves(self, people: Iterable[int], first_on: date, last_on: date) -> list[tuple[int, date, date]]:
        """Return the days off of these people that touch the span, both ends included."""
        touches = and_(leave.c.first_on <= last_on, leave.c.last_on >= first_on)
        statement = select(leave.c.person_id, leave.c.first_on, leave.c.last_on)
        rows = await self._connection.execute(statement.where(leave.c.person_id.in_(list(people)), touches))
        return [(row[0], row[1], row[2]) for row in rows]


def _covers() -> Select[Any]:
    columns = [cover.c[name].label(f"c_{name}") for name in cover.c.keys()]  # noqa: SIM118 - a column collection
    return shifts().add_columns(*columns).join(cover, cover.c.shift_id == shift.c.id)


def _cover(row: Row[Any]) -> Cover:
    return Cover(
        row.c_id,
        shift_of(row),
        row.c_assignment_id,
        row.c_giver_id,
        Need(row.c_need),
        CoverState(row.c_state),
        row.c_opened_at,
        row.c_taker_id,
    )
