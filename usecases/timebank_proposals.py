"""What two people decide: grant, correct, take back and pass on. The caller commits; nothing is sent."""

from collections.abc import Awaitable, Callable
from datetime import datetime

from domain.refusals import NotFound
from domain.timebank import AccountKind, Code, KeyUsedOtherwise, Party, Source, SourceKind, TransferNotFound
from domain.timebank_audit import UNREVERSIBLE
from domain.timebank_books import Order, Posted, fingerprint
from domain.timebank_expiry import expires_on
from domain.timebank_gifts import (
    GrantTooLarge,
    NewProposal,
    NothingToInherit,
    NotReversible,
    Proposal,
    ProposalDecided,
    ProposalKind,
    ProposalState,
    SecondPersonNeeded,
)
from domain.times import local
from usecases.timebank_gifts import policy_now
from usecases.timebank_ports import TimebankUnit


async def propose(uow: TimebankUnit, terms: NewProposal, *, proposer_id: int, key: str, now: datetime) -> Proposal:
    """Put a correction, a grant, a reversal or an inheritance before a second person; the books do not move yet."""
    await uow.timebank.lock(terms.community_id)
    before = await uow.timebank.office.proposal_of_key(terms.community_id, key)
    if before is not None:
        if before.terms != terms:
            raise KeyUsedOtherwise(key)
        return before
    if terms.kind is ProposalKind.GRANT:
        most = (await policy_now(uow, terms.community_id, now)).grant_points
        if terms.points > most:
            raise GrantTooLarge(most)
    if terms.sequence is not None:
        await _reversible(uow, terms.community_id, terms.sequence)
    fresh = Proposal(0, terms, ProposalState.PENDING, proposer_id, now, key)
    return await uow.timebank.office.add_proposal(fresh)


async def approve(uow: TimebankUnit, *, community_id: int, proposal_id: int, approver_id: int, now: datetime) -> Posted:
    """Do what was proposed, by another person than proposed it or gains by it. After a refusal roll back."""
    found = await _decide(uow, community_id, proposal_id, ProposalState.APPROVED, approver_id, now)
    order = await ORDERS[found.terms.kind](uow, found, now)
    return await uow.timebank.post(community_id, order, now)


async def reject(uow: TimebankUnit, *, community_id: int, proposal_id: int, decider_id: int, now: datetime) -> Proposal:
    """Leave the books alone; the proposer may take a proposal back in the same way."""
    return await _decide(uow, community_id, proposal_id, ProposalState.REJECTED, decider_id, now)


async def _decide(
    uow: TimebankUnit, community_id: int, proposal_id: int, state: ProposalState, decider_id: int, now: datetime
) -> Proposal:
    await uow.timebank.lock(community_id)
    found = await uow.timebank.office.proposal(community_id, proposal_id)
    if found is None:
        raise NotFound
    if state is ProposalState.APPROVED and decider_id in {found.proposer_id, *found.terms.gainers}:
        raise SecondPersonNeeded
    if not await uow.timebank.office.decide_proposal(proposal_id, state, decider_id, now):
        raise ProposalDecided
    return found


async def _reversible(uow: TimebankUnit, community_id: int, sequence: int) -> Posted:
    found = await uow.timebank.transfer(community_id, sequence)
    if found is None:
        raise TransferNotFound(sequence)
    if found.order.code in UNREVERSIBLE:
        raise NotReversible(found.order.code)
    return found


async def _adjustment(uow: TimebankUnit, found: Proposal, now: datetime) -> Order:
    terms = found.terms
    person, issue = Party(AccountKind.PERSON, terms.person_id), Party(AccountKind.ISSUE)
    adds = terms.points > 0 or terms.minutes > 0
    months = (await policy_now(uow, terms.community_id, now)).expiry_months
    today = local(now).date()
    return Order(
        debit=issue if adds else person,
        credit=person if adds else issue,
        points=abs(terms.points),
        code=Code.ADJUSTMENT,
        source=Source(SourceKind.ADJUSTMENT, found.id),
        key=f"proposal:{found.id}",
        fingerprint=fingerprint("proposal", found.id),
        actor_id=found.proposer_id,
        minutes=terms.minutes,
        is_honour=terms.is_honour,
        served_on=today if terms.minutes else None,
        expires_on=expires_on(today, months),
    )


async def _grant(uow: TimebankUnit, found: Proposal, now: datetime) -> Order:
    months = (await policy_now(uow, found.terms.community_id, now)).expiry_months
    return Order(
        debit=Party(AccountKind.POOL),
        credit=Party(AccountKind.PERSON, found.terms.person_id),
        points=found.terms.points,
        code=Code.GRANT,
        source=Source(SourceKind.GRANT, found.id),
        key=f"proposal:{found.id}",
        fingerprint=fingerprint("proposal", found.id),
        actor_id=found.proposer_id,
        expires_on=expires_on(local(now).date(), months),
    )


async def _inheritance(uow: TimebankUnit, found: Proposal, now: datetime) -> Order:  # noqa: ARG001 - ORDERS calls all alike
    terms = found.terms
    left = (await uow.timebank.balance(terms.community_id, terms.person_id)).available
    if terms.heir_id is None or left == 0:
        raise NothingToInherit
    return Order(
        debit=Party(AccountKind.PERSON, terms.person_id),
        credit=Party(AccountKind.PERSON, terms.heir_id),
        points=left,
        code=Code.INHERITANCE,
        source=Source(SourceKind.GIFT, found.id),
        key=f"proposal:{found.id}",
        fingerprint=fingerprint("proposal", found.id),
        actor_id=found.proposer_id,
    )


async def _reversal(uow: TimebankUnit, found: Proposal, now: datetime) -> Order:  # noqa: ARG001 - ORDERS calls all alike
    """Return the way back: points, hours and the cap they used up; a merchant's points go to the person."""
    sequence = found.terms.sequence
    if sequence is None:
        raise NotReversible
    was = await _reversible(uow, found.terms.community_id, sequence)
    back_to = was.order.debit
    if was.order.code is Code.POST:
        back_to = Party(AccountKind.PERSON, was.order.debit.owner_id)
    return Order(
        debit=was.order.credit,
        credit=back_to,
        points=was.order.points,
        code=Code.REVERSAL,
        source=Source(SourceKind.TRANSFER, sequence),
        key=f"proposal:{found.id}",
        fingerprint=fingerprint("proposal", found.id),
        actor_id=found.proposer_id,
        minutes=-was.order.minutes,
        paid_minutes=-was.order.paid_minutes,
        is_honour=was.order.is_honour,
        served_on=was.order.served_on,
        lots=was.drawn,
        reverses=sequence,
    )


ORDERS: dict[ProposalKind, Callable[[TimebankUnit, Proposal, datetime], Awaitable[Order]]] = {
    ProposalKind.ADJUSTMENT: _adjustment,
    ProposalKind.GRANT: _grant,
    ProposalKind.INHERITANCE: _inheritance,
    ProposalKind.REVERSAL: _reversal,
}
