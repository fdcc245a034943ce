"""签到, 签退, 点名, 更正, 补录: proofs of having been there, and what the leader puts right."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from domain.attendance import (
    BACKFILL_DAYS,
    NO_SHOW_DAYS,
    AttendanceCorrected,
    Backfill,
    BackfillWaiting,
    CodeNotCurrent,
    DayOutOfRange,
    Outcome,
    Proof,
    TalkWanted,
    certify,
    needs_a_talk,
    windows_taken,
)
from domain.duty import Assignment, AssignmentState, DutyKind, DutyMovedOn, DutyStep, NothingToCheckIn, Place, Shift
from domain.duty_facts import ShiftServed
from domain.notices import Delivery, Lane, Notice
from domain.people import Role, Speaker
from domain.permissions import Action, require
from domain.refusals import NotFound
from domain.reminders import EXPECTED
from domain.timebank import Activity, Earned, Source, SourceKind
from domain.timebank_notices import ServiceCredited
from domain.times import local
from usecases.duty import CHECK_OUT_GRACE
from usecases.duty_seats import held, rewrite_steps
from usecases.notify import to_holders
from usecases.ports import UnitOfWork
from usecases.timebank import earn

CERTIFIERS = (Role.STAFF, Role.ADMIN)
LEADER_SEES = timedelta(hours=24)


async def nearest(uow: UnitOfWork, speaker: Speaker, now: datetime) -> Assignment:
    """Return the duty that a check-in of this moment means, locked; refuses with `NothingToCheckIn`."""
    mine = await uow.duties.of_person(speaker.known().id, now - CHECK_OUT_GRACE)
    waiting = [each for each in mine if each.state in EXPECTED and not each.shift.is_cancelled]
    if not waiting:
        raise NothingToCheckIn
    one = min(waiting, key=lambda each: abs((each.shift.starts_at - now).total_seconds()))
    return await held(uow, speaker, one.id)


async def check_in(uow: UnitOfWork, speaker: Speaker, place: Place | None, now: datetime) -> Assignment:
    """Begin the duty that is on just now, by location where the post has a place, else by the person's word."""
    return await _begin(uow, (await nearest(uow, speaker, now)).check_in(now, place), now)


async def check_in_by_code(uow: UnitOfWork, speaker: Speaker, code: str, now: datetime) -> Assignment:
    """Begin the duty with the four digits that the leader shows; those of an earlier moment are refused."""
    duty = await nearest(uow, speaker, now)
    if code not in {uow.duties.code(duty.shift.id, window) for window in windows_taken(now)}:
        raise CodeNotCurrent
    return await _begin(uow, duty.check_in(now, None), now)


async def _begin(uow: UnitOfWork, begun: Assignment, now: datetime) -> Assignment:
    await uow.duties.save(begun)
    await rewrite_steps(uow, begun, now)
    return begun


async def check_out(uow: UnitOfWork, speaker: Speaker, now: datetime) -> Assignment:
    """End the running duty; the leader is asked to confirm the minutes."""
    mine = await uow.duties.of_person(speaker.known().id, now - timedelta(days=1))
    running = [each for each in mine if each.state is AssignmentState.CHECKED_IN]
    if not running:
        raise NothingToCheckIn
    ended = (await held(uow, speaker, running[0].id)).check_out(now)
    await uow.duties.save(ended)
    await rewrite_steps(uow, ended, now)
    await _ask_leader(uow, ended, now)
    return ended


async def _ask_leader(uow: UnitOfWork, ended: Assignment, now: datetime) -> None:
    person = await uow.people.person(ended.person_id)
    fact = ShiftServed(ended.id, person.name if person else "", ended.shift.post.name, ended.minutes_served())
    key = f"duty:{ended.id}:served"
    await uow.outbox.push([Notice(key, fact, now, to_person=ended.shift.leader_id, delivery=Delivery.LEAST)])


async def code_to_show(uow: UnitOfWork, speaker: Speaker, now: datetime) -> tuple[Shift, str]:
    """Return the code of the shift the leader has just now, to be read out or shown on the phone."""
    shift = await _led_now(uow, speaker, now)
    return shift, uow.duties.code(shift.id, windows_taken(now)[0])


async def roll(uow: UnitOfWork, speaker: Speaker, now: datetime) -> tuple[Shift, list[Assignment]]:
    """Return the leader's present shift with everybody on it, for the roll call."""
    shift = await _led_now(uow, speaker, now)
    return shift, [each for each in await uow.duties.of_shift(shift.id) if each.state is not AssignmentState.CANCELLED]


async def _led_now(uow: UnitOfWork, speaker: Speaker, now: datetime) -> Shift:
    leader = speaker.known()
    require(speaker.grants, Action.CONFIRM_ATTENDANCE, leader.community_id, now)
    around = await uow.duties.shifts_between(leader.community_id, now - LEADER_SEES, now + LEADER_SEES)
    mine = [each for each in around if each.leader_id == leader.id and not each.is_cancelled]
    if not mine:
        raise NothingToCheckIn
    return min(mine, key=lambda each: abs((each.starts_at - now).total_seconds()))


