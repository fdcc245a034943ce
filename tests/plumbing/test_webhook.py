"""The other way in: the secret is asked for first, and 200 is said only after the update is written down."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field

import pytest
from aiohttp import ClientSession
from sqlalchemy import func, select

from bot.webhook import PATH, SECRET_HEADER, Webhook
from storage.database import DatabaseAway
from storage.inbox import inbox
from tests.plumbing.conftest import House
from tests.plumbing.updates import said

SECRET = "s3cret_of-the-rehearsal"  # noqa: S105 - opens nothing
OURS = {SECRET_HEADER: SECRET}


@dataclass
class Door:
    """The webhook as Telegram sees it."""

    house: House
    webhook: Webhook
    http: ClientSession
    address: str
    arrived: list[bool] = field(default_factory=list)

    async def knock(self, body: str, headers: dict[str, str] | None = None) -> int:
        async with self.http.post(self.address, data=body, headers=OURS if headers is None else headers) as answer:
            return answer.status

    async def kept(self) -> int:
        async with self.house.database.read() as connection:
            return (await connection.execute(select(func.count()).select_from(inbox))).scalar_one()


@pytest.fixture
async def door(house: House) -> AsyncIterator[Door]:
    arrived: list[bool] = []
    heard: Callable[[], None] = lambda: arrived.append(True)  # noqa: E731 - a hook
    webhook = Webhook(SECRET, house.database, house.inbox, house.clock, heard)
    port = await webhook.start("127.0.0.1", 0)
    async with ClientSession() as http:
        yield Door(house, webhook, http, f"http://127.0.0.1:{port}{PATH}", arrived)
    await webhook.stop()


async def test_an_update_with_the_secret_is_written_down_and_then_taken(door: Door) -> None:
    assert await door.knock(said(1, 1001, "您好").raw) == 200
    assert await door.kept() == 1
    assert door.arrived == [True]


@pytest.mark.parametrize("headers", [{}, {SECRET_HEADER: ""}, {SECRET_HEADER: SECRET[:-1]}, {SECRET_HEADER: "密"}])
async def test_without_the_secret_nothing_is_taken(door: Door, headers: dict[str, str]) -> None:
    assert await door.knock(said(1, 1001, "您好").raw, headers) == 401
    assert await door.kept() == 0


async def test_an_update_that_is_delivered_again_is_taken_and_kept_once(door: Door) -> None:
    for _ in range(3):
        assert await door.knock(said(1, 1001, "您好").raw) == 200
    assert await door.kept() == 1


@pytest.mark.parametrize("body", ["", "{", "[]", "7", '"您好"', "{}", '{"update_id": "x"}', '{"update_id": null}'])
async def test_what_is_no_update_is_refused(door: Door, body: str) -> None:
    assert await door.knock(body) == 400
    assert await door.kept() == 0


async def test_while_the_database_is_away_telegram_is_asked_to_come_again(
    door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away(*_: object) -> int:
        raise DatabaseAway("planted")

    with monkeypatch.context() as trouble:
        trouble.setattr(door.house.inbox, "keep", away)
        assert await door.knock(said(1, 1001, "您好").raw) >= 500
    assert await door.knock(said(1, 1001, "您好").raw) == 200
    assert await door.kept() == 1
