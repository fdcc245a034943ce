"""The reminder ladder: which rung of which duty is due, what is bundled, and what would be one push too many.

Everything here is pure. A rung is kept as a row; what is done with a row that has come due is decided here, from what
is true at that moment, so that a reminder never speaks of a duty that is no longer somebody's.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from domain.duty import WINDOW_MINUTES, AssignmentState
from domain.notices import Delivery
from domain.times import QUIET_BY_DEFAULT, Quiet, at_local, before_quiet, local

MOST_PUSHES_A_DAY = 4
BUNDLED_WITHIN = timedelta(minutes=30)
CHECK_OUT_REMINDER = timedelta(minutes=30)


class Rung(StrEnum):
    """From the evening before to the forgotten check-out, in the order in which they come."""

    EVENING = "evening"
    AGAIN = "again"
    PARTNER = "partner"
    LEADER = "leader"
    TWO_HOURS = "two_hours"
    LAST_CALL = "last_call"
    MISSING = "missing"
    OPEN_END = "open_end"


class Ear(StrEnum):
    """Who hears a rung."""

    VOLUNTEER = "volunteer"
    PARTNER = "partner"
    LEADER = "leader"


S = AssignmentState
UNANSWERED = frozenset({S.ASSIGNED})
EXPECTED = frozenset({S.ASSIGNED, S.CONFIRMED})


@dataclass(frozen=True, slots=True)
class Rule:
    """What a rung is: whom it reaches, in which states it is still wanted, how often it may arrive, how much it weighs.

    The lowest weight gives way last when a day has no room for another push.
    """

    ear: Ear
    wanted_in: frozenset[AssignmentState]
    delivery: Delivery
    weight: int


RULES: dict[Rung, Rule] = {
    Rung.EVENING: Rule(Ear.VOLUNTEER, EXPECTED, Delivery.ONCE, 2),
    Rung.AGAIN: Rule(Ear.VOLUNTEER, UNANSWERED, Delivery.ONCE, 3),
    Rung.PARTNER: Rule(Ear.PARTNER, UNANSWERED, Delivery.ONCE, 0),
    Rung.LEADER: Rule(Ear.LEADER, UNANSWERED, Delivery.LEAST, 0),
    Rung.TWO_HOURS: Rule(Ear.VOLUNTEER, EXPECTED, Delivery.ONCE, 4),
    Rung.LAST_CALL: Rule(Ear.VOLUNTEER, EXPECTED, Delivery.LEAST, 1),
    Rung.MISSING: Rule(Ear.LEADER, EXPECTED, Delivery.LEAST, 0),
    Rung.OPEN_END: Rule(Ear.VOLUNTEER, frozenset({S.CHECKED_IN}), Delivery.LEAST, 5),
}
ORDER = tuple(Rung)
AFTER_THE_START = frozenset({Rung.MISSING, Rung.OPEN_END})
EVENING_AT = time(19, 0)
BEFORE = {Rung.TWO_HOURS: timedelta(hours=2), Rung.LAST_CALL: timedelta(minutes=15)}


@dataclass(frozen=True, slots=True)
class Chase:
    """When silence is followed up, for shifts that begin at `from_clock` or later: the day counted from the shift's."""

    from_clock: time
    day: int
    clocks: tuple[tuple[Rung, time], ...]


# Asked again in the morning where the morning leaves time to find somebody; before early shifts on the evening.
CHASES = (
    Chase(time(11), 0, ((Rung.AGAIN, time(7, 30)), (Rung.PARTNER, time(8, 30)), (Rung.LEADER, time(9, 30)))),
    Chase(time(8, 30), 0, ((Rung.AGAIN, time(7, 0)), (Rung.PARTNER, time(7, 15)), (Rung.LEADER, time(7, 30)))),
    Chase(time(0), -1, ((Rung.AGAIN, time(20, 15)), (Rung.PARTNER, time(20, 45)), (Rung.LEADER, time(21, 15)))),
)


@dataclass(frozen=True, slots=True)
class Step:
    rung: Rung
    due_at: datetime


def ladder(
    starts_at: datetime, ends_at: datetime, now: datetime, quiet: Iterable[Quiet] = QUIET_BY_DEFAULT
) -> tuple[Step, ...]:
    """Return the rungs that still lie ahead, in order of time.

    What falls into the quiet hours is moved earlier; only the last call and what follows the start stay, since the
    person is up for the duty. Somebody who joins late gets what is still due.
    """
    stretches = tuple(quiet)
    here = local(starts_at)
    chase = next(each for each in CHASES if here.time() >= each.from_clock)
    wanted = [(Rung.EVENING, at_local(here.date() - timedelta(days=1), EVENING_AT))]
    wanted += [(rung, at_local(here.date() + timedelta(days=chase.day), clock)) for rung, clock in chase.clocks]
    steps = [Step(rung, before_quiet(at, stretches)) for rung, at in wanted]
    steps.append(Step(Rung.TWO_HOURS, before_quiet(starts_at - BEFORE[Rung.TWO_HOURS], stretches)))
    steps += [
        Step(Rung.LAST_CALL, starts_at - BEFORE[Rung.LAST_CALL]),
        Step(Rung.MISSING, starts_at + timedelta(minutes=WINDOW_MINUTES + 1)),
        Step(Rung.OPEN_END, ends_at + CHECK_OUT_REMINDER),
    ]
    ahead = (step for step in steps if step.due_at >= now)
    return tuple(sorted(ahead, key=lambda step: (step.due_at, ORDER.index(step.rung))))


