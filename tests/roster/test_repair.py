"""After leave or a new shift, what was lost is filled again and nobody else is bothered."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.roster_proof import violations
from domain.rosters import FixedSeatsImpossible, Leave, Part, Problem, Seat, Volunteer
from scheduling.rosters.repairs import repair, still_possible
from tests.roster.stories import MONDAY, person, problem, shift, solved

DAYS = [MONDAY + timedelta(days=number) for number in range(5)]
CREW = [person(name, trained=name in ("wang", "li")) for name in ("wang", "li", "zhao", "qian", "sun")]
WEEK = problem(CREW, [shift(day, on, need=2, trained=1) for day, on in enumerate(DAYS)])


def with_leave(given: Problem, name: str, leave: Leave) -> Problem:
    def told(volunteer: Volunteer) -> Volunteer:
        return replace(volunteer, leave=(leave,)) if volunteer.id == name else volunteer

    return replace(given, volunteers=tuple(map(told, given.volunteers)))


async def test_leave_moves_nobody_else() -> None:
    before = solved(WEEK).seats
    changed = with_leave(WEEK, "zhao", Leave(DAYS[0], DAYS[-1]))
    mended = await repair(changed, before)
    lost = {seat for seat in before if seat.volunteer == "zhao"}
    assert lost
    assert set(mended.lost) == lost
    assert sorted(seat.shift for seat in mended.added) == sorted(seat.shift for seat in lost)
    assert set(mended.kept) == set(before) - lost
    assert mended.moved == ()
    assert violations(changed, mended.solution.seats) == ()


async def test_a_new_shift_is_filled_and_nobody_moves() -> None:
    before = solved(WEEK).seats
    longer = replace(WEEK, shifts=(*WEEK.shifts, shift("extra", DAYS[1], need=1, part=Part.AFTERNOON)))
    mended = await repair(longer, before)
    assert [seat.shift for seat in mended.added] == ["extra"]
    assert (mended.lost, mended.moved) == ((), ())


async def test_a_shift_that_lost_its_only_trained_person_is_closed_and_its_people_told() -> None:
    crew = problem([person("wang", trained=True), person("zhao")], [shift("gate", need=2, trained=1)])
    changed = with_leave(crew, "wang", Leave(MONDAY, MONDAY))
    mended = await repair(changed, [Seat("gate", "wang"), Seat("gate", "zhao")])
    assert mended.moved == (Seat("gate", "zhao"),)
    assert mended.solution.seats == ()


async def test_seats_the_leader_fixed_are_not_given_up() -> None:
    crew = problem([person("wang", trained=True), person("zhao")], [shift("gate", need=2, trained=1)])
    changed = replace(with_leave(crew, "wang", Leave(MONDAY, MONDAY)), fixed=(Seat("gate", "zhao"),))
    with pytest.raises(FixedSeatsImpossible):
        await repair(changed, [Seat("gate", "wang"), Seat("gate", "zhao")])


async def test_whoever_is_movable_may_help_out_elsewhere() -> None:
    """Only Wang can take the evening, and Li could take Wang's morning: filling both means moving Wang."""
    mornings, anytime = frozenset({(0, Part.MORNING)}), frozenset({(0, Part.MORNING), (0, Part.EVENING)})
    people = [person("wang", free=anytime, max_per_week=1), person("li", free=mornings)]
    both = problem(people, [shift("gate"), shift("walk", part=Part.EVENING)])
    before = [Seat("gate", "wang")]
    assert len((await repair(both, before)).solution.seats) == 1
    moved = await repair(both, before, movable={"wang"})
    assert (len(moved.solution.seats), moved.moved) == (2, (Seat("gate", "wang"),))


def test_of_two_duties_that_no_longer_fit_the_earlier_stays() -> None:
    tired = replace(WEEK, volunteers=(replace(CREW[0], max_per_week=1), *CREW[1:]))
    assert still_possible(tired, [Seat(1, "wang"), Seat(0, "wang")]) == (Seat(0, "wang"),)


def test_people_and_shifts_that_are_gone_are_lost() -> None:
    assert still_possible(WEEK, [Seat(0, "nobody"), Seat("nowhere", "wang")]) == ()


def test_a_shift_that_needs_fewer_keeps_those_named_first() -> None:
    smaller = replace(WEEK, shifts=(shift(0, need=1),))
    assert still_possible(smaller, [Seat(0, "li"), Seat(0, "zhao")]) == (Seat(0, "li"),)
