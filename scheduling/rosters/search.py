"""Both stages of one problem, as the child process runs them. Plain and synchronous; HiGHS is imported from here on."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import ceil

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
Start = Mapping[tuple[int, int], bool]


@dataclass(frozen=True, slots=True)
class Found:
    """A roster with the most seats any could fill and the least any could cost."""

    seats: tuple[Seat, ...]
    most_seats: int
    bound: int


class NothingFound(Exception):  # noqa: N818 - named by its reason, as refusals are
    """The time was too short even for a first roster."""


def search(problem: Problem, *, left: Callable[[], float]) -> Found:
    """Look for the best roster that can be found before `left()` seconds reach zero.

    Seats come first, in a model of their own unless the preview already fills all; then fairness among the rosters
    that fill as many; then exchanges. Raises FixedSeatsImpossible and NothingFound.
    """
    if not Fairness(problem).serving:
        return Found((), 0, Fairness(problem).seat * problem.seats_needed)
    all_slots = slots(problem)
    first = preview(problem)
    is_sound = not violations(problem, first)
    start = _as_start(problem, all_slots, first) if is_sound else {}
    filled, most = len(first), problem.seats_needed
    if not is_sound or filled < most:
        start, filled, most = _fill(problem, all_slots, start, left)
    stage, answer = _spread(problem, all_slots, start, filled, left)
    seats = Exchanges(problem, _place(stage, answer), has_time=lambda: left() > 0).improved()
    if is_sound and len(first) == len(seats) and objective(problem, first) < objective(problem, seats):
        seats = first
    return Found(seats, most, _bound(problem, answer, filled, most))


def _fill(
    problem: Problem, all_slots: tuple[Slot, ...], start: Start, left: Callable[[], float]
) -> tuple[Start, int, int]:
    stage = StageOne(problem, all_slots)
    stage.ask_for_seats()
    answer = stage.model.solve(seconds=SEATS_SHARE * left(), start=_columns(stage, start))
    if not answer.values:
        raise NothingFound
    if short := _short_of_roles(stage, answer):
        raise FixedSeatsImpossible(short)
    chosen = {place: answer.values[column] > SEATS_SHARE for place, column in stage.serve.items()}
    most = min(problem.seats_needed, int(ROUNDING - answer.bound))
    return chosen, sum(chosen.values()), most


def _short_of_roles(stage: StageOne, answer: Answer) -> tuple[Id, ...]:
    return tuple(posts.shifts[0].id for posts, column in stage.missing if answer.values[column] > ROUNDING)


def _spread(
    problem: Problem, all_slots: tuple[Slot, ...], start: Start, filled: int, left: Callable[[], float]
) -> tuple[StageOne, Answer]:
    stage = StageOne(problem, all_slots)
    stage.ask_for_fairness(seats=filled)
    answer = stage.model.solve(seconds=FAIRNESS_SHARE * left(), start=_columns(stage, start))
    if not answer.values:
        raise NothingFound
    return stage, answer


def _bound(problem: Problem, answer: Answer, filled: int, most: int) -> int:
    """No roster costs less: one that fills as many is at least as unfair, and one that fills more saves a seat."""
    fair = max(0, ceil(answer.bound - ROUNDING))
    needed = problem.seats_needed
    seat = Fairness(problem).seat
    as_many = seat * (needed - filled) + fair
    return as_many if filled == most else min(as_many, seat * (needed - most))


def _as_start(problem: Problem, all_slots: tuple[Slot, ...], seats: tuple[Seat, ...]) -> Start:
    person = {each.id: place for place, each in enumerate(problem.volunteers)}
    slot = {shift.id: place for place, each in enumerate(all_slots) for shift in each.shifts}
    return {(person[seat.volunteer], slot[seat.shift]): True for seat in seats}


def _columns(stage: StageOne, start: Start) -> dict[int, float]:
    if not start:
        return {}
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
