"""Mending a published roster: what is missing, what the solver would do about it, and the leader's word."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from domain import rosters as r
from domain.covers import CoverFound, CoverState, Need
from domain.drafts import Draft, DraftState, Pair
from domain.duty import Assignment, AssignmentState, DutyStep, PersonCannot, Shift
from domain.notices import Delivery, Lane, Notice
from domain.people import Person, Speaker
from domain.permissions import Action, require
from domain.refusals import NotFound
from domain.roster_proposals import (
    MendedLine,
    Proposal,
    ProposalOver,
    ProposalState,
    RepairProposed,
    empty_seats,
    fitting,
)
from domain.times import local
from usecases.duty_seats import rewrite_steps, seat, tell_assigned
from usecases.ports import UnitOfWork
from usecases.roster_problems import problem_of, shifts_of, span, standing

LEFT_IT = frozenset({AssignmentState.DECLINED, AssignmentState.RELEASED, AssignmentState.NO_SHOW})


@dataclass(frozen=True, slots=True)
class Wanted:
    """A week to be mended: the problem with everything that stands, and who stands where."""

    roster_id: int
    problem: r.Problem
    seats: tuple[r.Seat, ...]


async def want_repair(uow: UnitOfWork, shift: Shift, now: datetime) -> None:
    """Have the week of this shift looked at, if its roster is published; nobody hears of it before the leader."""
    if shift.starts_at > now:
        on = local(shift.starts_at).date()
        await uow.roster_proposals.want(shift.community_id, on - timedelta(days=on.weekday()), now)


async def wanted_repair(uow: UnitOfWork, roster_id: int, now: datetime) -> Wanted | None:
    """Return the week as it stands, or None when there is no empty seat left in it."""
    draft = await uow.rosters.hold(roster_id)
    if draft is None or draft.state is not DraftState.PUBLISHED:
        return None
    home, from_on = draft.community_id, draft.from_on
    stands = await standing(uow, home, from_on)
    if not empty_seats(await shifts_of(uow, home, from_on), stands, now):
        return None
    problem = await asked_problem(uow, home, from_on, now)
    return Wanted(roster_id, _as_it_stands(problem, stands), tuple(r.Seat(*pair) for pair in stands))


async def asked_problem(uow: UnitOfWork, home: int, from_on: date, now: datetime) -> r.Problem:
    """Return the week for the solver: whoever has said no to a shift is not offered those hours again."""
    problem = await problem_of(uow, home, from_on, now)
    parts = {each.id: (each.date.weekday(), each.part) for each in problem.shifts}
    refused: dict[r.Id, set[tuple[int, r.Part]]] = {}
    for each in await uow.duties.between(home, *span(from_on)):
        if each.state in LEFT_IT and each.shift.id in parts:
            refused.setdefault(each.person_id, set()).add(parts[each.shift.id])
    people = tuple(replace(each, free=each.free - refused.get(each.id, set())) for each in problem.volunteers)
    return replace(problem, volunteers=people)


async def draft_problem(uow: UnitOfWork, draft: Draft, now: datetime) -> tuple[r.Problem, tuple[r.Seat, ...]]:
    """Return the week of a draft, and the seats that are to stay: those people know of, and the leader's own."""
    stands = await standing(uow, draft.community_id, draft.from_on)
    problem = await asked_problem(uow, draft.community_id, draft.from_on, now)
    kept = dict.fromkeys((*stands, *draft.fixed))
    return _as_it_stands(problem, stands), tuple(r.Seat(*pair) for pair in kept)


def _as_it_stands(problem: r.Problem, stands: Sequence[Pair]) -> r.Problem:
    """Let everybody keep what they have, also where it lies outside of what they had said: they said yes since."""
    shifts = {each.id: each for each in problem.shifts}
    held: dict[r.Id, list[r.Shift]] = {}
    for shift_id, who in stands:
        if shift_id in shifts:
            held.setdefault(who, []).append(shifts[shift_id])
    people = tuple(_with_duties(each, held.get(each.id, [])) for each in problem.volunteers)
    known = {each.id for each in people}
    strangers: dict[r.Id, int] = {}
    for shift_id, who in stands:
        if who not in known:
            strangers[shift_id] = strangers.get(shift_id, 0) + 1
    crews = tuple(_without(each, strangers.get(each.id, 0)) for each in problem.shifts)
    return replace(problem, volunteers=people, shifts=crews)


def _with_duties(volunteer: r.Volunteer, duties: Sequence[r.Shift]) -> r.Volunteer:
    most = volunteer.max_per_week
    return replace(
        volunteer,
        free=volunteer.free | {(each.date.weekday(), each.part) for each in duties},
        max_per_week=None if most is None else max(most, len(duties)),
    )


def _without(shift: r.Shift, strangers: int) -> r.Shift:
    """Take seats off that somebody holds who is no volunteer here, such as a leader who steps in."""
    need = max(0, shift.need - strangers)
    return replace(shift, need=need, trained=min(shift.trained, need), captain=min(shift.captain, need))


