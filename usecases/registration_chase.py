"""In whose hands a registration is, and what happens when it lies there too long: chased, then the next person up."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from domain.notices import Notice
from domain.people import Person, Role
from domain.registration import (
    Chase,
    Registration,
    RegistrationDelayed,
    RegistrationPassedOn,
    RegistrationState,
    RegistrationStep,
    RegistrationWaiting,
)
from domain.times import local
from usecases.ports import UnitOfWork
from usecases.workdays import workdays_from

# Whose turn it is in a state, and the step they are asked for.
TURN: dict[RegistrationState, tuple[RegistrationStep, tuple[Role, ...]]] = {
    RegistrationState.SUBMITTED: (RegistrationStep.REVIEW, (Role.STAFF,)),
    RegistrationState.REVIEWED: (RegistrationStep.CONFIRM, (Role.OFFICER,)),
}
# Asked in this order when nobody holds the role, and when whoever has it does not act.
NEXT_UP: tuple[tuple[Role, ...], ...] = ((Role.ADMIN,), (Role.STAFF,))


async def ask_next(uow: UnitOfWork, registration: Registration, person: Person, now: datetime) -> None:
    """Put the step into the hands of whoever has least to do, and show the card to everybody who may take it."""
    turn = TURN.get(registration.state)
    if turn is None:
        return
    step, roles = turn
    asked = await _others(uow, registration, roles, now)
    for instead in NEXT_UP:
        # A small community may have nobody for this step yet; then others are asked, so that nothing lies idle.
        asked = asked or await _others(uow, registration, instead, now)
    if not asked:
        return
    owned = replace(registration, owner_id=await _least_busy(uow, registration, asked))
    await uow.registrations.save(owned)
    fact = await _card(uow, owned, person, step)
    await _push(uow, f"registration:{owned.id}:{step}:{now.timestamp():.3f}", fact, asked, now)


async def chase(uow: UnitOfWork, now: datetime) -> int:
    """Chase every step past its deadline, hand it up when that did not help; return how many there are."""
    late = await uow.registrations.overdue(now)
    for registration in late:
        person = await uow.people.person(registration.person_id)
        if person is None:
            continue
        is_workday = await workdays_from(uow, registration.community_id, registration.deadline_at)
        match registration.chase_due(now, is_workday):
            case Chase.OWNER:
                await _remind(uow, registration, person, now)
            case Chase.NEXT_UP:
                await _hand_up(uow, registration, person, now)
            case _:
                pass
    return len(late)


async def _remind(uow: UnitOfWork, registration: Registration, person: Person, now: datetime) -> None:
    """Remind the owner, once a day; whoever holds the role hears it where the owner no longer does."""
    step, roles = TURN[registration.state]
    able = await _others(uow, registration, (*roles, Role.ADMIN), now)
    to = [who for who in able if who == registration.owner_id] or able
    chased = registration if registration.chased is Chase.NEXT_UP else replace(registration, chased=Chase.OWNER)
    await uow.registrations.save(chased)
    fact = replace(await _card(uow, registration, person, step), waited_days=_days(registration, now))
    await _push(uow, f"registration:{registration.id}:chase:{local(now):%Y%m%d}", fact, to, now)


async def _hand_up(uow: UnitOfWork, registration: Registration, person: Person, now: datetime) -> None:
    """Give the step to the next person up: they, the one it lay with, and the applicant hear of it by name."""
    step, roles = TURN[registration.state]
    above: list[int] = []
    for instead in (*NEXT_UP, roles):
        found = await _others(uow, registration, instead, now)
        above = above or [who for who in found if who != registration.owner_id]
    if not above:
        await _remind(uow, replace(registration, chased=Chase.NEXT_UP), person, now)
        return
    is_workday = await workdays_from(uow, registration.community_id, now)
    moved = registration.handed_up(await _least_busy(uow, registration, above), now, is_workday)
    await uow.registrations.save(moved)
    names = await _names(uow, (registration.owner_id, moved.owner_id))
    before, to = names.get(registration.owner_id or 0, ""), names.get(moved.owner_id or 0, "")
    card = replace(await _card(uow, moved, person, step), waited_days=_days(registration, now), passed_from=before)
    key = f"registration:{registration.id}:{step}:up:{now.timestamp():.0f}"
    await _push(uow, key, card, [who for who in above if who == moved.owner_id], now)
    told = Notice(f"{key}:applicant", RegistrationDelayed(to), now, to_person=person.id)
    passed = RegistrationPassedOn(person.name, to)
    relieved = [Notice(f"{key}:before", passed, now, to_person=registration.owner_id)] if registration.owner_id else []
    await uow.outbox.push([told, *relieved])


async def _others(uow: UnitOfWork, registration: Registration, roles: Iterable[Role], now: datetime) -> list[int]:
    """Return who holds one of the roles, without the applicant: nobody decides about themselves."""
    held = await uow.people.holders(registration.community_id, roles, now)
    return [who for who in held if who != registration.person_id]


async def _least_busy(uow: UnitOfWork, registration: Registration, among: list[int]) -> int:
    load = await uow.registrations.in_hands(registration.community_id)
    return min(among, key=lambda who: (load.get(who, 0), who))


async def _card(
    uow: UnitOfWork, registration: Registration, person: Person, step: RegistrationStep
) -> RegistrationWaiting:
    names = await _names(uow, (registration.owner_id,))
    return RegistrationWaiting(
        registration.id,
        step,
        person.name,
        person.building,
        person.phone,
        person.skills,
        person.free,
        names.get(registration.owner_id or 0, ""),
    )


async def _names(uow: UnitOfWork, ids: Iterable[int | None]) -> dict[int, str]:
    found = await uow.people.persons([who for who in ids if who is not None])
    return {who: one.name for who, one in found.items()}


async def _push(uow: UnitOfWork, key: str, fact: RegistrationWaiting, to: Iterable[int], now: datetime) -> None:
    await uow.outbox.push([Notice(f"{key}:{who}", fact, now, to_person=who) for who in to])


def _days(registration: Registration, now: datetime) -> int:
    return max(1, (local(now).date() - local(registration.since_at).date()).days)
