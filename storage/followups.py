"""Follow-ups of wishes; what was done about them is sealed."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, Row, String, Table, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.followups import FollowUp, FollowUpState
from storage.metadata import Instant, RowId, metadata
from storage.vault import Vault

follow_up = Table(
    "wish_follow_up",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("wish_id", ForeignKey("wish.id"), nullable=False, unique=True),
    Column("community_id", ForeignKey("community.id"), nullable=False),
    Column("rating", Integer, nullable=False),
    Column("state", String(8), nullable=False),
    Column("opened_at", Instant, nullable=False),
    Column("owner_id", ForeignKey("person.id")),
    Column("note", LargeBinary, nullable=False),
    Column("closed_at", Instant),
    Index("ix_wish_follow_up_open", "community_id", "state", "id"),
)

AT_ONCE = 500  # keeps a statement below the databases' limits on parameters


class FollowUpStore:
    def __init__(self, connection: AsyncConnection, vault: Vault) -> None:
        self._connection = connection
        self._vault = vault

    async def of_wish(self, wish_id: int) -> FollowUp | None:
        return await self._one(follow_up.c.wish_id == wish_id)

    async def hold(self, follow_up_id: int) -> FollowUp | None:
        return await self._one(follow_up.c.id == follow_up_id)

    async def notes(self, wish_ids: Iterable[int]) -> dict[int, str]:
        """Return what was done about each wish that has a follow-up; empty while nobody has written it down."""
        ids = list(wish_ids)
        found: dict[int, str] = {}
        for start in range(0, len(ids), AT_ONCE):
            some = select(follow_up).where(follow_up.c.wish_id.in_(ids[start : start + AT_ONCE]))
            found |= {row.wish_id: self._read(row).note for row in await self._connection.execute(some)}
        return found

    async def add(self, fresh: FollowUp) -> FollowUp:
        fixed = {"wish_id": fresh.wish_id, "community_id": fresh.community_id, "opened_at": fresh.opened_at}
        statement = insert(follow_up).values(**fixed, **self._changing(fresh)).returning(follow_up)
        return self._read((await self._connection.execute(statement)).one())

    async def save(self, changed: FollowUp) -> None:
        statement = update(follow_up).where(follow_up.c.id == changed.id)
        await self._connection.execute(statement.values(**self._changing(changed)))

    async def unfinished(self, community_id: int, limit: int) -> list[FollowUp]:
        statement = select(follow_up).where(
            follow_up.c.community_id == community_id, follow_up.c.state != FollowUpState.CLOSED.value
        )
        rows = await self._connection.execute(statement.order_by(follow_up.c.id).limit(limit))
        return [self._read(row) for row in rows]

    async def _one(self, which: Any) -> FollowUp | None:
        statement = select(follow_up).where(which).with_for_update()
        row = (await self._connection.execute(statement)).one_or_none()
        return None if row is None else self._read(row)

    def _changing(self, one: FollowUp) -> dict[str, Any]:
        return {
            "rating": one.rating,
            "state": one.state.value,
            "owner_id": one.owner_id,
            "note": self._vault.seal(one.note, "wish_follow_up", "note", str(one.wish_id)),
            "closed_at": one.closed_at,
        }

    def _read(self, row: Row[Any]) -> FollowUp:
        return FollowUp(
            id=row.id,
            wish_id=row.wish_id,
            community_id=row.community_id,
            rating=row.rating,
            state=FollowUpState(row.state),
            opened_at=row.opened_at,
            owner_id=row.owner_id,
            note=self._vault.open(row.note, "wish_follow_up", "note", str(row.wish_id)),
            closed_at=row.closed_at,
        )
