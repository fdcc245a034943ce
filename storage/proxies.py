"""Authorities to act for somebody, and the one-time codes by which accounts and proxies come to a person."""

from datetime import datetime
from typing import Any

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, Row, String, Table, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.people import Account
from domain.proxies import CodePurpose, PersonCode, Proxy, ProxyKind, ProxyScope
from storage.metadata import Instant, RowId, metadata
from storage.people import account
from storage.vault import Vault

proxy = Table(
    "proxy",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("person_id", ForeignKey("person.id"), nullable=False),
    Column("proxy_id", ForeignKey("person.id"), nullable=False),
    Column("kind", String(10), nullable=False),
    Column("scope", String(10), nullable=False),
    Column("from_at", Instant, nullable=False),
    Column("until_at", Instant, nullable=False),
    Column("revoked_at", Instant),
    Column("consent", LargeBinary, nullable=False),
    Index("ix_proxy_person", "person_id"),
    Index("ix_proxy_proxy", "proxy_id"),
)
person_code = Table(
    "person_code",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("code_index", String(64), nullable=False, unique=True),
    Column("person_id", ForeignKey("person.id"), nullable=False),
    Column("purpose", String(10), nullable=False),
    Column("kind", String(10), nullable=False),
    Column("scope", String(10), nullable=False),
    Column("days", Integer, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Column("used_at", Instant),
    Column("used_by", Integer),
    Column("consent", LargeBinary),
)


class ProxyStore:
    def __init__(self, connection: AsyncConnection, vault: Vault) -> None:
        self._connection = connection
        self._vault = vault

    async def add(self, fresh: Proxy) -> Proxy:
        values = {
            "person_id": fresh.person_id,
            "proxy_id": fresh.proxy_id,
            "kind": fresh.kind.value,
            "scope": fresh.scope.value,
            "from_at": fresh.from_at,
            "until_at": fresh.until_at,
            "consent": self._vault.seal(fresh.consent, "proxy", "consent", _row(fresh.person_id, fresh.proxy_id)),
        }
        row = (await self._connection.execute(insert(proxy).values(**values).returning(proxy))).one()
        return self._read(row)

    async def get(self, proxy_row: int) -> Proxy | None:
        row = (await self._connection.execute(select(proxy).where(proxy.c.id == proxy_row))).one_or_none()
        return None if row is None else self._read(row)

    async def of_person(self, person_id: int, now: datetime | None = None) -> list[Proxy]:
        """Return who may act for the person; with `now` only those who may just now."""
        return await self._list(proxy.c.person_id == person_id, now)

    async def of_proxy(self, person_id: int, now: datetime | None = None) -> list[Proxy]:
        """Return for whom the person may act."""
        return await self._list(proxy.c.proxy_id == person_id, now)

    async def revoke(self, proxy_row: int, now: datetime) -> bool:
        statement = update(proxy).where(proxy.c.id == proxy_row, proxy.c.revoked_at.is_(None))
        return (await self._connection.execute(statement.values(revoked_at=now))).rowcount == 1

    async def issue(self, code: str, given: PersonCode) -> None:
        """Keep the hash of a one-time code; the code itself is shown once and kept nowhere."""
        index = self._vault.blind("person_code", code)
        values = {
            "code_index": index,
            "consent": self._vault.seal(given.consent, "person_code", "consent", index) if given.consent else None,
            "person_id": given.person_id,
            "purpose": given.purpose.value,
            "kind": given.kind.value,
            "scope": given.scope.value,
            "days": given.days,
            "expires_at": given.expires_at,
        }
        await self._connection.execute(insert(person_code).values(**values))

    async def look_up(self, code: str, now: datetime) -> PersonCode | None:
        row = (await self._connection.execute(select(person_code).where(*self._usable(code, now)))).one_or_none()
        return None if row is None else self._code(row)

    async def redeem(self, code: str, account_id: int, now: datetime) -> PersonCode | None:
        """Use the code up; it is guarded by the row, so it works once."""
        statement = update(person_code).where(*self._usable(code, now)).values(used_at=now, used_by=account_id)
        row = (await self._connection.execute(statement.returning(person_code))).one_or_none()
        return None if row is None else self._code(row)

    async def accounts_of(self, person_id: int) -> list[Account]:
        statement = select(account).where(account.c.person_id == person_id).order_by(account.c.id)
        rows = await self._connection.execute(statement)
        return [Account(row.id, row.user_id, row.person_id, is_reachable=row.is_reachable) for row in rows]

    async def unbind(self, account_id: int) -> None:
        await self._connection.execute(update(account).where(account.c.id == account_id).values(person_id=None))

    def _usable(self, code: str, now: datetime) -> tuple[Any, ...]:
        index = self._vault.blind("person_code", code)
        return person_code.c.code_index == index, person_code.c.used_at.is_(None), person_code.c.expires_at > now

    async def _list(self, whose: Any, now: datetime | None) -> list[Proxy]:
        rows = await self._connection.execute(select(proxy).where(whose).order_by(proxy.c.id))
        found = [self._read(row) for row in rows]
        return found if now is None else [each for each in found if each.holds(now)]

    def _code(self, row: Row[Any]) -> PersonCode:
        return PersonCode(
            row.id,
            row.person_id,
            CodePurpose(row.purpose),
            row.expires_at,
            ProxyKind(row.kind),
            ProxyScope(row.scope),
            row.days,
            self._vault.open(row.consent, "person_code", "consent", row.code_index) if row.consent else "",
        )

    def _read(self, row: Row[Any]) -> Proxy:
        consent = self._vault.open(row.consent, "proxy", "consent", _row(row.person_id, row.proxy_id))
        kind, scope = ProxyKind(row.kind), ProxyScope(row.scope)
        return Proxy(
            row.id, row.person_id, row.proxy_id, kind, scope, row.from_at, row.until_at, consent, row.revoked_at
        )


def _row(person_id: int, proxy_id: int) -> str:
    return f"{person_id}/{proxy_id}"
