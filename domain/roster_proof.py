"""The verifier: reads a finished roster against the rules, and shares no code with those who make rosters.

It is slow and plain on purpose, and knows the rules from the handbook only.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import combinations

from domain.rosters import Category, Id, Part, Problem, Seat, Shift, Volunteer


class Rule(StrEnum):
    """Everything a roster can get wrong."""

    UNKNOWN_SHIFT = "unknown_shift"
    UNKNOWN_VOLUNTEER = "unknown_volunteer"
    SEATED_TWICE = "seated_twice"
    TOO_MANY = "too_many"
    NOT_FREE = "not_free"
    ON_LEAVE = "on_leave"
    CATEGORY = "category"
    LIMITED_ONCE_A_WEEK = "limited_once_a_week"
    WEEKLY_CAP = "weekly_cap"
    SAME_PART = "same_part"
    OVERLAP = "overlap"
    REST = "rest"
    UNTRAINED = "untrained"
    NO_CAPTAIN = "no_captain"
    FIXED_LOST = "fixed_lost"


@dataclass(frozen=True, slots=True)
class Violation:
    """A rule that is broken, and by whom and where as far as that can be said."""

    rule: Rule
    shift: Id | None = None
    volunteer: Id | None = None


Duties = list[tuple[Shift, Volunteer]]


def violations(problem: Problem, seats: Iterable[Seat]) -> tuple[Violation, ...]:
    """All that is wrong with a roster; nothing if it may be published."""
    listed = list(seats)
    found = list(_strangers(problem, listed))
    if found:
        return tuple(found)
    shifts = {shift.id: shift for shift in problem.shifts}
    volunteers = {each.id: each for each in problem.volunteers}
    duties = [(shifts[shift], volunteers[volunteer]) for shift, volunteer in listed]
    found += _lost_or_doubled(problem, listed)
    for shift, volunteer in duties:
        found += [Violation(rule, shift.id, volunteer.id) for rule in _unsuited(shift, volunteer)]
    found += _staffing(duties)
    found += _load(duties)
    found += _clashes(problem, duties)
    return tuple(found)


def _strangers(problem: Problem, seats: list[Seat]) -> Iterator[Violation]:
    shifts = [shift.id for shift in problem.shifts]
    volunteers = [each.id for each in problem.volunteers]
    known_shifts, known_volunteers = set(shifts), set(volunteers)
    for shift, volunteer in seats:
        if shift not in known_shifts:
            yield Violation(Rule.UNKNOWN_SHIFT, shift, volunteer)
        if volunteer not in known_volunteers:
            yield Violation(Rule.UNKNOWN_VOLUNTEER, shift, volunteer)


def _lost_or_doubled(problem: Problem, seats: list[Seat]) -> Iterator[Violation]:
    for (shift, volunteer), times in Counter(seats).items():
        if times > 1:
            yield Violation(Rule.SEATED_TWICE, shift, volunteer)
    for shift, volunteer in set(problem.fixed) - set(seats):
        yield Violation(Rule.FIXED_LOST, shift, volunteer)


def _unsuited(shift: Shift, volunteer: Volunteer) -> Iterator[Rule]:
    if volunteer.category in {Category.EXEMPT, Category.AWAY}:
        yield Rule.CATEGORY
    if volunteer.category is Category.LIMITED and shift.part is Part.EVENING:
        yield Rule.CATEGORY
    if not any(day == shift.date.weekday() and part == shift.part for day, part in volunteer.free):
        yield Rule.NOT_FREE
    for leave in volunteer.leave:
        if not (shift.date < leave.first_on or shift.date > leave.last_on):
            yield Rule.ON_LEAVE


def _staffing(duties: Duties) -> Iterator[Violation]:
    """Only shifts with somebody on them: a closed one is short of people, but breaks no rule."""
    crews: dict[Id, Duties] = defaultdict(list)
    for duty in duties:
        crews[duty[0].id].append(duty)
    for shift_id, crew in crews.items():
        shift = crew[0][0]
        if len(crew) > shift.need:
            yield Violation(Rule.TOO_MANY, shift_id)
        if len([volunteer for _, volunteer in crew if volunteer.trained]) < shift.trained:
            yield Violation(Rule.UNTRAINED, shift_id)
        if len([volunteer for _, volunteer in crew if volunteer.captain]) < shift.captain:
            yield Violation(Rule.NO_CAPTAIN, shift_id)


def _load(duties: Duties) -> Iterator[Violation]:
    weeks: dict[tuple[Id, str], Duties] = defaultdict(list)
    for shift, volunteer in duties:
        monday = shift.date - timedelta(days=shift.date.weekday())
        weeks[volunteer.id, monday.isoformat()].append((shift, volunteer))
    for (volunteer_id, _), week in weeks.items():
        volunteer = week[0][1]
        if volunteer.category is Category.LIMITED and len(week) > 1:
            yield Violation(Rule.LIMITED_ONCE_A_WEEK, week[1][0].id, volunteer_id)
        if volunteer.max_per_week is not None and len(week) > volunteer.max_per_week:
            yield Violation(Rule.WEEKLY_CAP, week[-1][0].id, volunteer_id)


def _clashes(problem: Problem, duties: Duties) -> Iterator[Violation]:
    by_person: dict[Id, list[Shift]] = defaultdict(list)
    for shift, volunteer in duties:
        by_person[volunteer.id].append(shift)
    for person, shifts in by_person.items():
        for one, other in combinations(sorted(shifts, key=_begins), 2):
            if one.id == other.id:
                continue
            if (one.date, one.part) == (other.date, other.part):
                yield Violation(Rule.SAME_PART, other.id, person)
            if _ends(one) > _begins(other):
                yield Violation(Rule.OVERLAP, other.id, person)
            yield from (
                Violation(Rule.REST, after.id, person)
                for before, after in ((one, other), (other, one))
                if before.date + timedelta(days=1) == after.date and (before.part, after.part) in problem.rest
            )


def _begins(shift: Shift) -> datetime:
    return datetime.combine(shift.date, shift.start)


def _ends(shift: Shift) -> datetime:
    ending = datetime.combine(shift.date, shift.end)
    return ending if ending > _begins(shift) else ending + timedelta(days=1)