@dataclass(frozen=True, slots=True)
class Waiting:
    """A rung that waits, beside what is true of its duty just now."""

    id: int
    assignment_id: int
    person_id: int
    rung: Rung
    due_at: datetime
    planned_for: datetime
    starts_at: datetime
    state: AssignmentState
    answered_at: datetime | None = None
    is_cancelled: bool = False

    @property
    def bundle(self) -> tuple[int, Rung, date]:
        return self.person_id, self.rung, local(self.starts_at).date()


def unwanted(one: Waiting, now: datetime) -> str | None:
    """Return why the rung is not to be sounded any more, or None."""
    if one.is_cancelled:
        return "the shift is cancelled"
    if one.planned_for != one.starts_at:
        return "the shift has moved"
    if one.state not in RULES[one.rung].wanted_in:
        return f"already {one.state}"
    if one.rung not in AFTER_THE_START and now >= one.starts_at:
        return "the shift has begun"
    if one.rung is Rung.EVENING and one.answered_at is not None and _same_day(one.answered_at, now):
        return "answered today"
    return None


def _same_day(one: datetime, other: datetime) -> bool:
    return local(one).date() == local(other).date()


@dataclass(frozen=True, slots=True)
class Push:
    """One message: a rung for one volunteer, of every duty that it covers."""

    rung: Rung
    person_id: int
    steps: tuple[Waiting, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """What goes out now, and what is laid aside with the reason."""

    pushes: tuple[Push, ...]
    skipped: tuple[tuple[Waiting, str], ...]


def decide(waiting: Sequence[Waiting], pushed_today: Mapping[int, int], now: datetime) -> Decision:
    """Decide about every rung that is due.

    `waiting` holds what is due and whatever else waits today for the same people: two duties of one day share a
    message, and a rung of little weight gives way if the day's four are needed for weightier ones.
    """
    skipped: list[tuple[Waiting, str]] = []
    due = []
    for one in waiting:
        why = unwanted(one, now) if one.due_at <= now else None
        if why is not None:
            skipped.append((one, why))
        elif one.due_at <= now:
            due.append(one)
    due, overtaken = _latest(due)
    skipped += [(one, "a later rung is due") for one in overtaken]
    later = [one for one in waiting if one.due_at > now and unwanted(one, now) is None]
    pushes = [Push(one.rung, one.person_id, (one,)) for one in due if RULES[one.rung].ear is not Ear.VOLUNTEER]
    spoken, too_many = _within_limit(_bundles(due, later, now), later, pushed_today)
    skipped += [(one, "four pushes today already") for one in too_many]
    return Decision((*spoken, *pushes), tuple(skipped))


def _latest(due: Iterable[Waiting]) -> tuple[list[Waiting], list[Waiting]]:
    """Keep the last rung of each duty for the volunteer and the last for others: after a pause nobody is flooded."""
    ladders: dict[tuple[int, bool], list[Waiting]] = defaultdict(list)
    for one in due:
        ladders[one.assignment_id, RULES[one.rung].ear is Ear.VOLUNTEER].append(one)
    kept, overtaken = [], []
    for steps in ladders.values():
        *earlier, last = sorted(steps, key=lambda step: (step.due_at, ORDER.index(step.rung)))
        kept.append(last)
        overtaken += earlier
    return kept, overtaken


def _bundles(due: Iterable[Waiting], later: Iterable[Waiting], now: datetime) -> list[Push]:
    bundles: dict[tuple[int, Rung, date], list[Waiting]] = defaultdict(list)
    for one in due:
        if RULES[one.rung].ear is Ear.VOLUNTEER:
            bundles[one.bundle].append(one)
    for one in later:
        if one.bundle in bundles and one.due_at <= now + BUNDLED_WITHIN:
            bundles[one.bundle].append(one)
    return [
        Push(rung, person_id, tuple(sorted(steps, key=lambda step: (step.starts_at, step.id))))
        for (person_id, rung, _), steps in bundles.items()
    ]


def _within_limit(
    pushes: Iterable[Push], later: Iterable[Waiting], pushed_today: Mapping[int, int]
) -> tuple[list[Push], list[Waiting]]:
    going: list[Push] = []
    too_many: list[Waiting] = []
    spent = dict(pushed_today)
    bundled = {step.id for push in pushes for step in push.steps}
    coming = {one.bundle for one in later if one.id not in bundled and RULES[one.rung].ear is Ear.VOLUNTEER}
    for push in sorted(pushes, key=lambda each: RULES[each.rung].weight):
        weight = RULES[push.rung].weight
        reserved = sum(who == push.person_id and RULES[rung].weight < weight for who, rung, _ in coming)
        if spent.get(push.person_id, 0) + reserved < MOST_PUSHES_A_DAY:
            spent[push.person_id] = spent.get(push.person_id, 0) + 1
            going.append(push)
        else:
            too_many += push.steps
    return going, too_many
