"""Stage one decides who serves in which slot; posts do not matter yet, but how many of them can be opened does.

Exact for every rule: a group of like posts opens as many as it has trained people and captains for, and dealing
those out evenly always works (see `slots.ROLES`). So a bound on this stage is a bound on the roster.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from domain.roster_goals import POINT, UNPOPULAR, Fairness, unfairness
from domain.roster_rules import overlap
from domain.rosters import UNPOPULAR_PARTS, Part, Problem, Shift, Volunteer
from scheduling.rosters.model import Model
from scheduling.rosters.slots import ROLES, Posts, Role, Slot, free_for, role

# Opening a shift with fixed seats without the people it needs is worse than leaving any number of seats empty.
MISSING_ROLE = 10_000
Place = tuple[int, int]


class StageOne:
    """The model of one problem. `serve[person, slot]` is the column that says whether they serve then.

    `dealt[slot]` are the columns that say how many of each role a group of like posts gets, where roles are asked for.
    """

    def __init__(self, problem: Problem, slots: tuple[Slot, ...]) -> None:
        self.problem = problem
        self.slots = slots
        self.model = Model()
        self.serve: dict[Place, int] = {}
        self.dealt: dict[int, list[dict[Role, int]]] = {}
        self.missing: list[tuple[Posts, int]] = []
        self._people = problem.volunteers
        self._by_person: dict[int, list[int]] = defaultdict(list)
        self._add_people()
        self._add_posts()
        for person, places in self._by_person.items():
            self._add_rules(person, places)

    def ask_for_seats(self) -> None:
        """Make it the goal to fill as many seats as can be."""
        for column in self.serve.values():
            self.model.costs[column] = -1
        for _, column in self.missing:
            self.model.uppers[column] = self.model.lowers[column] + len(self.problem.volunteers)
            self.model.costs[column] = MISSING_ROLE

    def ask_for_fairness(self, *, seats: int) -> None:
        """Make fairness the goal, with so many seats filled."""
        if seats == sum(slot.need for slot in self.slots):
            for number, slot in enumerate(self.slots):
                here = [self.serve[person, number] for person in self._in_slot[number]]
                self.model.row([(column, 1) for column in here], lower=slot.need)
        else:
            self.model.row([(column, 1) for column in self.serve.values()], lower=seats)
        fairness = Fairness(self.problem)
        brought = sum(fairness.cost(each, each.carried_points) for each in fairness.serving)
        self.model.offset = POINT * brought
        for person, places in self._by_person.items():
            self._add_points(self._people[person], person, places, fairness)
            self._add_unpopular(person, places)

    def _add_people(self) -> None:
        pinned = {
            (name, number): True
            for number, slot in enumerate(self.slots)
            for names in slot.fixed.values()
            for name in names
        }
        self._in_slot: dict[int, list[int]] = {}
        for number, slot in enumerate(self.slots):
            self._in_slot[number] = free_for(self.problem, slot)
            for person in self._in_slot[number]:
                is_pinned = (self._people[person].id, number) in pinned
                self.serve[person, number] = self.model.column(lower=int(is_pinned))
                self._by_person[person].append(number)

    def _add_posts(self) -> None:
        for number, slot in enumerate(self.slots):
            here = self._in_slot[number]
            if not slot.asks_for_roles:
                self.model.row([(self.serve[person, number], 1) for person in here], upper=slot.need)
                continue
            by_role: dict[Role, list[int]] = defaultdict(list)
            for person in here:
                by_role[role(self._people[person])].append(self.serve[person, number])
            dealt = self.dealt[number] = [self._add_group(posts, by_role) for posts in slot.posts]
            for each, columns in by_role.items():
                placed = [(group[each], -1.0) for group in dealt]
                self.model.row([*((column, 1.0) for column in columns), *placed], lower=0, upper=0)

    def _add_group(self, posts: Posts, roles: Iterable[Role]) -> dict[Role, int]:
        """How many of each role go to a group of like posts, and how many of those open."""
        names = {each.id: each for each in self._people} if posts.pinned else {}
        pinned = [role(names[each]) for each in posts.pinned]
        most = posts.need * len(posts.shifts)
        sent = {each: self.model.column(lower=pinned.count(each), upper=most) for each in ROLES if each in set(roles)}
        opened = self.model.column(lower=int(bool(pinned)), upper=len(posts.shifts))
        self.model.row([*((column, 1) for column in sent.values()), (opened, -posts.need)], upper=0)
        for place, needed in enumerate((posts.trained, posts.captain)):
            if needed:
                able = [(column, 1.0) for each, column in sent.items() if each[place]]
                self.model.row([*able, (opened, -needed), *self._slack(posts, pinned)], lower=0)
        return sent

    def _slack(self, posts: Posts, pinned: list[Role]) -> list[tuple[int, float]]:
        if not pinned:
            return []
        column = self.model.column(upper=0)
        self.missing.append((posts, column))
        return [(column, 1.0)]

    def _add_rules(self, person: int, places: list[int]) -> None:
        """Overlap, rest and the week's limit of one person."""
        by_part: dict[tuple[int, Part], list[int]] = defaultdict(list)
        by_week: dict[tuple[int, int], list[int]] = defaultdict(list)
        for place in places:
            slot = self.slots[place]
            by_part[slot.date.toordinal(), slot.part].append(place)
            by_week[slot.shifts[0].week].append(place)
        for same in by_part.values():
            self._at_most(person, same, 1)
        for one, other in _clashing([(place, self.slots[place].shifts[0]) for place in places]):
            self._at_most(person, (one, other), 1)
        for (day, part), evening in by_part.items():
            for second in (second for first, second in self.problem.rest if first is part):
                self._at_most(person, [*evening, *by_part.get((day + 1, second), ())], 1)
        limit = self._people[person].most_per_week
        if limit is not None:
            for week in by_week.values():
                self._at_most(person, week, limit)

    def _at_most(self, person: int, places: Iterable[int], limit: int) -> None:
        columns = [self.serve[person, place] for place in places]
        if len(columns) > limit:
            self.model.row([(column, 1) for column in columns], upper=limit)

    def _add_points(self, volunteer: Volunteer, person: int, places: list[int], fairness: Fairness) -> None:
        """Points as stretches of rising price; only a straight stretch of the cost is one column."""
        earning = [(self.serve[person, place], self.slots[place].points) for place in places]
        most = _most_points([(self.slots[place].shifts[0].week, points) for place, (_, points) in
                             zip(places, earning, strict=True)], volunteer.most_per_week)  # fmt: skip
        start = volunteer.carried_points - fairness.share
        stretches = [
            (self.model.column(cost=POINT * price, upper=width, whole=False), -1)
            for width, price in _stretches(start, most, fairness.turn)
        ]
        self.model.row([*earning, *stretches], lower=0, upper=0)

    def _add_unpopular(self, person: int, places: list[int]) -> None:
        unpopular = [place for place in places if self.slots[place].part in UNPOPULAR_PARTS]
        most = _most_points([(self.slots[place].shifts[0].week, 1) for place in unpopular],
                            self._people[person].most_per_week)  # fmt: skip
        if most < 2:  # noqa: PLR2004 - the first one costs nothing
            return
        counted = [(self.model.column(cost=UNPOPULAR * earlier, whole=False), -1.0) for earlier in range(most)]
        self.model.row([*((self.serve[person, place], 1.0) for place in unpopular), *counted], lower=0, upper=0)


