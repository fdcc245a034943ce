"""One update, one transaction: all of it or nothing, three tries, and a kind word when none helped."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime

import pytest
from aiogram import Bot, Dispatcher, Router
from aiogram.exceptions import ClientDecodeError
from aiogram.types import Message as Incoming
from sqlalchemy import select

from bot.ears import Ears
from bot.handling import Handling, NothingToHear, Toast
from domain.people import Community, Role
from domain.refusals import NotFound
from handlers.turn import Turn, Understanding
from storage.conversations import conversation
from storage.inbox import inbox
from storage.outbox import outbox
from storage.places import community
from tests.plumbing.conftest import House
from tests.plumbing.updates import BOT, TOKEN, said
from wording.message import Message, Reply

SORRY = "对不住"


class _NobodyReads:
    hears = False

    def read(
        self, text: str, now: datetime, meant: str | None = None, *, answer_to: str | None = None
    ) -> Understanding:
        raise NotImplementedError

    def requests(self, text: str) -> list[str]:
        raise NotImplementedError

    def correction(self, text: str, now: datetime) -> None:
        raise NotImplementedError

    def choice(self, text: str, count: int, current: int | None = None) -> None:
        raise NotImplementedError

    def lunar(self, on: date) -> str:
        raise NotImplementedError


class Planted:
    """A handler that writes a community and a conversation, then does what the text asks for."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self.fails_times = 10**6

    def router(self) -> Router:
        made = Router()
        made.message()(self.handle)
        return made

    async def handle(self, message: Incoming, turn: Turn) -> Reply:
        text = message.text or ""
        self.heard.append(text)
        await turn.uow.people.found_community(text, turn.now)
        turn.talk.put("heard", text)
        if text == "坏" and self.fails_times > 0:
            self.fails_times -= 1
            raise RuntimeError("planted")
        if text == "不行":
            raise NotFound
        return Reply((Message(f"听见了：{text}"),))


@pytest.fixture
def planted() -> Planted:
    return Planted()


@pytest.fixture
def handling(house: House, planted: Planted) -> Handling:
    return make_handling(house, planted.router())


def make_handling(house: House, router: Router, spoke: Callable[[], None] = lambda: None) -> Handling:
    dispatcher = Dispatcher(disable_fsm=True)
    dispatcher.include_router(router)
    return Handling(
        bot=Bot(TOKEN),
        bot_name="yinling_bot",
        dispatcher=dispatcher,
        database=house.database,
        vault=house.vault,
        inbox=house.inbox,
        clock=house.clock,
        reader=_NobodyReads(),
        spoke=spoke,
        admin_ids=frozenset(),
    )


async def _hear(house: House, handling: Handling, *texts: str) -> None:
    """Let somebody say these, one after the other, and give every one all the time it needs."""
    async with house.database.write() as connection:
        await house.inbox.keep(connection, [said(n, 1001, text) for n, text in enumerate(texts, 1)], house.now)
    for _ in range(3):
        with suppress(NothingToHear):
            while True:
                await handling.one()
        house.advance(seconds=10)


async def _names(house: House) -> list[str]:
    async with house.database.read() as connection:
        return list((await connection.execute(select(community.c.name).order_by(community.c.id))).scalars())


async def _said(house: House) -> list[str]:
    async with house.database.read() as connection:
        rows = (await connection.execute(select(outbox).order_by(outbox.c.id))).all()
    return [house.vault.open(row.payload, "outbox", "payload", row.key) for row in rows]


async def test_effect_answer_conversation_and_mark_are_all_there(house: House, handling: Handling) -> None:
    await _hear(house, handling, "好")
    async with house.database.read() as connection:
        assert (await connection.execute(select(inbox.c.state))).scalar_one() == "done"
        assert (await connection.execute(select(conversation.c.chat_id))).scalar_one() == 1001
    assert await _names(house) == ["好"]
    assert len(await _said(house)) == 1


async def test_a_handler_that_fails_after_writing_leaves_nothing(house: House, handling: Handling) -> None:
    await _hear(house, handling, "坏")
    async with house.database.read() as connection:
        assert (await connection.execute(select(conversation))).all() == []
    assert await _names(house) == []


async def test_a_refusal_leaves_nothing_but_its_sentence(house: House, handling: Handling, planted: Planted) -> None:
    await _hear(house, handling, "不行")
    assert await _names(house) == []
    assert planted.heard == ["不行"]
    assert len(await _said(house)) == 1


async def test_a_trouble_that_passes_is_tried_again_and_forgotten(
    house: House, handling: Handling, planted: Planted
) -> None:
    planted.fails_times = 2
    await _hear(house, handling, "坏")
    assert planted.heard == ["坏"] * 3
    assert await _names(house) == ["坏"]
    assert SORRY not in "".join(await _said(house))


async def test_after_three_tries_the_update_is_parked_and_the_chat_goes_on(
    house: House, handling: Handling, planted: Planted
) -> None:
    await _hear(house, handling, "坏", "好")
    assert planted.heard == ["坏", "坏", "坏", "好"]
    async with house.database.read() as connection:
        states = list((await connection.execute(select(inbox.c.state).order_by(inbox.c.id))).scalars())
    assert states == ["parked", "done"]


async def test_the_person_is_told_kindly_once(house: House, handling: Handling) -> None:
    await _hear(house, handling, "坏")
    answers = await _said(house)
    assert len(answers) == 1
    assert "planted" not in answers[0]
    row = await house.row(f"reply:{BOT}:1:broke")
    assert row.to_chat == 1001


async def test_the_operator_hears_which_trace_to_look_for(house: House, handling: Handling) -> None:
    home: Community = await house.community()
    admin = await house.person(home, "刘主任", 5001, Role.ADMIN)
    await _hear(house, handling, "坏")
    async with house.database.read() as connection:
        row = (await connection.execute(select(outbox).where(outbox.c.to_person == admin.id))).one()
        trouble = (await connection.execute(select(inbox.c.trouble))).scalar_one()
    assert row.kind == "SomethingBroke"
    assert trouble.split()[0] in house.vault.open(row.payload, "outbox", "payload", row.key)


async def test_what_is_kept_of_a_failure_quotes_nobody(house: House, handling: Handling) -> None:
    await _hear(house, handling, "坏")
    async with house.database.read() as connection:
        trouble = (await connection.execute(select(inbox.c.trouble))).scalar_one()
    assert "RuntimeError" in trouble
    assert "planted" not in trouble


async def test_a_garbled_answer_to_a_press_stops_nobody() -> None:
    """A proxy's page with a 502 is no JSON; the spinner may go on, the ears must."""

    class Garbled:
        async def answer_callback_query(self, *_: object, **__: object) -> None:
            raise ClientDecodeError("Failed to decode object", ValueError(), "<html>502</html>")

    ears = object.__new__(Ears)
    ears._bot = Garbled()  # type: ignore[assignment]  # all that is asked of it
    await ears._answer_press(Toast("1", "好的", in_group=False))
