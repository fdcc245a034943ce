"""Conversations handed over to a person; who asks and what was said are sealed at rest."""

import json
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Row,
    String,
    Table,
    insert,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.handover import Handover, HandoverState, Spoken
from storage.codec import to_json
from storage.metadata import Instant, RowId, metadata
from storage.vault import Vault

handover = Table(
    "handover",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("uid", String(32), nullable=False, unique=True),
    Column("community_id", ForeignKey("community.id"), nullable=False),
    Column("chat_id", BigInteger, nullable=False),
    Column("person_id", ForeignKey("person.id"), index=True),
    Column("helper_id", ForeignKey("person.id"), index=True),
    Column("told", LargeBinary, nullable=False),
    Column("state", String(10), nullable=False),
    Column("danger", String(20), nullable=False),
    Column("chased", Integer, nullable=False),
    Column("opened_at", Instant, nullable=False),
    Column("since_at", Instant, nullable=False),
    Index("ix_handover_chat", "chat_id", "state"),
    Index("ix_handover_state", "state", "since_at"),
)


class HandoverStore:
    def __init__(self, connection: AsyncConnection, vault: Vault) -> None:
        self._connection = connection
        self._vault = vault

    async def add(self, fresh: Handover) -> Handover:
        uid = uuid4().hex
        fixed = {"uid": uid, "community_id": fresh.community_id, "chat_id": fresh.chat_id, "opened_at": fresh.opened_at}
        statement = insert(handover).values(**(self._changing(fresh, uid) | fixed)).returning(handover)
        return self._read((await self._connection.execute(statement)).one())

    async def hold(self, handover_id: int) -> Handover | None:
        """Return it locked until the transaction ends: of two who take it the second sees the first."""
        statement = select(handover).where(handover.c.id == handover_id).with_for_update()
        row = (await self._connection.execute(statement)).one_or_none()
        return None if row is None else self._read(row)

    async def save(self, changed: Handover) -> None:
        uid = (await self._connection.execute(select(handover.c.uid).where(handover.c.id == changed.id))).scalar_one()
        statement = update(handover).where(handover.c.id == changed.id).values(**self._changing(changed, uid))
        await self._connection.execute(statement)

    async def open_of_chat(self, chat_id: int) -> Handover | None:
        statement = (
            select(handover)
            .where(handover.c.chat_id == chat_id, handover.c.state != HandoverState.ENDED.value)
            .order_by(handover.c.id.desc())
            .limit(1)
            .with_for_update()
        )
        row = (await self._connection.execute(statement)).one_or_none()
        return None if row is None else self._read(row)

    async def waiting(self) -> list[Handover]:
        statement = select(handover).where(handover.c.state == HandoverState.WAITING.value).order_by(handover.c.id)
        return [self._read(row) for row in await self._connection.execute(statement.with_for_update())]

    async def silent_since(self, before: datetime) -> list[Handover]:
        statement = select(handover).where(handover.c.state == HandoverState.TAKEN.value, handover.c.since_at <= before)
        return [self._read(row) for row in await self._connection.execute(statement.with_for_update())]

    async def forget_ended(self, before: datetime) -> int:
        ended = select(handover).where(handover.c.state == HandoverState.ENDED.value, handover.c.since_at < before)
        rows = [row for row in await self._connection.execute(ended) if json.loads(self._open(row))["turns"]]
        for row in rows:
            told = json.loads(self._open(row)) | {"turns": []}
            sealed = self._vault.seal(to_json(told), "handover", "told", row.uid)
            await self._connection.execute(update(handover).where(handover.c.id == row.id).values(told=sealed))
        return len(rows)

    def _open(self, row: Row[Any]) -> str:
        return self._vault.open(row.told, "handover", "told", row.uid)

    def _changing(self, one: Handover, uid: str) -> dict[str, Any]:
        turns = [[each.who, each.text] for each in one.turns]
        told = {"name": one.name, "place": one.place, "phone": one.phone, "turns": turns}
        return {
            "person_id": one.person_id,
            "helper_id": one.helper_id,
            "told": self._vault.seal(to_json(told), "handover", "told", uid),
            "state": one.state.value,
            "danger": one.danger,
            "chased": one.chased,
            "since_at": one.since_at,
        }

    def _read(self, row: Row[Any]) -> Handover:
        told = json.loads(self._open(row))
        return Handover(
            id=row.id,
            community_id=row.community_id,
            chat_id=row.chat_id,
            person_id=row.person_id,
            name=told["name"],
            place=told["place"],
            phone=told["phone"],
            turns=tuple(Spoken(who, text) for who, text in told["turns"]),
            state=HandoverState(row.state),
            opened_at=row.opened_at,
            since_at=row.since_at,
            danger=row.danger,
            helper_id=row.helper_id,
            chased=row.chased,
        )
