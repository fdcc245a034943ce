"""The preview: a roster in a blink, shift by shift, always within the rules, not always full and only roughly fair."""

from collections.abc import Iterator

from domain.roster_rules import Bookings, lasting_obstacle, metres
from domain.rosters import Problem, Seat, Shift, Volunteer


def preview(problem: Problem) -> tuple[Seat, ...]:
    """Fill shifts with fixed seats first, then day by day, always asking whoever has the fewest points.

    A shift for which the trained people or captains are missing is closed again, its fixed seats apart: if such a
    shift stays wrongly staffed, the verifier says so.
    """
    bookings = Bookings(problem, problem.fixed)
    free = _free_on(problem)
    begun = {seat.shift for seat in problem.fixed}
    for shift in sorted(problem.shifts, key=lambda each: (each.id not in begun, each.date, each.span)):
        _fill(bookings, shift, free[shift.date, shift.part])
    return bookings.seats()


def _free_on(problem: Problem) -> dict[tuple[object, object], list[Volunteer]]:
    """Who can come on each day and part there is a shift on."""
    days = {(shift.date, shift.part): shift for shift in problem.shifts}
    return {
        day: [each for each in problem.volunteers if lasting_obstacle(each, shift) is None]
        for day, shift in days.items()
    }


def _fill(bookings: Bookings, shift: Shift, free: list[Volunteer]) -> None:
    added: list[Seat] = []
    for volunteer in _chosen(bookings, shift, free):
        seat = Seat(shift.id, volunteer.id)
        bookings.add(seat)
        added.append(seat)
    if not bookings.is_properly_staffed(shift):
        for seat in added:
            bookings.remove(seat)


def _chosen(bookings: Bookings, shift: Shift, free: list[Volunteer]) -> Iterator[Volunteer]:
    """Fewest points first, then the shorter way; whoever is needed as captain or as trained is looked for before."""

    def order(volunteer: Volunteer) -> tuple[int, int]:
        return bookings.points[volunteer.id], metres(volunteer, shift)

    waiting = sorted(free, key=order)
    while len(bookings.on_shift[shift.id]) < shift.need:
        captain = bookings.captains_on(shift) < shift.captain
        trained = bookings.trained_on(shift) < shift.trained
        found = _first(bookings, shift, waiting, captain=captain, trained=trained)
        if found is None:
            return
        waiting.remove(found)
        yield found


def _first(
    bookings: Bookings, shift: Shift, waiting: list[Volunteer], *, captain: bool, trained: bool
) -> Volunteer | None:
    """Find the first who can come and is all that is missing, or else at least the captain who is."""
    sought = [(captain, trained)] if not (captain and trained) else [(True, True), (True, False)]
    for wants_captain, wants_trained in sought:
        for each in waiting:
            if wants_captain > each.captain or wants_trained > each.trained:
                continue
            if bookings.passing_obstacle(each, shift) is None:
                return each
    return None
