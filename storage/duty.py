"""Posts, shifts and assignments."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Float, ForeignKey, Integer, Row, Select, String, Table, UniqueConstraint, insert, select
from sqlalchemy import update as sql_update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.duty import Assignment, AssignmentState, DutyKind, Place, Post, Shift
from storage.metadata import Instant, RowId, insert_into, metadata

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
    Column("leader_id", ForeignKey("person.id"), nullable=False),
    UniqueConstraint("post_id", "starts_at"),
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
    UniqueConstraint("shift_id", "person_id"),
)


class DutyStore:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add_post(self, fresh: Post) -> Post:
        """Write the post down, or return the one of that name."""
        found = (
            await self._connection.execute(
                select(post).where(post.c.community_id == fresh.community_id, post.c.name == fresh.name)
            )
        ).one_or_none()
        if found is not None:
            return _post(found)
        values = {
            "community_id": fresh.community_id,
            "kind": fresh.kind.value,
            "name": fresh.name,
            "meet": fresh.meet,
            "latitude": fresh.place.latitude if fresh.place else None,
            "longitude": fresh.place.longitude if fresh.place else None,
            "radius_metres": fresh.place.radius_metres if fresh.place else 0,
        }
        return _post((await self._connection.execute(insert(post).values(**values).returning(post))).one())

    async def posts(self, community_id: int) -> list[Post]:
        rows = await self._connection.execute(
            select(post).where(post.c.community_id == community_id).order_by(post.c.id)
        )
        return [_post(row) for row in rows]

    async def add_shift(self, fresh: Shift) -> Shift:
        """Write the shift down, or return the one that stands at this post and hour."""
        values = {
            "community_id": fresh.community_id,
            "post_id": fresh.post.id,
            "starts_at": fresh.starts_at,
            "ends_at": fresh.ends_at,
            "leader_id": fresh.leader_id,
        }
        statement = insert_into(self._connection, shift).values(**values)
        await self._connection.execute(statement.on_conflict_do_nothing())
        found = _with_post(select(shift, post)).where(
            shift.c.post_id == fresh.post.id, shift.c.starts_at == fresh.starts_at
        )
        return _shift((await self._connection.execute(found)).one())

    async def assign(self, shift_id: int, person_id: int) -> bool:
        """Put the person on the shift and say whether this is new."""
        statement = insert_into(self._connection, assignment).values(
            shift_id=shift_id, person_id=person_id, state=AssignmentState.ASSIGNED.value
        )
        return (await self._connection.execute(statement.on_conflict_do_nothing())).rowcount == 1

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


def _with_post(statement: Select[Any]) -> Select[Any]:
    columns = [
        shift.c[name].label(f"shift_{name}") for name in ("id", "community_id", "starts_at", "ends_at", "leader_id")
    ]
    return statement.with_only_columns(*post.c, *columns).select_from(shift.join(post))


def _all() -> Select[Any]:
    columns = [assignment.c[name].label(f"a_{name}") for name in assignment.c.keys()]  # noqa: SIM118 - a column collection
    return _with_post(select(shift)).add_columns(*columns).join(assignment, assignment.c.shift_id == shift.c.id)


def _post(row: Row[Any]) -> Post:
    place = None if row.latitude is None else Place(row.latitude, row.longitude, row.radius_metres)
    return Post(row.id, row.community_id, DutyKind(row.kind), row.name, row.meet, place)


def _shift(row: Row[Any]) -> Shift:
    return Shift(
        row.shift_id, row.shift_community_id, _post(row), row.shift_starts_at, row.shift_ends_at, row.shift_leader_id
    )


def _assignment(row: Row[Any]) -> Assignment:
    return Assignment(
        row.a_id,
        _shift(row),
        row.a_person_id,
        AssignmentState(row.a_state),
        row.a_checked_in_at,
        row.a_checked_out_at,
    )
