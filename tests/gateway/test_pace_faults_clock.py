"""Telegram's pace, trouble on demand, and the clock that moves for gateway and bot alike."""

import asyncio
from datetime import UTC, datetime, timedelta

import aiohttp
import pytest

from gateway.pace import Pace
from gateway.refusals import Refusal
from gateway.server import Gateway
from tests.gateway.actors import TOKEN, Trainer
from tests.gateway.conftest import MORNING, Ticks

LI, WANG, GROUP = 1001, 1002, -1001


def waits(pace: Pace, chat_id: int) -> int:
    """Seconds to wait as told; 0 when the message passed."""
    try:
        pace.spend(chat_id)
    except Refusal as refusal:
        return int((refusal.parameters or {})["retry_after"])
    return 0


def test_one_message_a_second_in_a_private_chat_with_a_little_tolerance(ticks: Ticks) -> None:
    pace = Pace(ticks, strict=True)
    assert waits(pace, LI) == 0
    ticks.seconds += 0.94
    assert waits(pace, LI) == 1
    ticks.seconds += 0.02
    assert waits(pace, LI) == 0


def test_thirty_messages_a_second_overall(ticks: Ticks) -> None:
    pace = Pace(ticks, strict=True)
    assert [waits(pace, person) for person in range(1, 32)] == [0] * 30 + [1]
    ticks.seconds += 1.0
    assert waits(pace, 31) == 0


def test_twenty_messages_in_a_sliding_minute_to_a_group(ticks: Ticks) -> None:
    pace = Pace(ticks, strict=True)
    told = []
    for _ in range(21):
        told.append(waits(pace, GROUP))
        ticks.seconds += 1
    assert told == [0] * 20 + [40]
    ticks.seconds += 39
    assert waits(pace, GROUP) == 0


def test_a_refused_message_does_not_count(ticks: Ticks) -> None:
    pace = Pace(ticks, strict=True)
    waits(pace, LI)
    ticks.seconds += 0.9
    waits(pace, LI)
    ticks.seconds += 0.1
    assert waits(pace, LI) == 0


def test_every_picture_of_an_album_counts(ticks: Ticks) -> None:
    pace = Pace(ticks, strict=True)
    pace.spend(GROUP, messages=20)
    assert waits(pace, GROUP) == 60


def test_without_limits_everything_passes(ticks: Ticks) -> None:
    pace = Pace(ticks, strict=False)
    assert [waits(pace, LI) for _ in range(100)] == [0] * 100


async def test_edits_count_and_answers_to_taps_do_not(paced_trainer: Trainer, ticks: Ticks) -> None:
    markup = {"inline_keyboard": [[{"text": "好", "callback_data": "a"}]]}
    _, sent = await paced_trainer.raw("sendMessage", chat_id=LI, text="一", reply_markup=markup)
    number = sent["result"]["message_id"]
    status, body = await paced_trainer.raw("editMessageText", chat_id=LI, message_id=number, text="二")
    assert (status, body["parameters"]) == (429, {"retry_after": 1})
    assert body["description"] == "Too Many Requests: retry after 1"
    press = (await paced_trainer.post("tap", from_=LI, button="好"))["callback"]
    assert (await paced_trainer.raw("answerCallbackQuery", callback_query_id=press))[0] == 200
    ticks.seconds += 1
    assert (await paced_trainer.raw("editMessageText", chat_id=LI, message_id=number, text="二"))[0] == 200


async def test_the_moved_clock_does_not_refill_the_pace(paced_trainer: Trainer) -> None:
    await paced_trainer.raw("sendMessage", chat_id=LI, text="一")
    await paced_trainer.post("clock", advance=3600)
    assert (await paced_trainer.raw("sendMessage", chat_id=LI, text="二"))[0] == 429


async def test_the_pace_can_be_switched_off(paced_trainer: Trainer) -> None:
    await paced_trainer.post("settings", limits=False)
    for text in "一二三":
        assert (await paced_trainer.raw("sendMessage", chat_id=LI, text=text))[0] == 200


FAULTS = [
    ({"kind": "429", "retry_after": 7}, 429, "Too Many Requests: retry after 7"),
    ({"kind": "500"}, 500, "Internal Server Error"),
    ({"kind": "blocked"}, 403, "Forbidden: bot was blocked by the user"),
]


@pytest.mark.parametrize(("fault", "status", "why"), FAULTS)
async def test_a_fault_meets_its_chat_as_often_as_told(
    fault: dict[str, object], status: int, why: str, trainer: Trainer
) -> None:
    await trainer.post("faults", **fault, chat=LI, times=1)
    other, _ = await trainer.raw("sendMessage", chat_id=WANG, text="一")
    met, body = await trainer.raw("sendMessage", chat_id=LI, text="一")
    after, _ = await trainer.raw("sendMessage", chat_id=LI, text="一")
    assert (other, met, body["description"], after) == (200, status, why, 200)


