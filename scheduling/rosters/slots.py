"""The first stage's grain: shifts of the same hours and reward are one slot, told apart later by their post."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from domain.roster_rules import lasting_obstacle
from domain.rosters import Id, Part, Problem, Shift, Volunteer

# Dealing people out in this order spreads the trained, the captains and all of them evenly at the same time, because
# each of the three is an unbroken run of it.
Role = tuple[bool, bool]
ROLES: tuple[Role, ...] = ((True, False), (True, True), (False, True), (False, False))


def role(volunteer: Volunteer) -> Role:
    return volunteer.trained, volunteer.captain


@dataclass(frozen=True, slots=True)
class Posts:
    """Shifts of a slot that ask for exactly the same people; one with fixed seats stands alone."""

    shifts: tuple[Shift, ...]
    pinned: tuple[Id, ...]

    @property
    def need(self) -> int:
        return self.shifts[0].need

    @property
    def trained(self) -> int:
        return self.shifts[0].trained

    @property
    def captain(self) -> int:
        return self.shifts[0].captain


@dataclass(frozen=True)
class Slot:
    """One stretch of time on one day in which some posts want people."""

    shifts: tuple[Shift, ...]
    fixed: Mapping[Id, tuple[Id, ...]]

    @property
    def date(self) -> date:
        return self.shifts[0].date

    @property
    def part(self) -> Part:
        return self.shifts[0].part

    @property
    def points(self) -> int:
        return self.shifts[0].points

    @property
    def need(self) -> int:
        return sum(shift.need for shift in self.shifts)

    @property
    def asks_for_roles(self) -> bool:
        return any(shift.trained or shift.captain for shift in self.shifts)

    @cached_property
    def posts(self) -> tuple[Posts, ...]:
        alike: dict[tuple[object, ...], list[Shift]] = defaultdict(list)
        for shift in self.shifts:
            alone = shift.id if shift.id in self.fixed else None
            alike[shift.need, shift.trained, shift.captain, alone].append(shift)
        return tuple(Posts(tuple(same), self.fixed.get(same[0].id, ())) for same in alike.values())


def slots(problem: Problem) -> tuple[Slot, ...]:
    """All slots in which somebody is needed, in the order of time."""
    fixed: dict[Id, list[Id]] = defaultdict(list)
    for seat in problem.fixed:
        fixed[seat.shift].append(seat.volunteer)
    together: dict[tuple[object, ...], list[Shift]] = defaultdict(list)
    for shift in problem.shifts:
        if shift.need:
            together[shift.span, shift.part, shift.points].append(shift)
    ordered = sorted(together.values(), key=lambda same: (same[0].date, same[0].span, same[0].points))
    return tuple(
        Slot(tuple(same), {each.id: tuple(fixed[each.id]) for each in same if each.id in fixed}) for same in ordered
    )


def free_for(problem: Problem, slot: Slot) -> list[int]:
    """Places in the problem's list of those who can come, whatever else they do."""
    shift = slot.shifts[0]
    return [place for place, volunteer in enumerate(problem.volunteers) if lasting_obstacle(volunteer, shift) is None]
