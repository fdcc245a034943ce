"""A person's duties as appointments for their phone, and the address under which a phone may fetch them."""

import hmac
from datetime import UTC, datetime, timedelta

from domain.duty import GONE, AssignmentState
from domain.duty_profiles import DutyProfile
from domain.papers import CalendarShift
from usecases.duty_seats import partners_of
from usecases.ports import UnitOfWork

KEPT = timedelta(days=30)
MOST = 300
COUNTED_FROM = datetime(2026, 1, 1, tzinfo=UTC)


async def appointments(uow: UnitOfWork, person_id: int, now: datetime) -> list[CalendarShift]:
    """Return the last month's duties and all that lie ahead; one that is no longer theirs is told as cancelled.

    The revision grows with every fetch, so that a phone takes the newest for true.
    """
    revision = int((now - COUNTED_FROM).total_seconds()) // 60
    told = []
    for duty in await uow.duties.of_person(person_id, now - KEPT, limit=MOST):
        is_off = duty.shift.is_cancelled or duty.state in GONE - {AssignmentState.NO_SHOW}
        told.append(
            CalendarShift(
                key=f"duty-{duty.id}@yinling",
                starts_at=duty.shift.starts_at,
                ends_at=duty.shift.ends_at,
                duty=duty.shift.post.kind.value,
                post=duty.shift.post.name,
                meet=duty.shift.post.meet,
                partners=() if is_off else await partners_of(uow, duty),
                revision=revision,
                is_cancelled=is_off,
            )
        )
    return told


async def feed_name(uow: UnitOfWork, person_id: int) -> str:
    """Return the part of the address that nobody can guess."""
    profile = await uow.duty_profiles.of_person(person_id)
    return f"{person_id}-{uow.duty_profiles.feed_token(person_id, profile.feed)}"


async def new_feed(uow: UnitOfWork, profile: DutyProfile) -> None:
    """Make the present address useless."""
    await uow.duty_profiles.save(profile.with_new_feed())


async def whose_feed(uow: UnitOfWork, name: str) -> int | None:
    """Return whose calendar an address opens, or None for one that is wrong or was given up."""
    number, _, token = name.partition("-")
    if not number.isdecimal() or len(number) > 12:  # noqa: PLR2004 - more digits than any id has
        return None
    profile = await uow.duty_profiles.of_person(int(number))
    right = uow.duty_profiles.feed_token(int(number), profile.feed)
    return int(number) if hmac.compare_digest(token.encode(), right.encode()) else None