async def test_a_fault_without_a_chat_meets_everybody_until_cleared(trainer: Trainer) -> None:
    await trainer.post("faults", kind="500", times=-1)
    for chat in (LI, WANG, LI):
        assert (await trainer.raw("sendMessage", chat_id=chat, text="一"))[0] == 500
    assert (await trainer.raw("getMe"))[0] == 200
    await trainer.ask("DELETE", "faults")
    assert (await trainer.raw("sendMessage", chat_id=LI, text="一"))[0] == 200


async def test_a_fault_can_be_meant_for_one_method(trainer: Trainer) -> None:
    await trainer.post("faults", kind="500", method="getUpdates")
    assert (await trainer.raw("sendMessage", chat_id=LI, text="一"))[0] == 200
    assert (await trainer.raw("getUpdates"))[0] == 500


async def test_a_refused_fault_leaves_nothing_behind(trainer: Trainer) -> None:
    await trainer.post("faults", kind="429", chat=LI)
    await trainer.raw("sendMessage", chat_id=LI, text="一")
    assert await trainer.messages(LI) == []


async def test_a_slow_call_is_carried_out_in_the_end(trainer: Trainer) -> None:
    await trainer.post("faults", kind="slow", chat=LI, retry_after=0.01)
    assert (await trainer.raw("sendMessage", chat_id=LI, text="一"))[0] == 200


async def test_a_cut_connection_hides_a_call_that_was_carried_out(trainer: Trainer) -> None:
    await trainer.post("faults", kind="cut", chat=LI)
    with pytest.raises(aiohttp.ClientError):
        await trainer.raw("sendMessage", chat_id=LI, text="一")
    assert [one["text"] for one in await trainer.messages(LI)] == ["一"]


async def test_the_clock_goes_forward_by_seconds_or_to_a_moment(trainer: Trainer) -> None:
    assert (await trainer.post("clock", advance=60))["now"] == "2026-03-02T01:01:00+00:00"
    assert (await trainer.post("clock", to="2026-03-02T19:00"))["now"] == "2026-03-02T11:00:00+00:00"
    assert (await trainer.get("clock"))["offset"] == 10 * 3600


async def test_messages_are_dated_by_the_moved_clock(trainer: Trainer) -> None:
    await trainer.post("clock", advance=3600)
    _, sent = await trainer.raw("sendMessage", chat_id=LI, text="一")
    assert datetime.fromtimestamp(sent["result"]["date"], tz=UTC) == MORNING + timedelta(hours=1)


async def poll(gateway: Gateway, seen: str | None = None, hold: int = 0) -> tuple[str, list[object]]:
    """Answer (the offset the gateway names, the updates)."""
    headers = {} if seen is None else {"X-Rehearsal-Seen": seen}
    url = f"{gateway.base_url}/bot{TOKEN}/getUpdates"
    async with (
        aiohttp.ClientSession() as session,
        session.get(url, params={"timeout": hold}, headers=headers) as answer,
    ):
        return answer.headers["X-Rehearsal-Offset"], (await answer.json())["result"]


async def until_held(gateway: Gateway) -> None:
    while gateway.stage.updates._poll is None:  # noqa: ASYNC110 - the server has no reason to signal it
        await asyncio.sleep(0)


async def test_moving_the_clock_answers_a_held_poll_with_the_new_offset(gateway: Gateway, trainer: Trainer) -> None:
    async with asyncio.TaskGroup() as group:
        held = group.create_task(poll(gateway, hold=30))
        await until_held(gateway)
        moved = group.create_task(trainer.post("clock", advance=60))
        assert await held == ("60.000", [])
        assert not moved.done()
        await poll(gateway)
        assert (await moved)["known"]


async def test_a_bot_that_says_what_it_has_seen_is_waited_for_until_it_says_so(
    gateway: Gateway, trainer: Trainer
) -> None:
    async with asyncio.TaskGroup() as group:
        held = group.create_task(poll(gateway, seen="0.000", hold=30))
        await until_held(gateway)
        moved = group.create_task(trainer.post("clock", advance=60))
        await held
        await poll(gateway, seen="0.000")
        assert not moved.done()
        await poll(gateway, seen="60.000")
        assert (await moved)["known"]


async def test_a_bot_that_was_busy_while_the_clock_moved_is_told_when_it_asks_again(
    gateway: Gateway, trainer: Trainer
) -> None:
    await poll(gateway, seen="0.000")
    async with asyncio.TaskGroup() as group:
        moved = group.create_task(trainer.post("clock", advance=60))
        while gateway.stage.clock.offset_seconds == 0:  # noqa: ASYNC110 - as above
            await asyncio.sleep(0)
        assert await poll(gateway, seen="0.000", hold=30) == ("60.000", [])
        await poll(gateway, seen="60.000")
        assert (await moved)["known"]


async def test_without_a_polling_bot_the_clock_moves_at_once(trainer: Trainer) -> None:
    assert (await trainer.post("clock", advance=60))["known"]
