"""The problem format of `yinling roster solve`: read with every complaint at once, and written for the child.

    {"from": date, "to": date,
     "volunteers": [{"id", "category": "regular"|"limited"|"exempt"|"away", "free": [[weekday, part]],
                     "leave": [[first day, last day]], "max_per_week", "trained", "captain", "carried_points",
                     "partners": [id], "distance": {post: metres}}],
     "shifts": [{"id", "date", "part", "start", "end", "kind", "post", "need", "trained", "captain", "points"}],
     "fixed": [[shift, volunteer]],
     "rest": "no morning after a night" | [[part, part of the next day]]}

Dates are ISO, times "HH:MM" local, weekdays 0 (Monday) to 6, parts morning, noon, afternoon, evening. A night is an
evening shift. Ids are names or numbers; 7 and "7" are the same one and may not both be given. Of a volunteer, `id`,
`category` and `free` are required; the rest defaults to no leave, no limit, untrained, no captain, no points, nobody,
nowhere. Of a shift, `trained` and `captain` default to 0 and `points` to 1; only a patrol may end at or before its
start, on the next day. `fixed` defaults to none and `rest` to the sentence above; [] is no rest rule. Fields that are
not in this list are refused.
"""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from domain.roster_proof import Rule, Violation, violations
from domain.rosters import NO_MORNING_AFTER_A_NIGHT, Part, Problem, RestTable, Seat, Shift, Volunteer
from scheduling.rosters.fields import Complaints, Fields, ProblemUnreadable, choice, pair
from scheduling.rosters.problem_rows import Register, read_shift, read_volunteer

MOST_ROWS = 20_000
MOST_DAYS = 400
YEARS = (2000, 2199)
KNOWN = ("from", "to", "volunteers", "shifts", "fixed", "rest")
NO_MORNING_SAID = "no morning after a night"
REST_EXPECTED = f'must be "{NO_MORNING_SAID}" or a list like [["evening", "morning"]]'
# A missing role among fixed people can still be filled by others; everything else they break stays broken.
CURABLE = frozenset({Rule.UNTRAINED, Rule.NO_CAPTAIN})
BROKEN_SAID = {
    Rule.SEATED_TWICE: "is listed twice",
    Rule.TOO_MANY: "more people are fixed on this shift than it needs",
    Rule.NOT_FREE: "this volunteer is not free on that weekday and part of the day",
    Rule.ON_LEAVE: "this volunteer is on leave that day",
    Rule.CATEGORY: "this volunteer's category is not asked for this duty",
    Rule.LIMITED_ONCE_A_WEEK: "a limited volunteer serves at most once a week",
    Rule.WEEKLY_CAP: "this volunteer is fixed more often in that week than max_per_week allows",
    Rule.SAME_PART: "this volunteer is fixed on another shift in the same part of that day",
    Rule.OVERLAP: "this volunteer is fixed on another shift at the same time",
    Rule.REST: "this volunteer would lack the rest between two fixed shifts",
}
TOO_FEW_ROLES_SAID = "so many are fixed that no room is left for the trained people or captains it asks for"


