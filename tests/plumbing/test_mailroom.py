"""The mailroom: which letter leaves next, which does not leave, and what is written down about it."""

from datetime import timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.duty import DutyKind, Shift
from domain.duty import Post as DutyPost
from domain.notices import Delivery, Lane
from domain.reminder_facts import DutyCall, ShiftReminder
from domain.reminders import Rung
from storage.unit_of_work import SqlUnitOfWork
from tests.plumbing.conftest import NOW, House, keys, note
from usecases.mail import Rejected, Sent, TryLater, Unclear

NIGHT = timedelta(hours=13)  # after NOW: 22:20 in Shanghai


async def test_a_lower_lane_always_leaves_first(house: House) -> None:
    lanes = [Lane.ANNOUNCEMENT, Lane.GROUP, Lane.PERSONAL, Lane.DUTY, Lane.REPLY]
    await house.push(*(note(lane.name, 1001 + n, lane=lane) for n, lane in enumerate(lanes)))
    assert keys(await house.fence(limit=3)) == ["REPLY", "DUTY", "PERSONAL"]


async def test_a_crowd_of_announcements_does_not_stand_before_a_reply(house: House) -> None:
    early = NOW - timedelta(hours=1)
    crowd = [note(f"a{n}", 10_000 + n, lane=Lane.ANNOUNCEMENT, due_at=early) for n in range(500)]
    await house.push(*crowd, note("reply", 1001, lane=Lane.REPLY))
    assert keys(await house.fence(limit=1)) == ["reply"]


async def test_what_was_said_first_in_a_chat_arrives_first(house: House) -> None:
    await house.push(note("one"), note("two"), note("three"))
    order = []
    for _ in range(3):
        letters = await house.fence()
        order += keys(letters)
        await house.settle(*((letter, Sent(7)) for letter in letters))
        house.advance(seconds=1)
    assert order == ["one", "two", "three"]


async def test_the_same_key_is_one_message(house: House) -> None:
    await house.push(note("shift:42:T-2h"))
    await house.push(note("shift:42:T-2h", words="again"))
    assert len(await house.fence()) == 1


async def test_nothing_leaves_before_it_is_due(house: House) -> None:
    await house.push(note("later", due_at=NOW + timedelta(minutes=5)))
    assert await house.fence() == []
    house.advance(minutes=5)
    assert keys(await house.fence()) == ["later"]


async def test_a_letter_on_its_way_is_not_given_out_again(house: House) -> None:
    await house.push(note("one"))
    await house.fence()
    house.advance(hours=1)
    assert await house.fence() == []


async def test_quiet_hours_hold_everything_that_is_not_urgent(house: House) -> None:
    at = NOW + NIGHT
    await house.push(note("calm", 1001, due_at=at), note("urgent", 1002, due_at=at, urgent=True))
    house.advance(hours=13)
    assert keys(await house.fence()) == ["urgent"]


async def test_what_the_night_held_leaves_at_seven(house: House) -> None:
    await house.push(note("calm", due_at=NOW + NIGHT))
    house.advance(hours=13)
    await house.fence()
    house.advance(hours=8, minutes=39)
    assert await house.fence() == []
    house.advance(minutes=1)
    assert keys(await house.fence()) == ["calm"]


async def test_after_a_crash_a_reply_is_said_again(house: House) -> None:
    await house.push(note("reply", delivery=Delivery.LEAST))
    await house.fence()
    assert await house.mailroom.recover(house.now) == 1
    assert keys(await house.fence()) == ["reply"]


async def test_after_a_crash_an_evening_reminder_is_not_said_twice(house: House) -> None:
    await house.push(note("evening", delivery=Delivery.ONCE))
    await house.fence()
    await house.mailroom.recover(house.now)
    assert await house.fence() == []
    assert (await house.row("evening")).state == "maybe"


async def test_a_crash_leaves_alone_what_was_not_on_its_way(house: House) -> None:
    await house.push(note("sent", 1001), note("waiting", 1002))
    (letter,) = await house.fence(limit=1)
    await house.settle((letter, Sent(7)))
    assert await house.mailroom.recover(house.now) == 0
    assert await house.states() == {"sent": "sent", "waiting": "pending"}


@pytest.mark.parametrize(("delivery", "state"), [(Delivery.LEAST, "pending"), (Delivery.ONCE, "maybe")])
async def test_an_answer_that_never_came_is_decided_by_the_policy(house: House, delivery: Delivery, state: str) -> None:
    await house.push(note("one", delivery=delivery))
    (letter,) = await house.fence()
    await house.settle((letter, Unclear("ReadTimeout")))
    assert (await house.row("one")).state == state


async def test_a_try_that_failed_is_counted_and_repeated_when_told(house: House) -> None:
    await house.push(note("one"))
    (letter,) = await house.fence()
    await house.settle((letter, TryLater(house.now + timedelta(seconds=9), "500")))
    house.advance(seconds=8)
    assert await house.fence() == []
    house.advance(seconds=1)
    (again,) = await house.fence()
    assert again.attempts == 1


