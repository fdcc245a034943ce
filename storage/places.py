"""Communities with their buildings, the grids these lie in, and the groups that are bound to them."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Row, String, Table, delete, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.people import Community, Group, Purpose
from storage.metadata import Instant, RowId, insert_into, metadata

community = Table(
    "community",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("name", String(80), nullable=False),
    Column("approves_wishes", Boolean, nullable=False),
    Column("phone", String(40), nullable=False),
    Column("created_at", Instant, nullable=False),
)
building = Table(
    "building",
    metadata,
    Column("community_id", ForeignKey("community.id"), primary_key=True, autoincrement=False),
    Column("name", String(80), primary_key=True),
    Column("grid", String(80), nullable=False, server_default=""),
)
grid_neighbour = Table(
    "grid_neighbour",
    metadata,
    Column("community_id", ForeignKey("community.id"), primary_key=True, autoincrement=False),
    Column("grid", String(80), primary_key=True),
    Column("neighbour", String(80), primary_key=True),
)
chat_group = Table(
    "chat_group",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("community_id", ForeignKey("community.id"), nullable=False),
    Column("purpose", String(12), nullable=False),
    Column("title", String(200), nullable=False),
    Column("bound_at", Instant, nullable=False),
)


class PlaceRows:
    """The places and groups of the people's store."""

    _connection: AsyncConnection

    async def found_community(self, name: str, now: datetime, *, phone: str = "") -> Community:
        statement = insert(community).values(name=name, approves_wishes=True, phone=phone, created_at=now)
        row = (await self._connection.execute(statement.returning(community))).one()
        return community_of(row)

    async def communities(self) -> list[Community]:
        rows = await self._connection.execute(select(community).order_by(community.c.id))
        return [community_of(row) for row in rows]

    async def community(self, community_id: int) -> Community:
        row = (await self._connection.execute(select(community).where(community.c.id == community_id))).one()
        return community_of(row)

    async def set_approval(self, community_id: int, *, approves_wishes: bool) -> None:
        statement = update(community).where(community.c.id == community_id)
        await self._connection.execute(statement.values(approves_wishes=approves_wishes))

    async def listed_buildings(self, community_id: int) -> list[str]:
        """Return the buildings that staff has listed, in their order of numbers; none when nothing was listed."""
        rows = await self._connection.execute(select(building.c.name).where(building.c.community_id == community_id))
        return sorted(rows.scalars(), key=lambda name: (len(name), name))

    async def list_buildings(self, community_id: int, names: Iterable[str]) -> None:
        """Replace the community's list of buildings; those that stay remain in their grid."""
        grid_of = {name: grid for grid, there in (await self.grids(community_id)).items() for name in there}
        await self._connection.execute(delete(building).where(building.c.community_id == community_id))
        fresh = dict.fromkeys(names)
        rows = [{"community_id": community_id, "name": name, "grid": grid_of.get(name, "")} for name in fresh]
        if rows:
            await self._connection.execute(insert(building), rows)

    async def grids(self, community_id: int) -> dict[str, list[str]]:
        """Return the grids of the community, each with its buildings in the order of their numbers."""
        mine = select(building).where(building.c.community_id == community_id, building.c.grid != "")
        found: dict[str, list[str]] = {}
        for row in sorted(await self._connection.execute(mine), key=lambda row: _by_number(row.grid, row.name)):
            found.setdefault(row.grid, []).append(row.name)
        return found

    async def grid_of(self, community_id: int, name: str) -> str:
        """Return the grid that the building lies in, or nothing."""
        mine = select(building.c.grid).where(building.c.community_id == community_id, building.c.name == name)
        return (await self._connection.execute(mine)).scalar_one_or_none() or ""

    async def set_grid(self, community_id: int, grid: str, names: Iterable[str]) -> None:
        """Let the grid consist of exactly these buildings; each is taken out of the grid it lay in before."""
        here = building.c.community_id == community_id
        await self._connection.execute(update(building).where(here, building.c.grid == grid).values(grid=""))
        for name in dict.fromkeys(names):
            written = insert_into(self._connection, building).values(community_id=community_id, name=name, grid=grid)
            anew = written.on_conflict_do_update(index_elements=["community_id", "name"], set_={"grid": grid})
            await self._connection.execute(anew)

    async def neighbours_of(self, community_id: int, grid: str) -> list[str]:
        """Return the grids next to this one; none where nobody has said so."""
        mine = grid_neighbour.c.community_id == community_id
        found = select(grid_neighbour.c.neighbour).where(mine, grid_neighbour.c.grid == grid)
        return sorted((await self._connection.execute(found)).scalars(), key=_by_number)

    async def set_neighbours(self, community_id: int, grid: str, neighbours: Iterable[str]) -> None:
        """Let the grid lie next to exactly these; whoever is a neighbour has one, too."""
        touched = or_(grid_neighbour.c.grid == grid, grid_neighbour.c.neighbour == grid)
        await self._connection.execute(
            delete(grid_neighbour).where(grid_neighbour.c.community_id == community_id, touched)
        )
        pairs = [
            pair for other in dict.fromkeys(neighbours) if other != grid for pair in ((grid, other), (other, grid))
        ]
        rows = [{"community_id": community_id, "grid": one, "neighbour": other} for one, other in pairs]
        if rows:
            await self._connection.execute(insert(grid_neighbour), rows)

    async def bind_group(self, bound: Group, now: datetime) -> None:
        values = {
            "community_id": bound.community_id,
            "purpose": bound.purpose.value,
            "title": bound.title[:200],
            "bound_at": now,
        }
        statement = insert_into(self._connection, chat_group).values(chat_id=bound.chat_id, **values)
        await self._connection.execute(statement.on_conflict_do_update(index_elements=["chat_id"], set_=values))

    async def groups(self, community_id: int, purpose: Purpose | None = None) -> list[Group]:
        statement = select(chat_group).where(chat_group.c.community_id == community_id).order_by(chat_group.c.title)
        if purpose is not None:
            statement = statement.where(chat_group.c.purpose == purpose.value)
        return [_group(row) for row in await self._connection.execute(statement)]

    async def group(self, chat_id: int) -> Group | None:
        row = (await self._connection.execute(select(chat_group).where(chat_group.c.chat_id == chat_id))).one_or_none()
        return None if row is None else _group(row)

    async def group_moved(self, old_chat_id: int, new_chat_id: int) -> None:
        """Follow a group that became a supergroup; its binding stays."""
        statement = update(chat_group).where(chat_group.c.chat_id == old_chat_id).values(chat_id=new_chat_id)
        if await self.group(new_chat_id) is None:
            await self._connection.execute(statement)


def community_of(row: Row[Any]) -> Community:
    return Community(row.id, row.name, approves_wishes=row.approves_wishes, phone=row.phone)


def _group(row: Row[Any]) -> Group:
    return Group(row.chat_id, row.community_id, Purpose(row.purpose), row.title)


def _by_number(*names: str) -> tuple[tuple[int, str], ...]:
    """Sort 2号楼 before 10号楼."""
    return tuple((len(name), name) for name in names)
