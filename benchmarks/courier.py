"""How near the courier comes to Telegram's ceiling of thirty a second without a single 429, beside PTB's own limiter.

300 messages to 300 people, through a gateway in another process that counts every second as strictly as it can.
"""

import asyncio
import logging
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from time import monotonic
from typing import Any

import structlog
from aiohttp import ClientSession
from telegram.error import RetryAfter
from telegram.ext import AIORateLimiter, ExtBot
from telegram.request import HTTPXRequest

from benchmarks.line import Figure, figure
from bot.clocks import MovableClock
from domain.notices import Lane, Notice
from gateway.company import Control
from scheduling.courier import Courier
from scheduling.mouth import Mouth, make_bot
from scheduling.pace import Pace
from storage.database import Database
from storage.mailroom import SqlMailroom
from storage.migrate import open_migrated
from storage.unit_of_work import SqlUnitOfWork
from storage.vault import Vault, fresh_vault
from tests.bot_process import TOKEN, gateway
from usecases.mail import Letter, Outcome, Sent
from wording.message import Message

PEOPLE, CEILING = 300, 30.0
FIRST = 10_001


class Post:
    """A courier with its outbox, and what it has heard of each letter: when, and what came of it."""

    def __init__(self, database: Database, courier: Courier, vault: Vault, clock: MovableClock) -> None:
        self.database = database
        self.courier = courier
        self.clock = clock
        self.heard: list[tuple[float, Letter, Outcome]] = []
        self._vault = vault
        courier.heard_of = lambda letter, outcome: self.heard.append((monotonic(), letter, outcome))

    async def push(self, notices: list[Notice]) -> None:
        async with self.database.write() as connection:
            await SqlUnitOfWork(connection, self._vault).outbox.push(notices)
        self.courier.nudge()

    def notice(self, key: str, chat: int, lane: Lane) -> Notice:
        return Notice(key, Message("您好"), self.clock.now(), to_chat=chat, lane=lane, urgent=True)

    async def until(self, count: int) -> None:
        """Wait until so many letters have arrived."""
        while sum(isinstance(outcome, Sent) for _, _, outcome in self.heard) < count:  # noqa: ASYNC110 - looked at from outside
            await asyncio.sleep(0.02)


async def _wait_until(at: float) -> None:
    await asyncio.sleep(max(0.0, at - asyncio.get_running_loop().time()))


@asynccontextmanager
async def post(base: str, folder: Path) -> AsyncIterator[Post]:
    """Open a courier at Telegram's limits on a fresh outbox."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(50))
    database, vault, clock = await open_migrated(f"sqlite:///{folder}/post.sqlite"), fresh_vault(), MovableClock()
    mouth = Mouth(make_bot(TOKEN, base, None, _wait_until))
    await mouth.open()
    courier = Courier(SqlMailroom(database, vault), mouth, Pace(), clock)
    async with asyncio.TaskGroup() as tasks:
        running = tasks.create_task(courier.run())
        yield Post(database, courier, vault, clock)
        running.cancel()
    await mouth.close()
    await database.close()


async def invite(base: str, people: int) -> None:
    async with ClientSession() as http:
        control = Control(base, http)
        for number in range(people):
            await control.post("people", {"name": f"居民{number}", "id": FIRST + number, "opened": True})


async def too_many(base: str) -> int:
    """Return how often the gateway answered 429."""
    async with ClientSession() as http:
        calls = (await Control(base, http).get("calls?after=0"))["calls"]
    return sum("Too Many Requests" in str(call["error"]) for call in calls)


async def ours(base: str, folder: Path) -> tuple[float, int]:
    await invite(base, PEOPLE)
    async with post(base, folder) as made:
        begun = monotonic()
        await made.push([made.notice(f"n{number}", FIRST + number, Lane.PERSONAL) for number in range(PEOPLE)])
        await made.until(PEOPLE)
        took = made.heard[-1][0] - begun
    return PEOPLE / took, await too_many(base)


async def theirs(base: str) -> tuple[float, int]:
    """Do the same with PTB's limiter as it comes, asked again as long as it is refused."""
    await invite(base, PEOPLE)
    logging.getLogger("telegram").setLevel(logging.CRITICAL)  # it writes a traceback for each refusal
    request = HTTPXRequest(connection_pool_size=64, pool_timeout=60)
    bot: ExtBot[Any] = ExtBot(TOKEN, base_url=f"{base}/bot", request=request, rate_limiter=AIORateLimiter())
    await bot.request.initialize()

    async def one(chat: int) -> None:
        while True:
            try:
                await bot.send_message(chat, "您好")
            except RetryAfter as refused:
                span = refused.retry_after
                await asyncio.sleep(span if isinstance(span, int | float) else span.total_seconds())
            else:
                return

    begun = monotonic()
    async with asyncio.TaskGroup() as tasks:
        for number in range(PEOPLE):
            tasks.create_task(one(FIRST + number))
    took = monotonic() - begun
    await bot.request.shutdown()
    return PEOPLE / took, await too_many(base)


def figures() -> Iterator[Figure]:
    with tempfile.TemporaryDirectory() as home, gateway(limits=True) as base:
        rate, refused = asyncio.run(ours(base, Path(home)))
    with gateway(limits=True) as base:
        their_rate, their_refused = asyncio.run(theirs(base))
    yield figure("courier.messages_per_second", rate, "1/s", "Telegram's ceiling", CEILING)
    yield figure("courier.messages_per_second_beside_ptb", rate, "1/s", "AIORateLimiter", their_rate)
    yield figure("courier.too_many_requests", refused, "429s", "AIORateLimiter", their_refused)
