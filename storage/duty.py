"""Posts, shifts and assignments."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    Row,
    Select,
    String,
    Table,
    UniqueConstraint,
    false,
    insert,
    select,
)
from sqlalchemy import update as sql_update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.duty import GONE, Assignment, AssignmentState, DutyKind, Place, Post, Shift
from storage.metadata import Instant, RowId, insert_into, metadata
from storage.people import person
from storage.vault import Vault

post = Table(
    "post",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("community_id", ForeignKey("community.id"), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("name", String(80), nullable=False),
    Column("meet", String(200), nullable=False),
    Column("latitude", Float),
    Column("longitude", Float),
    Column("radius_metres", Integer, nullable=False),
    UniqueConstraint("community_id", "name"),
)
shift = Table(
    "shift",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("community_id", ForeignKey("community.id"), nullable=False),
    Column("post_id", ForeignKey("post.id"), nullable=False),
    Column("starts_at", Instant, nullable=False, index=True),
    Column("ends_at", Instant, nullable=False),
    Column("leader_id", ForeignKey("person.id"), nullable=False, index=True),
    Column("need", Integer, nullable=False, server_default="0"),
    Column("is_cancelled", Boolean, nullable=False, server_default=false()),
    Column("trained", Integer, nullable=False, server_default="0"),
    Column("captain", Integer, nullable=False, server_default="0"),
    Column("planned_at", Instant),
    UniqueConstraint("post_id", "starts_at"),
    Index("ix_shift_community", "community_id", "starts_at"),
)
assignment = Table(
    "assignment",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("shift_id", ForeignKey("shift.id"), nullable=False),
    Column("person_id", ForeignKey("person.id"), nullable=False, index=True),
    Column("state", String(12), nullable=False),
    Column("checked_in_at", Instant),
    Column("checked_out_at", Instant),
    Column("answered_at", Instant),
    Column("is_short_notice", Boolean, nullable=False, server_default=false()),
    UniqueConstraint("shift_id", "person_id"),
)


class DutyStore:
    def __init__(self, connection: AsyncConnection, vault: Vault) -> None:
        self._connection = connection
        self._vault = vault

    async def add_post(self, fresh: Post) -> Post:
        """Write the post down, or return the one of that name."""
        found = (
            await self._connection.execute(
                select(post).where(post.c.community_id == fresh.community_id, post.c.name == fresh.name)
            )
        ).one_or_none()
        if found is not None:
            return post_of(found)
        values = {
            "community_id": fresh.community_id,
            "kind": fresh.kind.value,
            "name": fresh.name,
            "meet": fresh.meet,
            "latitude": fresh.place.latitude if fresh.place else None,
            "longitude": fresh.place.longitude if fresh.place else None,
            "radius_metres": fresh.place.radius_metres if fresh.place else 0,
        }
        return post_of((await self._connection.execute(insert(post).values(**values).returning(post))).one())

    async def posts(self, community_id: int) -> list[Post]:
        rows = await self._connection.execute(
            select(post).where(post.c.community_id == community_id).order_by(post.c.id)
        )
        return [post_of(row) for row in rows]

    async def save_post(self, changed: Post) -> None:
        place = changed.place
        values = {
            "meet": changed.meet,
            "latitude": place.latitude if place else None,
            "longitude": place.longitude if place else None,
            "radius_metres": place.radius_metres if place else 0,
        }
        await self._connection.execute(sql_update(post).where(post.c.id == changed.id).values(**values))

    async def add_shift(self, fresh: Shift) -> Shift:
        """Write the shift down, or return the one that stands at this post and hour."""
        values = {
            "community_id": fresh.community_id,
            "post_id": fresh.post.id,
            "starts_at": fresh.starts_at,
            "ends_at": fresh.ends_at,
            "leader_id": fresh.leader_id,
            "need": fresh.need,
            "trained": fresh.trained,
            "captain": fresh.captain,
        }
        statement = insert_into(self._connection, shift).values(**values)
        await self._connection.execute(statement.on_conflict_do_nothing())
        found = shifts().where(shift.c.post_id == fresh.post.id, shift.c.starts_at == fresh.starts_at)
        return shift_of((await self._connection.execute(found)).one())

    async def assign(self, shift_id: int, person_id: int) -> bool:
        """Put the person on the shift and say whether this is new; whoever had left it comes back unanswered."""
        fresh = {"shift_id": shift_id, "person_id": person_id, "state": AssignmentState.ASSIGNED.value}
        statement = insert_into(self._connection, assignment).values(**fresh).on_conflict_do_nothing()
        if (await self._connection.execute(statement)).rowcount == 1:
            return True
        again = sql_update(assignment).where(
            assignment.c.shift_id == shift_id,
            assignment.c.person_id == person_id,
            assignment.c.state.in_([state.value for state in GONE]),
        )
        values = {"state": AssignmentState.ASSIGNED.value, "answered_at": None, "is_short_notice": False}
        return (await self._connection.execute(again.values(**values))).rowcount == 1

    async def lock_person(self, person_id: int) -> None:
        """Let nobody else put this person on a shift until the transaction ends."""
        await self._connection.execute(select(person.c.id).where(person.c.id == person_id).with_for_update())

    async def shift(self, shift_id: int) -> Shift | None:
        """Return the shift, locked until the transaction ends."""
        statement = shifts().where(shift.c.id == shift_id).with_for_update(of=shift)
        row = (await self._connection.execute(statement)).one_or_none()
        return None if row is None else shift_of(row)

    async def save_shift(self, changed: Shift) -> None:
        values = {
            "starts_at": changed.starts_at,
            "ends_at": changed.ends_at,
            "leader_id": changed.leader_id,
            "need": changed.need,
            "is_cancelled": changed.is_cancelled,
            "trained": changed.trained,
            "captain": changed.captain,
            "planned_at": changed.planned_at,
        }
        await self._connection.execute(sql_update(shift).where(shift.c.id == changed.id).values(**values))

    async def shifts_between(self, community_id: int, from_at: datetime, until_at: datetime) -> list[Shift]:
        """Return the shifts that begin in the span, its end excluded, in order of time."""
        statement = shifts().where(
            shift.c.community_id == community_id, shift.c.starts_at >= from_at, shift.c.starts_at < until_at
        )
        rows = await self._connection.execute(statement.order_by(shift.c.starts_at, shift.c.id))
        return [shift_of(row) for row in rows]

    async def between(self, community_id: int, from_at: datetime, until_at: datetime) -> list[Assignment]:
        """Return who stands on those shifts, those who have left them included."""
        statement = _all().where(
            shift.c.community_id == community_id, shift.c.starts_at >= from_at, shift.c.starts_at < until_at
        )
        return await self._list(statement.order_by(shift.c.starts_at, assignment.c.id))

    def code(self, shift_id: int, window: int) -> str:
        """Return the four digits that prove presence at the shift during this window; nobody can work them out."""
        return f"{int(self._vault.blind('duty-code', f'{shift_id}:{window}')[:12], 16) % 10_000:04d}"

    async def hold(self, assignment_id: int) -> Assignment | None:
        """Return the assignment, locked until the transaction ends."""
        statement = _all().where(assignment.c.id == assignment_id).with_for_update(of=assignment)
        row = (await self._connection.execute(statement)).one_or_none()
        return None if row is None else _assignment(row)

    async def save(self, changed: Assignment) -> None:
        await self._connection.execute(
            sql_update(assignment)
            .where(assignment.c.id == changed.id)
            .values(
                state=changed.state.value,
                checked_in_at=changed.checked_in_at,
                checked_out_at=changed.checked_out_at,
                answered_at=changed.answered_at,
                is_short_notice=changed.is_short_notice,
            )
        )

    async def of_shift(self, shift_id: int) -> list[Assignment]:
        return await self._list(_all().where(assignment.c.shift_id == shift_id).order_by(assignment.c.id))

    async def of_person(self, person_id: int, since: datetime, limit: int = 20) -> list[Assignment]:
        """Return the person's assignments that end after `since`, the nearest first."""
        statement = _all().where(assignment.c.person_id == person_id, shift.c.ends_at > since)
        return await self._list(statement.order_by(shift.c.starts_at).limit(limit))

    async def led_by(self, person_id: int, since: datetime, limit: int = 60) -> list[Assignment]:
        statement = _all().where(shift.c.leader_id == person_id, shift.c.ends_at > since)
        return await self._list(statement.order_by(shift.c.starts_at, assignment.c.id).limit(limit))

    async def _list(self, statement: Select[Any]) -> list[Assignment]:
        rows: Sequence[Row[Any]] = (await self._connection.execute(statement)).all()
        return [_assignment(row) for row in rows]


