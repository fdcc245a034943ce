"""Both stages of one problem, as the child process runs them. Plain and synchronous; HiGHS is imported from here on."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import ceil, isfinite

from domain.roster_goals import Fairness, objective
from domain.roster_greedy import preview
from domain.roster_proof import violations
from domain.rosters import FixedSeatsImpossible, Id, Problem, Seat
from scheduling.rosters import stage_two
from scheduling.rosters.exchanges import Exchanges
from scheduling.rosters.model import Answer
from scheduling.rosters.slots import Slot, slots
from scheduling.rosters.stage_one import StageOne

# Shares of the time left: filling seats may take half of it, and fairness most of the rest.
SEATS_SHARE = 0.5
FAIRNESS_SHARE = 0.9
ROUNDING = 1e-6
PATIENCE_SECONDS = 4.0
PEOPLE_A_SECOND = 60
Start = Mapping[tuple[int, int], bool]


@dataclass(frozen=True, slots=True)
class Found:
    """A roster with the most seats any could fill and the least any could cost."""

    seats: tuple[Seat, ...]
    most_seats: int
    bound: int


class NothingFound(Exception):
    """The time was too short even for a first roster."""


def search(problem: Problem, *, left: Callable[[], float]) -> Found:
    """Look for the best roster that can be found before `left()` seconds reach zero.

    Seats come first, in a model of their own unless the preview already fills all; then fairness among the rosters
    that fill as many; then exchanges. Raises FixedSeatsImpossible and NothingFound.
    """
    if not Fairness(problem).serving:
        return Found((), 0, Fairness(problem).seat * problem.seats_needed)
    all_slots = slots(problem)
    first, most = _fullest(problem, all_slots, left)
    level = Exchanges(problem, first, has_time=lambda: left() > 0).levelled()
    stage = StageOne(problem, all_slots)
    stage.ask_for_fairness(seats=len(level))
    start = _columns(stage, _as_start(problem, all_slots, level))
    answer = stage.model.solve(seconds=min(FAIRNESS_SHARE * left(), _patience(problem)), start=start)
    found = _place(stage, answer) if answer.values else level
    seats = min(level, tuple(found), key=lambda each: objective(problem, each))
    better = Exchanges(problem, seats, has_time=lambda: left() > 0).improved()
    return Found(better, most, _bound(problem, answer, len(better), most))


def _patience(problem: Problem) -> float:
    """Seconds after which the search for a fairer roster is left; what is still open is told as the gap."""
    return PATIENCE_SECONDS + len(problem.volunteers) / PEOPLE_A_SECOND


def _fullest(problem: Problem, all_slots: tuple[Slot, ...], left: Callable[[], float]) -> tuple[tuple[Seat, ...], int]:
    """Find a roster with as many seats filled as can be, and the most that any could fill."""
    first, most = preview(problem), problem.seats_needed
    is_sound = not violations(problem, first)
    if is_sound and len(first) == most:
        return first, most
    stage = StageOne(problem, all_slots)
    stage.ask_for_seats()
    start = _columns(stage, _as_start(problem, all_slots, first)) if is_sound else {}
    answer = stage.model.solve(seconds=SEATS_SHARE * left(), start=start)
    if not answer.values:
        raise NothingFound
    if short := _short_of_roles(stage, answer):
        raise FixedSeatsImpossible(short)
    return tuple(_place(stage, answer)), min(most, int(ROUNDING - answer.bound) if isfinite(answer.bound) else most)


def _short_of_roles(stage: StageOne, answer: Answer) -> tuple[Id, ...]:
    return tuple(posts.shifts[0].id for posts, column in stage.missing if answer.values[column] > ROUNDING)


def _bound(problem: Problem, answer: Answer, filled: int, most: int) -> int:
    """No roster costs less: one that fills as many is at least as unfair, and one that fills more saves a seat."""
    fair = max(0, ceil(answer.bound - ROUNDING)) if isfinite(answer.bound) else 0
    needed = problem.seats_needed
    seat = Fairness(problem).seat
    as_many = seat * (needed - filled) + fair
    return as_many if filled == most else min(as_many, seat * (needed - most))


def _as_start(problem: Problem, all_slots: tuple[Slot, ...], seats: tuple[Seat, ...]) -> Start:
    person = {each.id: place for place, each in enumerate(problem.volunteers)}
    slot = {shift.id: place for place, each in enumerate(all_slots) for shift in each.shifts}
    return {(person[seat.volunteer], slot[seat.shift]): True for seat in seats}


def _columns(stage: StageOne, start: Start) -> dict[int, float]:
    return {column: float(start.get(place, False)) for place, column in stage.serve.items()}


def _place(stage: StageOne, answer: Answer) -> list[Seat]:
    crews: dict[int, stage_two.Crew] = {number: [] for number in range(len(stage.slots))}
    for (person, number), column in stage.serve.items():
        if answer.values[column] > SEATS_SHARE:
            crews[number].append(stage.problem.volunteers[person])
    seats: list[Seat] = []
    for number, crew in crews.items():
        slot = stage.slots[number]
        groups = stage.dealt.get(number)
        dealt = (
            [{each: round(answer.values[column]) for each, column in group.items()} for group in groups]
            if groups is not None
            else stage_two.deal_without_roles(slot, crew)
        )
        seats += stage_two.place(slot, crew, dealt) if crew else []
    return seats
