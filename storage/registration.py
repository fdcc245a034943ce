"""Registrations, one per person, with where they stand."""

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

from domain.registration import OPEN_STATES, Chase, Registration, RegistrationState
from storage.metadata import Instant, RowId, metadata
from storage.vault import Vault

registration = Table(
    "registration",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("uid", String(32), nullable=False, unique=True),
    Column("person_id", ForeignKey("person.id"), nullable=False, unique=True),
    Column("community_id", ForeignKey("community.id"), nullable=False),
    Column("state", String(12), nullable=False),
    Column("since_at", Instant, nullable=False),
    Column("deadline_at", Instant, nullable=False),
    Column("decided_by", LargeBinary, nullable=False),
    Column("reason", LargeBinary, nullable=False),
    Column("owner_id", BigInteger),
    Column("chased", Integer, nullable=False, server_default="0"),
)


OPEN = tuple(sorted(state.value for state in OPEN_STATES))


class RegistrationStore:
    def __init__(self, connection: AsyncConnection, vault: Vault) -> None:
        self._connection = connection
        self._vault = vault

    async def of_person(self, person_id: int) -> Registration | None:
        statement = select(registration).where(registration.c.person_id == person_id)
        row = (await self._connection.execute(statement)).one_or_none()
        return None if row is None else self._read(row)

    async def hold(self, registration_id: int) -> Registration | None:
        """Return the registration, locked until the transaction ends."""
        statement = select(registration).where(registration.c.id == registration_id).with_for_update()
        row = (await self._connection.execute(statement)).one_or_none()
        return None if row is None else self._read(row)

    async def add(self, person_id: int, community_id: int, now: datetime, deadline_at: datetime) -> Registration:
        uid = uuid4().hex
        fresh = Registration(0, person_id, community_id, RegistrationState.SUBMITTED, now, deadline_at)
        values = self._sealed(fresh, uid) | {"uid": uid, "person_id": person_id, "community_id": community_id}
        row = (await self._connection.execute(insert(registration).values(**values).returning(registration))).one()
        return self._read(row)

    async def save(self, changed: Registration) -> None:
        found = select(registration.c.uid).where(registration.c.id == changed.id)
        uid = (await self._connection.execute(found)).scalar_one()
        statement = update(registration).where(registration.c.id == changed.id)
        await self._connection.execute(statement.values(**self._sealed(changed, uid)))

    async def waiting(self, community_id: int, state: RegistrationState, limit: int) -> list[Registration]:
        statement = (
            select(registration)
            .where(registration.c.community_id == community_id, registration.c.state == state.value)
            .order_by(registration.c.since_at)
            .limit(limit)
        )
        return [self._read(row) for row in await self._connection.execute(statement)]

    async def in_hands(self, community_id: int) -> dict[int, int]:
        """Return how many open registrations each owner of the community has in hand."""
        mine = (registration.c.community_id == community_id) & registration.c.state.in_(OPEN)
        counted = select(registration.c.owner_id, func.count()).where(mine, registration.c.owner_id.is_not(None))
        rows = await self._connection.execute(counted.group_by(registration.c.owner_id))
        return {row[0]: row[1] for row in rows}

    async def overdue(self, now: datetime) -> list[Registration]:
        """Return the registrations that lie in somebody's hands past their deadline."""
        statement = (
            select(registration)
            .where(registration.c.state.in_(OPEN), registration.c.deadline_at < now)
            .order_by(registration.c.id)
        )
        return [self._read(row) for row in await self._connection.execute(statement)]

    def _sealed(self, one: Registration, uid: str) -> dict[str, Any]:
        return {
            "state": one.state.value,
            "since_at": one.since_at,
            "deadline_at": one.deadline_at,
            "decided_by": self._vault.seal(one.decided_by, "registration", "decided_by", uid),
            "owner_id": one.owner_id,
            "chased": one.chased.value,
            "reason": self._vault.seal(one.reason, "registration", "reason", uid),
        }

    def _read(self, row: Row[Any]) -> Registration:
        return Registration(
            row.id,
            row.person_id,
            row.community_id,
            RegistrationState(row.state),
            row.since_at,
            row.deadline_at,
            self._vault.open(row.decided_by, "registration", "decided_by", row.uid),
            self._vault.open(row.reason, "registration", "reason", row.uid),
            row.owner_id,
            Chase(row.chased),
        )
