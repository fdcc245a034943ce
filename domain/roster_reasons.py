"""Why a seat stayed empty: the obstacle that kept most of the people who came closest."""

from collections import Counter
from collections.abc import Iterable

from domain.roster_rules import Bookings, lasting_obstacle
from domain.rosters import Problem, Seat, Shift, Unfilled, Volunteer, Why

# Whoever is held back by a later one of these came closer to the seat.
NEARNESS = (Why.NOBODY_FREE, Why.CATEGORY, Why.ON_LEAVE, Why.WEEKLY_CAP)


def unfilled(problem: Problem, seats: Iterable[Seat]) -> tuple[Unfilled, ...]:
    """Every shift that is short of people, with how many and why, in the problem's order."""
    bookings = Bookings(problem, seats)
    return tuple(
        Unfilled(shift.id, missing, _why(bookings, shift))
        for shift in problem.shifts
        if (missing := shift.need - len(bookings.on_shift[shift.id])) > 0
    )


def _why(bookings: Bookings, shift: Shift) -> Why:
    present = set(bookings.on_shift[shift.id])
    others = [each for each in bookings.problem.volunteers if each.id not in present]
    able = [each for each in others if lasting_obstacle(each, shift) is None]
    if not present and (missing := _missing_role(bookings, shift, able)):
        return missing
    if not able:
        return _furthest_reached(others, shift)
    passing = Counter(bookings.passing_obstacle(each, shift) for each in able)
    if passing[None]:
        return Why.NOT_SEARCHED
    return max((why for why in passing if why), key=lambda why: (passing[why], why))


def _missing_role(bookings: Bookings, shift: Shift, able: list[Volunteer]) -> Why | None:
    """Look at a closed shift for which somebody is able to come, but too few of the sort it needs."""
    if not able:
        return None
    ready = [each for each in able if bookings.passing_obstacle(each, shift) is None]
    for candidates in (able, ready):
        if sum(each.trained for each in candidates) < shift.trained:
            return Why.NOBODY_TRAINED
        if sum(each.captain for each in candidates) < shift.captain:
            return Why.NO_CAPTAIN
        if not ready:
            return None
    both = min(sum(each.trained and each.captain for each in ready), shift.trained, shift.captain)
    return Why.NO_CAPTAIN if shift.trained + shift.captain - both > shift.need else None


def _furthest_reached(others: list[Volunteer], shift: Shift) -> Why:
    met = {lasting_obstacle(each, shift) for each in others}
    return max((why for why in NEARNESS if why in met), key=NEARNESS.index, default=Why.NOBODY_FREE)
