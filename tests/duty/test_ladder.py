"""The reminder ladder: what is due, what is bundled, and what never happens whatever the order of events."""

from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.covers import Candidate, ask_at, in_order, wave
from domain.duty import AssignmentState, DutyKind, Post, Shift
from domain.reminders import (
    EXPECTED,
    MOST_PUSHES_A_DAY,
    RULES,
    Ear,
    Push,
    Rung,
    Waiting,
    decide,
    ladder,
)
from domain.rosters import Category
from domain.times import SHANGHAI, Quiet, local

S = AssignmentState


def at(day: int, clock: str) -> datetime:
    hour, minute = (int(part) for part in clock.split(":"))
    return datetime(2026, 3, day, hour, minute, tzinfo=SHANGHAI)


def rungs(starts_at: datetime, now: datetime) -> dict[Rung, str]:
    return {
        step.rung: f"{local(step.due_at):%d %H:%M}" for step in ladder(starts_at, starts_at + timedelta(hours=1), now)
    }


def test_a_seven_oclock_shift_is_chased_on_the_evening_before_and_never_at_night() -> None:
    assert rungs(at(11, "7:00"), at(9, "8:00")) == {
        Rung.EVENING: "10 19:00",
        Rung.AGAIN: "10 20:15",
        Rung.PARTNER: "10 20:45",
        Rung.LEADER: "10 21:15",
        Rung.TWO_HOURS: "10 21:29",
        Rung.LAST_CALL: "11 06:45",
        Rung.MISSING: "11 07:31",
        Rung.OPEN_END: "11 08:30",
    }


def test_an_afternoon_shift_is_asked_again_in_the_morning() -> None:
    found = rungs(at(11, "16:00"), at(9, "8:00"))
    assert (found[Rung.AGAIN], found[Rung.PARTNER], found[Rung.LEADER]) == ("11 07:30", "11 08:30", "11 09:30")


def test_two_hours_before_an_afternoon_shift_moves_ahead_of_the_noon_rest() -> None:
    assert rungs(at(11, "15:00"), at(9, "8:00"))[Rung.TWO_HOURS] == "11 11:59"


def test_somebody_who_joins_late_gets_what_is_still_due() -> None:
    assert set(rungs(at(11, "7:00"), at(10, "21:00"))) == {
        Rung.LEADER,
        Rung.TWO_HOURS,
        Rung.LAST_CALL,
        Rung.MISSING,
        Rung.OPEN_END,
    }


def test_a_shift_after_midnight_on_the_first_of_a_month_is_told_on_the_last_evening() -> None:
    starts = datetime(2026, 4, 1, 0, 30, tzinfo=SHANGHAI)
    (evening,) = [
        step for step in ladder(starts, starts + timedelta(hours=2), at(30, "8:00")) if step.rung is Rung.EVENING
    ]
    assert local(evening.due_at).strftime("%m-%d %H:%M") == "03-31 19:00"


