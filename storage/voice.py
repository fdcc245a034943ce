"""Voice notes as rows: claimed with a lease, so that a killed worker's note is taken up again."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, Row, String, Table, delete, insert, select
from sqlalchemy import update as sql_update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.voice import LEASE, VoiceNote, VoiceState
from storage.metadata import Instant, RowId, metadata
from storage.vault import Vault

voice = Table(
    "voice",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("uid", String(32), nullable=False, unique=True),
    Column("chat_id", BigInteger, nullable=False),
    Column("file_id", LargeBinary, nullable=False),
    Column("said", LargeBinary, nullable=False),
    Column("seconds", Integer, nullable=False),
    Column("state", String(12), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("kept_at", Instant, nullable=False),
    Column("next_at", Instant, nullable=False),
    Index("ix_voice_waiting", "state", "next_at"),
)


class VoiceStore:
    def __init__(self, connection: AsyncConnection, vault: Vault) -> None:
        self._connection = connection
        self._vault = vault

    async def add(self, chat_id: int, file_id: str, seconds: int, state: VoiceState, now: datetime) -> VoiceNote:
        uid = uuid4().hex
        values = {
            "uid": uid,
            "chat_id": chat_id,
            "file_id": self._vault.seal(file_id, "voice", "file_id", uid),
            "said": self._vault.seal("", "voice", "said", uid),
            "seconds": seconds,
            "state": state.value,
            "attempts": 0,
            "kept_at": now,
            "next_at": now,
        }
        return self._read((await self._connection.execute(insert(voice).values(**values).returning(voice))).one())

    async def take(self, now: datetime) -> VoiceNote | None:
        due = (voice.c.state == VoiceState.WAITING.value) & (voice.c.next_at <= now)
        oldest = select(voice.c.id).where(due).order_by(voice.c.id).limit(1).with_for_update(skip_locked=True)
        statement = (
            sql_update(voice)
            .where(voice.c.id.in_(oldest))
            .values(next_at=now + LEASE, attempts=voice.c.attempts + 1)
            .returning(voice)
        )
        row = (await self._connection.execute(statement)).one_or_none()
        return None if row is None else self._read(row)

    async def get(self, voice_id: int) -> VoiceNote | None:
        statement = select(voice).where(voice.c.id == voice_id).with_for_update()
        row = (await self._connection.execute(statement)).one_or_none()
        return None if row is None else self._read(row)

    async def save(self, changed: VoiceNote) -> None:
        uid = (await self._connection.execute(select(voice.c.uid).where(voice.c.id == changed.id))).scalar_one()
        values = {"state": changed.state.value, "said": self._vault.seal(changed.said, "voice", "said", uid)}
        await self._connection.execute(sql_update(voice).where(voice.c.id == changed.id).values(**values))

    async def forget(self, before: datetime) -> int:
        return (await self._connection.execute(delete(voice).where(voice.c.kept_at < before))).rowcount

    def _read(self, row: Row[Any]) -> VoiceNote:
        return VoiceNote(
            id=row.id,
            chat_id=row.chat_id,
            file_id=self._vault.open(row.file_id, "voice", "file_id", row.uid),
            seconds=row.seconds,
            state=VoiceState(row.state),
            said=self._vault.open(row.said, "voice", "said", row.uid),
            attempts=row.attempts,
            kept_at=row.kept_at,
        )
