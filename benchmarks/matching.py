"""A month of one community on the moved clock: 300 volunteers, 8 wishes a day, by our matching, by chance, by greed.

Printed for each way of choosing: how unevenly the work is spread (Gini of wishes per person), how many buildings lie
between, how often somebody comes who has been there before, and how often whoever comes knows the craft.
"""

import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from benchmarks.line import Figure, figure
from domain.matching import SKILL_FOR, Candidate, Need, best, distance, may_be_asked
from domain.wishes import WishCategory

BEGINS = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
VOLUNTEERS, A_DAY, DAYS, BUILDINGS, REQUESTERS = 300, 8, 30, 60, 80
YES = 0.6  # how often somebody who is asked can go
TAKES_DAYS = 2  # how long a wish is in somebody's hands
SKILLS = tuple(sorted({each for skills in SKILL_FOR.values() for each in skills}))
Choose = Callable[[Need, list[Candidate], datetime, random.Random], list[int]]


def ours(need: Need, there: list[Candidate], now: datetime, _chance: random.Random) -> list[int]:
    return [each.person_id for each in best(need, there, now)]


def by_chance(need: Need, there: list[Candidate], _now: datetime, chance: random.Random) -> list[int]:
    fit = [each.person_id for each in there if may_be_asked(need, each)]
    return chance.sample(fit, min(3, len(fit)))


def greedy(need: Need, there: list[Candidate], _now: datetime, _chance: random.Random) -> list[int]:
    """Ask the nearest who knows the craft, whoever has done how much already."""
    fit = [each for each in there if may_be_asked(need, each)]
    crafts = SKILL_FOR.get(need.category, frozenset())
    fit.sort(
        key=lambda each: (not crafts & set(each.skills), distance(need.building, each.building) or 0, each.person_id)
    )
    return [each.person_id for each in fit[:3]]


@dataclass
class Street:
    """People with what they have in hand, and whom they have helped."""

    people: dict[int, Candidate]
    done: Counter[int] = field(default_factory=Counter)
    helped: set[tuple[int, int]] = field(default_factory=set)
    back: list[tuple[datetime, int]] = field(default_factory=list)
    distances: list[int] = field(default_factory=list)
    again: int = 0
    crafts: int = 0
    needing_craft: int = 0
    wishes: int = 0
    asked: int = 0


def _street(chance: random.Random) -> Street:
    people = {
        each: Candidate(
            each,
            f"{chance.randint(1, BUILDINGS)}号楼",
            tuple(chance.sample(SKILLS, chance.randint(0, 2))),
            rating=chance.choice((0.0, 4.2, 4.6, 4.9)),
        )
        for each in range(1, VOLUNTEERS + 1)
    }
    return Street(people)


def _month(choose: Choose, seed: int) -> Street:
    chance = random.Random(seed)
    street = _street(chance)
    homes = [(-each, f"{chance.randint(1, BUILDINGS)}号楼") for each in range(1, REQUESTERS + 1)]
    for day in range(DAYS):
        for number in range(A_DAY):
            now = BEGINS + timedelta(days=day, hours=number)
            _give_back(street, now)
            who, home = chance.choice(homes)
            _wish(street, Need(who, chance.choice(list(WishCategory)), home, now), choose, now, chance)
    return street


def _give_back(street: Street, now: datetime) -> None:
    for at, who in [each for each in street.back if each[0] <= now]:
        street.people[who] = replace(street.people[who], in_hand=street.people[who].in_hand - 1)
        street.back.remove((at, who))


def _wish(street: Street, need: Need, choose: Choose, now: datetime, chance: random.Random) -> None:
    """Ask three, then three others, until somebody goes."""
    street.wishes += 1
    while True:
        there = [
            replace(each, helped_before=(each.person_id, need.requester_id) in street.helped)
            for each in street.people.values()
        ]
        chosen = choose(need, there, now, chance)
        if not chosen:
            return
        street.asked += len(chosen)
        for who in chosen:
            street.people[who] = replace(street.people[who], last_asked_at=now)
        goes = next((who for who in chosen if chance.random() < YES), None)
        if goes is not None:
            _goes(street, need, goes, now)
            return
        need = replace(need, not_to=need.not_to | set(chosen))


def _goes(street: Street, need: Need, who: int, now: datetime) -> None:
    one = street.people[who]
    street.people[who] = replace(one, in_hand=one.in_hand + 1)
    street.back.append((now + timedelta(days=TAKES_DAYS), who))
    street.done[who] += 1
    street.distances.append(distance(need.building, one.building) or 0)
    street.again += (who, need.requester_id) in street.helped
    street.helped.add((who, need.requester_id))
    crafts = SKILL_FOR.get(need.category, frozenset())
    street.needing_craft += bool(crafts)
    street.crafts += bool(crafts & set(one.skills))


def gini(street: Street) -> float:
    """Return 0 where everybody did as much, towards 1 where one did all."""
    loads = sorted(street.done[each] for each in street.people)
    weighted = sum(place * load for place, load in enumerate(loads, start=1))
    return 2 * weighted / (len(loads) * sum(loads)) - (len(loads) + 1) / len(loads)


MEASURES: tuple[tuple[str, str, Callable[[Street], float]], ...] = (
    ("load_gini", "0..1", gini),
    ("most_wishes_of_one_person", "wishes", lambda street: float(max(street.done.values()))),
    ("mean_distance", "buildings", lambda street: sum(street.distances) / len(street.distances)),
    ("continuity", "share", lambda street: street.again / street.wishes),
    ("right_craft", "share", lambda street: street.crafts / street.needing_craft),
    ("asked_per_wish", "people", lambda street: street.asked / street.wishes),
)


def figures(seed: int = 5) -> Iterator[Figure]:
    mine = _month(ours, seed)
    for name, choose in (("random", by_chance), ("greedy", greedy)):
        other = _month(choose, seed)
        for measure, unit, of in MEASURES:
            yield figure(f"matching.{measure}", of(mine), unit, name, of(other))
