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
    SomebodyWasFaster,
    VolunteerCardReady,
    volunteer_number,
)
from domain.times import add_workdays
from usecases.audit import note
from usecases.people import introduce
from usecases.ports import UnitOfWork
from usecases.registration_chase import ask_next
from usecases.timebank_welcome import welcome_with_points
from usecases.workdays import workdays_from

RESUBMITTABLE = frozenset({RegistrationState.RETURNED, RegistrationState.WITHDRAWN})
PERMISSION: dict[RegistrationState, Action] = {
    RegistrationState.SUBMITTED: Action.REVIEW_REGISTRATION,
    RegistrationState.REVIEWED: Action.CONFIRM_REGISTRATION,
}


async def submit(uow: UnitOfWork, speaker: Speaker, told: Person, now: datetime) -> Registration:
    """Apply, or apply again after being sent back; refuses with `AlreadyRegistered` or `PhoneTaken`."""
    person = await introduce(uow, speaker, told, now)
    found = await uow.registrations.of_person(person.id)
    is_workday = await workdays_from(uow, person.community_id, now)
    if found is None:
        deadline_at = add_workdays(now, STEP_WORKDAYS, is_workday)
        registration = await uow.registrations.add(person.id, person.community_id, now, deadline_at)
    elif found.state in RESUBMITTABLE:
        again = RegistrationStep.RESUBMIT
        registration = found.take(again, now=now, by_person=person.id, by_name=person.name, is_workday=is_workday)
        await uow.registrations.save(registration)
    else:
        raise AlreadyRegistered
    home = await uow.people.community(person.community_id)
    await note(uow, replace(speaker, person=person, community=home), "apply", "person", person.id, now)
    await ask_next(uow, registration, person, now)
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
    is_workday = await workdays_from(uow, registration.community_id, now)
    moved = registration.take(
        step, now=now, by_person=reviewer.id, by_name=reviewer.name, reason=reason, is_workday=is_workday
    )
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
        card = Notice(f"{key}:card", VolunteerCardReady(person.id), now, to_person=person.id)
        await uow.outbox.push([card])
        await welcome_with_points(uow, person, now)
    await note(uow, speaker, f"registration_{step.value}", "person", person.id, now)
    await ask_next(uow, moved, person, now)
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
