"""Templates of shifts, and rosters while they are drafted."""

from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    Row,
    String,
    Table,
    Text,
    Time,
    UniqueConstraint,
    delete,
    false,
    insert,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.calendars import Pattern
from domain.drafts import Draft, DraftState, Pair, Template
from storage.duty import post, post_of
from storage.metadata import Instant, RowId, insert_into, metadata

LEASE = timedelta(minutes=5)

shift_template = Table(
    "shift_template",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("post_id", ForeignKey("post.id"), nullable=False),
    Column("pattern", String(12), nullable=False),
    Column("begins", Time, nullable=False),
    Column("ends", Time, nullable=False),
    Column("need", Integer, nullable=False),
    Column("trained", Integer, nullable=False, server_default="0"),
    Column("captain", Integer, nullable=False, server_default="0"),
    # Days by name or by date, one a line; empty for a shift that stands by its pattern.
    Column("days", Text, nullable=False, server_default=""),
    UniqueConstraint("post_id", "begins"),
)
roster = Table(
    "roster",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("community_id", ForeignKey("community.id"), nullable=False),
    Column("leader_id", ForeignKey("person.id"), nullable=False),
    Column("from_on", Date, nullable=False),
    Column("state", String(10), nullable=False),
    Column("said", Text, nullable=False, server_default=""),
    Column("made_at", Instant, nullable=False),
    Column("leased_until", Instant),
    Column("repair_at", Instant),
    UniqueConstraint("community_id", "from_on"),
    Index("ix_roster_state", "state", "id"),
)
roster_seat = Table(
    "roster_seat",
    metadata,
    Column("roster_id", ForeignKey("roster.id"), primary_key=True),
    Column("shift_id", ForeignKey("shift.id"), primary_key=True),
    Column("person_id", ForeignKey("person.id"), primary_key=True),
    Column("is_fixed", Boolean, nullable=False, server_default=false()),
)


TEMPLATE_COLUMNS = ("id", "pattern", "begins", "ends", "need", "trained", "captain", "days")


class RosterStore:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add_template(self, fresh: Template) -> None:
        values = {
            "pattern": fresh.pattern.value,
            "ends": fresh.ends,
            "need": fresh.need,
            "trained": fresh.trained,
            "captain": fresh.captain,
            "days": "\n".join(fresh.days),
        }
        statement = insert_into(self._connection, shift_template).values(
            post_id=fresh.post.id, begins=fresh.begins, **values
        )
        changed = statement.on_conflict_do_update(index_elements=["post_id", "begins"], set_=values)
        await self._connection.execute(changed)

    async def drop_template(self, template_id: int) -> None:
        await self._connection.execute(delete(shift_template).where(shift_template.c.id == template_id))

    async def templates(self, community_id: int) -> list[Template]:
        columns = [shift_template.c[name].label(f"t_{name}") for name in TEMPLATE_COLUMNS]
        statement = select(post, *columns).join(shift_template).where(post.c.community_id == community_id)
        rows = await self._connection.execute(statement.order_by(shift_template.c.begins, post.c.id))
        return [_template(row) for row in rows]

    async def open(self, community_id: int, leader_id: int, from_on: date, now: datetime) -> Draft:
        """Return the draft of that week, made now if there is none."""
        values = {
            "community_id": community_id,
            "leader_id": leader_id,
            "from_on": from_on,
            "state": DraftState.DRAFT.value,
            "made_at": now,
        }
        await self._connection.execute(insert_into(self._connection, roster).values(**values).on_conflict_do_nothing())
        statement = select(roster.c.id).where(roster.c.community_id == community_id, roster.c.from_on == from_on)
        found = await self.hold((await self._connection.execute(statement)).scalar_one())
        assert found is not None  # noqa: S101 - it is there now
        return found

    async def hold(self, roster_id: int) -> Draft | None:
        statement = select(roster).where(roster.c.id == roster_id).with_for_update()
        row = (await self._connection.execute(statement)).one_or_none()
        if row is None:
            return None
        statement = select(roster_seat).where(roster_seat.c.roster_id == roster_id)
        ordered = statement.order_by(roster_seat.c.shift_id, roster_seat.c.person_id)
        seats = (await self._connection.execute(ordered)).all()
        pairs = tuple((each.shift_id, each.person_id) for each in seats)
        fixed = tuple((each.shift_id, each.person_id) for each in seats if each.is_fixed)
        state = DraftState(row.state)
        return Draft(row.id, row.community_id, row.leader_id, row.from_on, state, pairs, row.said, fixed)

    async def put_seats(self, roster_id: int, seats: Iterable[Pair], fixed: Collection[Pair] = ()) -> None:
        await self._connection.execute(delete(roster_seat).where(roster_seat.c.roster_id == roster_id))
        rows = [
            {"roster_id": roster_id, "shift_id": shift, "person_id": person, "is_fixed": (shift, person) in fixed}
            for shift, person in seats
        ]
        if rows:
            await self._connection.execute(insert(roster_seat).values(rows))

    async def sits(self, community_id: int, from_on: date, seat: tuple[int, int], *, stands: bool) -> None:
        """Let the roster of that week show somebody who came onto a shift or left it outside of the draft."""
        shift_id, person_id = seat
        if not stands:
            gone = (roster_seat.c.shift_id == shift_id) & (roster_seat.c.person_id == person_id)
            await self._connection.execute(delete(roster_seat).where(gone))
            return
        which = select(roster.c.id).where(roster.c.community_id == community_id, roster.c.from_on == from_on)
        number = (await self._connection.execute(which)).scalar_one_or_none()
        if number is not None:
            values = {"roster_id": number, "shift_id": shift_id, "person_id": person_id}
            statement = insert_into(self._connection, roster_seat).values(**values)
            await self._connection.execute(statement.on_conflict_do_nothing())

    async def set_state(self, roster_id: int, state: DraftState, said: str = "") -> None:
        values = {"state": state.value, "said": said, "leased_until": None}
        await self._connection.execute(update(roster).where(roster.c.id == roster_id).values(**values))

    async def take_wanted(self, now: datetime) -> int | None:
        """Claim a roster that waits for the solver, or whose solver has not been heard of within its lease."""
        free = (roster.c.leased_until.is_(None)) | (roster.c.leased_until < now)
        oldest = (
            select(roster.c.id)
            .where(roster.c.state == DraftState.SOLVING.value, free)
            .order_by(roster.c.id)
            .limit(1)
            .with_for_update(skip_locked=True)
        )
        statement = update(roster).where(roster.c.id.in_(oldest)).values(leased_until=now + LEASE)
        taken: int | None = (await self._connection.execute(statement.returning(roster.c.id))).scalar_one_or_none()
        return taken


def _template(row: Row[Any]) -> Template:
    return Template(
        post_of(row),
        Pattern(row.t_pattern),
        row.t_begins,
        row.t_ends,
        row.t_need,
        row.t_trained,
        row.t_captain,
        tuple(filter(None, row.t_days.split("\n"))),
        row.t_id,
    )
