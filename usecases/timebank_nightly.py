"""What the time bank does for itself: unfetched goods go back, points lapse, books are proved and anchored."""

from collections.abc import Sequence
from datetime import datetime

from domain.notices import Notice
from domain.people import Purpose
from domain.timebank_audit import Head, Report
from domain.timebank_months import CloseRefused
from domain.timebank_notices import BooksAnchored, PointsLapsed
from domain.timebank_rewards import RedemptionLapsed
from domain.times import local
from usecases.notify import to_groups
from usecases.ports import UnitOfWork
from usecases.timebank_desk import shout
from usecases.timebank_office import let_points_lapse, prove
from usecases.timebank_redemption import lapse


async def give_back_unfetched(uow: UnitOfWork, community_id: int, now: datetime) -> int:
    """Give back at most 200 redemptions whose time is over and tell their owners; ask again until it says 0."""
    late = await lapse(uow, community_id=community_id, now=now)
    await uow.outbox.push(
        Notice(
            f"redemption:{one.id}:lapsed",
            RedemptionLapsed(one.id, one.title, one.points),
            now,
            to_person=one.person_id,
        )
        for one in late
    )
    return len(late)


async def lapse_points(uow: UnitOfWork, community_id: int, now: datetime) -> int:
    """Move points whose last day is over, and tell whoever had them."""
    gone = await let_points_lapse(uow, community_id=community_id, today=local(now).date(), now=now)
    await uow.outbox.push(
        Notice(
            f"points:lapsed:{community_id}:{one.sequence}",
            PointsLapsed(one.order.points, one.lines[0].balance),
            now,
            to_person=one.order.debit.owner_id,
        )
        for one in gone
    )
    return len(gone)


async def prove_and_anchor(uow: UnitOfWork, community_id: int, anchors: Sequence[Head], now: datetime) -> Report:
    """Prove the books against the heads of earlier days; sound ones are anchored in the staff's group, others shouted.

    The caller keeps the returned head outside the database, too.
    """
    report = await prove(uow, community_id=community_id, now=now, anchors=anchors)
    if not report.is_sound:
        await shout(uow, community_id, CloseRefused(report), now)
        return report
    today = local(now).date()
    for head in report.heads:
        fact = BooksAnchored(today, head.sequence, head.hash)
        await to_groups(uow, community_id, Purpose.STAFF, f"points:anchor:{community_id}:{today}", fact, now)
    return report