def read_problem(text: str | bytes) -> Problem:
    """Read the problem in a file. Raises ProblemUnreadable with all complaints."""
    complaints = Complaints()
    try:
        values = json.loads(text, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as fault:
        complaints.say("file", f"this is not JSON: {fault}")
        raise ProblemUnreadable(complaints.found) from None
    if not isinstance(values, dict):
        complaints.add("file", values, "must be one JSON object")
        raise ProblemUnreadable(complaints.found)
    problem = _problem(Fields("", values, complaints))
    if problem is None or complaints.found:
        raise ProblemUnreadable(complaints.found)
    _refuse_impossible_fixed(problem, complaints)
    return problem


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is not a number")


def _problem(fields: Fields) -> Problem | None:
    fields.refuse_others(KNOWN)
    first, last = _horizon(fields)
    people = fields.objects("volunteers", most=MOST_ROWS)
    work = fields.objects("shifts", most=MOST_ROWS)
    names, places = Register("volunteer", people), Register("shift", work)
    volunteers = [read_volunteer(each, names) for each in people]
    shifts = [read_shift(each) for each in work]
    fixed, rest = tuple(_fixed(fields, places, names)), _rest(fields)
    if first is None or last is None:
        return None
    for each, shift in zip(work, shifts, strict=True):
        if shift and not first <= shift.date <= last:
            fields.complaints.add(each.path("date"), str(shift.date), f"lies outside of {first} to {last}")
    return Problem(
        from_on=first,
        to_on=last,
        volunteers=tuple(each for each in volunteers if each),
        shifts=tuple(each for each in shifts if each),
        fixed=fixed,
        rest=rest,
    )


def _horizon(fields: Fields) -> tuple[date | None, date | None]:
    """First and last day; neither if they make no sense, so that no shift is blamed for it."""
    first, last = fields.day("from"), fields.day("to")
    before = len(fields.complaints.found)
    for name, found in (("from", first), ("to", last)):
        if found and not YEARS[0] <= found.year <= YEARS[1]:
            fields.complaints.add(name, str(found), f"must lie in the years {YEARS[0]} to {YEARS[1]}")
    if first and last and first > last:
        fields.complaints.add("from", str(first), f"is after to, which is {last}")
    elif first and last and (last - first).days >= MOST_DAYS and len(fields.complaints.found) == before:
        fields.complaints.add("to", str(last), f"a roster spans at most {MOST_DAYS} days")
    return (first, last) if len(fields.complaints.found) == before else (None, None)


def _fixed(fields: Fields, places: Register, names: Register) -> Iterator[Seat]:
    for where, row in fields.rows("fixed"):
        both = pair(where, row, "must be a pair [shift, volunteer]", fields.complaints)
        if both is None:
            continue
        shift = places.find(f"{where}[0]", both[0], fields.complaints)
        volunteer = names.find(f"{where}[1]", both[1], fields.complaints)
        if shift is not None and volunteer is not None:
            yield Seat(shift, volunteer)


def _rest(fields: Fields) -> RestTable:
    given = fields.values.get("rest", NO_MORNING_SAID)
    if given == NO_MORNING_SAID:
        return NO_MORNING_AFTER_A_NIGHT
    if not isinstance(given, list):
        fields.complaints.add("rest", given, REST_EXPECTED)
        return frozenset()
    pairs = set()
    for where, row in fields.rows("rest"):
        both = pair(where, row, "must be a pair [part, part of the next day]", fields.complaints)
        if both is None:
            continue
        first = choice(f"{where}[0]", both[0], Part, fields.complaints)
        second = choice(f"{where}[1]", both[1], Part, fields.complaints)
        if first and second:
            pairs.add((first, second))
    return frozenset(pairs)


def _refuse_impossible_fixed(problem: Problem, complaints: Complaints) -> None:
    """Refuse fixed seats that break a rule by themselves: they are kept as they are, so no roster can be right."""
    place = {seat: number for number, seat in reversed(list(enumerate(problem.fixed)))}
    first_on = {seat.shift: number for number, seat in reversed(list(enumerate(problem.fixed)))}
    for broken in violations(problem, problem.fixed):
        if broken.rule in CURABLE:
            continue
        number = place.get(_seat(broken), first_on.get(_seat(broken).shift, 0))
        seat = problem.fixed[number]
        complaints.add(f"fixed[{number}]", [seat.shift, seat.volunteer], BROKEN_SAID[broken.rule])
    for shift in problem.shifts:
        if shift.id in first_on and _has_no_room(problem, shift):
            seat = problem.fixed[first_on[shift.id]]
            complaints.add(f"fixed[{first_on[shift.id]}]", [seat.shift, seat.volunteer], TOO_FEW_ROLES_SAID)
    if complaints.found:
        raise ProblemUnreadable(complaints.found)


def _seat(broken: Violation) -> Seat:
    return Seat(
        broken.shift if broken.shift is not None else "", broken.volunteer if broken.volunteer is not None else ""
    )


def _has_no_room(problem: Problem, shift: Shift) -> bool:
    names = {seat.volunteer for seat in problem.fixed if seat.shift == shift.id}
    crew = [each for each in problem.volunteers if each.id in names]
    room = shift.need - len(crew)
    trained = shift.trained - sum(each.trained for each in crew)
    captain = shift.captain - sum(each.captain for each in crew)
    return 0 <= room < max(trained, captain)


def write_problem(problem: Problem) -> str:
    """Write the same format again; reading it gives an equal problem."""
    return json.dumps(
        {
            "from": str(problem.from_on),
            "to": str(problem.to_on),
            "volunteers": [_volunteer_row(each) for each in problem.volunteers],
            "shifts": [_shift_row(each) for each in problem.shifts],
            "fixed": [list(seat) for seat in problem.fixed],
            "rest": sorted(map(list, problem.rest)),
        },
        ensure_ascii=False,
    )


def _volunteer_row(volunteer: Volunteer) -> dict[str, Any]:
    row = {
        "id": volunteer.id,
        "category": volunteer.category,
        "free": sorted(map(list, volunteer.free)),
        "leave": [[str(each.first_on), str(each.last_on)] for each in volunteer.leave],
        "trained": volunteer.trained,
        "captain": volunteer.captain,
        "carried_points": volunteer.carried_points,
        "partners": sorted(volunteer.partners, key=str),
        "distance": dict(volunteer.metres),
    }
    return row if volunteer.max_per_week is None else {**row, "max_per_week": volunteer.max_per_week}


def _shift_row(shift: Shift) -> dict[str, Any]:
    return {
        "id": shift.id,
        "date": str(shift.date),
        "part": shift.part,
        "start": f"{shift.start:%H:%M}",
        "end": f"{shift.end:%H:%M}",
        "kind": shift.kind,
        "post": shift.post,
        "need": shift.need,
        "trained": shift.trained,
        "captain": shift.captain,
        "points": shift.points,
    }
