"""What the office and the counter do, each asked again who they are: catalogue, tills, corrections, month close."""

from dataclasses import replace
from datetime import date, datetime

from domain.notices import Notice
from domain.papers import HandedOut, MerchantMonth
from domain.people import Purpose, Role, Speaker
from domain.permissions import ALLOWED, Action, require
from domain.refusals import NotFound
from domain.timebank import AccountKind
from domain.timebank_books import Posted
from domain.timebank_desk import NoTill, Partner, SettlementSheet
from domain.timebank_gifts import NewProposal, Proposal
from domain.timebank_months import Closed, CloseRefused, Month
from domain.timebank_notices import (
    BooksStopped,
    MonthReported,
    PointsCorrected,
    ProposalSettled,
    ProposalWaiting,
    RewardHanded,
)
from domain.timebank_rewards import CodeAnswer, CodeTaken, Redemption
from domain.times import local
from usecases.notify import to_groups, to_holders
from usecases.ports import UnitOfWork
from usecases.timebank_office import close_month, handed_out, settle_merchant
from usecases.timebank_ports import TimebankUnit
from usecases.timebank_proposals import approve, propose, reject
from usecases.timebank_redemption import take_code

RESPONSIBLE = (Role.STAFF, Role.ADMIN)


def home_of(speaker: Speaker, action: Action, now: datetime) -> int:
    """Return the community the speaker works for, or refuse: the button alone proves nothing."""
    me = speaker.known()
    require(speaker.grants, action, me.community_id, now)
    return me.community_id


def there(found: Partner | None) -> Partner:
    if found is None:
        raise NotFound
    return found


async def till_for(uow: UnitOfWork, speaker: Speaker, partner_id: int | None, now: datetime) -> Partner:
    """Return whose codes the speaker enters: a merchant's own till, or for staff whichever was named."""
    home = home_of(speaker, Action.TAKE_CODE, now)
    own = await uow.timebank.desk.till_of(home, speaker.known().id)
    if partner_id is None or (own is not None and own.id == partner_id):
        if own is None:
            raise NoTill
        return own
    require(speaker.grants, Action.SETTLE_MERCHANT, home, now)
    return there(await uow.timebank.desk.partner(home, partner_id))


async def enter_code(
    uow: UnitOfWork, speaker: Speaker, partner_id: int | None, code: str, now: datetime
) -> tuple[CodeAnswer, Partner]:
    """Settle a code at a till and tell its owner. Commit whatever the answer, so that wrong tries are counted."""
    till = await till_for(uow, speaker, partner_id, now)
    me = speaker.known()
    answer = await take_code(
        uow, community_id=till.community_id, partner_id=till.id, code=code, actor_id=me.id, now=now
    )
    if isinstance(answer, CodeTaken):
        taken = answer.redemption
        held = await uow.timebank.balance(till.community_id, taken.person_id)
        fact = RewardHanded(taken.title, till.name, taken.points, held.available)
        notice = Notice(f"redemption:{taken.id}:handed", fact, now, to_person=taken.person_id)
        await uow.outbox.push([notice])
    return answer, till


async def today_at(
    uow: UnitOfWork, speaker: Speaker, partner_id: int | None, on: date, now: datetime
) -> tuple[Partner, list[Redemption]]:
    till = await till_for(uow, speaker, partner_id, now)
    return till, await handed_out(uow, community_id=till.community_id, partner_id=till.id, on=on)


async def settlement(
    uow: UnitOfWork, speaker: Speaker, partner_id: int | None, month: Month, now: datetime
) -> SettlementSheet:
    """Return the month of one partner for the partner and the office; what was taken back later is left out."""
    till = await till_for(uow, speaker, partner_id, now)
    return await sheet(uow, till, month)


async def sheet(uow: TimebankUnit, till: Partner, month: Month) -> SettlementSheet:
    books = uow.timebank
    used = await books.catalogue.used_at(till.community_id, till.id, month.begins_at, month.ends_at)
    standing = await books.desk.standing_sales(till.community_id, till.id, month.begins_at)
    handed = tuple(one for one in reversed(used) if one.id in standing)
    paid = await books.find(till.community_id, _settlement_key(till, month))
    return SettlementSheet(till, month, handed, paid.at if paid else None)


def settlement_paper(told: SettlementSheet) -> MerchantMonth:
    """Return the sheet that goes to the partner and to the office."""
    handed = tuple(
        HandedOut(one.settled_at, one.title, one.points, one.id) for one in told.handed if one.settled_at is not None
    )
    return MerchantMonth(told.partner.name, told.month, handed)


def _settlement_key(till: Partner, month: Month) -> str:
    return f"settlement:{till.id}:{month}"


async def pay_merchant(
    uow: UnitOfWork, speaker: Speaker, partner_id: int, month: Month, now: datetime
) -> SettlementSheet:
    """Book that the office has paid this partner's month, once. Refuses with `MonthNotOver` while it lasts."""
    home = home_of(speaker, Action.SETTLE_MERCHANT, now)
    month.check_over(now)
    till = there(await uow.timebank.desk.partner(home, partner_id))
    await uow.timebank.lock(home)
    told = await sheet(uow, till, month)
    if told.settled_at is None and told.points:
        await settle_merchant(
            uow,
            community_id=home,
            partner_id=till.id,
            points=told.points,
            key=_settlement_key(till, month),
            actor_id=speaker.known().id,
            now=now,
        )
    return await sheet(uow, till, month)


