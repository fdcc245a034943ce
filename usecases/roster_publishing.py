"""Publishing a roster: the verifier as a gate, only what differs, the week in the group and on paper."""

from collections.abc import Sequence
from datetime import date, datetime, time

from domain import rosters as r
from domain.drafts import (
    Draft,
    DraftImpossible,
    DraftState,
    Pair,
    ReachList,
    StillSolving,
    WeekPicture,
    WeekPosted,
    WeekSheet,
    differences,
)
from domain.duty import Assignment
from domain.papers import RosterName, RosterShift, RosterWeek
from domain.people import Community, Purpose, Role, Speaker
from domain.roster_pages import MOST_PICTURES, pages
from domain.roster_proof import violations
from domain.times import local
from usecases.covers import open_empty_seats
from usecases.duty import take_off
from usecases.duty_seats import seat, tell_assigned, volunteers
from usecases.notify import to_groups, to_holders
from usecases.ports import UnitOfWork
from usecases.roster_problems import next_monday, problem_of, shifts_of, span, standing
from usecases.rosters import held_draft, lines_between

SUNDAY = 6
POST_AT = time(18, 30)
LEADERS = (Role.LEADER, Role.STAFF)


async def publish(uow: UnitOfWork, speaker: Speaker, roster_id: int, now: datetime) -> tuple[int, int, int]:
    """Publish the draft if the verifier finds nothing wrong with it; only what differs is done and told.

    Returns how many seats were given, taken away, and newly looked for in the group; publishing twice changes nothing.
    Refuses with
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
    changes = differences(wanted, await standing(uow, draft.community_id, draft.from_on))
    removed = await _take_off(uow, speaker, draft, changes.removed, now)
    added = await _give(uow, changes.added, now)
    shifts = await shifts_of(uow, draft.community_id, draft.from_on)
    opened = sum([await open_empty_seats(uow, shift, now) for shift in shifts])
    await uow.rosters.set_state(draft.id, DraftState.PUBLISHED)
    return added, removed, opened


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


def is_time_to_post(now: datetime) -> bool:
    here = local(now)
    return here.weekday() == SUNDAY and here.time() >= POST_AT


async def post_weeks(uow: UnitOfWork, now: datetime) -> int:
    """On Sunday evening post each community's coming week to its duty group (or the team's), once."""
    if not is_time_to_post(now):
        return 0
    from_on = next_monday(local(now).date())
    posted = 0
    for home in await uow.people.communities():
        shifts = await shifts_of(uow, home.id, from_on)
        if not shifts:
            continue
        lines = await lines_between(uow, shifts, await standing(uow, home.id, from_on), respectful=True)
        key, fact = f"week:{home.id}:{from_on}", WeekPosted(from_on, lines)
        if not await to_groups(uow, home.id, Purpose.DUTY, key, fact, now):
            await to_groups(uow, home.id, Purpose.TEAM, key, fact, now)
        week = await week_of(uow, home, from_on, "", respectful=True)
        for number, fact_shown in enumerate(shown(week)):
            if not await to_groups(uow, home.id, Purpose.DUTY, f"{key}:picture:{number}", fact_shown, now):
                await to_groups(uow, home.id, Purpose.TEAM, f"{key}:picture:{number}", fact_shown, now)
        for shift in shifts:
            await open_empty_seats(uow, shift, now)
        posted += 1
    return posted


def shown(week: RosterWeek) -> list[WeekPicture | WeekSheet]:
    """Return the week as the few pictures that a group can take, or as one sheet."""
    count = len(pages(week.shifts))
    return [WeekPicture(week, number) for number in range(count)] if count <= MOST_PICTURES else [WeekSheet(week)]


async def week_of(uow: UnitOfWork, home: Community, from_on: date, link: str, *, respectful: bool) -> RosterWeek:
    """Return the week as it hangs on the noticeboard; for a group without numbers and given names."""
    duties = [each for each in await uow.duties.between(home.id, *span(from_on)) if each.is_active]
    persons = await uow.people.persons({each.person_id for each in duties})
    shown = []
    for shift in await shifts_of(uow, home.id, from_on):
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
    """Once a week, on Sunday evening, tell each community's leaders whom they would have to call."""
    if not is_time_to_post(now):
        return
    year, week, _ = local(now).isocalendar()
    for home in await uow.people.communities():
        people = await unreachable(uow, home.id, now)
        if people:
            await to_holders(uow, home.id, LEADERS, f"reach:{home.id}:{year}-{week}", ReachList(people), now)
