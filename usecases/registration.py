"""报到: apply, review, confirm."""

from dataclasses import replace
from datetime import datetime

from domain.notices import Notice
from domain.people import Grant, Person, Role, Speaker
from domain.permissions import Action, may, require
from domain.refusals import NotFound
from domain.registration import (
    STEP_WORKDAYS,
    AlreadyRegistered,
    Registration,
    RegistrationMoved,
    RegistrationState,
    RegistrationStep,
    RegistrationWaiting,
    SomebodyWasFaster,
    volunteer_number,
)
from domain.times import add_workdays, local
from usecases.audit import note
from usecases.notify import to_holders
from usecases.people import introduce
from usecases.ports import UnitOfWork
from usecases.timebank_welcome import welcome_with_points

RESUBMITTABLE = frozenset({RegistrationState.RETURNED, RegistrationState.WITHDRAWN})
# Whose turn it is in a state, and the step they are asked for.
TURN: dict[RegistrationState, tuple[RegistrationStep, tuple[Role, ...]]] = {
    RegistrationState.SUBMITTED: (RegistrationStep.REVIEW, (Role.STAFF,)),
    RegistrationState.REVIEWED: (RegistrationStep.CONFIRM, (Role.OFFICER,)),
}
PERMISSION: dict[RegistrationState, Action] = {
    RegistrationState.SUBMITTED: Action.REVIEW_REGISTRATION,
    RegistrationState.REVIEWED: Action.CONFIRM_REGISTRATION,
}


async def submit(uow: UnitOfWork, speaker: Speaker, told: Person, now: datetime) -> Registration:
    """Apply, or apply again after being sent back; refuses with `AlreadyRegistered` or `PhoneTaken`."""
    person = await introduce(uow, speaker, told, now)
    found = await uow.registrations.of_person(person.id)
    if found is None:
        deadline_at = add_workdays(now, STEP_WORKDAYS)
        registration = await uow.registrations.add(person.id, person.community_id, now, deadline_at)
    elif found.state in RESUBMITTABLE:
        registration = found.take(RegistrationStep.RESUBMIT, now=now, by_person=person.id, by_name=person.name)
        await uow.registrations.save(registration)
    else:
        raise AlreadyRegistered
    home = await uow.people.community(person.community_id)
    await note(uow, replace(speaker, person=person, community=home), "apply", "person", person.id, now)
    await _ask_next(uow, registration, person, now)
    return registration


async def decide(
    uow: UnitOfWork, speaker: Speaker, registration_id: int, step: RegistrationStep, reason: str, now: datetime
) -> tuple[Registration, Person]:
    """Take the reviewer's or officer's decision, tell the person, and ask whoever is next."""
    reviewer = speaker.known()
    registration = await uow.registrations.hold(registration_id)
    if registration is None or registration.community_id != reviewer.community_id:
        raise NotFound
    _require_turn(speaker, registration, step, now)
    moved = registration.take(step, now=now, by_person=reviewer.id, by_name=reviewer.name, reason=reason)
    await uow.registrations.save(moved)
    person = await uow.people.person(moved.person_id)
    if person is None:
        raise NotFound
    if moved.state is RegistrationState.CONFIRMED:
        person = replace(person, volunteer_number=volunteer_number(person.community_id, person.id))
        await uow.people.save_person(person)
        await uow.people.grant(person.id, Grant(Role.VOLUNTEER, person.community_id, from_at=now))
    community = await uow.people.community(moved.community_id)
    fact = RegistrationMoved(moved.state, moved.deadline_at, moved.reason, person.volunteer_number, community.name)
    key = f"registration:{moved.id}:{moved.state}:{now.timestamp():.3f}"
    await uow.outbox.push([Notice(f"{key}:person", fact, now, to_person=person.id)])
    if moved.state is RegistrationState.CONFIRMED:
        await welcome_with_points(uow, person, now)
    await note(uow, speaker, f"registration_{step.value}", "person", person.id, now)
    await _ask_next(uow, moved, person, now)
    return moved, person


def _require_turn(speaker: Speaker, registration: Registration, step: RegistrationStep, now: datetime) -> None:
    """Refuse whoever may decide nothing; tell a reviewer whose step is over who was faster."""
    home = registration.community_id
    if step is RegistrationStep.CONFIRM:
        require(speaker.grants, Action.CONFIRM_REGISTRATION, home, now)
        return
    wanted = PERMISSION.get(registration.state, Action.REVIEW_REGISTRATION)
    if may(speaker.grants, wanted, home, now):
        return
    require(speaker.grants, Action.REVIEW_REGISTRATION, home, now)
    raise SomebodyWasFaster(registration.decided_by)


async def _ask_next(uow: UnitOfWork, registration: Registration, person: Person, now: datetime) -> None:
    turn = TURN.get(registration.state)
    if turn is None:
        return
    step, roles = turn
    fact = RegistrationWaiting(
        registration.id, step, person.name, person.building, person.phone, person.skills, person.free
    )
    key = f"registration:{registration.id}:{step}:{now.timestamp():.3f}"
    if not await to_holders(uow, registration.community_id, roles, key, fact, now):
        # A small community may have nobody for this step yet; then its admins are asked, so that nothing lies idle.
        await to_holders(uow, registration.community_id, (Role.STAFF, Role.ADMIN), key, fact, now)


async def chase(uow: UnitOfWork, now: datetime) -> int:
    """Remind those in whose hands a registration lies past its deadline, once a day; return how many there are."""
    late = await uow.registrations.overdue(now)
    for registration in late:
        person = await uow.people.person(registration.person_id)
        turn = TURN.get(registration.state)
        if person is None or turn is None:
            continue
        step, roles = turn
        fact = RegistrationWaiting(
            registration.id, step, person.name, person.building, person.phone, person.skills, person.free
        )
        key = f"registration:{registration.id}:chase:{local(now):%Y%m%d}"
        await to_holders(uow, registration.community_id, (*roles, Role.ADMIN), key, fact, now)
    return len(late)
