"""Mediation cases; every word of them is sealed at rest."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, Row, String, Table, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.mediation import Case, CaseState, DisputeKind
from storage.metadata import Instant, RowId, metadata
from storage.vault import Vault

mediation_case = Table(
    "mediation_case",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("uid", String(32), nullable=False, unique=True),
    Column("number", String(24), nullable=False),
    Column("year", Integer, nullable=False),
    Column("community_id", ForeignKey("community.id"), nullable=False),
    Column("reporter_id", ForeignKey("person.id"), nullable=False, index=True),
    Column("mediator_id", ForeignKey("person.id"), index=True),
    Column("kind", String(20), nullable=False),
    Column("description", LargeBinary, nullable=False),
    Column("other_party", LargeBinary, nullable=False),
    Column("available", LargeBinary, nullable=False),
    Column("state", String(16), nullable=False),
    Column("since_at", Instant, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("declined_by", String(200), nullable=False),
    Index("uq_mediation_case_number", "community_id", "number", unique=True),
)
SEALED = ("description", "other_party", "available")
UNFINISHED = (CaseState.RECEIVED, CaseState.ASSIGNED, CaseState.IN_MEDIATION)


class CaseStore:
    def __init__(self, connection: AsyncConnection, vault: Vault) -> None:
        self._connection = connection
        self._vault = vault

    async def next_sequence(self, community_id: int, year: int) -> int:
        statement = (
            select(func.count())
            .select_from(mediation_case)
            .where(mediation_case.c.community_id == community_id, mediation_case.c.year == year)
        )
        return (await self._connection.execute(statement)).scalar_one() + 1

    async def add(self, fresh: Case, year: int, now: datetime) -> Case:
        uid = uuid4().hex
        fixed = {
            "uid": uid,
            "number": fresh.number,
            "year": year,
            "community_id": fresh.community_id,
            "reporter_id": fresh.reporter_id,
            "created_at": now,
        }
        statement = insert(mediation_case).values(**(self._changing(fresh, uid) | fixed)).returning(mediation_case)
        return self._read((await self._connection.execute(statement)).one())

    async def hold(self, case_id: int) -> Case | None:
        """Return the case, locked until the transaction ends."""
        statement = select(mediation_case).where(mediation_case.c.id == case_id).with_for_update()
        row = (await self._connection.execute(statement)).one_or_none()
        return None if row is None else self._read(row)

    async def save(self, changed: Case) -> None:
        found = select(mediation_case.c.uid).where(mediation_case.c.id == changed.id)
        uid = (await self._connection.execute(found)).scalar_one()
        statement = update(mediation_case).where(mediation_case.c.id == changed.id)
        await self._connection.execute(statement.values(**self._changing(changed, uid)))

    async def unfinished_of(self, person_id: int) -> list[Case]:
        return await self._unfinished(mediation_case.c.reporter_id == person_id)

    async def in_hands_of(self, person_id: int) -> list[Case]:
        return await self._unfinished(mediation_case.c.mediator_id == person_id)

    async def _unfinished(self, whose: Any) -> list[Case]:
        states = [state.value for state in UNFINISHED]
        statement = select(mediation_case).where(whose, mediation_case.c.state.in_(states))
        rows = await self._connection.execute(statement.order_by(mediation_case.c.id.desc()).limit(10))
        return [self._read(row) for row in rows]

    async def load_of(self, mediators: list[int]) -> dict[int, int]:
        """Return how many open cases each of them has in hand."""
        states = [state.value for state in UNFINISHED]
        statement = (
            select(mediation_case.c.mediator_id, func.count())
            .where(mediation_case.c.mediator_id.in_(mediators), mediation_case.c.state.in_(states))
            .group_by(mediation_case.c.mediator_id)
        )
        counted = {row[0]: row[1] for row in await self._connection.execute(statement) if row[0] is not None}
        return {who: counted.get(who, 0) for who in mediators}

    def _changing(self, one: Case, uid: str) -> dict[str, Any]:
        sealed = {column: self._vault.seal(getattr(one, column), "mediation_case", column, uid) for column in SEALED}
        return sealed | {
            "mediator_id": one.mediator_id,
            "kind": one.kind.value,
            "state": one.state.value,
            "since_at": one.since_at,
            "declined_by": ",".join(map(str, one.declined_by)),
        }

    def _read(self, row: Row[Any]) -> Case:
        opened = {
            column: self._vault.open(getattr(row, column), "mediation_case", column, row.uid) for column in SEALED
        }
        return Case(
            id=row.id,
            number=row.number,
            community_id=row.community_id,
            reporter_id=row.reporter_id,
            kind=DisputeKind(row.kind),
            state=CaseState(row.state),
            since_at=row.since_at,
            mediator_id=row.mediator_id,
            declined_by=tuple(int(each) for each in row.declined_by.split(",") if each),
            **opened,
        )
