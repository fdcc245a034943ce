"""What makes one roster better than another.

First come seats: an empty one costs more than all the unfairness any roster could have. Then fairness in points,
carried ones included: the fair share is the mean of all who may serve, rounded down; one turn above it costs nothing,
the n-th beyond that n a point, and the n-th missing below it as much, so that two small differences beat one large.
Then unpopular parts: somebody's n-th costs n - 1. At the same cost, fewer duties without a wished-for partner and
shorter ways win; these are preferences, compared only between equally fair rosters, and no part of the objective.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from domain.roster_rules import Bookings, lasting_obstacle, metres
from domain.rosters import UNPOPULAR_PARTS, Part, Problem, Seat, Volunteer

LEAST_SEAT_COST = 1_000_000
POINT = 4
UNPOPULAR = 1
# A partner at one's side is worth a kilometre of way.
APART_METRES = 1_000


def unfairness(above_share: int, turn: int) -> int:
    """Cost of standing so many points above (or below) the fair share, with `turn` points to a turn.

    Piecewise straight with a bend at every whole turn: 0 from the share itself to one turn above it, and n a point
    in the n-th turn beyond that or below the share. Whole points give whole costs.
    """
    turns, rest = divmod(above_share, turn)
    return turn * (turns * (turns - 1) // 2) + turns * rest


@dataclass(frozen=True)
class Fairness:
    """The scale of one problem: who may serve, their fair share of points, and the points of one turn."""

    problem: Problem

    @cached_property
    def turn(self) -> int:
        """The smallest reward on offer; nothing finer can be evened out."""
        return min((shift.points for shift in self.problem.shifts if shift.points > 0), default=1)

    @cached_property
    def serving(self) -> tuple[Volunteer, ...]:
        """Those who can take at least one shift; only they share the load."""
        kinds = {(shift.date, shift.part): shift for shift in self.problem.shifts if shift.need}
        return tuple(
            each
            for each in self.problem.volunteers
            if any(lasting_obstacle(each, shift) is None for shift in kinds.values())
        )

    @cached_property
    def share(self) -> int:
        """Points each would have if everything were filled and evenly spread, rounded down."""
        offered = sum(shift.points * shift.need for shift in self.problem.shifts)
        carried = sum(each.carried_points for each in self.serving)
        return (offered + carried) // max(1, len(self.serving))

    @cached_property
    def seat(self) -> int:
        """Cost of an empty seat: a round number above the worst that filling it could do to fairness."""
        days: dict[tuple[date, Part], int] = defaultdict(int)
        for shift in self.problem.shifts:
            days[shift.date, shift.part] = max(days[shift.date, shift.part], shift.points)
        unpopular = sum(part in UNPOPULAR_PARTS for _, part in days)
        worst = sum(
            POINT * max(self.cost(each, each.carried_points + earned) for earned in (0, sum(days.values())))
            + UNPOPULAR * unpopular * unpopular
            for each in self.serving
        )
        return max(LEAST_SEAT_COST, int(10 ** len(str(worst))))

    def cost(self, volunteer: Volunteer, points: int) -> int:
        """Unfairness of ending with so many points, beyond what the points brought along make unavoidable."""
        best = max(volunteer.carried_points, self.share)
        return unfairness(points - self.share, self.turn) - unfairness(best - self.share, self.turn)


def objective(problem: Problem, seats: Iterable[Seat]) -> int:
    """Cost a roster, in whole units; never below 0."""
    bookings = Bookings(problem, seats)
    fairness = Fairness(problem)
    empty = sum(shift.need - len(bookings.on_shift[shift.id]) for shift in problem.shifts)
    points = sum(fairness.cost(each, bookings.points[each.id]) for each in fairness.serving)
    evenings = (sum(duty.is_unpopular for duty in duties) for duties in bookings.duties.values())
    return fairness.seat * empty + POINT * points + UNPOPULAR * sum(each * (each - 1) // 2 for each in evenings)


def apart(bookings: Bookings, seat: Seat) -> bool:
    """Whether somebody who would like a partner there has none on this shift."""
    wished = bookings.volunteers[seat.volunteer].partners
    return bool(wished) and wished.isdisjoint(bookings.on_shift[seat.shift])


def preferences(problem: Problem, seats: Iterable[Seat]) -> tuple[int, int]:
    """Duties without a wished-for partner, and metres to all posts."""
    bookings = Bookings(problem, seats)
    chosen = bookings.seats()
    ways = (metres(bookings.volunteers[seat.volunteer], bookings.shifts[seat.shift]) for seat in chosen)
    return sum(apart(bookings, seat) for seat in chosen), sum(ways)
