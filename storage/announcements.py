"""Announcements and who has said 我知道了."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Integer,
    LargeBinary,
    Row,
    String,
    Table,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.announcements import Announcement, AnnouncementState, Audience, AudienceKind
from storage.metadata import Instant, RowId, insert_into, metadata
from storage.vault import Vault

announcement = Table(
    "announcement",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("uid", String(32), nullable=False, unique=True),
    Column("community_id", ForeignKey("community.id"), nullable=False),
    Column("author_id", ForeignKey("person.id"), nullable=False),
    Column("text", LargeBinary, nullable=False),
    Column("audience", String(12), nullable=False),
    Column("audience_name", String(200), nullable=False),
    Column("state", String(8), nullable=False),
    Column("sent_at", Instant),
    Column("recipients", Integer, nullable=False),
    Column("created_at", Instant, nullable=False),
)
acknowledgement = Table(
    "acknowledgement",
    metadata,
    Column("announcement_id", ForeignKey("announcement.id"), primary_key=True),
    Column("user_id", BigInteger, primary_key=True, autoincrement=False),
    Column("at", Instant, nullable=False),
)


class AnnouncementStore:
    def __init__(self, connection: AsyncConnection, vault: Vault) -> None:
        self._connection = connection
        self._vault = vault

    async def add(
        self, community_id: int, author_id: int, text: str, audience: Audience, now: datetime
    ) -> Announcement:
        uid = uuid4().hex
        statement = insert(announcement).values(
            uid=uid,
            community_id=community_id,
            author_id=author_id,
            text=self._vault.seal(text, "announcement", "text", uid),
            audience=audience.kind.value,
            audience_name=audience.name,
            state=AnnouncementState.DRAFT.value,
            recipients=0,
            created_at=now,
        )
        return self._read((await self._connection.execute(statement.returning(announcement))).one(), 0)

    async def hold(self, announcement_id: int) -> Announcement | None:
        """Return the announcement, locked until the transaction ends."""
        statement = select(announcement).where(announcement.c.id == announcement_id).with_for_update()
        row = (await self._connection.execute(statement)).one_or_none()
        return None if row is None else self._read(row, await self._count(row.id))

    async def mark_sent(self, announcement_id: int, recipients: int, now: datetime) -> None:
        await self._connection.execute(
            update(announcement)
            .where(announcement.c.id == announcement_id)
            .values(state=AnnouncementState.SENT.value, recipients=recipients, sent_at=now)
        )

    async def acknowledge(self, announcement_id: int, user_id: int, now: datetime) -> bool:
        """Count the reader once and say whether this is new."""
        statement = insert_into(self._connection, acknowledgement).values(
            announcement_id=announcement_id, user_id=user_id, at=now
        )
        return (await self._connection.execute(statement.on_conflict_do_nothing())).rowcount == 1

    async def recent(self, community_id: int, limit: int) -> list[Announcement]:
        statement = (
            select(announcement)
            .where(announcement.c.community_id == community_id, announcement.c.state == AnnouncementState.SENT.value)
            .order_by(announcement.c.id.desc())
            .limit(limit)
        )
        rows = (await self._connection.execute(statement)).all()
        return [self._read(row, await self._count(row.id)) for row in rows]

    async def _count(self, announcement_id: int) -> int:
        statement = select(func.count()).where(acknowledgement.c.announcement_id == announcement_id)
        return (await self._connection.execute(statement)).scalar_one()

    def _read(self, row: Row[Any], acknowledged: int) -> Announcement:
        return Announcement(
            row.id,
            row.community_id,
            row.author_id,
            self._vault.open(row.text, "announcement", "text", row.uid),
            Audience(AudienceKind(row.audience), row.audience_name),
            AnnouncementState(row.state),
            row.sent_at,
            row.recipients,
            acknowledged,
        )
