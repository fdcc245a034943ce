"""Letters that a crash left on their way and that are not sent again: somebody is told about those that matter."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.notices import Delivery
from storage.codec import unpack
from storage.outbox import IS_SENDING, outbox
from storage.unit_of_work import SqlUnitOfWork
from storage.vault import Vault
from usecases.reminders import tell_unclear


async def tell_doubtful(connection: AsyncConnection, vault: Vault, now: datetime) -> None:
    """Look at them before they are marked: afterwards they cannot be told from older ones."""
    lost = select(outbox.c.key, outbox.c.kind, outbox.c.payload).where(
        IS_SENDING, outbox.c.delivery == Delivery.ONCE.value
    )
    for row in (await connection.execute(lost)).all():
        fact = unpack(row.kind, vault.open(row.payload, "outbox", "payload", row.key))
        await tell_unclear(SqlUnitOfWork(connection, vault), row.key, fact, now)
