"""Where a conversation stands, kept in the transaction of the update that moved it."""

import json
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import BigInteger, Column, LargeBinary, Table, bindparam, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.codec import to_json
from storage.metadata import Instant, metadata
from storage.vault import Vault

conversation = Table(
    "conversation",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("user_id", BigInteger, primary_key=True, autoincrement=False),
    Column("state", LargeBinary),
    Column("changed_at", Instant, nullable=False),
)


# Said for every update, so they are put together once: building a statement costs more than running it.
STANDS = select(conversation).where(
    conversation.c.chat_id == bindparam("chat"), conversation.c.user_id == bindparam("user")
)


@cache
def _saved(dialect: str) -> postgresql.Insert | sqlite.Insert:
    insert = postgresql.insert(conversation) if dialect == "postgresql" else sqlite.insert(conversation)
    told = {"state": insert.excluded.state, "changed_at": insert.excluded.changed_at}
    return insert.on_conflict_do_update(index_elements=["chat_id", "user_id"], set_=told)


class Conversations:
    """One state per person and chat, sealed at rest: half-filled forms hold what people tell us."""

    def __init__(self, connection: AsyncConnection, vault: Vault) -> None:
        self._connection = connection
        self._vault = vault

    async def load(self, chat_id: int, user_id: int) -> tuple[dict[str, Any], datetime | None]:
        """Return the state and when it last changed; an empty state for a new conversation."""
        row = (await self._connection.execute(STANDS, {"chat": chat_id, "user": user_id})).one_or_none()
        if row is None or row.state is None:
            return {}, None
        opened = self._vault.open(row.state, "conversation", "state", f"{chat_id}/{user_id}")
        return json.loads(opened), row.changed_at

    async def save(self, chat_id: int, user_id: int, state: dict[str, Any], now: datetime) -> None:
        row = f"{chat_id}/{user_id}"
        sealed = self._vault.seal(to_json(state), "conversation", "state", row) if state else None
        values = {"chat_id": chat_id, "user_id": user_id, "state": sealed, "changed_at": now}
        await self._connection.execute(_saved(self._connection.dialect.name), values)
