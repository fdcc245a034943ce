import random
from datetime import timedelta
from itertools import permutations

import pytest

from domain.matching import MOST_IN_HAND, Candidate, Need, Why, best, distance, may_be_asked, scored, shared_out
from domain.rosters import Category
from domain.wishes import WishCategory
from tests.wishes.makers import LI, NOW, WANG, ZHANG, ZHAO

NEED = Need(ZHAO, WishCategory.REPAIR, "5号楼", NOW)


@pytest.mark.parametrize(
    "one",
    [
        Candidate(ZHAO),
        Candidate(WANG, in_hand=MOST_IN_HAND),
        Candidate(WANG, category=Category.EXEMPT),
        Candidate(WANG, category=Category.AWAY),
        Candidate(WANG, category=Category.LIMITED, in_hand=1),
    ],
)
def test_a_hard_filter_keeps_somebody_from_being_asked(one: Candidate) -> None:
    assert not may_be_asked(NEED, one)
    assert not best(NEED, [one], NOW)


def test_nobody_is_asked_twice_about_one_wish() -> None:
    assert not may_be_asked(Need(ZHAO, WishCategory.REPAIR, "", not_to=frozenset({WANG})), Candidate(WANG))


def test_the_reasons_are_the_parts_that_speak_for_somebody() -> None:
    one = Candidate(WANG, "5号楼", ("家电维修",), ("平日上午",), rating=4.8, helped_before=True, in_hand=1)
    found = scored(NEED, one, NOW)
    assert found.reasons == (Why.SKILL, Why.SAME_BUILDING, Why.HELPED_BEFORE, Why.FREE_THEN, Why.WELL_RATED)
    assert found.points == sum(points for _, points in found.parts)
    assert dict(found.parts)[Why.BUSY] < 0


def test_who_was_asked_lately_comes_after_who_has_rested() -> None:
    lately = Candidate(WANG, "5号楼", last_asked_at=NOW - timedelta(hours=5))
    rested = Candidate(LI, "5号楼", last_asked_at=NOW - timedelta(days=9))
    assert [each.person_id for each in best(NEED, [lately, rested], NOW)] == [LI, WANG]


def test_equals_come_in_a_steady_order_and_no_more_than_three() -> None:
    many = [Candidate(each) for each in (9, 3, ZHANG, 7, 6)]
    assert [each.person_id for each in best(NEED, many, NOW)] == [3, 4, 6]


def test_buildings_are_as_far_apart_as_their_numbers() -> None:
    assert distance("5号楼", "5号楼") == 0
    assert distance("5号楼", "8号楼") == 3
    assert distance("", "8号楼") is None


@pytest.mark.parametrize("seed", range(12))
def test_sharing_out_is_the_best_of_all_ways(seed: int) -> None:
    chance = random.Random(seed)
    rows, columns = chance.randint(1, 4), chance.randint(1, 5)
    worth = [[float(chance.randint(-20, 60)) for _ in range(columns)] for _ in range(rows)]
    given = shared_out(worth)
    taken = [each for each in given if each is not None]
    assert len(set(taken)) == len(taken) == min(rows, columns)
    total = sum(worth[row][column] for row, column in enumerate(given) if column is not None)
    longer, shorter = max(rows, columns), min(rows, columns)
    ways = permutations(range(longer), shorter)
    if rows <= columns:
        top = max(sum(worth[row][way[row]] for row in range(rows)) for way in ways)
    else:
        top = max(sum(worth[way[column]][column] for column in range(columns)) for way in ways)
    assert total == top


def test_nobody_there_gives_nothing() -> None:
    assert shared_out([]) == []
    assert shared_out([[], []]) == [None, None]
