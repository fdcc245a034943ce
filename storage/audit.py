"""The audit trail and the reveal log. Nobody rewrites the trail: triggers of the database see to it."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import BigInteger, Column, ColumnElement, Index, String, Table, delete, insert, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.audit import Deed, Reveal, Seen, Why
from storage.mediation import mediation_case
from storage.metadata import Instant, RowId, metadata

audit = Table(
    "audit",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("at", Instant, nullable=False),
    Column("what", String(60), nullable=False),
    Column("subject", String(20), nullable=False),
    Column("subject_id", BigInteger, nullable=False),
    Column("community_id", BigInteger),
    Column("actor_id", BigInteger),
    Column("account_id", BigInteger),
    Column("on_behalf_of", BigInteger),
    Index("ix_audit_subject", "subject", "subject_id"),
    Index("ix_audit_actor", "actor_id"),
)
reveal = Table(
    "reveal",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("at", Instant, nullable=False),
    Column("person_id", BigInteger, nullable=False, index=True),
    Column("seen_by", BigInteger, nullable=False),
    Column("what", String(12), nullable=False),
    Column("why", String(14), nullable=False),
    Column("subject_id", BigInteger, nullable=False),
)


class AuditStore:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def note(self, deed: Deed) -> None:
        values = {name: getattr(deed, name) for name in Deed.__dataclass_fields__}
        await self._connection.execute(insert(audit).values(**values))

    async def of_subject(self, subject: str, subject_id: int, community_id: int, limit: int) -> list[Deed]:
        """Return what happened to the subject, newest first; a person's trail holds what they did, too."""
        about: ColumnElement[bool] = (audit.c.subject == subject) & (audit.c.subject_id == subject_id)
        if subject == "person":
            about = or_(about, audit.c.actor_id == subject_id, audit.c.on_behalf_of == subject_id)
        statement = select(audit).where(about, audit.c.community_id == community_id)
        rows = await self._connection.execute(statement.order_by(audit.c.id.desc()).limit(limit))
        return [Deed(*(getattr(row, name) for name in Deed.__dataclass_fields__)) for row in rows]

    async def case_numbered(self, number: str, community_id: int) -> int | None:
        """Return the id of the mediation case with this number in this community."""
        mine = (mediation_case.c.number == number) & (mediation_case.c.community_id == community_id)
        found: int | None = (
            await self._connection.execute(select(mediation_case.c.id).where(mine))
        ).scalar_one_or_none()
        return found

    async def reveal(self, seen: Iterable[Reveal]) -> None:
        rows = [
            {
                "at": each.at,
                "person_id": each.person_id,
                "seen_by": each.seen_by,
                "what": each.what.value,
                "why": each.why.value,
                "subject_id": each.subject_id,
            }
            for each in seen
            if each.person_id != each.seen_by
        ]
        if rows:
            await self._connection.execute(insert(reveal), rows)

    async def reveals_of(self, person_id: int, limit: int) -> list[Reveal]:
        statement = select(reveal).where(reveal.c.person_id == person_id).order_by(reveal.c.id.desc()).limit(limit)
        return [
            Reveal(row.at, row.person_id, row.seen_by, Seen(row.what), Why(row.why), row.subject_id)
            for row in await self._connection.execute(statement)
        ]

    async def forget_reveals(self, before: datetime) -> int:
        return (await self._connection.execute(delete(reveal).where(reveal.c.at < before))).rowcount


def guards(dialect: str) -> tuple[str, ...]:
    """Return the statements, for "sqlite" or "postgresql", that make the database refuse to rewrite the trail."""
    if dialect == "sqlite":
        return tuple(
            f"CREATE TRIGGER audit_no_{verb} BEFORE {verb.upper()} ON audit "
            "BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END"
            for verb in ("update", "delete")
        )
    return (
        """CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'audit is append-only'; END $$""",
        "CREATE TRIGGER audit_kept BEFORE UPDATE OR DELETE ON audit FOR EACH ROW EXECUTE FUNCTION audit_refuse()",
        "CREATE TRIGGER audit_not_emptied BEFORE TRUNCATE ON audit FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()",
    )


def unguards(dialect: str) -> tuple[str, ...]:
    if dialect == "sqlite":
        return tuple(f"DROP TRIGGER IF EXISTS audit_no_{verb}" for verb in ("update", "delete"))
    return (
        "DROP TRIGGER IF EXISTS audit_kept ON audit",
        "DROP TRIGGER IF EXISTS audit_not_emptied ON audit",
        "DROP FUNCTION IF EXISTS audit_refuse()",
    )