async def test_a_letter_telegram_will_never_take_is_set_aside_with_the_reason(house: House) -> None:
    await house.push(note("one"))
    (letter,) = await house.fence()
    await house.settle((letter, Rejected("message text is empty")))
    row = await house.row("one")
    assert (row.state, row.outcome) == ("dead", "message text is empty")


async def test_a_chat_told_to_wait_holds_up_nobody_else(house: House) -> None:
    await house.push(note("slow", 1001, lane=Lane.REPLY), note("quick", 1002, lane=Lane.ANNOUNCEMENT))
    held = {1001: house.now + timedelta(seconds=30)}
    assert keys(await house.fence(held=held)) == ["quick"]
    house.advance(seconds=30)
    assert keys(await house.fence()) == ["slow"]


async def test_a_full_page_of_held_letters_does_not_hide_the_next_one(house: House) -> None:
    await house.push(*(note(f"slow{n}", 1001, lane=Lane.REPLY) for n in range(30)), note("quick", 1002))
    assert keys(await house.fence(limit=4, held={1001: house.now + timedelta(seconds=30)})) == ["quick"]


async def test_an_edit_waits_for_the_message_it_rewrites(house: House) -> None:
    await house.push(note("card", -5, lane=Lane.GROUP), note("claimed", -6, lane=Lane.REPLY, replaces="card"))
    assert keys(await house.fence()) == ["card"]
    house.advance(seconds=5)
    assert await house.fence() == []


async def test_an_edit_rewrites_the_message_that_was_sent(house: House) -> None:
    await house.push(note("card", -5))
    (card,) = await house.fence()
    await house.settle((card, Sent(77)))
    await house.push(note("claimed", -5, replaces="card"))
    house.advance(seconds=1)
    (edit,) = await house.fence()
    assert (edit.chat_id, edit.edits_message_id) == (-5, 77)


async def test_an_edit_of_something_that_never_left_is_dropped(house: House) -> None:
    await house.push(note("card", -5))
    (card,) = await house.fence()
    await house.settle((card, Rejected("no")))
    await house.push(note("claimed", -5, replaces="card"))
    house.advance(seconds=1)
    assert await house.fence() == []
    assert (await house.row("claimed")).state == "dropped"


async def test_a_reminder_is_looked_at_again_and_dropped_when_it_is_no_longer_true(house: House) -> None:
    home = await house.community()
    li = await house.person(home, "李秀英", 2001)
    starts = NOW + timedelta(hours=5)
    async with house.database.write() as connection:
        duties = SqlUnitOfWork(connection, house.vault).duties
        post = await duties.add_post(DutyPost(0, home.id, DutyKind.SCHOOL_CROSSING, "东门", "树下", None))
        shift = await duties.add_shift(Shift(0, home.id, post, starts, starts + timedelta(hours=1), li.id))
        await duties.assign(shift.id, li.id)
        (assignment,) = await duties.of_shift(shift.id)
    fact = ShiftReminder(Rung.LAST_CALL, (DutyCall(assignment.id, "东门", "树下", starts, starts, ()),))
    await house.push(note("reminder", to_chat=None, words=fact, to_person=li.id, due_at=starts, urgent=True))
    house.advance(hours=5)
    assert await house.fence() == []
    row = await house.row("reminder")
    assert (row.state, row.outcome) == ("dropped", "the shift has begun")


async def test_what_was_taken_back_does_not_leave(house: House) -> None:
    await house.push(note("shift:1:a", 1001), note("shift:1:b", 1002), note("shift:10:a", 1003))
    async with house.database.write() as connection:
        outbox = SqlUnitOfWork(connection, house.vault).outbox
        assert await outbox.take_back("shift:1:", "cancelled", house.now) == 2
    assert keys(await house.fence()) == ["shift:10:a"]


plans = st.lists(st.sampled_from(["sent", "later", "unclear", "crash"]), min_size=12, max_size=12)
_runs = count(1)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(plans)
async def test_whatever_comes_of_a_letter_nothing_is_lost_and_once_is_never_said_twice(
    house: House, plan: list[str]
) -> None:
    run, fates = next(_runs), iter(plan)
    wanted = {f"{run}:{how}": how for how in Delivery}
    chats = enumerate(wanted.items(), 3000)
    await house.push(*(note(key, chat, delivery=how, due_at=house.now) for chat, (key, how) in chats))
    maybe_heard: list[str] = []
    for _ in range(len(plan) // len(wanted)):
        for letter in await house.fence():
            match next(fates):
                case "sent":
                    await house.settle((letter, Sent(1)))
                case "later":
                    await house.settle((letter, TryLater(house.now, "500")))
                    continue
                case "unclear":
                    await house.settle((letter, Unclear("cut")))
                case _:
                    await house.mailroom.recover(house.now)
            maybe_heard.append(letter.key)
        house.advance(seconds=5)
    await house.settle(*((letter, Sent(1)) for letter in await house.fence()))
    states = await house.states()
    assert {states[key] for key in wanted} <= {"sent", "maybe"}
    assert maybe_heard.count(f"{run}:{Delivery.ONCE}") <= 1
