"""Whatever the problem, nobody who makes rosters breaks a rule."""

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.roster_goals import Fairness, objective
from domain.roster_greedy import preview
from domain.roster_proof import violations
from domain.roster_reasons import unfilled
from domain.rosters import Problem, Why
from scheduling.rosters.problem_file import read_problem, write_problem
from tests.roster.stories import cheapest, problems, solved

quick = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
thorough = settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))


@thorough
@given(problems())
def test_a_preview_breaks_no_rule(problem: Problem) -> None:
    assert violations(problem, preview(problem)) == ()


@thorough
@given(problems())
def test_a_solved_roster_breaks_no_rule(problem: Problem) -> None:
    assert violations(problem, solved(problem).seats) == ()


@thorough
@given(problems(people=4, work=4, days=4))
def test_no_roster_fills_more_seats_or_is_fairer_at_that(problem: Problem) -> None:
    found = solved(problem)
    assert (len(found.seats), objective(problem, found.seats)) == cheapest(problem)


@quick
@given(problems())
def test_small_problems_are_proved_to_the_end(problem: Problem) -> None:
    found = solved(problem)
    assert (found.most_seats, found.bound) == (len(found.seats), objective(problem, found.seats))


@quick
@given(problems(), st.data())
def test_fixed_seats_are_kept(problem: Problem, data: st.DataObject) -> None:
    whole = preview(problem)
    chosen = data.draw(st.lists(st.sampled_from(whole), unique=True)) if whole else []
    pinned = replace(problem, fixed=tuple(chosen))
    found = solved(pinned).seats
    assert set(chosen) <= set(found)
    assert violations(pinned, found) == ()


@quick
@given(problems())
def test_a_solved_roster_is_never_behind_the_preview(problem: Problem) -> None:
    assert objective(problem, solved(problem).seats) <= objective(problem, preview(problem))


@quick
@given(problems())
def test_an_empty_seat_costs_more_than_any_unfairness(problem: Problem) -> None:
    assert objective(problem, preview(problem)) % Fairness(problem).seat < Fairness(problem).seat
    short = problem.seats_needed - len(preview(problem))
    assert objective(problem, preview(problem)) // Fairness(problem).seat == short


@quick
@given(problems())
def test_every_empty_seat_of_a_proved_roster_has_its_reason(problem: Problem) -> None:
    seats = solved(problem).seats
    reasons = unfilled(problem, seats)
    assert sum(each.seats for each in reasons) == problem.seats_needed - len(seats)
    assert all(each.why is not Why.NOT_SEARCHED for each in reasons)


@quick
@given(problems())
def test_a_problem_survives_writing_and_reading(problem: Problem) -> None:
    assert read_problem(write_problem(problem)) == problem
