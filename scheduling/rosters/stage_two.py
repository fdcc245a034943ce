"""Stage two gives everybody of a slot a post, with short ways, and opens no post that nobody trained can join."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

import numpy as np
from scipy.optimize import linear_sum_assignment

from domain.roster_rules import metres
from domain.rosters import Id, Seat, Shift, Volunteer
from scheduling.rosters.slots import ROLES, Posts, Role, Slot, role

# Longer than any way on earth: whoever is fixed on a post goes to no other.
ELSEWHERE_METRES = 10**9

Crew = list[Volunteer]


def place(slot: Slot, crew: Crew, dealt: Iterable[Mapping[Role, int]]) -> list[Seat]:
    """Seats for the people of one slot; `dealt` says how many of each role every group of like posts gets."""
    places: dict[Role, list[Shift]] = defaultdict(list)
    for posts, counts in zip(slot.posts, dealt, strict=True):
        for each, shift in _deal(posts, counts):
            places[each].append(shift)
    pinned = {name: shift for shift, names in slot.fixed.items() for name in names}
    by_role: dict[Role, Crew] = defaultdict(list)
    for volunteer in crew:
        by_role[role(volunteer)].append(volunteer)
    return [seat for each in ROLES if by_role[each] for seat in _assign(by_role[each], places[each], pinned)]


def deal_without_roles(slot: Slot, crew: Crew) -> list[dict[Role, int]]:
    """Fill post after post where nobody in particular is asked for; those with fixed people come first."""
    waiting = {each: sum(role(volunteer) == each for volunteer in crew) for each in ROLES}
    dealt: list[dict[Role, int]] = []
    named = {volunteer.id: role(volunteer) for volunteer in crew}
    for posts in slot.posts:
        dealt.append(dict.fromkeys(ROLES, 0))
        for name in posts.pinned:
            _move(waiting, dealt[-1], named[name], 1)
    for posts, counts in zip(slot.posts, dealt, strict=True):
        room = posts.need * len(posts.shifts) - sum(counts.values())
        for each in ROLES:
            taken = min(room, waiting[each])
            _move(waiting, counts, each, taken)
            room -= taken
    return dealt


def _move(waiting: dict[Role, int], counts: dict[Role, int], each: Role, number: int) -> None:
    waiting[each] -= number
    counts[each] += number


def _deal(posts: Posts, counts: Mapping[Role, int]) -> Iterable[tuple[Role, Shift]]:
    """Like cards, round and round over as few posts as the crew needs, so that no run of roles piles up on one."""
    cards = [each for each in ROLES for _ in range(counts.get(each, 0))]
    opened = posts.shifts[: _opened(posts, cards)]
    for number, each in enumerate(cards):
        yield each, opened[number % len(opened)]


def _opened(posts: Posts, cards: list[Role]) -> int:
    """As many posts as there are trained people and captains for: two half-filled posts serve more than one full."""
    most = min(len(posts.shifts), len(cards))
    for place_of, needed in enumerate((posts.trained, posts.captain)):
        if needed:
            most = min(most, sum(each[place_of] for each in cards) // needed)
    return most


def _assign(crew: Crew, places: list[Shift], pinned: Mapping[Id, Id]) -> list[Seat]:
    def cost(volunteer: Volunteer, shift: Shift) -> int:
        strays = pinned.get(volunteer.id, shift.id) != shift.id
        return metres(volunteer, shift) + ELSEWHERE_METRES * strays

    costs = np.array([[cost(volunteer, shift) for shift in places] for volunteer in crew], dtype=np.float64)
    rows, columns = linear_sum_assignment(costs)
    return [Seat(places[column].id, crew[row].id) for row, column in zip(rows, columns, strict=True)]
