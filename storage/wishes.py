"""Wishes; the words and the door they lead to are sealed at rest."""

import json
from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Row,
    String,
    Table,
    exists,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.wish_files import FileKind, WishFile
from domain.wish_trail import Hand, Mark, Trace
from domain.wishes import Wish, WishCategory, WishState
from storage.codec import to_json
from storage.metadata import Instant, RowId, metadata
from storage.people import account
from storage.places import building
from storage.vault import Vault
from storage.wish_trail import TrailRows

wish = Table(
    "wish",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("uid", String(32), nullable=False, unique=True),
    Column("number", String(20), nullable=False),
    Column("community_id", ForeignKey("community.id"), nullable=False),
    Column("requester_id", ForeignKey("person.id"), nullable=False, index=True),
    Column("claimer_id", ForeignKey("person.id"), index=True),
    Column("category", String(20), nullable=False),
    Column("description", LargeBinary, nullable=False),
    Column("building", String(80), nullable=False),
    Column("room", LargeBinary, nullable=False),
    Column("wanted", LargeBinary, nullable=False),
    Column("state", String(12), nullable=False),
    Column("since_at", Instant, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("visit_code", String(8), nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("rating", Integer, nullable=False),
    Column("thanks", LargeBinary, nullable=False),
    Column("files", LargeBinary),
    Column("helper_id", ForeignKey("person.id"), index=True),
    Column("second_id", ForeignKey("person.id"), index=True),
    Column("wanted_from_at", Instant),
    Column("wanted_until_at", Instant),
    Column("chased", Integer, nullable=False),
    Column("due_at", Instant, index=True),
    Column("needs_two", Boolean, nullable=False),
    Column("reports_in", Boolean, nullable=False),
    Column("is_seeking", Boolean, nullable=False),
    Index("uq_wish_number", "community_id", "number", unique=True),
    Index("ix_wish_board", "community_id", "state", "id"),
)
SEALED = ("description", "room", "wanted", "thanks")
PLAIN = (
    "helper_id",
    "second_id",
    "wanted_from_at",
    "wanted_until_at",
    "chased",
    "due_at",
    "needs_two",
    "reports_in",
    "is_seeking",
)
UNFINISHED = (
    WishState.SUBMITTED,
    WishState.OPEN,
    WishState.CLAIMED,
    WishState.FULFILLED,
    WishState.REOPENED,
    WishState.EXPIRED,
)
UNDER_WAY = (WishState.CLAIMED.value, WishState.REOPENED.value)


class UntracedStep(RuntimeError):
    """A fault of ours: a wish was put into another state, and nobody wrote down by which step and under whose hand."""


class WishStore(TrailRows):
    def __init__(self, connection: AsyncConnection, vault: Vault) -> None:
        self._connection = connection
        self._vault = vault

    async def next_number(self, community_id: int) -> str:
        """Return the next number people quote, counted per community."""
        statement = select(func.count()).select_from(wish).where(wish.c.community_id == community_id)
        return str((await self._connection.execute(statement)).scalar_one() + 1)

    async def add(self, fresh: Wish, now: datetime, hand: Hand) -> Wish:
        """Write a new wish down, and the first line of its trail."""
        uid = uuid4().hex
        fixed = {
            "uid": uid,
            "number": fresh.number,
            "community_id": fresh.community_id,
            "requester_id": fresh.requester_id,
            "created_at": now,
        }
        statement = insert(wish).values(**(self._changing(fresh, uid) | fixed)).returning(wish)
        added = self._read((await self._connection.execute(statement)).one())
        await self.trace(Trace(added.id, None, added.state, Mark.TELL, now, hand))
        return added

    async def hold(self, wish_id: int) -> Wish | None:
        """Return the wish, locked until the transaction ends: of two claims the second sees the first."""
        statement = select(wish).where(wish.c.id == wish_id).with_for_update()
        row = (await self._connection.execute(statement)).one_or_none()
        return None if row is None else self._read(row)

    async def get(self, wish_id: int) -> Wish | None:
        row = (await self._connection.execute(select(wish).where(wish.c.id == wish_id))).one_or_none()
        return None if row is None else self._read(row)

    async def save(self, changed: Wish, step: Trace | None = None) -> None:
        """Write the change down with the line of the trail that tells of it; no state moves without one."""
        mine = wish.c.id == changed.id
        row = (await self._connection.execute(select(wish.c.uid, wish.c.state).where(mine))).one()
        if step is None and row.state != changed.state.value:
            raise UntracedStep(f"{row.state} -> {changed.state}")
        await self._connection.execute(update(wish).where(mine).values(**self._changing(changed, row.uid)))
        if step is not None:
            await self.trace(step)

    async def in_state(self, community_id: int, state: WishState, limit: int) -> list[Wish]:
        statement = (
            select(wish)
            .where(wish.c.community_id == community_id, wish.c.state == state.value)
            .order_by(wish.c.id)
            .limit(limit)
        )
        return [self._read(row) for row in await self._connection.execute(statement)]

    async def open_page(
        self, community_id: int, limit: int, offset: int, *, by_grid: bool, within: Collection[str] | None = None
    ) -> list[Wish]:
        """Return a page of the open wishes, the longest waiting first or grid by grid; `within` names buildings."""
        lies_in = (building.c.community_id == wish.c.community_id) & (building.c.name == wish.c.building)
        by_place = (func.coalesce(building.c.grid, ""), wish.c.building, wish.c.since_at, wish.c.id)
        statement = (
            select(wish)
            .select_from(wish.outerjoin(building, lies_in))
            .where(wish.c.community_id == community_id, wish.c.state == WishState.OPEN.value)
            .order_by(*(by_place if by_grid else (wish.c.since_at, wish.c.id)))
            .limit(limit)
            .offset(offset)
        )
        if within is not None:
            statement = statement.where(wish.c.building.in_(list(within)))
        return [self._read(row) for row in await self._connection.execute(statement)]

    async def due(self, now: datetime, limit: int) -> list[Wish]:
        """Return wishes whose clock has run to its next rung, locked until the transaction ends."""
        statement = select(wish).where(wish.c.due_at <= now).order_by(wish.c.due_at, wish.c.id).limit(limit)
        return [self._read(row) for row in await self._connection.execute(statement.with_for_update())]

    async def in_unreachable_hands(self, limit: int) -> list[Wish]:
        """Return wishes whose claimer had an account and can no longer be written to on any."""
        theirs = select(account.c.id).where(account.c.person_id == wish.c.claimer_id)
        statement = (
            select(wish)
            .where(
                wish.c.state.in_(UNDER_WAY),
                exists(theirs),
                ~exists(theirs.where(account.c.is_reachable)),
            )
            .order_by(wish.c.id)
            .limit(limit)
        )
        return [self._read(row) for row in await self._connection.execute(statement)]

    async def since(self, community_id: int, from_at: datetime, until_at: datetime) -> list[Wish]:
        """Return the wishes made within the span."""
        statement = select(wish).where(
            wish.c.community_id == community_id, wish.c.created_at >= from_at, wish.c.created_at < until_at
        )
        return [self._read(row) for row in await self._connection.execute(statement.order_by(wish.c.id))]

    async def unfinished_of(self, person_id: int) -> list[Wish]:
        return await self._unfinished((wish.c.requester_id == person_id) | (wish.c.helper_id == person_id))

    async def taken_by(self, person_id: int) -> list[Wish]:
        return await self._unfinished((wish.c.claimer_id == person_id) | (wish.c.second_id == person_id))

    async def _unfinished(self, whose: Any) -> list[Wish]:
        states = [state.value for state in UNFINISHED]
        statement = select(wish).where(whose, wish.c.state.in_(states)).order_by(wish.c.id.desc()).limit(10)
        return [self._read(row) for row in await self._connection.execute(statement)]

    async def made_since(self, person_id: int, since: datetime) -> list[Wish]:
        statement = select(wish).where(wish.c.requester_id == person_id, wish.c.created_at >= since)
        return [self._read(row) for row in await self._connection.execute(statement)]

    def _changing(self, one: Wish, uid: str) -> dict[str, Any]:
        sealed = {column: self._vault.seal(getattr(one, column), "wish", column, uid) for column in SEALED}
        files = to_json([[each.kind.value, each.file_id] for each in one.files]) if one.files else ""
        sealed["files"] = self._vault.seal(files, "wish", "files", uid)
        plain = {column: getattr(one, column) for column in PLAIN}
        return (
            sealed
            | plain
            | {
                "claimer_id": one.claimer_id,
                "category": one.category.value,
                "building": one.building,
                "state": one.state.value,
                "since_at": one.since_at,
                "visit_code": one.visit_code,
                "minutes": one.minutes,
                "rating": one.rating,
            }
        )

    def _read(self, row: Row[Any]) -> Wish:
        plain: dict[str, Any] = {column: getattr(row, column) for column in PLAIN}
        opened: dict[str, Any] = {
            column: self._vault.open(getattr(row, column), "wish", column, row.uid) for column in SEALED
        }
        files = self._vault.open(row.files, "wish", "files", row.uid) if row.files else ""
        return Wish(
            id=row.id,
            number=row.number,
            community_id=row.community_id,
            requester_id=row.requester_id,
            category=WishCategory(row.category),
            building=row.building,
            state=WishState(row.state),
            since_at=row.since_at,
            claimer_id=row.claimer_id,
            visit_code=row.visit_code,
            minutes=row.minutes,
            rating=row.rating,
            files=tuple(WishFile(FileKind(kind), file_id) for kind, file_id in json.loads(files or "[]")),
            **plain,
            **opened,
        )
