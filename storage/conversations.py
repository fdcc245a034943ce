"""Where a conversation stands, kept in the transaction of the update that moved it."""

import json
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Column, LargeBinary, Table, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.codec import to_json
from storage.metadata import Instant, insert_into, metadata
from storage.vault import Vault

conversation = Table(
    "conversation",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("user_id", BigInteger, primary_key=True, autoincrement=False),
    Column("state", LargeBinary),
    Column("changed_at", Instant, nullable=False),
)


class Conversations:
    """One state per person and chat, sealed at rest: half-filled forms hold what people tell us."""

    def __init__(self, connection: AsyncConnection, vault: Vault) -> None:
        self._connection = connection
        self._vault = vault

    async def load(self, chat_id: int, user_id: int) -> tuple[dict[str, Any], datetime | None]:
        """Return the state and when it last changed; an empty state for a new conversation."""
        statement = select(conversation).where(conversation.c.chat_id == chat_id, conversation.c.user_id == user_id)
        row = (await self._connection.execute(statement)).one_or_none()
        if row is None or row.state is None:
            return {}, None
        opened = self._vault.open(row.state, "conversation", "state", f"{chat_id}/{user_id}")
        return json.loads(opened), row.changed_at

    async def save(self, chat_id: int, user_id: int, state: dict[str, Any], now: datetime) -> None:
        row = f"{chat_id}/{user_id}"
        sealed = self._vault.seal(to_json(state), "conversation", "state", row) if state else None
        values = {"state": sealed, "changed_at": now}
        statement = insert_into(self._connection, conversation).values(chat_id=chat_id, user_id=user_id, **values)
        await self._connection.execute(
            statement.on_conflict_do_update(index_elements=["chat_id", "user_id"], set_=values)
        )