def waiting(number: int, rung: Rung, due_at: datetime, starts_at: datetime, state: S = S.ASSIGNED) -> Waiting:
    return Waiting(number, number // 10, 1, rung, due_at, starts_at, starts_at, state)


def test_two_duties_of_one_day_share_a_message() -> None:
    due = at(10, "19:00")
    found = decide(
        [waiting(10, Rung.EVENING, due, at(11, "7:00")), waiting(20, Rung.EVENING, due, at(11, "16:00"))], {}, due
    )
    assert [len(push.steps) for push in found.pushes] == [2]


def test_after_a_pause_only_the_last_rung_speaks() -> None:
    starts = at(11, "7:00")
    rows = [
        waiting(10, Rung.EVENING, at(10, "19:00"), starts),
        waiting(11, Rung.AGAIN, at(10, "20:15"), starts),
        waiting(12, Rung.PARTNER, at(10, "20:45"), starts),
        waiting(13, Rung.LEADER, at(10, "21:15"), starts),
    ]
    found = decide(rows, {}, at(10, "21:20"))
    assert {push.rung for push in found.pushes} == {Rung.AGAIN, Rung.LEADER}


def test_the_fifth_push_of_a_day_is_left_out_but_a_last_call_has_its_place_kept() -> None:
    now = at(11, "14:00")
    rows = [
        waiting(10, Rung.TWO_HOURS, now, at(11, "16:00"), S.CONFIRMED),
        waiting(11, Rung.LAST_CALL, at(11, "15:45"), at(11, "16:00"), S.CONFIRMED),
    ]
    assert decide(rows, {1: 2}, now).pushes
    assert not decide(rows, {1: 3}, now).pushes, "the fourth place belongs to the last call"


def test_the_fairest_free_person_is_asked_first() -> None:
    post = Post(1, 1, DutyKind.SCHOOL_CROSSING, "东门")
    shift = Shift(1, 1, post, at(11, "7:00"), at(11, "8:00"), 9)
    free, busy_days = ("平日上午",), ("平日下午",)
    people = [
        Candidate(1, Category.REGULAR, busy_days, 0, 0),
        Candidate(2, Category.REGULAR, free, 5, 0),
        Candidate(3, Category.REGULAR, free, 2, 0),
        Candidate(4, Category.AWAY, free, 0, 0),
        Candidate(5, Category.REGULAR, free, 0, 0, clash=shift),
        Candidate(6, Category.REGULAR, free, 0, 0, on_leave=True),
        Candidate(7, Category.LIMITED, free, 0, 1),
    ]
    assert [each.person_id for each in in_order(people, shift)] == [3, 2, 1]


def test_nobody_is_asked_at_night_for_a_morning_while_there_is_time_to_get_ready() -> None:
    quiet = (Quiet(time(21, 30), time(7, 0)),)
    assert ask_at(at(11, "9:00"), at(10, "23:00"), quiet) == (at(11, "7:00"), False)
    assert ask_at(at(11, "7:00"), at(10, "23:00"), quiet) == (at(11, "5:30"), True)
    assert ask_at(at(11, "7:00"), at(11, "6:10"), quiet) == (at(11, "6:10"), True)
    assert ask_at(at(11, "7:00"), at(10, "20:00"), quiet) == (at(10, "20:00"), False)


def test_the_nearer_the_shift_the_more_are_asked_at_once() -> None:
    post = Post(1, 1, DutyKind.SCHOOL_CROSSING, "东门")
    shift = Shift(1, 1, post, at(11, "7:00"), at(11, "8:00"), 9)
    asked = [wave(shift, moment).people for moment in (at(9, "7:00"), at(11, "2:00"), at(11, "6:30"))]
    assert asked == sorted(asked)


@dataclass
class Duty:
    number: int
    person: int
    starts_at: datetime
    state: S = S.ASSIGNED
    is_cancelled: bool = False


@dataclass
class Book:
    """A plain model of the rows: what waits, and what was sounded for ever."""

    duties: dict[int, Duty] = field(default_factory=dict)
    rows: dict[tuple[int, Rung, datetime], Waiting] = field(default_factory=dict)
    sounded: list[tuple[int, Rung, datetime]] = field(default_factory=list)
    pushes: list[tuple[datetime, Push]] = field(default_factory=list)
    counter: int = 0

    def rewrite(self, duty: Duty, now: datetime) -> None:
        self.rows = {key: row for key, row in self.rows.items() if key[0] != duty.number}
        if duty.state not in EXPECTED or duty.is_cancelled:
            return
        for step in ladder(duty.starts_at, duty.starts_at + timedelta(hours=1), now):
            key = (duty.number, step.rung, duty.starts_at)
            if key in self.sounded:
                continue
            self.counter += 1
            self.rows[key] = Waiting(
                self.counter,
                duty.number,
                duty.person,
                step.rung,
                step.due_at,
                duty.starts_at,
                duty.starts_at,
                duty.state,
            )

    def tick(self, now: datetime) -> None:
        fresh = []
        for row in self.rows.values():
            duty = self.duties[row.assignment_id]
            fresh.append(replace(row, state=duty.state, starts_at=duty.starts_at, is_cancelled=duty.is_cancelled))
        today = local(now).date()
        spent: dict[int, int] = {}
        for moment, push in self.pushes:
            if local(moment).date() == today and RULES[push.rung].ear is Ear.VOLUNTEER:
                spent[push.person_id] = spent.get(push.person_id, 0) + 1
        midnight = datetime.combine(today + timedelta(days=1), time.min, SHANGHAI)
        found = decide([row for row in fresh if row.due_at < midnight], spent, now)
        done = {step.id for push in found.pushes for step in push.steps} | {step.id for step, _ in found.skipped}
        for push in found.pushes:
            self.pushes.append((now, push))
            self.sounded += [(step.assignment_id, step.rung, step.planned_for) for step in push.steps]
        self.rows = {key: row for key, row in self.rows.items() if row.id not in done}

    def happens(self, what: str, number: int, person: int, now: datetime) -> None:
        duty = self.duties[number]
        is_expected = duty.state in EXPECTED
        match what:
            case "confirm" if duty.state is S.ASSIGNED:
                duty.state = S.CONFIRMED
            case "decline" if is_expected:
                duty.state = S.DECLINED
            case "cancel":
                duty.is_cancelled = True
            case "move":
                duty.starts_at = at(11 + person, "8:00")
                duty.state = S.ASSIGNED if is_expected else duty.state
            case "take" if is_expected:
                duty.state = S.RELEASED
                fresh = max(self.duties) + 1
                self.duties[fresh] = Duty(fresh, person, duty.starts_at, S.CONFIRMED)
                self.rewrite(self.duties[fresh], now)
            case _:
                return
        self.rewrite(duty, now)

    def is_true(self, push: Push) -> bool:
        """Say whether every duty of the message is still that person's, at that hour, in a state that wants it."""
        theirs = [(self.duties[step.assignment_id], step) for step in push.steps]
        return all(
            duty.person == push.person_id
            and duty.state in RULES[push.rung].wanted_in
            and not duty.is_cancelled
            and duty.starts_at == step.planned_for
            for duty, step in theirs
        )


EVENTS = st.lists(
    st.tuples(
        st.sampled_from(["confirm", "decline", "take", "move", "cancel", "restart", "pass"]),
        st.integers(0, 3),
        st.integers(0, 2),
        st.integers(5, 600),
    ),
    max_size=25,
)


@settings(max_examples=120, deadline=None)
@given(EVENTS)
def test_no_reminder_is_wrong_or_doubled_whatever_the_order_of_events(events: list[tuple[str, int, int, int]]) -> None:
    book, now = Book(), at(9, "8:00")
    for number, clock in enumerate(("7:00", "9:00", "16:00", "19:30")):
        book.duties[number] = Duty(number, number % 3, at(11, clock))
        book.rewrite(book.duties[number], now)
    for what, number, person, minutes in events:
        now += timedelta(minutes=minutes)
        book.happens(what, number, person, now)
        before = len(book.pushes)
        book.tick(now)
        assert all(book.is_true(push) for _, push in book.pushes[before:])
    assert len(book.sounded) == len(set(book.sounded)), "a rung was sounded twice"
    for day in {local(moment).date() for moment, _ in book.pushes}:
        for person in range(3):
            told = [
                push
                for moment, push in book.pushes
                if local(moment).date() == day and push.person_id == person and RULES[push.rung].ear is Ear.VOLUNTEER
            ]
            assert len(told) <= MOST_PUSHES_A_DAY


def test_a_row_of_a_moved_or_cancelled_shift_is_laid_aside_even_if_nobody_rewrote_it() -> None:
    due = at(10, "19:00")
    row = waiting(10, Rung.EVENING, due, at(11, "7:00"))
    for stale in (replace(row, planned_for=at(11, "8:00")), replace(row, is_cancelled=True)):
        assert not decide([stale], {}, due).pushes


def test_a_community_with_an_early_evening_is_asked_before_it_begins() -> None:
    early = (Quiet(time(18, 30), time(7, 0)),)
    starts = at(11, "16:00")
    (evening,) = [
        step for step in ladder(starts, starts + timedelta(hours=1), at(9, "8:00"), early) if step.rung is Rung.EVENING
    ]
    assert f"{local(evening.due_at):%d %H:%M}" == "10 18:29"
