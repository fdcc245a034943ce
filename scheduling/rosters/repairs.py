"""Mending a roster after leave, a new shift or a change of rules: what was lost is filled again, nobody else moves."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from domain.roster_rules import Bookings
from domain.rosters import FixedSeatsImpossible, Id, Problem, Seat, Solution
from scheduling.rosters.solver import LIMIT_SECONDS, solve


@dataclass(frozen=True, slots=True)
class Repair:
    """A mended roster. `lost` seats could not stay as they were, `added` ones are new, `moved` ones were given up.

    `moved` is empty unless somebody was movable, or a shift that lost its trained people had to be closed. The bound
    of the solution is that of rosters which keep what was kept.
    """

    solution: Solution
    kept: tuple[Seat, ...]
    lost: tuple[Seat, ...]
    added: tuple[Seat, ...]
    moved: tuple[Seat, ...]


async def repair(
    problem: Problem,
    assignments: Iterable[Seat],
    *,
    movable: Collection[Id] = (),
    limit_seconds: float = LIMIT_SECONDS,
) -> Repair:
    """Keep every seat that is still possible in the changed problem, and fill what is empty.

    The people in `movable` may be given other duties. Raises FixedSeatsImpossible for the problem's own fixed seats.
    """
    before = tuple(dict.fromkeys(Seat(*seat) for seat in assignments))
    possible = still_possible(problem, before)
    held = {seat for seat in possible if seat.volunteer not in movable} | set(problem.fixed)
    while True:
        pinned = tuple(seat for seat in dict.fromkeys((*problem.fixed, *possible)) if seat in held)
        try:
            solution = await solve(replace(problem, fixed=pinned), limit_seconds=limit_seconds)
        except FixedSeatsImpossible as refusal:
            released = {seat for seat in held if seat.shift in refusal.shifts} - set(problem.fixed)
            if not released:
                raise
            held -= released
            continue
        return _told(solution, before, possible)


def still_possible(problem: Problem, assignments: Iterable[Seat]) -> tuple[Seat, ...]:
    """Those seats of an older roster that the rules still allow, the problem's fixed ones and earlier ones first."""
    bookings = Bookings(problem, problem.fixed)
    kept = []
    known = [seat for seat in assignments if seat.shift in bookings.shifts and seat.volunteer in bookings.volunteers]
    for seat in sorted(known, key=lambda each: bookings.shifts[each.shift].span):
        shift, volunteer = bookings.shifts[seat.shift], bookings.volunteers[seat.volunteer]
        if seat in problem.fixed:
            kept.append(seat)
        elif len(bookings.on_shift[shift.id]) < shift.need and bookings.obstacle(volunteer, shift) is None:
            bookings.add(seat)
            kept.append(seat)
    return tuple(kept)


def _told(solution: Solution, before: tuple[Seat, ...], possible: tuple[Seat, ...]) -> Repair:
    old, able, new = set(before), set(possible), set(solution.seats)
    return Repair(
        solution=solution,
        kept=tuple(seat for seat in before if seat in new),
        lost=tuple(seat for seat in before if seat not in able),
        added=tuple(seat for seat in solution.seats if seat not in old),
        moved=tuple(seat for seat in possible if seat not in new),
    )
