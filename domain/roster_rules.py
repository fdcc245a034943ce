"""What one person may do, for the greedy preview, repairs and exchanges. The verifier does not use this module."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import timedelta

from domain.rosters import ALLOWANCES, Id, Part, Problem, Seat, Shift, Volunteer, Why

ONE_DAY = timedelta(days=1)
UNKNOWN_METRES = 1_000


def lasting_obstacle(volunteer: Volunteer, shift: Shift) -> Why | None:
    """Why this person can never take this shift, whatever else they do; None if they can."""
    if (shift.date.weekday(), shift.part) not in volunteer.free:
        return Why.NOBODY_FREE
    if shift.part not in ALLOWANCES[volunteer.category].parts:
        return Why.CATEGORY
    if any(first <= shift.date <= last for first, last in volunteer.leave):
        return Why.ON_LEAVE
    return Why.WEEKLY_CAP if volunteer.most_per_week == 0 else None


def metres(volunteer: Volunteer, shift: Shift) -> int:
    """Give the way to the post; an unknown one counts as a kilometre."""
    return volunteer.metres.get(shift.post, UNKNOWN_METRES)


def overlap(one: Shift, other: Shift) -> bool:
    """Whether nobody can do both: the same part of the same day, or a minute in common."""
    if one.date == other.date and one.part == other.part:
        return True
    (one_start, one_end), (other_start, other_end) = one.span, other.span
    return one_start < other_end and other_start < one_end


class Bookings:
    """A roster in the making: who sits where, and what that keeps each of them from."""

    def __init__(self, problem: Problem, seats: Iterable[Seat] = ()) -> None:
        self.problem = problem
        self.shifts: Mapping[Id, Shift] = {shift.id: shift for shift in problem.shifts}
        self.volunteers: Mapping[Id, Volunteer] = {each.id: each for each in problem.volunteers}
        self.on_shift: dict[Id, list[Id]] = {shift.id: [] for shift in problem.shifts}
        self.duties: dict[Id, list[Shift]] = {each.id: [] for each in problem.volunteers}
        self.points: dict[Id, int] = {each.id: each.carried_points for each in problem.volunteers}
        self._parts_after: dict[Part, set[Part]] = defaultdict(set)
        for first, second in problem.rest:
            self._parts_after[first].add(second)
        for seat in seats:
            self.add(seat)

    def add(self, seat: Seat) -> None:
        shift = self.shifts[seat.shift]
        self.on_shift[seat.shift].append(seat.volunteer)
        self.duties[seat.volunteer].append(shift)
        self.points[seat.volunteer] += shift.points

    def remove(self, seat: Seat) -> None:
        shift = self.shifts[seat.shift]
        self.on_shift[seat.shift].remove(seat.volunteer)
        self.duties[seat.volunteer].remove(shift)
        self.points[seat.volunteer] -= shift.points

    def passing_obstacle(self, volunteer: Volunteer, shift: Shift) -> Why | None:
        """Why this person cannot take this shift beside what they already do; None if they can."""
        duties = self.duties[volunteer.id]
        if not duties:
            return None
        if any(overlap(shift, duty) for duty in duties):
            return Why.BUSY
        if any(self._rest_is_missing(duty, shift) for duty in duties):
            return Why.REST
        most = volunteer.most_per_week
        if most is not None and sum(duty.week == shift.week for duty in duties) >= most:
            return Why.WEEKLY_CAP
        return None

    def obstacle(self, volunteer: Volunteer, shift: Shift) -> Why | None:
        return lasting_obstacle(volunteer, shift) or self.passing_obstacle(volunteer, shift)

    def trained_on(self, shift: Shift) -> int:
        return sum(self.volunteers[each].trained for each in self.on_shift[shift.id])

    def captains_on(self, shift: Shift) -> int:
        return sum(self.volunteers[each].captain for each in self.on_shift[shift.id])

    def is_properly_staffed(self, shift: Shift) -> bool:
        """Whether it is closed, or open with enough trained people and captains."""
        if not self.on_shift[shift.id]:
            return True
        return self.trained_on(shift) >= shift.trained and self.captains_on(shift) >= shift.captain

    def seats(self) -> tuple[Seat, ...]:
        """In the problem's order of shifts and volunteers, so that the same roster always reads the same."""
        place = {each.id: number for number, each in enumerate(self.problem.volunteers)}
        return tuple(
            Seat(shift.id, volunteer)
            for shift in self.problem.shifts
            for volunteer in sorted(self.on_shift[shift.id], key=place.__getitem__)
        )

    def _rest_is_missing(self, duty: Shift, shift: Shift) -> bool:
        if shift.date - duty.date == ONE_DAY:
            return shift.part in self._parts_after[duty.part]
        if duty.date - shift.date == ONE_DAY:
            return duty.part in self._parts_after[shift.part]
        return False
