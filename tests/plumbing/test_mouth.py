"""The mouth: whatever Telegram answers, or fails to, becomes one of six outcomes."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import pytest

from domain.notices import Delivery, Lane
from gateway.server import Gateway
from scheduling.courier import Courier
from scheduling.mouth import Mouth, Slot, make_bot
from scheduling.pace import UNLIMITED, Pace
from tests.plumbing.conftest import NOW, House, note
from tests.plumbing.updates import TOKEN
from tests.postgres import free_port
from usecases.mail import Letter, Moved, Outcome, Rejected, Sent, TryLater, Unclear, Unreachable
from wording.message import Document, Message, Shown

LI, WANG = 1001, 1002
SPEAK_AT_ONCE = Slot(0.0)


@dataclass
class Line:
    """A mouth at a gateway that can be troubled."""

    gateway: Gateway
    mouth: Mouth

    async def say(self, text: str = "您好", chat: int = LI, edits: int | None = None) -> Outcome:
        letter = Letter(1, "k", Message(text), chat, Lane.REPLY, Delivery.LEAST, 0, NOW, edits_message_id=edits)
        return await self.mouth.say(letter, Message(text), SPEAK_AT_ONCE, NOW)

    def trouble(self, kind: str, chat: int | None = None, wait: float | None = None, times: int = 1) -> None:
        self.gateway.stage.faults.add(kind, chat, times, wait, None)


async def _at_once(_at: float) -> None:
    """Wait for nothing: the pace is another test's."""


async def _mouth(base: str) -> Mouth:
    mouth = Mouth(make_bot(TOKEN, base, None, _at_once))
    await mouth.open()
    return mouth


@pytest.fixture
async def line() -> AsyncIterator[Line]:
    async with Gateway(now=lambda: NOW, limits=False) as gateway:
        for number in (LI, WANG):
            gateway.add_person("甲", number, opened=True)
        mouth = await _mouth(gateway.base_url)
        yield Line(gateway, mouth)
        await mouth.close()


async def test_what_arrives_has_a_number(line: Line) -> None:
    outcome = await line.say()
    assert isinstance(outcome, Sent)
    assert outcome.message_id > 0


async def test_too_fast_is_tried_when_telegram_says(line: Line) -> None:
    line.trouble("429", wait=7)
    outcome = await line.say()
    assert isinstance(outcome, TryLater)
    assert (outcome.why, (outcome.at - NOW).total_seconds()) == ("429", 7)


async def test_a_server_in_trouble_did_not_carry_it_out(line: Line) -> None:
    line.trouble("500")
    assert isinstance(await line.say(), TryLater)


async def test_a_picture_the_messenger_no_longer_knows_leaves_its_words(line: Line) -> None:
    message = Message("理发一次", photo="forgotten")
    letter = Letter(1, "k", message, LI, Lane.REPLY, Delivery.LEAST, 0, NOW)
    assert isinstance(await line.mouth.say(letter, message, SPEAK_AT_ONCE, NOW), Sent)


async def test_whoever_blocked_the_bot_cannot_be_reached(line: Line) -> None:
    line.trouble("blocked")
    assert isinstance(await line.say(), Unreachable)


async def test_nobody_knows_what_became_of_a_cut_connection(line: Line) -> None:
    line.trouble("cut")
    assert isinstance(await line.say(), Unclear)


async def test_a_group_that_moved_says_where_to(line: Line) -> None:
    group = line.gateway.add_group("队", [LI])
    moved_to = line.gateway.actors.migrate(line.gateway.world.chat(group))
    outcome = await line.say(chat=group)
    assert outcome == Moved(moved_to)


async def test_what_telegram_will_never_take_is_rejected(line: Line) -> None:
    assert isinstance(await line.say("长" * 5000), Rejected)


async def test_a_chat_that_is_not_there_cannot_be_reached(line: Line) -> None:
    assert isinstance(await line.say(chat=4242), Unreachable)


async def test_an_edit_that_changes_nothing_has_arrived(line: Line) -> None:
    first = await line.say("一样")
    assert isinstance(first, Sent)
    assert await line.say("一样", edits=first.message_id) == first


async def test_where_nobody_listens_nothing_has_left() -> None:
    mouth = await _mouth(f"http://127.0.0.1:{free_port()}")
    letter = Letter(1, "k", Message("您好"), LI, Lane.REPLY, Delivery.ONCE, 0, NOW)
    outcome = await mouth.say(letter, Message("您好"), SPEAK_AT_ONCE, NOW)
    await mouth.close()
    assert isinstance(outcome, TryLater)


async def test_one_chat_in_trouble_stops_nobody_else(line: Line, house: House) -> None:
    line.trouble("429", LI, wait=3600, times=-1)
    await house.push(note("slow", LI, lane=Lane.REPLY), *(note(f"quick{n}", WANG) for n in range(3)))
    courier = Courier(house.mailroom, line.mouth, Pace(UNLIMITED), house.clock)
    arrived = asyncio.Event()
    heard: list[str] = []

    def hear(letter: Letter, outcome: Outcome) -> None:
        heard.append(f"{letter.key} {type(outcome).__name__}")
        # The clock of this house stands still: let the next letter's moment come.
        house.advance(seconds=1)
        if sum("Sent" in each for each in heard) == 3:
            arrived.set()

    courier.heard_of = hear
    async with asyncio.TaskGroup() as tasks:
        running: Any = tasks.create_task(courier.run())
        async with asyncio.timeout(20):
            await arrived.wait()
        running.cancel()
    assert [each for each in heard if "Sent" in each] == ["quick0 Sent", "quick1 Sent", "quick2 Sent"]
    assert heard.count("slow TryLater") == 1


async def test_a_card_from_before_it_had_a_picture_gets_its_new_words_all_the_same(line: Line) -> None:
    first = await line.say("微心愿 1 号")
    assert isinstance(first, Sent)
    letter = Letter(1, "k", Message(""), LI, Lane.GROUP, Delivery.LEAST, 0, NOW, edits_message_id=first.message_id)
    pictured = Message("圆满完成", document=Document(Shown.PHOTO, "微心愿.png", "wish_card", "{}"))
    assert isinstance(await line.mouth.say(letter, pictured, SPEAK_AT_ONCE, NOW), Sent)
    shown = line.gateway.world.chat(LI).messages[first.message_id]
    assert shown.content["text"] == "圆满完成"
