"""Proposals, closed months, trial balances and lapsing points within one transaction."""

import json
from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import date, datetime

from sqlalchemy import func, insert, select, update
from sqlalchemy.engine import RowMapping
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.timebank import AccountKind, Code, Party, Source, SourceKind
from domain.timebank_audit import Head, Report
from domain.timebank_books import AccountState, Posted
from domain.timebank_details import explanation_from
from domain.timebank_gifts import NewProposal, Proposal, ProposalKind, ProposalState
from domain.timebank_months import Closed, Month
from domain.timebank_policy import Service
from domain.timebank_registers import JournalRow
from domain.timebank_simulation import PastService
from storage.timebank_office_tables import closed_month, proposal
from storage.timebank_posting import find
from storage.timebank_rows import account_state
from storage.timebank_tables import account, entry, lot, transfer
from storage.timebank_verify import verify


class OfficeStore:
    """What staff does with the books, over one open connection; the caller commits."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add_proposal(self, fresh: Proposal) -> Proposal:
        facts = asdict(fresh)
        del facts["id"]
        query = insert(proposal).values(**facts.pop("terms"), **facts).returning(proposal.c.id)
        return replace(fresh, id=(await self._connection.execute(query)).scalar_one())

    async def proposal(self, community_id: int, proposal_id: int) -> Proposal | None:
        query = select(proposal).where(proposal.c.community_id == community_id, proposal.c.id == proposal_id)
        row = (await self._connection.execute(query)).mappings().first()
        return None if row is None else _proposal(row)

    async def proposal_of_key(self, community_id: int, key: str) -> Proposal | None:
        query = select(proposal).where(proposal.c.community_id == community_id, proposal.c.key == key)
        row = (await self._connection.execute(query)).mappings().first()
        return None if row is None else _proposal(row)

    async def pending_proposals(self, community_id: int) -> list[Proposal]:
        mine = (proposal.c.community_id == community_id, proposal.c.state == ProposalState.PENDING)
        query = select(proposal).where(*mine).order_by(proposal.c.id)
        return [_proposal(row) for row in (await self._connection.execute(query)).mappings()]

    async def decide_proposal(self, proposal_id: int, state: ProposalState, decider_id: int, now: datetime) -> bool:
        """Decide what is pending; False when somebody else was faster."""
        query = (
            update(proposal)
            .where(proposal.c.id == proposal_id, proposal.c.state == ProposalState.PENDING)
            .values(state=state, decider_id=decider_id, decided_at=now)
            .returning(proposal.c.id)
        )
        return (await self._connection.execute(query)).first() is not None

    async def given(self, community_id: int, person_id: int, from_at: datetime) -> int:
        """Return the points this person has given away since, reversed gifts aside."""
        taken_back = (
            select(transfer.c.reverses)
            .where(transfer.c.community_id == community_id, transfer.c.reverses.is_not(None))
            .scalar_subquery()
        )
        query = select(func.sum(transfer.c.points)).where(
            transfer.c.community_id == community_id,
            transfer.c.code == Code.GIFT,
            transfer.c.debit_owner_id == person_id,
            transfer.c.at >= from_at,
            transfer.c.sequence.not_in(taken_back),
        )
        return int((await self._connection.execute(query)).scalar_one() or 0)

    async def lapsed(self, community_id: int, on: date) -> list[tuple[AccountState, int]]:
        """Return the persons' accounts with points that have lapsed on that day, and how many."""
        sums = (
            select(lot.c.account_id, func.sum(lot.c.remaining).label("points"))
            .where(lot.c.remaining > 0, lot.c.expires_on <= on)
            .group_by(lot.c.account_id)
            .subquery()
        )
        query = (
            select(account, sums.c.points)
            .join(sums, sums.c.account_id == account.c.id)
            .where(account.c.community_id == community_id, account.c.kind == AccountKind.PERSON)
            .order_by(account.c.id)
        )
        return [(account_state(row), int(row["points"])) for row in (await self._connection.execute(query)).mappings()]

    async def trial(self, community_id: int) -> dict[str, int]:
        """Return the balance of each kind of account; their sum is zero."""
        query = select(account.c.kind, func.sum(account.c.balance)).where(account.c.community_id == community_id)
        rows = (await self._connection.execute(query.group_by(account.c.kind).order_by(account.c.kind))).all()
        return {kind: int(points) for kind, points in rows}

    async def journal(self, community_id: int, from_at: datetime, until_at: datetime) -> list[JournalRow]:
        """Return every transfer from `from_at` up to, not including, `until_at`, oldest first."""
        query = select(transfer).where(
            transfer.c.community_id == community_id, transfer.c.at >= from_at, transfer.c.at < until_at
        )
        rows = (await self._connection.execute(query.order_by(transfer.c.sequence))).mappings()
        return [_journal_row(row) for row in rows]

    async def moved_by(self, community_id: int, from_at: datetime, until_at: datetime) -> list[int]:
        """Return the persons whose own accounts moved from `from_at` to before `until_at`."""
        query = (
            select(account.c.owner_id)
            .join(entry, entry.c.account_id == account.c.id)
            .join(
                transfer,
                (transfer.c.community_id == entry.c.community_id) & (transfer.c.sequence == entry.c.sequence),
            )
            .where(account.c.community_id == community_id, account.c.kind == AccountKind.PERSON)
            .where(transfer.c.community_id == community_id, transfer.c.at >= from_at, transfer.c.at < until_at)
            .distinct()
            .order_by(account.c.owner_id)
        )
        return list((await self._connection.execute(query)).scalars())

    async def of_source(self, community_id: int, source: Source) -> list[Posted]:
        """Return the transfers that came from this source, oldest first, with their lines."""
        query = select(transfer.c.sequence).where(
            transfer.c.community_id == community_id,
            transfer.c.source_kind == source.kind,
            transfer.c.source_id == source.id,
        )
        sequences = (await self._connection.execute(query.order_by(transfer.c.sequence))).scalars().all()
        found = [await find(self._connection, community_id, transfer.c.sequence == each) for each in sequences]
        return [each for each in found if each is not None]

    async def prove(self, community_id: int, anchors: Sequence[Head] = ()) -> Report:
        return await verify(self._connection, community_id, anchors)

    async def last_closed(self, community_id: int) -> Closed | None:
        query = select(closed_month).where(closed_month.c.community_id == community_id)
        row = (await self._connection.execute(query.order_by(closed_month.c.month.desc()))).mappings().first()
        return None if row is None else _closed(row)

    async def add_closed(self, closed: Closed) -> None:
        facts = asdict(closed) | {"month": str(closed.month), "trial": json.dumps(closed.trial)}
        await self._connection.execute(insert(closed_month).values(**facts))

    async def services(self, community_id: int, from_on: date, until_on: date) -> list[PastService]:
        """Return what was earned for service from `from_on` up to, not including, `until_on`, reversed ones aside."""
        taken_back = select(transfer.c.reverses).where(
            transfer.c.community_id == community_id, transfer.c.reverses.is_not(None)
        )
        query = select(transfer).where(
            transfer.c.community_id == community_id,
            transfer.c.code == Code.EARN,
            transfer.c.served_on >= from_on,
            transfer.c.served_on < until_on,
            transfer.c.sequence.not_in(taken_back),
        )
        rows = (await self._connection.execute(query.order_by(transfer.c.sequence))).mappings()
        return [_past_service(row) for row in rows]

    async def most_served(self, community_id: int, limit: int) -> list[tuple[int, int]]:
        """Return (person, minutes) of those who served most, credit and honour together."""
        minutes = account.c.credit_minutes + account.c.honour_minutes
        mine = (account.c.community_id == community_id, account.c.kind == AccountKind.PERSON, minutes > 0)
        query = select(account.c.owner_id, minutes).where(*mine).order_by(minutes.desc(), account.c.owner_id)
        return [(row[0], row[1]) for row in (await self._connection.execute(query.limit(limit))).all()]

    async def moved(
        self, community_id: int, person_id: int, from_at: datetime, until_at: datetime
    ) -> list[tuple[Code, int, int]]:
        """Return (reason, points, minutes) summed over one person's entries from `from_at` to before `until_at`."""
        own = (account.c.kind == AccountKind.PERSON, account.c.owner_id == person_id)
        query = (
            select(transfer.c.code, func.sum(entry.c.points), func.sum(entry.c.minutes))
            .select_from(account)
            .join(entry, entry.c.account_id == account.c.id)
            .join(
                transfer,
                (transfer.c.community_id == entry.c.community_id) & (transfer.c.sequence == entry.c.sequence),
            )
            .where(account.c.community_id == community_id, *own)
            .where(transfer.c.at >= from_at, transfer.c.at < until_at)
            .group_by(transfer.c.code)
        )
        return [(Code(code), int(p), int(m)) for code, p, m in (await self._connection.execute(query)).all()]


