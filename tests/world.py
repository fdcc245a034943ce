"""People talking through the real stack: gateway over HTTP, aiogram's ears, PTB's mouth, one database."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from aiohttp import ClientSession
from pydantic import SecretStr

from bot.build import App, build
from bot.clocks import MovableClock
from bot.run import beside
from bot.settings import Settings
from gateway.company import PATIENCE_SECONDS, Control, NotSeen, Room
from gateway.company import Person as Somebody
from gateway.server import Gateway
from scheduling.pace import UNLIMITED, Limits
from storage.vault import fresh_vault

__all__ = ["Chat", "Control", "NotSeen", "Person", "World", "world"]
TOKEN = "123456789:TEST-token_that-has-the-shape-of-a-real-1"  # noqa: S105 - opens nothing
# A Tuesday morning in Shanghai, outside the quiet hours.
STORY_BEGINS = datetime(2026, 3, 10, 1, 20, tzinfo=UTC)


@dataclass
class Chat(Room):
    """A chat of a world, which knows when everything has settled."""

    world: "World | None" = None

    async def never_saw(self, *parts: str) -> None:
        """Say that no message of this chat, old or new, holds any of the parts, once everything has settled."""
        assert self.world is not None
        await self.world.settled()
        everything = "\n".join(str(each["text"]) for each in await self.messages())
        for part in parts:
            assert part not in everything, f"{part!r} stands in {self.chat}"


@dataclass
class Person(Chat, Somebody):
    """Somebody with a phone in this world."""

    async def is_told_at_once(self, toast: str) -> None:
        """Wait until these words have floated over the screen: a press is answered after everything is written down."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while toast not in await self.toasts():
                await World.a_moment()


@dataclass
class World:
    """One gateway, one bot, and the people who talk."""

    gateway: Gateway
    control: Control
    app: App
    settings: Settings
    life: AsyncExitStack
    start: Callable[[AsyncExitStack], Awaitable[App]]

    async def restart(self) -> None:
        """Stop the bot where it stands and start another on the same database; in the task that opened the world."""
        await self.life.aclose()
        self.app = await self.start(self.life)

    async def person(self, name: str) -> Person:
        made = await self.control.post("people", {"name": name})
        return Person(self.control, int(made["id"]), name, world=self)

    async def group(self, title: str, *members: Person) -> Chat:
        made = await self.control.post("groups", {"title": title, "members": [each.chat for each in members]})
        return Chat(self.control, int(made["id"]), title, world=self)

    async def advance(self, **span: float) -> None:
        """Let time pass without waiting for it; whatever is being said now is said first."""
        await self.settled()
        await self.control.post("clock", {"advance": timedelta(**span).total_seconds()})
        await self.settled()

    async def until(self, at: datetime) -> None:
        await self.settled()
        await self.control.post("clock", {"to": at.isoformat()})
        await self.settled()

    def now(self) -> datetime:
        return self.app.clock.now()

    async def settled(self) -> None:
        """Wait until the bot has heard everything and said what is due."""
        while self.gateway.stage.updates.pending:
            await self.a_moment()
        async with asyncio.timeout(PATIENCE_SECONDS):
            await self.app.settled()

    @staticmethod
    async def a_moment() -> None:
        await asyncio.sleep(0.01)

    async def calls(self, method: str) -> list[dict[str, Any]]:
        answer = await self.control.get("calls?after=0")
        return [each for each in answer["calls"] if each["method"] == method]


def wall_from(begins: datetime) -> Callable[[], datetime]:
    """Return a wall clock that shows `begins` now and runs on from there."""
    started = time.monotonic()
    return lambda: begins + timedelta(seconds=time.monotonic() - started)


@asynccontextmanager
async def world(
    tmp_path: Path, database_url: str, *, limits: Limits = UNLIMITED, strict_gateway: bool = False, **more: Any
) -> AsyncIterator[World]:
    """Start gateway and bot in this process, with everything real but the wall."""
    wall = wall_from(STORY_BEGINS)
    clock = MovableClock(wall)
    async with Gateway(now=wall, limits=strict_gateway) as gateway:
        settings = Settings(
            _env_file=None,
            bot_token=SecretStr(TOKEN),
            api_base=gateway.base_url,
            database_url=database_url,
            key_file=tmp_path / "key",
            **more,
        )
        vault = fresh_vault()

        async def start(life: AsyncExitStack) -> App:
            app = await life.enter_async_context(build(settings, clock=clock, vault=vault, limits=limits))
            await life.enter_async_context(beside(app))
            return app

        async with ClientSession() as http, AsyncExitStack() as life:
            app = await start(life)
            yield World(gateway, Control(gateway.base_url, http), app, settings, life, start)