async def call_roll(
    uow: UnitOfWork, speaker: Speaker, assignment_id: int, outcome: Outcome, reason: str, now: datetime
) -> Assignment:
    """Let the leader say who came, was excused, or did not come; each correction is written down with its reason.

    Somebody marked as absent by mistake can be put right later. The third no-show in sixty days asks the leader to
    talk; nothing else follows by itself.
    """
    duty = await held(uow, speaker, assignment_id)
    leader = speaker.known()
    require(speaker.grants, Action.CONFIRM_ATTENDANCE, duty.shift.community_id, now)
    if duty.person_id == leader.id or duty.state is AssignmentState.CHECKED_OUT:
        raise DutyMovedOn(duty.state)
    changed = _outcome(duty, outcome, now)
    await uow.duties.save(changed)
    await rewrite_steps(uow, changed, now)
    await uow.attendance.corrected(duty.id, leader.id, outcome, reason, Proof.ROLL_CALL.value, now)
    if changed.state is AssignmentState.CHECKED_OUT:
        await _ask_leader(uow, changed, now)
    fact = AttendanceCorrected(duty.shift.post.name, duty.shift.starts_at, outcome)
    key = f"duty:{duty.id}:roll:{now.timestamp():.0f}"
    await uow.outbox.push([Notice(key, fact, now, to_person=duty.person_id, lane=Lane.PERSONAL)])
    if outcome is Outcome.MISSED:
        await _count(uow, changed, now)
    return changed


def _outcome(duty: Assignment, outcome: Outcome, now: datetime) -> Assignment:
    """Return the duty as the leader says it was; after the end whoever came is credited with the shift's own hours."""
    shift = duty.shift
    match outcome:
        case Outcome.MISSED:
            return duty.take(DutyStep.MISS)
        case Outcome.EXCUSED:
            return duty.take(DutyStep.DECLINE)
        case Outcome.CAME:
            is_running = duty.state is AssignmentState.CHECKED_IN
            if not is_running and duty.state not in EXPECTED | {AssignmentState.NO_SHOW}:
                raise DutyMovedOn(duty.state)
            came = replace(
                duty, state=AssignmentState.CHECKED_IN, checked_in_at=duty.checked_in_at or min(now, shift.starts_at)
            )
            return came if now < shift.ends_at else came.check_out(shift.ends_at)


async def _count(uow: UnitOfWork, duty: Assignment, now: datetime) -> None:
    if not needs_a_talk(await uow.attendance.no_shows(duty.person_id, now - timedelta(days=NO_SHOW_DAYS))):
        return
    person = await uow.people.person(duty.person_id)
    if person is None:
        return
    key = f"duty:{duty.id}:talk"
    fact = TalkWanted(person.name, person.phone)
    await uow.outbox.push([Notice(key, fact, now, to_person=duty.shift.leader_id)])


async def backfill(
    uow: UnitOfWork,
    speaker: Speaker,
    person_id: int,
    kind: DutyKind,
    served_on: date,
    minutes: int,
    now: datetime,
) -> Backfill:
    """Enter a row of the paper sheet; somebody else of the community must certify it before it counts."""
    author = speaker.known()
    require(speaker.grants, Action.CONFIRM_ATTENDANCE, author.community_id, now)
    person = await uow.people.person(person_id)
    if person is None or person.community_id != author.community_id:
        raise NotFound
    today = local(now).date()
    if not today - timedelta(days=BACKFILL_DAYS) <= served_on <= today:
        raise DayOutOfRange
    fresh = Backfill(0, author.community_id, person.id, kind.value, served_on, minutes, author.id)
    row = await uow.attendance.add_backfill(fresh, now)
    fact = BackfillWaiting(row.id, person.name, person.volunteer_number, kind.value, served_on, minutes, author.name)
    await to_holders(uow, author.community_id, CERTIFIERS, f"backfill:{row.id}", fact, now)
    return row


async def certify_backfill(
    uow: UnitOfWork, speaker: Speaker, backfill_id: int, now: datetime
) -> tuple[Backfill, Earned]:
    """Put the second signature under a paper row; its minutes are honour time (荣誉时) from now on."""
    second = speaker.known()
    row = await uow.attendance.hold_backfill(backfill_id)
    if row is None or row.community_id != second.community_id:
        raise NotFound
    require(speaker.grants, Action.CONFIRM_ATTENDANCE, row.community_id, now)
    signed = certify(row, second.id)
    await uow.attendance.save_backfill(signed, now)
    earned = await earn(
        uow,
        community_id=row.community_id,
        person_id=row.person_id,
        activity=Activity(row.kind),
        minutes=row.minutes,
        rating=None,
        source=Source(SourceKind.BACKFILL, row.id),
        key=f"backfill:{row.id}",
        now=now,
        served_on=row.served_on,
        actor_id=second.id,
    )
    fact = ServiceCredited(SourceKind.BACKFILL, row.id, row.minutes, earned.points, earned.balance, earned.explanation)
    await uow.outbox.push([Notice(f"backfill:{row.id}:credited", fact, now, to_person=row.person_id)])
    return signed, earned
