"""排班: a week from templates, a draft at once, edits, the verifier as a gate, and publishing what differs."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta

from domain import rosters as r
from domain.calendars import USUAL_PATTERN
from domain.drafts import (
    Draft,
    DraftBegun,
    DraftReady,
    DraftState,
    NothingToDraft,
    Pair,
    RosterLine,
    StillSolving,
    Template,
    checked,
)
from domain.duty import Shift
from domain.notices import Notice
from domain.people import Speaker
from domain.permissions import Action, require
from domain.refusals import NotFound
from domain.roster_greedy import preview
from domain.times import at_local, local
from usecases.ports import UnitOfWork
from usecases.roster_problems import WEEK, pair_of, shifts_of, span, standing
from usecases.roster_repairs import asked_problem


async def add_template(uow: UnitOfWork, speaker: Speaker, fresh: Template, now: datetime) -> None:
    """Keep a shift that comes again; the same post and hour is one template, said anew."""
    require(speaker.grants, Action.ASSIGN_SHIFT, fresh.post.community_id, now)
    template = checked(fresh)
    kept = await uow.duties.add_post(template.post)
    await uow.rosters.add_template(replace(template, post=kept))


async def fixed_shifts(uow: UnitOfWork, speaker: Speaker, now: datetime) -> list[Template]:
    home = speaker.known().community_id
    require(speaker.grants, Action.ASSIGN_SHIFT, home, now)
    return await uow.rosters.templates(home)


async def drop_template(uow: UnitOfWork, speaker: Speaker, template_id: int, now: datetime) -> Template:
    """Let a shift come no more; weeks that were drafted already stay as they are. Refuses with `NotFound`."""
    found = next((each for each in await fixed_shifts(uow, speaker, now) if each.id == template_id), None)
    if found is None:
        raise NotFound
    await uow.rosters.drop_template(template_id)
    return found


async def draft_week(uow: UnitOfWork, speaker: Speaker, from_on: date, now: datetime) -> Draft:
    """Put the week's shifts down, from the templates or copied from the week before, with a first draft at once.

    Refuses with `YearNotPublished` and `TermUnknown` where the calendar has no answer, and with `NothingToDraft`.
    """
    leader = speaker.known()
    home = leader.community_id
    require(speaker.grants, Action.ASSIGN_SHIFT, home, now)
    before = {each.id for each in await shifts_of(uow, home, from_on)}
    for fresh in await _wanted(uow, home, leader.id, from_on):
        if fresh.starts_at > now:
            await uow.duties.add_shift(fresh)
    shifts = await shifts_of(uow, home, from_on)
    if not shifts:
        raise NothingToDraft
    draft = await uow.rosters.open(home, leader.id, from_on, now)
    if draft.state is DraftState.PUBLISHED and {each.id for each in shifts} - before:
        await uow.roster_proposals.want(home, from_on, now)
    if draft.seats or draft.state is not DraftState.DRAFT:
        return draft
    problem = await asked_problem(uow, home, from_on, now)
    stands = await standing(uow, home, from_on)
    await uow.rosters.put_seats(draft.id, stands or [pair_of(each) for each in preview(problem)])
    return await held_draft(uow, speaker, draft.id, now)


async def _wanted(uow: UnitOfWork, home: int, leader_id: int, from_on: date) -> list[Shift]:
    calendar = await uow.calendars.calendar(home, from_on, from_on + WEEK)
    templates = await uow.rosters.templates(home)
    days = [from_on + timedelta(days=number) for number in range(7)]
    # A shift that was given another hour does not come again at its old one.
    moved = {(each.post.id, each.planned_at) for each in await shifts_of(uow, home, from_on) if each.planned_at}
    if templates:
        return [
            _shift_of(each, on, leader_id)
            for on in days
            for each in templates
            if calendar.stands_on(each.pattern, on, each.post.id, each.days)
            and (each.post.id, at_local(on, each.begins)) not in moved
        ]
    before = [each for each in await uow.duties.shifts_between(home, *span(from_on - WEEK)) if not each.is_cancelled]
    return [
        replace(each, id=0, starts_at=each.starts_at + WEEK, ends_at=each.ends_at + WEEK, leader_id=leader_id)
        for each in before
        if calendar.stands_on(USUAL_PATTERN[each.post.kind], local(each.starts_at + WEEK).date(), each.post.id)
    ]


async def held_draft(uow: UnitOfWork, speaker: Speaker, roster_id: int, now: datetime) -> Draft:
    draft = await uow.rosters.hold(roster_id)
    if draft is None or draft.community_id != speaker.known().community_id:
        raise NotFound
    require(speaker.grants, Action.ASSIGN_SHIFT, draft.community_id, now)
    return draft


def _shift_of(template: Template, on: date, leader_id: int) -> Shift:
    post = template.post
    begins, ends = at_local(on, template.begins), at_local(on, template.ends)
    return Shift(
        0,
        post.community_id,
        post,
        begins,
        ends,
        leader_id,
        template.need,
        trained=template.trained,
        captain=template.captain,
    )


async def lines_of(uow: UnitOfWork, draft: Draft, *, respectful: bool = False) -> tuple[RosterLine, ...]:
    """Return the draft shift by shift with names; for a group the family names only."""
    shifts = await shifts_of(uow, draft.community_id, draft.from_on)
    return await lines_between(uow, shifts, draft.seats, respectful=respectful)


async def lines_between(
    uow: UnitOfWork, shifts: Iterable[Shift], seats: Iterable[Pair], *, respectful: bool
) -> tuple[RosterLine, ...]:
    pairs = list(seats)
    persons = await uow.people.persons({who for _, who in pairs})
    lines = []
    for shift in shifts:
        there = [persons[who] for on, who in pairs if on == shift.id and who in persons]
        names = tuple(f"{each.respectful}老师" if respectful else each.name for each in there)
        missing = max(0, shift.need - len(names))
        lines.append(RosterLine(shift.id, shift.starts_at, shift.ends_at, shift.post.name, names, missing))
    return tuple(lines)


async def want_solver(uow: UnitOfWork, speaker: Speaker, roster_id: int, now: datetime) -> Draft:
    """Hand the draft to the solver; it works outside any transaction and its result rewrites one message."""
    draft = await held_draft(uow, speaker, roster_id, now)
    if draft.state is DraftState.SOLVING:
        raise StillSolving
    key = f"roster:{draft.id}:{now.timestamp():.0f}:begun"
    notice = Notice(key, DraftBegun(draft.from_on), now, to_person=speaker.known().id, urgent=True)
    await uow.outbox.push([notice])
    await uow.rosters.set_state(draft.id, DraftState.SOLVING, key)
    return draft


async def keep_solution(uow: UnitOfWork, roster_id: int, solution: r.Solution, now: datetime) -> None:
    """Put the solver's seats into the draft and tell the leader, in the message that said it had begun."""
    draft = await uow.rosters.hold(roster_id)
    if draft is None or draft.state is not DraftState.SOLVING:
        return
    await uow.rosters.put_seats(draft.id, [pair_of(each) for each in solution.seats], draft.fixed)
    await uow.rosters.set_state(draft.id, DraftState.DRAFT)
    fresh = await uow.rosters.hold(draft.id)
    assert fresh is not None  # noqa: S101 - held above
    reasons = {each.shift: each.why for each in solution.unfilled}
    lines = tuple(replace(each, why=reasons.get(each.shift_id)) for each in await lines_of(uow, fresh))
    fact = DraftReady(
        draft.id,
        draft.from_on,
        lines,
        is_best=solution.is_seats_proved,
        is_preview=solution.solver is r.Solver.GREEDY,
    )
    key = f"{draft.said}:ready"
    await uow.outbox.push([Notice(key, fact, now, to_person=draft.leader_id, urgent=True, replaces=draft.said)])


async def change_seat(
    uow: UnitOfWork, speaker: Speaker, roster_id: int, shift_id: int, person_id: int, now: datetime
) -> Draft:
    """Put somebody into a cell of the draft, or take them out if they are in it; nobody hears of it yet.

    Whom the leader has put there stays there when the solver works on the rest.
    """
    draft = await held_draft(uow, speaker, roster_id, now)
    if draft.state is DraftState.SOLVING:
        raise StillSolving
    cell = (shift_id, person_id)
    is_in = cell in draft.seats
    seats = [each for each in draft.seats if each != cell] if is_in else [*draft.seats, cell]
    fixed = tuple(each for each in draft.fixed if each != cell) if is_in else (*draft.fixed, cell)
    await uow.rosters.put_seats(draft.id, seats, fixed)
    await uow.rosters.set_state(draft.id, DraftState.DRAFT)
    return replace(draft, seats=tuple(seats), state=DraftState.DRAFT, fixed=fixed)
