"""The time bank's books within one transaction."""

import json
from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import ScalarSelect, and_, case, delete, func, insert, select
from sqlalchemy.engine import RowMapping
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.refusals import Refusal
from domain.timebank import NEVER, AccountKind, Balance, Code, Entry, Expiring, Source, SourceKind
from domain.timebank_books import Order, Posted
from domain.timebank_details import explanation_from
from domain.timebank_documents import policy_document, policy_from
from domain.timebank_policy import PolicyBook, Standing
from domain.timebank_presets import yinling
from storage import timebank_posting as posting
from storage.timebank_catalogue import CatalogueStore
from storage.timebank_desk import DeskStore
from storage.timebank_meetings import MeetingStore
from storage.timebank_office import OfficeStore
from storage.timebank_policies import policy as policy_table
from storage.timebank_tables import account, entry, lot, transfer

EXPLAINED = frozenset({Code.EARN})


class TimebankStore:
    """Books, balances and statements of all communities, over one open connection; the caller commits."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection
        self.catalogue = CatalogueStore(connection)
        self.office = OfficeStore(connection)
        self.desk = DeskStore(connection)
        self.meetings = MeetingStore(connection)

    async def lock(self, community_id: int) -> None:
        await posting.lock(self._connection, community_id)

    async def post(self, community_id: int, order: Order, now: datetime) -> Posted:
        (answer,) = await self.post_many(community_id, [order], now)
        if isinstance(answer, Refusal):
            raise answer
        return answer

    async def post_many(self, community_id: int, orders: Sequence[Order], now: datetime) -> list[Posted | Refusal]:
        return await posting.post_many(self._connection, community_id, orders, now)

    async def find(self, community_id: int, key: str) -> Posted | None:
        return await posting.find(self._connection, community_id, transfer.c.key == key)

    async def transfer(self, community_id: int, sequence: int) -> Posted | None:
        return await posting.find(self._connection, community_id, transfer.c.sequence == sequence)

    async def balance(self, community_id: int, person_id: int) -> Balance:
        query = select(account).where(
            account.c.community_id == community_id,
            account.c.kind.in_((AccountKind.PERSON, AccountKind.HELD)),
            account.c.owner_id == person_id,
        )
        rows = {row["kind"]: row for row in (await self._connection.execute(query)).mappings()}
        own, held = rows.get(AccountKind.PERSON), rows.get(AccountKind.HELD)
        return Balance(
            available=own["balance"] if own else 0,
            pending=held["balance"] if held else 0,
            credit_minutes=own["credit_minutes"] if own else 0,
            honour_minutes=own["honour_minutes"] if own else 0,
        )

    async def entries(self, community_id: int, person_id: int, limit: int, before: int | None) -> list[Entry]:
        lines = select(entry).where(entry.c.account_id == _own_account(community_id, person_id))
        if before is not None:
            lines = lines.where(entry.c.version < before)
        newest = lines.order_by(entry.c.version.desc()).limit(limit).subquery()
        same = and_(transfer.c.community_id == newest.c.community_id, transfer.c.sequence == newest.c.sequence)
        told = (transfer.c.at, transfer.c.code, transfer.c.source_kind, transfer.c.source_id, transfer.c.detail)
        query = select(newest, *told).join(transfer, same).order_by(newest.c.version.desc())
        return [_entry(row) for row in (await self._connection.execute(query)).mappings()]

    async def expiring(self, community_id: int, person_id: int, until_on: date) -> list[Expiring]:
        query = (
            select(lot.c.expires_on, func.sum(lot.c.remaining).label("points"))
            .where(lot.c.account_id == _own_account(community_id, person_id), lot.c.remaining > 0)
            .where(lot.c.expires_on <= until_on, lot.c.expires_on < NEVER)
            .group_by(lot.c.expires_on)
            .order_by(lot.c.expires_on)
        )
        rows = (await self._connection.execute(query)).mappings()
        return [Expiring(row["expires_on"], int(row["points"])) for row in rows]

    async def standing(self, community_id: int, person_id: int, served_on: date) -> Standing:
        own = (
            await self._connection.execute(
                select(account.c.id, account.c.balance, account.c.paid_minutes).where(
                    account.c.id == _own_account(community_id, person_id)
                )
            )
        ).mappings().first()  # fmt: skip
        if own is None:
            return Standing()
        today = func.sum(case((entry.c.served_on == served_on, entry.c.paid_minutes), else_=0))
        query = select(today.label("day"), func.sum(entry.c.paid_minutes).label("month")).where(
            entry.c.account_id == own["id"],
            entry.c.served_on >= served_on.replace(day=1),
            entry.c.served_on < _next_month(served_on),
        )
        sums = (await self._connection.execute(query)).mappings().one()
        return Standing(int(sums["day"] or 0), int(sums["month"] or 0), own["paid_minutes"], own["balance"])

    async def has_policies(self, community_id: int) -> bool:
        query = select(policy_table.c.from_on).where(policy_table.c.community_id == community_id)
        return (await self._connection.execute(query.limit(1))).first() is not None

    async def policies(self, community_id: int) -> PolicyBook:
        query = select(policy_table.c.document).where(policy_table.c.community_id == community_id)
        documents = (await self._connection.execute(query.order_by(policy_table.c.from_on))).scalars().all()
        return PolicyBook(tuple(policy_from(json.loads(text)) for text in documents) or (yinling(),))

    async def set_policies(self, community_id: int, book: PolicyBook) -> None:
        await self._connection.execute(delete(policy_table).where(policy_table.c.community_id == community_id))
        rows = [
            {"community_id": community_id, "from_on": one.from_on, "document": json.dumps(policy_document(one))}
            for one in book.policies
        ]
        if rows:
            await self._connection.execute(insert(policy_table), rows)


def _own_account(community_id: int, person_id: int) -> ScalarSelect[int]:
    return (
        select(account.c.id)
        .where(account.c.community_id == community_id)
        .where(account.c.kind == AccountKind.PERSON, account.c.owner_id == person_id)
        .scalar_subquery()
    )


def _next_month(on: date) -> date:
    return on.replace(year=on.year + on.month // 12, month=on.month % 12 + 1, day=1)


def _entry(row: RowMapping) -> Entry:
    code = Code(row["code"])
    return Entry(
        number=row["version"],
        sequence=row["sequence"],
        at=row["at"],
        points=row["points"],
        code=code,
        source=Source(SourceKind(row["source_kind"]), row["source_id"]),
        balance=row["balance"],
        minutes=row["minutes"],
        explanation=explanation_from(row["detail"]) if code in EXPLAINED else None,
    )
