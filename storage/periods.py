"""Periods that a periodic job has claimed, so that two processes or a restart never do one twice."""

from datetime import datetime

from sqlalchemy import Column, String, Table
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.metadata import Instant, insert_into, metadata

job_period = Table(
    "job_period",
    metadata,
    Column("job", String(60), primary_key=True),
    Column("period", String(40), primary_key=True),
    Column("claimed_at", Instant, nullable=False),
)


async def claim(connection: AsyncConnection, job: str, period: str, now: datetime) -> bool:
    """Say whether this transaction is the one that does the job for the period."""
    statement = (
        insert_into(connection, job_period).values(job=job, period=period, claimed_at=now).on_conflict_do_nothing()
    )
    return (await connection.execute(statement)).rowcount == 1
