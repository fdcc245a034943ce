"""Days as the library publishes them, days as staff says they are, and school terms."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import BigInteger, Column, Date, String, Table, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.calendars import EVERYWHERE, Calendar, DayKind, Term
from storage.metadata import RowId, insert_into, metadata

calendar_day = Table(
    "calendar_day",
    metadata,
    # 0 stands for all communities (the published calendar) and for all posts.
    Column("community_id", BigInteger, primary_key=True, autoincrement=False),
    Column("post_id", BigInteger, primary_key=True, autoincrement=False),
    Column("on_day", Date, primary_key=True),
    Column("kind", String(10), nullable=False),
)
ROWS_PER_INSERT = 200  # below SQLite's limit on bound parameters
school_term = Table(
    "school_term",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("community_id", BigInteger, nullable=False, index=True),
    Column("post_id", BigInteger, nullable=False),
    Column("first_on", Date, nullable=False),
    Column("last_on", Date, nullable=False),
)


class CalendarStore:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def published_days(self, year: int) -> int:
        statement = select(func.count()).where(
            calendar_day.c.community_id == EVERYWHERE,
            calendar_day.c.on_day >= date(year, 1, 1),
            calendar_day.c.on_day <= date(year, 12, 31),
        )
        return (await self._connection.execute(statement)).scalar_one()

    async def publish(self, days: Mapping[date, DayKind]) -> None:
        """Keep the published calendar; what staff has written stands in rows of its own and is not touched."""
        rows = [
            {"community_id": EVERYWHERE, "post_id": EVERYWHERE, "on_day": on, "kind": kind.value}
            for on, kind in days.items()
        ]
        for start in range(0, len(rows), ROWS_PER_INSERT):
            statement = insert_into(self._connection, calendar_day).values(rows[start : start + ROWS_PER_INSERT])
            await self._connection.execute(statement.on_conflict_do_nothing())

    async def set_day(self, community_id: int, post_id: int, on: date, kind: DayKind) -> None:
        statement = insert_into(self._connection, calendar_day).values(
            community_id=community_id, post_id=post_id, on_day=on, kind=kind.value
        )
        unique = ["community_id", "post_id", "on_day"]
        changed = statement.on_conflict_do_update(index_elements=unique, set_={"kind": kind.value})
        await self._connection.execute(changed)

    async def add_term(self, community_id: int, term: Term) -> None:
        values = {
            "community_id": community_id,
            "post_id": term.post_id,
            "first_on": term.first_on,
            "last_on": term.last_on,
        }
        await self._connection.execute(insert_into(self._connection, school_term).values(**values))

    async def calendar(self, community_id: int, from_on: date, to_on: date) -> Calendar:
        rows = await self._connection.execute(
            select(calendar_day).where(
                calendar_day.c.community_id.in_([EVERYWHERE, community_id]),
                calendar_day.c.on_day >= from_on,
                calendar_day.c.on_day <= to_on,
            )
        )
        published: dict[date, DayKind] = {}
        local: dict[tuple[int, date], DayKind] = {}
        for row in rows:
            if row.community_id == EVERYWHERE:
                published[row.on_day] = DayKind(row.kind)
            else:
                local[row.post_id, row.on_day] = DayKind(row.kind)
        terms = await self._connection.execute(select(school_term).where(school_term.c.community_id == community_id))
        return Calendar(published, local, tuple(Term(each.post_id, each.first_on, each.last_on) for each in terms))