async def propose_points(uow: UnitOfWork, speaker: Speaker, terms: NewProposal, key: str, now: datetime) -> Proposal:
    """Put a correction before everybody who may decide it, save the proposer and those who gain by it."""
    home = home_of(speaker, Action.PROPOSE_POINTS, now)
    me = speaker.known()
    made = await propose(uow, replace(terms, community_id=home), proposer_id=me.id, key=key, now=now)
    fact = await waiting(uow, made)
    deciders = await uow.people.holders(home, ALLOWED[Action.DECIDE_POINTS], now)
    barred = {me.id, *made.terms.gainers}
    await uow.outbox.push(
        Notice(f"points:proposal:{made.id}:{who}", fact, now, to_person=who) for who in deciders if who not in barred
    )
    return made


async def waiting(uow: UnitOfWork, made: Proposal) -> ProposalWaiting:
    terms = made.terms
    persons = await uow.people.persons({terms.person_id, made.proposer_id, terms.heir_id or terms.person_id})
    was = await uow.timebank.transfer(terms.community_id, terms.sequence) if terms.sequence else None
    return ProposalWaiting(
        made.id,
        terms.kind,
        persons[terms.person_id].name if terms.person_id in persons else "",
        was.order.points if was else terms.points,
        was.order.minutes if was else terms.minutes,
        terms.reason,
        persons[made.proposer_id].name if made.proposer_id in persons else "",
        terms.sequence,
        was.order.code if was else None,
        persons[terms.heir_id].name if terms.heir_id in persons else "",
    )


async def decide_points(
    uow: UnitOfWork, speaker: Speaker, proposal_id: int, now: datetime, *, agrees: bool
) -> ProposalWaiting:
    """Do it or leave it. Whoever proposed it or gains by it is refused with `SecondPersonNeeded`; people are told."""
    home = home_of(speaker, Action.DECIDE_POINTS, now)
    me = speaker.known()
    made = await uow.timebank.office.proposal(home, proposal_id)
    if made is None:
        raise NotFound
    fact = await waiting(uow, made)
    if agrees:
        posted = await approve(uow, community_id=home, proposal_id=proposal_id, approver_id=me.id, now=now)
        await _tell_corrected(uow, made, posted, now)
    else:
        await reject(uow, community_id=home, proposal_id=proposal_id, decider_id=me.id, now=now)
    settled = ProposalSettled(made.terms.kind, fact.name, me.name, agrees)
    await uow.outbox.take_back(f"points:proposal:{proposal_id}:", "decided", now)
    if made.proposer_id != me.id:
        notice = Notice(f"points:proposal-settled:{proposal_id}", settled, now, to_person=made.proposer_id)
        await uow.outbox.push([notice])
    return fact


async def _tell_corrected(uow: UnitOfWork, made: Proposal, posted: Posted, now: datetime) -> None:
    """Tell everybody whose own account moved."""
    sides = zip((posted.order.debit, posted.order.credit), posted.lines, strict=True)
    await uow.outbox.push(
        Notice(
            f"points:corrected:{made.id}:{party.owner_id}",
            PointsCorrected(
                made.terms.kind, line.points, line.minutes, made.terms.reason, line.balance, posted.sequence
            ),
            now,
            to_person=party.owner_id,
        )
        for party, line in sides
        if party.kind is AccountKind.PERSON
    )


async def month_to_close(uow: UnitOfWork, speaker: Speaker, now: datetime) -> Month:
    """Return the month that comes next: after the last closed one, or last month where none was closed yet."""
    home = home_of(speaker, Action.CLOSE_MONTH, now)
    last = await uow.timebank.office.last_closed(home)
    return last.month.following if last else Month.of(local(now).date()).previous


async def close_books(uow: UnitOfWork, speaker: Speaker, month: Month, now: datetime) -> Closed | CloseRefused:
    """Prove and close a month; report it to staff, or shout. Commit whatever the answer."""
    home = home_of(speaker, Action.CLOSE_MONTH, now)
    me = speaker.known()
    answer = await close_month(uow, community_id=home, month=month, actor_id=me.id, now=now)
    if isinstance(answer, CloseRefused):
        await shout(uow, home, answer, now)
    else:
        fact = MonthReported(month.year, month.month, answer.sequence, answer.trial, me.name)
        there = await uow.people.holders(home, RESPONSIBLE, now)
        await uow.outbox.push(
            Notice(f"points:closed:{home}:{month}:{who}", fact, now, to_person=who) for who in there if who != me.id
        )
    return answer


async def shout(uow: UnitOfWork, community_id: int, refused: CloseRefused, now: datetime) -> None:
    """Say at once and everywhere it matters that the books do not prove; once an hour, not at every look."""
    problems = refused.report.problems
    fact = BooksStopped(len(problems), f"{problems[0].fault}: {problems[0].where}" if problems else "")
    key = f"points:stopped:{community_id}:{now:%Y%m%d%H}"
    await to_holders(uow, community_id, RESPONSIBLE, key, fact, now, urgent=True)
    await to_groups(uow, community_id, Purpose.STAFF, key, fact, now)