def _clashing(places: list[tuple[int, Shift]]) -> Iterator[tuple[int, int]]:
    """Pairs of different parts with a minute in common; those of one part are kept apart anyway."""
    by_day: dict[int, list[tuple[int, Shift]]] = defaultdict(list)
    for place, shift in places:
        by_day[shift.date.toordinal()].append((place, shift))
    for day, here in by_day.items():
        next_day = by_day.get(day + 1, [])
        pairs = [*combinations(here, 2), *((one, other) for one in here for other in next_day)]
        for (one, first), (other, second) in pairs:
            if (first.date, first.part) != (second.date, second.part) and overlap(first, second):
                yield one, other


def _most_points(earned: Iterable[tuple[tuple[int, int], int]], limit: int | None) -> int:
    """Sum the most that could be earned if only the week's limit counted."""
    by_week: Mapping[tuple[int, int], list[int]] = defaultdict(list)
    for week, points in earned:
        by_week[week].append(points)
    return sum(sum(sorted(points, reverse=True)[:limit]) for points in by_week.values())


def _stretches(start: int, length: int, turn: int) -> Iterator[tuple[int, int]]:
    """Widths and prices a point from `start` points above the share on, up to the bends of the cost."""
    above, end = start, start + length
    while above < end:
        bend = min(end, (above // turn + 1) * turn)
        yield bend - above, unfairness(above + 1, turn) - unfairness(above, turn)
        above = bend
