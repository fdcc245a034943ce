"""Days as the library publishes them, days as staff says they are, and school terms."""

from collections.abc import Iterable, Mapping
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
calendar_feast = Table(
    "calendar_feast",
    metadata,
    Column("name", String(20), primary_key=True),
    Column("on_day", Date, primary_key=True),
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

    async def keep_feasts(self, feasts: Mapping[date, Iterable[str]]) -> None:
        rows = [{"name": name, "on_day": on} for on, names in feasts.items() for name in names]
        if rows:
            statement = insert_into(self._connection, calendar_feast).values(rows)
            await self._connection.execute(statement.on_conflict_do_nothing())

    async def feasts(self, from_on: date, to_on: date) -> Mapping[date, frozenset[str]]:
        """Return the named days of the span, both ends included."""
        statement = select(calendar_feast).where(calendar_feast.c.on_day >= from_on, calendar_feast.c.on_day <= to_on)
        named: dict[date, frozenset[str]] = {}
        for row in await self._connection.execute(statement):
            named[row.on_day] = named.get(row.on_day, frozenset()) | {row.name}
        return named

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
        told = tuple(Term(each.post_id, each.first_on, each.last_on) for each in terms)
        named = await self.feasts(from_on.replace(month=1, day=1), to_on.replace(month=12, day=31))
        return Calendar(published, local, told, named)
