"""Dossiers and consents. The sensitive half has a column of its own, so that taking a consent back empties it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Column, ForeignKey, Index, LargeBinary, String, Table, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.dossiers import Consent, ConsentKind, Dossier
from storage.metadata import Instant, RowId, insert_into, metadata
from storage.vault import Vault

dossier = Table(
    "dossier",
    metadata,
    Column("person_id", ForeignKey("person.id"), primary_key=True, autoincrement=False),
    Column("told", LargeBinary, nullable=False),
    Column("sensitive", LargeBinary),
    Column("changed_at", Instant, nullable=False),
)
consent = Table(
    "consent",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("person_id", ForeignKey("person.id"), nullable=False),
    Column("kind", String(12), nullable=False),
    Column("version", String(20), nullable=False),
    Column("given_at", Instant, nullable=False),
    Column("withdrawn_at", Instant),
    Column("given_through", String(40), nullable=False),
    Column("how", LargeBinary),
    Index("ix_consent_person", "person_id", "kind"),
)
_whole = TypeAdapter(Dossier)
SENSITIVE = ("living", "emergency_name", "emergency_phone", "health", "health_note")


class DossierStore:
    def __init__(self, connection: AsyncConnection, vault: Vault) -> None:
        self._connection = connection
        self._vault = vault

    async def of_person(self, person_id: int) -> Dossier:
        row = (await self._connection.execute(select(dossier).where(dossier.c.person_id == person_id))).one_or_none()
        if row is None:
            return Dossier(person_id)
        told = _whole.validate_json(self._vault.open(row.told, "dossier", "told", str(person_id)))
        if row.sensitive is None:
            return told
        sensitive = _whole.validate_json(self._vault.open(row.sensitive, "dossier", "sensitive", str(person_id)))
        return Dossier(**(_fields(told) | {name: getattr(sensitive, name) for name in SENSITIVE}))

    async def save(self, changed: Dossier, now: datetime) -> None:
        values = self._row(changed) | {"changed_at": now}
        statement = insert_into(self._connection, dossier).values(person_id=changed.person_id, **values)
        await self._connection.execute(statement.on_conflict_do_update(index_elements=["person_id"], set_=values))

    async def add_all(self, fresh: Iterable[Dossier], now: datetime) -> None:
        """Write many new dossiers down at once."""
        rows = [self._row(each) | {"person_id": each.person_id, "changed_at": now} for each in fresh]
        if rows:
            await self._connection.execute(insert(dossier), rows)

    def _row(self, one: Dossier) -> dict[str, Any]:
        row = str(one.person_id)
        plain = _whole.dump_json(one.without_sensitive()).decode()
        kept = Dossier(one.person_id, **{name: getattr(one, name) for name in SENSITIVE})
        secret = _whole.dump_json(kept).decode()
        return {
            "told": self._vault.seal(plain, "dossier", "told", row),
            "sensitive": self._vault.seal(secret, "dossier", "sensitive", row) if one.has_sensitive else None,
        }

    async def erase(self, person_id: int) -> None:
        await self._connection.execute(delete(dossier).where(dossier.c.person_id == person_id))

    async def agree(
        self, person_id: int, kind: ConsentKind, version: str, now: datetime, through: str = "", how: str = ""
    ) -> None:
        """Write a consent down; the same version that still stands is left as it is."""
        if any(each.kind is kind and each.version == version for each in await self.standing(person_id)):
            return
        sealed = self._vault.seal(how, "consent", "how", str(person_id)) if how else None
        values = {"kind": kind.value, "version": version, "given_at": now, "given_through": through, "how": sealed}
        await self._connection.execute(insert(consent).values(person_id=person_id, **values))

    async def take_back(self, person_id: int, kind: ConsentKind, now: datetime) -> int:
        statement = update(consent).where(
            consent.c.person_id == person_id, consent.c.kind == kind.value, consent.c.withdrawn_at.is_(None)
        )
        return (await self._connection.execute(statement.values(withdrawn_at=now))).rowcount

    async def consents(self, person_id: int) -> list[Consent]:
        statement = select(consent).where(consent.c.person_id == person_id).order_by(consent.c.id)
        rows = await self._connection.execute(statement)
        return [
            Consent(
                ConsentKind(row.kind),
                row.version,
                row.given_at,
                row.withdrawn_at,
                row.given_through,
                self._vault.open(row.how, "consent", "how", str(person_id)) if row.how else "",
            )
            for row in rows
        ]

    async def standing(self, person_id: int) -> list[Consent]:
        return [each for each in await self.consents(person_id) if each.withdrawn_at is None]


def _fields(told: Dossier) -> dict[str, Any]:
    return {name: getattr(told, name) for name in Dossier.__dataclass_fields__}
