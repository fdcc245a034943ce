"""The last touch: people change places where that makes a roster fairer, and at equal fairness more pleasant.

Two seats are exchanged, or one is handed to somebody with time. A move is kept if it lowers the objective; or, at the
same objective, brings points closer together, also within one turn, where the objective is blind; or, at the same
points, brings partners together or shortens ways. Empty seats stay empty and fixed seats are not touched.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, combinations, takewhile

from domain.roster_goals import APART_METRES, POINT, UNPOPULAR, Fairness
from domain.roster_rules import Bookings, lasting_obstacle, metres
from domain.rosters import Id, Problem, Seat, Shift, Volunteer

ROUNDS = 4
# Seats given to somebody who would be glad of it, and taken from somebody who loses nothing.
Move = tuple[tuple[Seat, Id], ...]


class Exchanges:
    """A roster being improved move by move, until nothing helps or time is up."""

    def __init__(self, problem: Problem, seats: Iterable[Seat], *, has_time: Callable[[], bool]) -> None:
        self.bookings = Bookings(problem, seats)
        self._fixed = set(problem.fixed)
        self._has_time = has_time
        self._fairness = Fairness(problem)
        self._free: dict[tuple[object, ...], list[Volunteer]] = {}
        self._able: dict[tuple[object, ...], set[Id]] = {}

    def levelled(self) -> tuple[Seat, ...]:
        """Improve fairness only."""
        while sum(self._make(move) for move in takewhile(self._is_in_time, self._levelling())):
            continue
        return self.bookings.seats()

    def improved(self) -> tuple[Seat, ...]:
        """Improve fairness first and comfort after it."""
        self.levelled()
        for _ in range(ROUNDS):
            moves = chain(self._reunions(), self._nearer_people(), self._nearer_posts())
            if not sum(self._make(move) for move in takewhile(self._is_in_time, moves)):
                break
        return self.bookings.seats()

    def _is_in_time(self, _: Move) -> bool:
        return self._has_time()

    def _levelling(self) -> Iterator[Move]:
        """Work from those with most points to those with fewest, wherever the difference of two seats is less."""
        points = self.bookings.points
        serving = [each.id for each in self._fairness.serving]
        for rich in sorted(serving, key=points.__getitem__, reverse=True):
            for poor in sorted(serving, key=points.__getitem__):
                if points[rich] - points[poor] <= 1:
                    break
                yield from self._transfers(rich, poor)
                yield from self._double_transfers(rich, poor)

    def _transfers(self, rich: Id, poor: Id) -> Iterator[Move]:
        points = self.bookings.points
        for duty in tuple(self.bookings.duties[rich]):
            if not self._is_able(poor, duty):
                continue
            seat = Seat(duty.id, rich)
            if 0 < duty.points < points[rich] - points[poor]:
                yield ((seat, poor),)
            for other in tuple(self.bookings.duties[poor]):
                difference = duty.points - other.points
                if 0 < difference < points[rich] - points[poor] and self._is_able(rich, other):
                    yield (seat, poor), (Seat(other.id, poor), rich)

    def _double_transfers(self, rich: Id, poor: Id) -> Iterator[Move]:
        """Two seats against two: sums come closer to each other than single rewards do."""
        points = self.bookings.points
        given = [duty for duty in self.bookings.duties[rich] if self._is_able(poor, duty)]
        taken = [duty for duty in self.bookings.duties[poor] if self._is_able(rich, duty)]
        pairs = list(combinations(taken, 2))
        for one, two in combinations(given, 2):
            for other, another in pairs:
                difference = one.points + two.points - other.points - another.points
                if 0 < difference < points[rich] - points[poor]:
                    yield (
                        (Seat(one.id, rich), poor),
                        (Seat(two.id, rich), poor),
                        (Seat(other.id, poor), rich),
                        (Seat(another.id, poor), rich),
                    )

    def _is_able(self, name: Id, shift: Shift) -> bool:
        key = (shift.date, shift.part)
        if key not in self._able:
            everybody = self.bookings.problem.volunteers
            self._able[key] = {each.id for each in everybody if lasting_obstacle(each, shift) is None}
        return name in self._able[key]

    def _reunions(self) -> Iterator[Move]:
        """For each lonely duty: the partner comes over, or the lonely one goes to the partner."""
        for seat in self.bookings.seats():
            if not self._is_seated(seat) or not self._apart(seat.volunteer, seat.shift):
                continue
            for partner in sorted(self.bookings.volunteers[seat.volunteer].partners, key=str):
                yield from self._coming_over(seat, partner)
                for duty in tuple(self.bookings.duties[partner]):
                    yield from self._trades(Seat(duty.id, partner), seat.shift, seat.volunteer)
                    yield from self._trades(seat, duty.id, partner)

    def _coming_over(self, seat: Seat, partner: Id) -> Iterator[Move]:
        for companion in self._others(seat.shift, seat.volunteer):
            yield ((Seat(seat.shift, companion), partner),)

    def _trades(self, mine: Seat, shift: Id, host: Id) -> Iterator[Move]:
        """`mine` against the seat of anybody on that shift but the one who is to be joined."""
        for companion in self._others(shift, host):
            if companion != mine.volunteer:
                yield (mine, companion), (Seat(shift, companion), mine.volunteer)

    def _nearer_people(self) -> Iterator[Move]:
        """Somebody with time who lives nearer takes the seat over; the nearest are asked first."""
        for seat in self.bookings.seats():
            shift = self.bookings.shifts[seat.shift]
            way = metres(self.bookings.volunteers[seat.volunteer], shift)
            for volunteer in self._nearest(shift):
                if metres(volunteer, shift) >= way:
                    break
                yield ((seat, volunteer.id),)

    def _nearer_posts(self) -> Iterator[Move]:
        """Within the same hours nobody's calendar changes, so every pair is tried."""
        together: dict[tuple[object, ...], list[Shift]] = defaultdict(list)
        for shift in self.bookings.problem.shifts:
            together[shift.span, shift.part, shift.points].append(shift)
        for shifts in together.values():
            for one, other in combinations(shifts, 2):
                for first in tuple(self.bookings.on_shift[one.id]):
                    for second in tuple(self.bookings.on_shift[other.id]):
                        yield (Seat(one.id, first), second), (Seat(other.id, second), first)

    def _make(self, move: Move) -> bool:
        """Carry a move out, and keep it only if it is possible, within the rules, and better."""
        if not all(seat not in self._fixed and self._is_seated(seat) for seat, _ in move):
            return False
        people = {name for seat, taker in move for name in (seat.volunteer, taker)}
        shifts = {seat.shift: self.bookings.shifts[seat.shift] for seat, _ in move}
        before = self._burden(people, shifts)
        for seat, _ in move:
            self.bookings.remove(seat)
        done: list[Seat] = []
        for seat, taker in move:
            if self.bookings.obstacle(self.bookings.volunteers[taker], shifts[seat.shift]) is None:
                done.append(Seat(seat.shift, taker))
                self.bookings.add(done[-1])
        if (
            len(done) == len(move)
            and all(self.bookings.is_properly_staffed(shift) for shift in shifts.values())
            and self._burden(people, shifts) < before
        ):
            return True
        for seat in done:
            self.bookings.remove(seat)
        for seat, _ in move:
            self.bookings.add(seat)
        return False

    def _burden(self, people: Iterable[Id], shifts: Iterable[Id]) -> tuple[int, int, int]:
        """Everything that a move of these people between these shifts can change, the weightiest first."""
        unevenness = sum((self.bookings.points[name] - self._fairness.share) ** 2 for name in people)
        return self._unfairness(people), unevenness, self._discomfort(shifts)

    def _unfairness(self, people: Iterable[Id]) -> int:
        total = 0
        for name in people:
            unpopular = sum(duty.is_unpopular for duty in self.bookings.duties[name])
            cost = self._fairness.cost(self.bookings.volunteers[name], self.bookings.points[name])
            total += POINT * cost + UNPOPULAR * (unpopular * (unpopular - 1) // 2)
        return total

    def _discomfort(self, shifts: Iterable[Id]) -> int:
        """Metres and lonely duties on these shifts, everything a move between them can change."""
        total = 0
        for shift in shifts:
            for name in self.bookings.on_shift[shift]:
                total += metres(self.bookings.volunteers[name], self.bookings.shifts[shift])
                total += APART_METRES * self._apart(name, shift)
        return total

    def _apart(self, name: Id, shift: Id) -> bool:
        wished = self.bookings.volunteers[name].partners
        return bool(wished) and wished.isdisjoint(self.bookings.on_shift[shift])

    def _is_seated(self, seat: Seat) -> bool:
        return seat.volunteer in self.bookings.on_shift[seat.shift]

    def _others(self, shift: Id, name: Id) -> list[Id]:
        return [each for each in self.bookings.on_shift[shift] if each != name]

    def _nearest(self, shift: Shift) -> list[Volunteer]:
        key = (shift.date, shift.part, shift.post)
        if key not in self._free:
            able = [each for each in self.bookings.problem.volunteers if lasting_obstacle(each, shift) is None]
            self._free[key] = sorted(able, key=lambda each: metres(each, shift))
        return self._free[key]
