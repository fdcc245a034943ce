"""Proposals to mend a published roster, and which rosters want one."""

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import Column, ForeignKey, Index, String, Table, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.drafts import DraftState, Pair
from domain.roster_proposals import Proposal, ProposalState
from storage.metadata import Instant, RowId, metadata
from storage.rosters import LEASE, roster

roster_proposal = Table(
    "roster_proposal",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("roster_id", ForeignKey("roster.id"), nullable=False),
    Column("state", String(10), nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("decided_at", Instant),
    Index("ix_roster_proposal_roster", "roster_id", "state"),
)
roster_proposal_seat = Table(
    "roster_proposal_seat",
    metadata,
    Column("proposal_id", ForeignKey("roster_proposal.id"), primary_key=True, autoincrement=False),
    Column("shift_id", ForeignKey("shift.id"), primary_key=True, autoincrement=False),
    Column("person_id", ForeignKey("person.id"), primary_key=True, autoincrement=False),
)


class RosterProposalStore:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def want(self, community_id: int, from_on: date, now: datetime) -> bool:
        """Note that the published roster of that week wants mending, and say whether there is one."""
        published = update(roster).where(
            roster.c.community_id == community_id,
            roster.c.from_on == from_on,
            roster.c.state == DraftState.PUBLISHED.value,
        )
        return (await self._connection.execute(published.values(repair_at=now, leased_until=None))).rowcount == 1

    async def take_wanted(self, now: datetime) -> int | None:
        """Claim a roster that wants mending; it is taken up again if its worker is not heard of within the lease."""
        free = (roster.c.leased_until.is_(None)) | (roster.c.leased_until < now)
        oldest = (
            select(roster.c.id)
            .where(roster.c.repair_at <= now, roster.c.state == DraftState.PUBLISHED.value, free)
            .order_by(roster.c.repair_at, roster.c.id)
            .limit(1)
            .with_for_update(skip_locked=True)
        )
        statement = update(roster).where(roster.c.id.in_(oldest)).values(leased_until=now + LEASE)
        taken: int | None = (await self._connection.execute(statement.returning(roster.c.id))).scalar_one_or_none()
        return taken

    async def waits(self, now: datetime) -> bool:
        """Say whether a roster wants mending; asked before, so that idling takes no write lock."""
        return (
            await self._connection.execute(select(roster.c.id).where(roster.c.repair_at <= now).limit(1))
        ).first() is not None

    async def worked_since(self, roster_id: int, now: datetime) -> None:
        """Note that what was wanted until `now` has been looked at; a newer wish stays."""
        done = update(roster).where(roster.c.id == roster_id, roster.c.repair_at <= now)
        await self._connection.execute(done.values(repair_at=None, leased_until=None))

    async def add(self, roster_id: int, seats: Iterable[Pair], now: datetime) -> int:
        """Write a proposal down; earlier ones of this roster that nobody has decided are out of date with it."""
        await self.outdate(roster_id, now)
        values = {"roster_id": roster_id, "state": ProposalState.OPEN.value, "made_at": now}
        made = insert(roster_proposal).values(**values).returning(roster_proposal.c.id)
        number: int = (await self._connection.execute(made)).scalar_one()
        rows = [{"proposal_id": number, "shift_id": shift, "person_id": person} for shift, person in seats]
        if rows:
            await self._connection.execute(insert(roster_proposal_seat), rows)
        return number

    async def outdate(self, roster_id: int, now: datetime) -> None:
        still_open = update(roster_proposal).where(
            roster_proposal.c.roster_id == roster_id, roster_proposal.c.state == ProposalState.OPEN.value
        )
        await self._connection.execute(still_open.values(state=ProposalState.OUTDATED.value, decided_at=now))

    async def hold(self, proposal_id: int) -> Proposal | None:
        statement = (
            select(roster_proposal, roster.c.community_id, roster.c.leader_id)
            .join(roster, roster.c.id == roster_proposal.c.roster_id)
            .where(roster_proposal.c.id == proposal_id)
            .with_for_update(of=roster_proposal)
        )
        row = (await self._connection.execute(statement)).one_or_none()
        if row is None:
            return None
        seats = await self._connection.execute(
            select(roster_proposal_seat.c.shift_id, roster_proposal_seat.c.person_id)
            .where(roster_proposal_seat.c.proposal_id == proposal_id)
            .order_by(roster_proposal_seat.c.shift_id, roster_proposal_seat.c.person_id)
        )
        pairs = tuple((each[0], each[1]) for each in seats)
        return Proposal(row.id, row.roster_id, row.community_id, row.leader_id, ProposalState(row.state), pairs)

    async def decide(self, proposal_id: int, state: ProposalState, now: datetime) -> None:
        statement = update(roster_proposal).where(roster_proposal.c.id == proposal_id)
        await self._connection.execute(statement.values(state=state.value, decided_at=now))
