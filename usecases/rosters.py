"""排班: a week from templates, a draft at once, edits, the verifier as a gate, and publishing what differs."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from domain import rosters as r
from domain.calendars import USUAL_PATTERN
from domain.covers import FAIRNESS_DAYS, FREE_LABELS, SATURDAY, part_of
from domain.drafts import (
    Draft,
    DraftBegun,
    DraftImpossible,
    DraftReady,
    DraftState,
    NothingToDraft,
    Pair,
    ReachList,
    RosterLine,
    StillSolving,
    Template,
    WeekPicture,
    WeekPosted,
    checked,
    differences,
)
from domain.duty import Assignment, Shift
from domain.notices import Notice
from domain.papers import RosterName, RosterShift, RosterWeek
from domain.people import Community, Person, Purpose, Role, Speaker
from domain.permissions import Action, require
from domain.refusals import NotFound
from domain.roster_greedy import preview
from domain.roster_proof import violations
from domain.times import at_local, local
from usecases.covers import open_empty_seats
from usecases.duty import take_off
from usecases.duty_seats import seat, tell_assigned, volunteers
from usecases.notify import to_groups, to_holders
from usecases.ports import UnitOfWork

WEEK = timedelta(days=7)
SUNDAY = 6
POST_AT = time(18, 30)
SHIFTS_A_PICTURE = 8  # more would be shown too small to read
LEADERS = (Role.LEADER, Role.STAFF)


def next_monday(today: date) -> date:
    return today + timedelta(days=7 - today.weekday())


def span(from_on: date) -> tuple[datetime, datetime]:
    return at_local(from_on, time.min), at_local(from_on + WEEK, time.min)


async def add_template(uow: UnitOfWork, speaker: Speaker, fresh: Template, now: datetime) -> None:
    """Keep a shift that comes again; the same post and hour is one template, said anew."""
    require(speaker.grants, Action.ASSIGN_SHIFT, fresh.post.community_id, now)
    template = checked(fresh)
    kept = await uow.duties.add_post(template.post)
    await uow.rosters.add_template(replace(template, post=kept))


async def draft_week(uow: UnitOfWork, speaker: Speaker, from_on: date, now: datetime) -> Draft:
    """Put the week's shifts down, from the templates or copied from the week before, with a first draft at once.

    Refuses with `YearNotPublished` and `TermUnknown` where the calendar has no answer, and with `NothingToDraft`.
    """
    leader = speaker.known()
    home = leader.community_id
    require(speaker.grants, Action.ASSIGN_SHIFT, home, now)
    for fresh in await _wanted(uow, home, leader.id, from_on):
        if fresh.starts_at > now:
            await uow.duties.add_shift(fresh)
    shifts = await _shifts(uow, home, from_on)
    if not shifts:
        raise NothingToDraft
    draft = await uow.rosters.open(home, leader.id, from_on, now)
    if draft.seats or draft.state is not DraftState.DRAFT:
        return draft
    problem = await problem_of(uow, home, from_on, now)
    standing = await _standing(uow, home, from_on)
    await uow.rosters.put_seats(draft.id, standing or [_pair(each) for each in preview(problem)])
    return await held_draft(uow, speaker, draft.id, now)


async def _wanted(uow: UnitOfWork, home: int, leader_id: int, from_on: date) -> list[Shift]:
    calendar = await uow.calendars.calendar(home, from_on, from_on + WEEK)
    templates = await uow.rosters.templates(home)
    days = [from_on + timedelta(days=number) for number in range(7)]
    if templates:
        return [
            Shift(0, home, each.post, at_local(on, each.begins), at_local(on, each.ends), leader_id, each.need)
            for on in days
            for each in templates
            if calendar.stands_on(each.pattern, on, each.post.id)
        ]
    before = [each for each in await uow.duties.shifts_between(home, *span(from_on - WEEK)) if not each.is_cancelled]
    return [
        replace(each, id=0, starts_at=each.starts_at + WEEK, ends_at=each.ends_at + WEEK, leader_id=leader_id)
        for each in before
        if calendar.stands_on(USUAL_PATTERN[each.post.kind], local(each.starts_at + WEEK).date(), each.post.id)
    ]


async def _shifts(uow: UnitOfWork, home: int, from_on: date) -> list[Shift]:
    return [each for each in await uow.duties.shifts_between(home, *span(from_on)) if not each.is_cancelled]


async def _standing(uow: UnitOfWork, home: int, from_on: date) -> list[Pair]:
    return [
        (each.shift.id, each.person_id)
        for each in await uow.duties.between(home, *span(from_on))
        if each.is_active and not each.shift.is_cancelled
    ]


async def problem_of(uow: UnitOfWork, home: int, from_on: date, now: datetime) -> r.Problem:
    """Return the week as the solver and the verifier read it."""
    shifts = [each for each in await _shifts(uow, home, from_on) if each.need]
    persons = await uow.people.persons(await volunteers(uow, home, now))
    last_on = from_on + WEEK - timedelta(days=1)
    leaves: dict[int, list[r.Leave]] = {}
    for who, first, last in await uow.covers.leaves(persons, from_on, last_on):
        leaves.setdefault(who, []).append(r.Leave(first, last))
    turns = await _turns(uow, home, from_on)
    people = tuple(_volunteer(each, leaves.get(each.id, []), turns.get(each.id, 0)) for each in persons.values())
    return r.Problem(from_on=from_on, to_on=last_on, volunteers=people, shifts=tuple(map(_shift, shifts)))


async def _turns(uow: UnitOfWork, home: int, from_on: date) -> dict[int, int]:
    until_at = at_local(from_on, time.min)
    counted: dict[int, int] = {}
    for each in await uow.duties.between(home, until_at - timedelta(days=FAIRNESS_DAYS), until_at):
        if each.is_active:
            counted[each.person_id] = counted.get(each.person_id, 0) + 1
    return counted


def _volunteer(person: Person, leave: Sequence[r.Leave], turns: int) -> r.Volunteer:
    free = frozenset(
        (weekday, part)
        for weekday in range(7)
        for part in r.Part
        if not person.free or FREE_LABELS[weekday >= SATURDAY, part] in person.free
    )
    return r.Volunteer(id=person.id, category=person.category, free=free, leave=tuple(leave), carried_points=turns)


def _shift(shift: Shift) -> r.Shift:
    begins, ends = local(shift.starts_at), local(shift.ends_at)
    return r.Shift(
        id=shift.id,
        date=begins.date(),
        part=part_of(shift.starts_at),
        start=begins.time(),
        end=ends.time(),
        kind=r.Kind(shift.post.kind.value),
        post=shift.post.name,
        need=shift.need,
    )


def _pair(each: r.Seat) -> Pair:
    return int(each.shift), int(each.volunteer)


async def held_draft(uow: UnitOfWork, speaker: Speaker, roster_id: int, now: datetime) -> Draft:
    draft = await uow.rosters.hold(roster_id)
    if draft is None or draft.community_id != speaker.known().community_id:
        raise NotFound
    require(speaker.grants, Action.ASSIGN_SHIFT, draft.community_id, now)
    return draft


async def lines_of(uow: UnitOfWork, draft: Draft, *, respectful: bool = False) -> tuple[RosterLine, ...]:
    """Return the draft shift by shift with names; for a group the family names only."""
    shifts = await _shifts(uow, draft.community_id, draft.from_on)
    return await _lines(uow, shifts, draft.seats, respectful=respectful)


async def _lines(
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
    await uow.rosters.put_seats(draft.id, [_pair(each) for each in solution.seats])
    await uow.rosters.set_state(draft.id, DraftState.DRAFT)
    fresh = await uow.rosters.hold(draft.id)
    assert fresh is not None  # noqa: S101 - held above
    fact = DraftReady(
        draft.id,
        draft.from_on,
        await lines_of(uow, fresh),
        is_best=solution.is_seats_proved,
        is_preview=solution.solver is r.Solver.GREEDY,
    )
    key = f"{draft.said}:ready"
    await uow.outbox.push([Notice(key, fact, now, to_person=draft.leader_id, urgent=True, replaces=draft.said)])


async def change_seat(
    uow: UnitOfWork, speaker: Speaker, roster_id: int, shift_id: int, person_id: int, now: datetime
) -> Draft:
    """Put somebody into a cell of the draft, or take them out if they are in it; nobody hears of it yet."""
    draft = await held_draft(uow, speaker, roster_id, now)
    if draft.state is DraftState.SOLVING:
        raise StillSolving
    cell = (shift_id, person_id)
    seats = [each for each in draft.seats if each != cell] if cell in draft.seats else [*draft.seats, cell]
    await uow.rosters.put_seats(draft.id, seats)
    await uow.rosters.set_state(draft.id, DraftState.DRAFT)
    return replace(draft, seats=tuple(seats), state=DraftState.DRAFT)


async def publish(uow: UnitOfWork, speaker: Speaker, roster_id: int, now: datetime) -> tuple[int, int]:
    """Publish the draft if the verifier finds nothing wrong with it; only what differs is done and told.

    Returns how many seats were given and taken away; publishing twice changes nothing. Refuses with
    `DraftImpossible`, naming those who cannot.
    """
    draft = await held_draft(uow, speaker, roster_id, now)
    if draft.state is DraftState.SOLVING:
        raise StillSolving
    problem = await problem_of(uow, draft.community_id, draft.from_on, now)
    known = {shift.id for shift in problem.shifts}
    wanted = [pair for pair in draft.seats if pair[0] in known]
    broken = violations(problem, [r.Seat(*pair) for pair in wanted])
    if broken:
        persons = await uow.people.persons([int(each.volunteer) for each in broken if each.volunteer is not None])
        raise DraftImpossible(tuple(sorted({each.name for each in persons.values()})))
    changes = differences(wanted, await _standing(uow, draft.community_id, draft.from_on))
    removed = await _take_off(uow, speaker, draft, changes.removed, now)
    added = await _give(uow, changes.added, now)
    for shift in await _shifts(uow, draft.community_id, draft.from_on):
        await open_empty_seats(uow, shift, now)
    await uow.rosters.set_state(draft.id, DraftState.PUBLISHED)
    return added, removed


async def _take_off(uow: UnitOfWork, speaker: Speaker, draft: Draft, pairs: Sequence[Pair], now: datetime) -> int:
    gone: list[Assignment] = []
    for each in await uow.duties.between(draft.community_id, *span(draft.from_on)):
        is_wanted = (each.shift.id, each.person_id) in pairs
        if is_wanted and each.is_active and each.checked_in_at is None and each.shift.starts_at > now:
            gone.append(await take_off(uow, speaker, each.id, now))
    return len(gone)


async def _give(uow: UnitOfWork, pairs: Sequence[Pair], now: datetime) -> int:
    persons = await uow.people.persons({who for _, who in pairs})
    count = 0
    for shift_id, who in pairs:
        shift = await uow.duties.shift(shift_id)
        if shift is None or shift.starts_at <= now or who not in persons:
            continue
        fresh = await seat(uow, shift, persons[who], now)
        if fresh is not None:
            await tell_assigned(uow, fresh, now)
            count += 1
    return count


async def post_weeks(uow: UnitOfWork, now: datetime) -> int:
    """On Sunday evening post each community's coming week to its duty group (or the team's), once."""
    here = local(now)
    if here.weekday() != SUNDAY or here.time() < POST_AT:
        return 0
    from_on = next_monday(here.date())
    posted = 0
    for home in await uow.people.communities():
        shifts = await _shifts(uow, home.id, from_on)
        if not shifts:
            continue
        lines = await _lines(uow, shifts, await _standing(uow, home.id, from_on), respectful=True)
        key, fact = f"week:{home.id}:{from_on}", WeekPosted(from_on, lines)
        if not await to_groups(uow, home.id, Purpose.DUTY, key, fact, now):
            await to_groups(uow, home.id, Purpose.TEAM, key, fact, now)
        week = await week_of(uow, home, from_on, "", respectful=True)
        for start in range(0, len(week.shifts), SHIFTS_A_PICTURE):
            page = WeekPicture(replace(week, shifts=week.shifts[start : start + SHIFTS_A_PICTURE]))
            if not await to_groups(uow, home.id, Purpose.DUTY, f"{key}:picture:{start}", page, now):
                await to_groups(uow, home.id, Purpose.TEAM, f"{key}:picture:{start}", page, now)
        for shift in shifts:
            await open_empty_seats(uow, shift, now)
        posted += 1
    return posted


async def week_of(uow: UnitOfWork, home: Community, from_on: date, link: str, *, respectful: bool) -> RosterWeek:
    """Return the week as it hangs on the noticeboard; for a group without numbers and given names."""
    duties = [each for each in await uow.duties.between(home.id, *span(from_on)) if each.is_active]
    persons = await uow.people.persons({each.person_id for each in duties})
    shown = []
    for shift in await _shifts(uow, home.id, from_on):
        there = [persons[each.person_id] for each in duties if each.shift.id == shift.id]
        names = tuple(
            RosterName("", f"{each.respectful}老师") if respectful else RosterName(each.volunteer_number, each.name)
            for each in there
        )
        begins, ends = local(shift.starts_at), local(shift.ends_at)
        shown.append(RosterShift(begins.date(), begins.time(), ends.time(), shift.post.name, shift.need, names))
    return RosterWeek(home.name, "", from_on, tuple(shown), link, home.phone)


async def unreachable(uow: UnitOfWork, community_id: int, now: datetime) -> tuple[tuple[str, str], ...]:
    """Return the volunteers whom the bot cannot reach, with their phones."""
    people = set(await uow.attendance.unreachable(community_id)) & set(await volunteers(uow, community_id, now))
    persons = await uow.people.persons(people)
    return tuple(sorted((each.name, each.phone) for each in persons.values()))


async def tell_unreachable(uow: UnitOfWork, now: datetime) -> None:
    """Once a week tell each community's leaders whom they would have to call."""
    year, week, _ = local(now).isocalendar()
    for home in await uow.people.communities():
        people = await unreachable(uow, home.id, now)
        if people:
            await to_holders(uow, home.id, LEADERS, f"reach:{home.id}:{year}-{week}", ReachList(people), now)
