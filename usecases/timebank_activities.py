"""Points for what many did together: one person names who was there, a second agrees, each is booked or none."""

import re
from datetime import date, datetime, timedelta

from domain.notices import Notice
from domain.people import Person, Speaker
from domain.permissions import ALLOWED, Action, require
from domain.refusals import NotFound
from domain.timebank import LONGEST_SERVICE_MINUTES, Activity, Source, SourceKind
from domain.timebank_activities import DAYS_BACK, MOST_PEOPLE, Meeting, TooManyPeople
from domain.timebank_gifts import ProposalDecided, SecondPersonNeeded
from domain.timebank_notices import MeetingSettled, MeetingWaiting, ServiceCredited
from domain.timebank_openings import NamesakesFound, PersonNotFound
from domain.times import local
from usecases.ports import UnitOfWork
from usecases.timebank import earn
from usecases.timebank_mine import find_people

_BETWEEN = re.compile(r"[\s，,、;；。]+")


async def propose_meeting(
    uow: UnitOfWork, speaker: Speaker, title: str, activity: Activity, served_on: date, minutes: int, told: str,
    now: datetime,
) -> Meeting:  # fmt: skip
    """Write an activity down and put it before everybody who may decide, save those who were there.

    Refuses with `PersonNotFound`, `NamesakesFound` or `TooManyPeople`; a day out of reach is `NotFound`.
    """
    me = speaker.known()
    require(speaker.grants, Action.PROPOSE_POINTS, me.community_id, now)
    today = local(now).date()
    if not today - timedelta(days=DAYS_BACK) <= served_on <= today or not 0 < minutes <= LONGEST_SERVICE_MINUTES:
        raise NotFound
    people = await _people(uow, speaker, told)
    fresh = Meeting(0, me.community_id, title, activity, served_on, minutes, tuple(people), me.id, now)
    made = await uow.timebank.meetings.add(fresh)
    fact = await meeting_waiting(uow, made)
    deciders = await uow.people.holders(me.community_id, ALLOWED[Action.DECIDE_POINTS], now)
    await uow.outbox.push(
        Notice(f"points:meeting:{made.id}:{who}", fact, now, to_person=who)
        for who in deciders
        if who not in {me.id, *made.people}
    )
    return made


async def _people(uow: UnitOfWork, speaker: Speaker, told: str) -> dict[int, Person]:
    """Return everybody named by name or phone, each once; one name that fits nobody or several refuses them all."""
    names = [part for part in _BETWEEN.split(told) if part]
    if len(names) > MOST_PEOPLE:
        raise TooManyPeople
    found = {name: await find_people(uow, speaker, name) for name in names}
    if missing := [name for name, alike in found.items() if not alike]:
        raise PersonNotFound(missing)
    if unclear := [name for name, alike in found.items() if len(alike) > 1]:
        raise NamesakesFound(unclear)
    return {alike[0].id: alike[0] for alike in found.values()}


async def meeting_waiting(uow: UnitOfWork, made: Meeting) -> MeetingWaiting:
    persons = await uow.people.persons({made.proposer_id, *made.people})
    names = tuple(persons[who].name for who in made.people if who in persons)
    proposer = persons[made.proposer_id].name if made.proposer_id in persons else ""
    return MeetingWaiting(made.id, made.title, made.activity, made.served_on, made.minutes, names, proposer)


async def decide_meeting(
    uow: UnitOfWork, speaker: Speaker, meeting_id: int, now: datetime, *, agrees: bool
) -> MeetingWaiting:
    """Book everybody or nobody. The proposer, and whoever was there, cannot agree: `SecondPersonNeeded`."""
    me = speaker.known()
    home = me.community_id
    require(speaker.grants, Action.DECIDE_POINTS, home, now)
    await uow.timebank.lock(home)
    made = await uow.timebank.meetings.one(home, meeting_id)
    if made is None:
        raise NotFound
    if agrees and me.id in {made.proposer_id, *made.people}:
        raise SecondPersonNeeded
    if not await uow.timebank.meetings.decide(made.id, "approved" if agrees else "rejected", me.id, now):
        raise ProposalDecided
    if agrees:
        for person_id in made.people:
            await _book(uow, made, person_id, me.id, now)
    fact = await meeting_waiting(uow, made)
    await uow.outbox.take_back(f"points:meeting:{made.id}:", "decided", now)
    if made.proposer_id != me.id:
        settled = MeetingSettled(made.title, me.name, agrees)
        key = f"points:meeting-settled:{made.id}"
        await uow.outbox.push([Notice(key, settled, now, to_person=made.proposer_id)])
    return fact


async def _book(uow: UnitOfWork, made: Meeting, person_id: int, decider_id: int, now: datetime) -> None:
    earned = await earn(
        uow,
        community_id=made.community_id,
        person_id=person_id,
        activity=made.activity,
        minutes=made.minutes,
        rating=None,
        source=Source(SourceKind.ACTIVITY, made.id),
        key=f"activity:{made.id}:{person_id}",
        now=now,
        served_on=made.served_on,
        actor_id=decider_id,
    )
    fact = ServiceCredited(
        SourceKind.ACTIVITY, made.id, made.minutes, earned.points, earned.balance, earned.explanation
    )
    await uow.outbox.push([Notice(f"activity:{made.id}:{person_id}:credited", fact, now, to_person=person_id)])
