"""Roles as grants with a scope and a period, and the one-time codes that give them."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Column,
    ForeignKey,
    Index,
    Integer,
    Row,
    String,
    Table,
    UniqueConstraint,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.people import Grant, Invitation, Role, Scope, ScopeKind
from storage.metadata import Instant, RowId, insert_into, metadata
from storage.vault import Vault

role_grant = Table(
    "role_grant",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("person_id", ForeignKey("person.id"), nullable=False),
    Column("role", String(20), nullable=False),
    Column("community_id", ForeignKey("community.id")),
    Column("scope_kind", String(12), nullable=False),
    Column("scope_id", String(80), nullable=False),
    Column("from_at", Instant),
    Column("until_at", Instant),
    UniqueConstraint("person_id", "role", "community_id", "scope_kind", "scope_id"),
    Index("ix_role_grant_role", "community_id", "role"),
)
invitation = Table(
    "invitation",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("code_index", String(64), nullable=False, unique=True),
    Column("role", String(20), nullable=False),
    Column("community_id", ForeignKey("community.id")),
    Column("expires_at", Instant, nullable=False),
    Column("used_at", Instant),
    Column("used_by", Integer),
)


class RoleRows:
    """The grants and invitations of the people's store."""

    _connection: AsyncConnection
    _vault: Vault

    async def grants(self, person_id: int) -> tuple[Grant, ...]:
        rows = await self._connection.execute(select(role_grant).where(role_grant.c.person_id == person_id))
        return tuple(_grant(row) for row in rows)

    async def grant(self, person_id: int, given: Grant) -> None:
        statement = insert_into(self._connection, role_grant).values(
            person_id=person_id,
            role=given.role.value,
            community_id=given.community_id,
            scope_kind=given.scope_kind.value,
            scope_id=given.scope_id,
            from_at=given.from_at,
            until_at=given.until_at,
        )
        # Somebody who takes a role up again gets its new period; the earlier one stands in the audit trail.
        anew = {"from_at": given.from_at, "until_at": given.until_at}
        unique = ["person_id", "role", "community_id", "scope_kind", "scope_id"]
        await self._connection.execute(statement.on_conflict_do_update(index_elements=unique, set_=anew))

    async def grant_all(self, person_ids: Iterable[int], given: Grant) -> None:
        """Give many new persons the same role."""
        values: dict[str, Any] = {
            "role": given.role.value,
            "community_id": given.community_id,
            "scope_kind": given.scope_kind.value,
            "scope_id": given.scope_id,
            "from_at": given.from_at,
            "until_at": given.until_at,
        }
        rows = [values | {"person_id": who} for who in person_ids]
        if rows:
            await self._connection.execute(insert(role_grant), rows)

    async def end_grants(self, person_id: int, roles: Iterable[Role], now: datetime) -> int:
        """End these roles of the person now, and return how many there were."""
        statement = update(role_grant).where(
            role_grant.c.person_id == person_id,
            role_grant.c.role.in_([role.value for role in roles]),
            or_(role_grant.c.until_at.is_(None), role_grant.c.until_at > now),
        )
        return (await self._connection.execute(statement.values(until_at=now))).rowcount

    async def grant_numbered(self, grant_id: int) -> tuple[int, Grant] | None:
        """Return a grant and whose it is."""
        row = (await self._connection.execute(select(role_grant).where(role_grant.c.id == grant_id))).one_or_none()
        return None if row is None else (row.person_id, _grant(row))

    async def grants_ending(self, after: datetime, until: datetime) -> list[tuple[int, Grant]]:
        """Return whose grants end in that time, its beginning excluded, the soonest first."""
        statement = (
            select(role_grant)
            .where(role_grant.c.until_at > after, role_grant.c.until_at <= until)
            .order_by(role_grant.c.until_at, role_grant.c.id)
        )
        return [(row.person_id, _grant(row)) for row in await self._connection.execute(statement)]

    async def end_grant(self, grant_id: int, now: datetime) -> None:
        await self._connection.execute(update(role_grant).where(role_grant.c.id == grant_id).values(until_at=now))

    async def holders(
        self, community_id: int, roles: Iterable[Role], now: datetime, within: Collection[Scope] | None = None
    ) -> list[int]:
        """Return the persons who hold one of the roles in the community just now, in a steady order.

        `within` names the smaller scopes a subject lies in: then a grant for another grid or building does not count.
        """
        statement = (
            select(role_grant)
            .where(
                or_(role_grant.c.community_id == community_id, role_grant.c.scope_kind == ScopeKind.DISTRICT.value),
                role_grant.c.role.in_([role.value for role in roles]),
                (role_grant.c.from_at.is_(None)) | (role_grant.c.from_at <= now),
                (role_grant.c.until_at.is_(None)) | (role_grant.c.until_at > now),
            )
            .order_by(role_grant.c.person_id)
        )
        held = [(row.person_id, _grant(row)) for row in await self._connection.execute(statement)]
        return list(dict.fromkeys(who for who, grant in held if within is None or grant.reaches(community_id, within)))

    async def invite(self, code: str, role: Role, community_id: int | None, expires_at: datetime) -> None:
        statement = insert(invitation).values(
            code_index=self._vault.blind("invitation", code),
            role=role.value,
            community_id=community_id,
            expires_at=expires_at,
        )
        await self._connection.execute(statement)

    async def invitation(self, code: str, now: datetime) -> Invitation | None:
        """Return what an unused code gives, or None."""
        statement = select(invitation).where(
            invitation.c.code_index == self._vault.blind("invitation", code),
            invitation.c.used_at.is_(None),
            invitation.c.expires_at > now,
        )
        row = (await self._connection.execute(statement)).one_or_none()
        return None if row is None else Invitation(row.id, Role(row.role), row.community_id, row.expires_at)

    async def redeem(self, code: str, account_id: int, now: datetime) -> Invitation | None:
        """Use the code up and return what it gives, or None: it is guarded by the row, so it works once."""
        statement = (
            update(invitation)
            .where(
                invitation.c.code_index == self._vault.blind("invitation", code),
                invitation.c.used_at.is_(None),
                invitation.c.expires_at > now,
            )
            .values(used_at=now, used_by=account_id)
            .returning(invitation)
        )
        row = (await self._connection.execute(statement)).one_or_none()
        return None if row is None else Invitation(row.id, Role(row.role), row.community_id, row.expires_at)


def _grant(row: Row[Any]) -> Grant:
    kind = ScopeKind(row.scope_kind)
    return Grant(Role(row.role), row.community_id, kind, row.scope_id, row.from_at, row.until_at, row.id)
