"""What the office does with the books: let points lapse, settle with merchants, prove and close a month."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from domain.refusals import Refusal
from domain.timebank import AccountKind, Code, Party, Source, SourceKind
from domain.timebank_audit import Head, Report
from domain.timebank_books import Order, Posted, fingerprint
from domain.timebank_expiry import expires_on
from domain.timebank_gifts import SecondPersonNeeded
from domain.timebank_months import Closed, CloseRefused, Month, MonthNotNext, Statement
from domain.timebank_policy import Policy, PolicyBook, keep_past
from domain.timebank_rewards import Redemption
from domain.timebank_simulation import Simulation, simulate
from domain.times import at_local, local
from usecases.timebank_ports import TimebankUnit


@dataclass(frozen=True, slots=True)
class Opening:
    """What somebody brings along from an older book; whose it is has been made sure of."""

    person_id: int
    points: int
    minutes: int


async def change_policies(uow: TimebankUnit, community_id: int, book: PolicyBook, now: datetime) -> None:
    """Put new policies in force. What was in force until today stays as it was, day by day, or `PastPolicyKept`.

    A book that says nothing about today is refused with `PolicyMissing`: nobody could earn.
    """
    await uow.timebank.lock(community_id)
    today = local(now).date()
    book.at(today)
    if await uow.timebank.has_policies(community_id):
        keep_past(await uow.timebank.policies(community_id), book, today)
    await uow.timebank.set_policies(community_id, book)


async def simulate_policy(
    uow: TimebankUnit, *, community_id: int, policy: Policy, from_on: date, until_on: date
) -> Simulation:
    """Return what the service from `from_on` up to, not including, `until_on` would have earned; nothing is booked."""
    return simulate(policy, await uow.timebank.office.services(community_id, from_on, until_on))


async def let_points_lapse(uow: TimebankUnit, *, community_id: int, today: date, now: datetime) -> list[Posted]:
    """Move points whose last day is over to the account of lapsed points. Held ones wait until the hold is settled."""
    await uow.timebank.lock(community_id)
    orders = [
        Order(
            debit=state.party,
            credit=Party(AccountKind.EXPIRED),
            points=points,
            code=Code.EXPIRY,
            source=Source(SourceKind.EXPIRY, state.party.owner_id),
            key=f"expiry:{state.party.owner_id}:{state.version}",
            fingerprint=fingerprint("expiry", state.party.owner_id, points),
        )
        for state, points in await uow.timebank.office.lapsed(community_id, today)
    ]
    answers = await uow.timebank.post_many(community_id, orders, now) if orders else []
    return [answer for answer in answers if isinstance(answer, Posted)]


async def bring_openings(
    uow: TimebankUnit,
    *,
    community_id: int,
    openings: Sequence[Opening],
    key: str,
    proposer_id: int,
    approver_id: int,
    now: datetime,
) -> list[Posted | Refusal]:
    """Book what people bring from an older book, as honour minutes. Two people answer for it; again changes nothing."""
    if proposer_id == approver_id:
        raise SecondPersonNeeded
    today = local(now).date()
    await uow.timebank.lock(community_id)
    policy = (await uow.timebank.policies(community_id)).at(today)
    orders = [
        Order(
            debit=Party(AccountKind.ISSUE),
            credit=Party(AccountKind.PERSON, opening.person_id),
            points=opening.points,
            code=Code.OPENING,
            source=Source(SourceKind.IMPORT, approver_id),
            key=f"{key}:{opening.person_id}",
            fingerprint=fingerprint("opening", opening.person_id, opening.points, opening.minutes),
            actor_id=proposer_id,
            minutes=opening.minutes,
            is_honour=True,
            served_on=today if opening.minutes else None,
            expires_on=expires_on(today, policy.expiry_months),
        )
        for opening in openings
    ]
    return await uow.timebank.post_many(community_id, orders, now)


async def give_starting_points(uow: TimebankUnit, *, community_id: int, person_id: int, now: datetime) -> Posted | None:
    """Book the starting gift of a newly confirmed volunteer, once in a life; None when the policy has none."""
    today = local(now).date()
    policy = (await uow.timebank.policies(community_id)).at(today)
    if not policy.starting_gift:
        return None
    key = f"starting_gift:{person_id}"
    return await uow.timebank.find(community_id, key) or await uow.timebank.post(
        community_id,
        Order(
            debit=Party(AccountKind.ISSUE),
            credit=Party(AccountKind.PERSON, person_id),
            points=policy.starting_gift,
            code=Code.STARTING_GIFT,
            source=Source(SourceKind.REGISTRATION, person_id),
            key=key,
            fingerprint=fingerprint("starting_gift", person_id),
            expires_on=expires_on(today, policy.expiry_months),
        ),
        now,
    )


async def handed_out(uow: TimebankUnit, *, community_id: int, partner_id: int, on: date) -> list[Redemption]:
    """Return what a merchant handed out on a day, the newest first: the daily list."""
    begins_at, ends_at = (at_local(day, time(0)) for day in (on, on + timedelta(days=1)))
    return await uow.timebank.catalogue.used_at(community_id, partner_id, begins_at, ends_at)


async def settle_merchant(
    uow: TimebankUnit, *, community_id: int, partner_id: int, points: int, key: str, actor_id: int, now: datetime
) -> Posted:
    """Take points off a merchant's account that the office has paid for: the monthly settlement."""
    return await uow.timebank.post(
        community_id,
        Order(
            debit=Party(AccountKind.MERCHANT, partner_id),
            credit=Party(AccountKind.REDEMPTION),
            points=points,
            code=Code.SETTLEMENT,
            source=Source(SourceKind.REDEMPTION, partner_id),
            key=key,
            fingerprint=fingerprint("settlement", partner_id, points),
            actor_id=actor_id,
        ),
        now,
    )