async def keep_repair(uow: UnitOfWork, roster_id: int, added: Sequence[r.Seat], now: datetime) -> int:
    """Write the new seats down as a proposal and tell the leader in one message; returns how many they are.

    Whatever was filled in the meantime is left out; nothing is said where a shift is looked after already.
    """
    await uow.roster_proposals.worked_since(roster_id, now)
    draft = await uow.rosters.hold(roster_id)
    if draft is None or draft.state is not DraftState.PUBLISHED:
        return 0
    await uow.roster_proposals.outdate(roster_id, now)
    shifts = await shifts_of(uow, draft.community_id, draft.from_on)
    missing = empty_seats(shifts, await standing(uow, draft.community_id, draft.from_on), now)
    seats = fitting([(int(each.shift), int(each.volunteer)) for each in added], missing)
    lines = await _mended(uow, [each for each in shifts if each.id in missing], missing, seats)
    if not lines:
        return 0
    number = await uow.roster_proposals.add(roster_id, seats, now)
    fact = RepairProposed(number, draft.from_on, lines)
    await uow.outbox.push([Notice(f"repair:{number}", fact, now, to_person=draft.leader_id, lane=Lane.DUTY)])
    return len(seats)


async def _mended(
    uow: UnitOfWork, shifts: Sequence[Shift], missing: dict[int, int], seats: Sequence[Pair]
) -> tuple[MendedLine, ...]:
    persons = await uow.people.persons({who for _, who in seats})
    lines = []
    for shift in shifts:
        names = tuple(persons[who].name for on, who in seats if on == shift.id and who in persons)
        if names or not await uow.covers.open_seats(shift.id):
            lines.append(MendedLine(shift.starts_at, shift.post.name, names, missing[shift.id] - len(names)))
    return tuple(lines)


async def decide_proposal(
    uow: UnitOfWork, speaker: Speaker, proposal_id: int, now: datetime, *, accepts: bool
) -> tuple[Proposal, tuple[str, ...], tuple[str, ...]]:
    """Take the leader's word. 就这样 gives the seats and tells only those who get one; 我自己调 leaves everything.

    Returns the proposal, the names of those who are coming, and of those who cannot any more.
    """
    proposal = await uow.roster_proposals.hold(proposal_id)
    if proposal is None or proposal.community_id != speaker.known().community_id:
        raise NotFound
    require(speaker.grants, Action.ASSIGN_SHIFT, proposal.community_id, now)
    if proposal.state is not ProposalState.OPEN:
        raise ProposalOver
    await uow.roster_proposals.decide(proposal.id, ProposalState.TAKEN if accepts else ProposalState.LEFT, now)
    if not accepts:
        return proposal, (), ()
    coming, left_out = [], []
    persons = await uow.people.persons({who for _, who in proposal.seats})
    for shift_id, who in proposal.seats:
        if who in persons and await _give(uow, shift_id, persons[who], now):
            coming.append(persons[who].name)
        elif who in persons:
            left_out.append(persons[who].name)
    return proposal, tuple(coming), tuple(left_out)


async def _give(uow: UnitOfWork, shift_id: int, person: Person, now: datetime) -> bool:
    shift = await uow.duties.shift(shift_id)
    if shift is None or shift.is_cancelled or shift.starts_at <= now:
        return False
    if sum(each.is_active for each in await uow.duties.of_shift(shift_id)) >= shift.need:
        return False
    try:
        fresh = await seat(uow, shift, person, now)
    except PersonCannot:
        return False
    if fresh is None:
        return False
    await _close_cover(uow, shift, person, now)
    await tell_assigned(uow, fresh, now)
    return True


async def _close_cover(uow: UnitOfWork, shift: Shift, person: Person, now: datetime) -> None:
    """End one search for this shift: those asked are not waited for, and whoever gave it away can be at ease."""
    searches = [each for each in await uow.covers.open_seats(shift.id) if each.need is not Need.SWAP]
    if not searches:
        return
    cover = min(searches, key=lambda each: (each.need is not Need.LEAVE, each.id))
    await uow.covers.finish(cover.id, CoverState.TAKEN, person.id, now)
    await uow.outbox.take_back(f"cover:{cover.id}:", "the leader has found somebody", now)
    given = await uow.duties.hold(cover.assignment_id) if cover.assignment_id else None
    if given is None or cover.giver_id is None:
        return
    released: Assignment = given.take(DutyStep.RELEASE)
    await uow.duties.save(released)
    await rewrite_steps(uow, released, now)
    giver = await uow.people.person(cover.giver_id)
    fact = CoverFound(person.name, giver.name if giver else "", shift.post.name, shift.starts_at, to_giver=True)
    key = f"covered:{cover.id}:{cover.giver_id}"
    notice = Notice(key, fact, now, to_person=cover.giver_id, lane=Lane.DUTY, delivery=Delivery.LEAST, urgent=True)
    await uow.outbox.push([notice])