def _past_service(row: RowMapping) -> PastService:
    told = explanation_from(row["detail"])
    service = Service(told.activity, told.minutes, told.rating, told.difficulty_percent, is_honour=row["is_honour"])
    return PastService(row["credit_owner_id"], row["served_on"], service, row["points"])


def _journal_row(row: RowMapping) -> JournalRow:
    return JournalRow(
        row["sequence"],
        row["at"],
        Party(AccountKind(row["debit_kind"]), row["debit_owner_id"]),
        Party(AccountKind(row["credit_kind"]), row["credit_owner_id"]),
        row["points"],
        row["minutes"],
        Code(row["code"]),
        SourceKind(row["source_kind"]),
        row["source_id"],
        row["actor_id"],
        row["hash"],
    )


def _proposal(row: RowMapping) -> Proposal:
    names = set(NewProposal.__dataclass_fields__) - {"kind"}
    return Proposal(
        id=row["id"],
        terms=NewProposal(kind=ProposalKind(row["kind"]), **{name: row[name] for name in names}),
        state=ProposalState(row["state"]),
        proposer_id=row["proposer_id"],
        proposed_at=row["proposed_at"],
        key=row["key"],
        decider_id=row["decider_id"],
        decided_at=row["decided_at"],
    )


def _closed(row: RowMapping) -> Closed:
    year, month = row["month"].split("-")
    facts = {name: row[name] for name in ("community_id", "sequence", "hash", "closed_at", "closed_by")}
    return Closed(month=Month(int(year), int(month)), trial=json.loads(row["trial"]), **facts)