async def statement(uow: TimebankUnit, *, community_id: int, person_id: int, month: Month, now: datetime) -> Statement:
    """Return one person's month, up to now if it is not over. Hours of an older book are no service of the month."""
    office = uow.timebank.office
    within = await office.moved(community_id, person_id, month.begins_at, month.ends_at)
    later = await office.moved(community_id, person_id, month.ends_at, max(now, month.ends_at))
    current = (await uow.timebank.balance(community_id, person_id)).available
    closing = current - sum(points for _, points, _ in later)
    return Statement(
        month=month,
        opening=closing - sum(points for _, points, _ in within),
        closing=closing,
        minutes=sum(minutes for code, _, minutes in within if code is not Code.OPENING),
        moved={code: points for code, points, _ in within},
    )


async def close_month(
    uow: TimebankUnit, *, community_id: int, month: Month, actor_id: int, now: datetime
) -> Closed | CloseRefused:
    """Prove the books and close the month. Any difference stops redemptions. Commit whatever the answer."""
    books = uow.timebank
    await books.lock(community_id)
    last = await books.office.last_closed(community_id)
    if last is not None and last.month == month:
        return last
    month.check_over(now)
    if last is not None and month != last.month.following:
        raise MonthNotNext(last.month.following)
    report = await prove(uow, community_id=community_id, now=now)
    if not report.is_sound:
        return CloseRefused(report)
    head = report.heads[0] if report.heads else None
    closed = Closed(
        community_id=community_id,
        month=month,
        sequence=head.sequence if head else 0,
        hash=head.hash if head else "",
        closed_at=now,
        closed_by=actor_id,
        trial=await books.office.trial(community_id),
    )
    await books.office.add_closed(closed)
    return closed


async def prove(uow: TimebankUnit, *, community_id: int, now: datetime, anchors: Sequence[Head] = ()) -> Report:
    """Replay the books. Redemptions stop when they do not prove, and go on when they prove again; commit either way.

    `anchors` are heads that were written down elsewhere on earlier days: the books must still run through them.
    """
    await uow.timebank.lock(community_id)
    report = await uow.timebank.office.prove(community_id, anchors)
    if report.is_sound:
        await uow.timebank.catalogue.resume(community_id)
    else:
        await uow.timebank.catalogue.stop(community_id, str(report.problems[0]), now)
    return report
