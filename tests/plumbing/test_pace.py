"""The pace: Telegram's limits are never passed, whatever is asked for."""

from collections import defaultdict

from hypothesis import given
from hypothesis import strategies as st

from scheduling.pace import TELEGRAM, Pace

GROUP, PERSON = -1001, 1001
chats = st.sampled_from([GROUP, -1002, PERSON, 1002, 1003])
# What happens: a chat wants to be written to, after so many seconds.
wishes = st.lists(st.tuples(chats, st.floats(0, 3)), max_size=120)


def _sent(wanted: list[tuple[int, float]]) -> list[tuple[int, float]]:
    """Let the pace decide as the courier does: a chat that is held is left out, the rest gets a slot."""
    pace, now, sent = Pace(), 100.0, []
    for chat, later in wanted:
        now += later
        if chat not in pace.held(now) and pace.slots(now, 0.12):
            sent.append((chat, pace.take(chat, now)))
    return sent


crowds = st.lists(st.floats(0, 0.04), min_size=60, max_size=120).map(lambda spans: list(enumerate(spans, 1)))


@given(crowds)
def test_no_second_ever_holds_more_than_thirty(wanted: list[tuple[int, float]]) -> None:
    moments = [at for _, at in _sent(wanted)]
    for at in moments:
        assert sum(at <= other < at + 1 for other in moments) <= 30


@given(st.floats(0, 0.1))
def test_letters_that_open_the_way_after_a_rest_do_not_bunch_up_with_those_behind_them(late: float) -> None:
    pace = Pace()
    left = [pace.take(chat, 100.0) for chat in range(1, 61)]
    arrived = [at + late * (number < 8) for number, at in enumerate(left)]
    for at in arrived:
        assert sum(at <= other < at + 1 for other in arrived) <= 30


@given(wishes)
def test_no_chat_hears_twice_within_a_second(wanted: list[tuple[int, float]]) -> None:
    last: dict[int, float] = {}
    for chat, at in _sent(wanted):
        assert at - last.get(chat, at - 60) >= 1
        last[chat] = at


@given(st.lists(st.tuples(st.just(GROUP), st.floats(0, 3)), min_size=40, max_size=120))
def test_no_minute_of_a_group_ever_holds_more_than_twenty(wanted: list[tuple[int, float]]) -> None:
    moments = [at for _, at in _sent(wanted)]
    for at in moments:
        assert sum(at <= other < at + 60 for other in moments) <= 20


@given(wishes)
def test_slots_are_given_out_in_order(wanted: list[tuple[int, float]]) -> None:
    moments = [at for _, at in _sent(wanted)]
    assert moments == sorted(moments)


def test_a_chat_told_to_wait_waits_and_the_others_do_not() -> None:
    pace = Pace()
    pace.hold(PERSON, 130.0)
    assert pace.held(100.0) == {PERSON: 30.0}
    assert pace.take(1002, 100.0) == 100.0
    assert pace.held(130.0) == {}


def test_a_shorter_wait_never_ends_a_longer_one() -> None:
    pace = Pace()
    pace.hold(PERSON, 130.0)
    pace.hold(PERSON, 110.0)
    assert pace.held(100.0) == {PERSON: 30.0}


def test_a_halt_stops_everybody_until_then() -> None:
    pace = Pace()
    pace.halt(130.0)
    assert pace.slots(100.0, 0.12) == 0
    assert pace.wait(100.0) == 30.0
    assert pace.take(PERSON, 130.0) == 130.0


def test_a_long_rest_is_not_saved_up_for_a_burst() -> None:
    pace = Pace()
    pace.take(PERSON, 100.0)
    moments = [pace.take(2000 + n, 500.0) for n in range(10)]
    assert moments[-1] - moments[0] >= 9 / TELEGRAM.overall_per_second - 1e-6


def test_chats_that_are_free_again_are_forgotten() -> None:
    pace = Pace()
    for n in range(100):
        pace.take(n + 1, 100.0 + n)
    assert len(pace.held(1000.0)) == 0
    assert not pace._chat_free_at


def test_what_is_counted_is_kept_per_group() -> None:
    moments: defaultdict[int, int] = defaultdict(int)
    for chat, _ in _sent([(GROUP, 1.5)] * 25 + [(-1002, 1.5)] * 5):
        moments[chat] += 1
    assert moments == {GROUP: 20, -1002: 5}
