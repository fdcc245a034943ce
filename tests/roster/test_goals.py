"""What rosters are for: everybody's turn, partners at one's side, short ways."""

from datetime import timedelta

import pytest

from domain.roster_goals import Fairness, objective, preferences, unfairness
from domain.roster_rules import Bookings
from domain.rosters import Part, Seat
from scheduling.rosters.exchanges import Exchanges
from tests.roster.stories import MONDAY, person, problem, shift, solved

DAYS = [MONDAY + timedelta(days=number) for number in range(4)]


@pytest.mark.parametrize(
    ("above", "turn", "cost"),
    [(0, 1, 0), (1, 1, 0), (2, 1, 1), (3, 1, 3), (-1, 1, 1), (-2, 1, 3), (4, 5, 0), (7, 5, 2), (10, 5, 5), (-3, 5, 3)],
)
def test_each_turn_beyond_the_share_is_dearer_than_the_one_before(above: int, turn: int, cost: int) -> None:
    assert unfairness(above, turn) == cost


def test_whoever_carries_most_points_is_spared() -> None:
    people = [person("wang", carried_points=6), person("li", carried_points=1)]
    found = solved(problem(people, [shift(day, on) for day, on in enumerate(DAYS)]))
    assert {seat.volunteer for seat in found.seats} == {"li"}


def test_points_brought_along_cost_nothing_by_themselves() -> None:
    rich_and_new = [person("wang", carried_points=40), person("li")]
    given = problem(rich_and_new, [shift("gate")])
    assert Fairness(given).cost(rich_and_new[0], 40) == 0


def test_evenings_are_spread() -> None:
    evenings = [shift(day, on, Part.EVENING) for day, on in enumerate(DAYS)]
    days = [shift(f"noon {day}", on, Part.NOON) for day, on in enumerate(DAYS)]
    found = solved(problem([person("wang"), person("li")], [*evenings, *days]))
    served = [seat.volunteer for seat in found.seats if not str(seat.shift).startswith("noon")]
    assert sorted(served) == ["li", "li", "wang", "wang"]


def test_an_empty_seat_weighs_more_than_everything_else() -> None:
    people = [person("wang", carried_points=500), person("li", free=frozenset())]
    given = problem(people, [shift("gate")])
    assert objective(given, [Seat("gate", "wang")]) < objective(given, [])


def test_partners_serve_together_where_it_costs_nobody_a_turn() -> None:
    people = [person("wang", partners=frozenset({"li"})), person("li"), person("zhao"), person("qian")]
    found = solved(problem(people, [shift("first", need=2), shift("second", DAYS[1], need=2)]))
    together = {seat.shift for seat in found.seats if seat.volunteer in ("wang", "li")}
    assert len(together) == 1


def test_the_post_next_door_is_preferred() -> None:
    near_north = person("wang", metres={"north": 100, "south": 900})
    near_south = person("li", metres={"north": 900, "south": 100})
    gates = [shift("n", post="north"), shift("s", post="south")]
    found = solved(problem([near_south, near_north], gates))
    assert set(found.seats) == {Seat("n", "wang"), Seat("s", "li")}


def test_preferences_count_lonely_duties_and_metres() -> None:
    people = [person("wang", partners=frozenset({"li"}), metres={"gate": 300}), person("li")]
    given = problem(people, [shift("gate")])
    assert preferences(given, [Seat("gate", "wang")]) == (1, 300)


def test_an_unknown_way_counts_as_a_kilometre() -> None:
    assert preferences(problem([person("li")], [shift("gate")]), [Seat("gate", "li")]) == (0, 1000)


def test_whoever_cannot_serve_at_all_does_not_lower_the_share() -> None:
    given = problem([person("wang"), person("li", free=frozenset())], [shift("gate", points=4)])
    assert Fairness(given).share == 4


def test_points_are_levelled_within_a_turn_by_exchanging_duties() -> None:
    """Wang's two long duties and Li's two short ones are within a turn of the share, and still become even."""
    rewards = [12, 12, 10, 10]
    shifts = [shift(day, on, points=reward) for (day, on), reward in zip(enumerate(DAYS), rewards, strict=True)]
    given = problem([person("wang"), person("li")], shifts)
    uneven = [Seat(0, "wang"), Seat(1, "wang"), Seat(2, "li"), Seat(3, "li")]
    level = Exchanges(given, uneven, has_time=lambda: True).levelled()
    points = Bookings(given, level).points
    assert points == {"wang": 22, "li": 22}


def test_two_duties_go_against_two_where_one_against_one_leaves_a_difference() -> None:
    """Wang has 1 + 18 + 18 and Li 10 + 25: any single exchange overshoots, both at once make 36 each."""
    wang, li = [18, 18], [10, 25]
    days = iter(DAYS)
    mine = [shift(f"wang {at}", next(days), points=each) for at, each in enumerate(wang)]
    yours = [shift(f"li {at}", next(days), points=each) for at, each in enumerate(li)]
    given = problem([person("wang", carried_points=1), person("li")], [*mine, *yours])
    before = [*(Seat(each.id, "wang") for each in mine), *(Seat(each.id, "li") for each in yours)]
    points = Bookings(given, Exchanges(given, before, has_time=lambda: True).levelled()).points
    assert points == {"wang": 36, "li": 36}


def test_exchanges_stop_when_time_is_up() -> None:
    given = problem([person("wang"), person("li")], [shift(0, points=12), shift(1, DAYS[1], points=10)])
    lopsided = (Seat(0, "wang"), Seat(1, "wang"))
    assert Exchanges(given, lopsided, has_time=lambda: False).improved() == lopsided


def test_a_fixed_seat_is_never_exchanged() -> None:
    lopsided = (Seat(0, "wang"), Seat(1, "wang"))
    given = problem([person("wang"), person("li")], [shift(0), shift(1, DAYS[1])], fixed=lopsided)
    assert Exchanges(given, lopsided, has_time=lambda: True).improved() == lopsided