SHIFT_COLUMNS = (
    *("id", "community_id", "starts_at", "ends_at", "leader_id", "need", "is_cancelled"),
    *("trained", "captain", "planned_at"),
)


def shifts() -> Select[Any]:
    """Return the query of all shifts with their posts, as `shift_of` reads it."""
    columns = [shift.c[name].label(f"shift_{name}") for name in SHIFT_COLUMNS]
    return select(*post.c, *columns).select_from(shift.join(post))


def _all() -> Select[Any]:
    columns = [assignment.c[name].label(f"a_{name}") for name in assignment.c.keys()]  # noqa: SIM118 - a column collection
    return shifts().add_columns(*columns).join(assignment, assignment.c.shift_id == shift.c.id)


def post_of(row: Row[Any]) -> Post:
    place = None if row.latitude is None else Place(row.latitude, row.longitude, row.radius_metres)
    return Post(row.id, row.community_id, DutyKind(row.kind), row.name, row.meet, place)


def shift_of(row: Row[Any]) -> Shift:
    return Shift(
        row.shift_id,
        row.shift_community_id,
        post_of(row),
        row.shift_starts_at,
        row.shift_ends_at,
        row.shift_leader_id,
        row.shift_need,
        row.shift_is_cancelled,
        row.shift_trained,
        row.shift_captain,
        row.shift_planned_at,
    )


def _assignment(row: Row[Any]) -> Assignment:
    return Assignment(
        row.a_id,
        shift_of(row),
        row.a_person_id,
        AssignmentState(row.a_state),
        row.a_checked_in_at,
        row.a_checked_out_at,
        row.a_answered_at,
        row.a_is_short_notice,
    )
