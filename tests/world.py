"""People talking through the real stack: gateway over HTTP, aiogram's ears, PTB's mouth, one database."""

import asyncio
import base64
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from aiohttp import ClientSession
from pydantic import SecretStr

from bot.build import App, build
from bot.clocks import MovableClock
from bot.settings import Settings
from gateway.server import Gateway
from scheduling.pace import UNLIMITED, Limits
from storage.vault import fresh_vault

TOKEN = "123456789:TEST-token_that-has-the-shape-of-a-real-1"  # noqa: S105 - opens nothing
PATIENCE_SECONDS = 20.0
# A Tuesday morning in Shanghai, outside the quiet hours.
STORY_BEGINS = datetime(2026, 3, 10, 1, 20, tzinfo=UTC)


class NotSeen(AssertionError):
    """What was waited for did not come; the message shows what did."""


@dataclass
class Control:
    """The rehearsal's control interface."""

    base: str
    http: ClientSession

    async def post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        async with self.http.post(f"{self.base}/rehearsal/{path}", json=body) as response:
            answer: dict[str, Any] = await response.json()
            if response.status >= 400:
                raise NotSeen(f"{path}: {answer}")
            return answer

    async def get(self, path: str) -> dict[str, Any]:
        async with self.http.get(f"{self.base}/rehearsal/{path}") as response:
            answer: dict[str, Any] = await response.json()
            return answer


def _face(message: dict[str, Any]) -> str:
    """Return what a message looks like: a tick on a button changes it as much as a word does."""
    return f"{message['text']}{message['buttons']}"


@dataclass
class Room:
    """A chat as somebody looks at it."""

    world: "World"
    chat: int
    seen: int = 0
    looked_at: dict[int, str] = field(default_factory=dict)

    async def messages(self) -> list[dict[str, Any]]:
        answer = await self.world.control.get(f"messages?chat={self.chat}&after=0")
        found: list[dict[str, Any]] = answer["messages"]
        return found

    async def sees(self, *parts: str) -> str:
        """Wait until one message of the bot that is new or changed since the last look holds all the parts."""
        deadline = asyncio.get_running_loop().time() + PATIENCE_SECONDS
        while True:
            there = [each for each in await self.messages() if each["from"] == "bot"]
            for each in there:
                shown = str(each["text"])
                if self.looked_at.get(each["id"]) != _face(each) and all(part in shown for part in parts):
                    self.looked_at |= {one["id"]: _face(one) for one in there if one["id"] <= each["id"]}
                    return shown
            if asyncio.get_running_loop().time() > deadline:
                shown = "\n---\n".join(str(each["text"]) for each in there[-6:])
                raise NotSeen(f"{parts} not among the last messages of {self.chat}:\n{shown}")
            await self.world.a_moment()

    async def never_saw(self, *parts: str) -> None:
        """Say that no message of this chat, old or new, holds any of the parts, once everything has settled."""
        await self.world.settled()
        everything = "\n".join(str(each["text"]) for each in await self.messages())
        for part in parts:
            assert part not in everything, f"{part!r} stands in {self.chat}"

    async def buttons(self) -> list[str]:
        """Return the labels under the newest message that has any."""
        for each in reversed(await self.messages()):
            if each["buttons"]:
                return [label for row in each["buttons"] for label in row]
        return []


@dataclass
class Person(Room):
    """Somebody with a phone."""

    name: str = ""

    async def says(self, text: str, *, to: "Room | None" = None) -> None:
        body = {"from": self.chat, "text": text} | ({"chat": to.chat} if to else {})
        await self.world.control.post("say", body)

    async def taps(self, label: str, *, on: "Room | None" = None) -> None:
        """Tap the newest button of this label, as soon as it is there."""
        body = {"from": self.chat, "button": label} | ({"chat": on.chat} if on else {})
        deadline = asyncio.get_running_loop().time() + PATIENCE_SECONDS
        while True:
            try:
                await self.world.control.post("tap", body)
            except NotSeen:
                if asyncio.get_running_loop().time() > deadline:
                    raise
                await self.world.a_moment()
            else:
                return

    async def shares_contact(self, phone: str) -> None:
        await self.world.control.post("share", {"from": self.chat, "contact": {"phone": phone}})

    async def shares_location(self, latitude: float, longitude: float) -> None:
        await self.world.control.post("share", {"from": self.chat, "location": {"lat": latitude, "lon": longitude}})

    async def shares_photo(self, picture: bytes) -> None:
        await self.world.control.post("share", {"from": self.chat, "photo": base64.b64encode(picture).decode()})

    async def answers(self, *steps: tuple[str, str]) -> None:
        """Go through questions: wait for each, then tap the button `[label]` or say the words."""
        for question, reply in steps:
            await self.sees(question)
            if reply.startswith("["):
                await self.taps(reply.strip("[]"))
            else:
                await self.says(reply)

    async def toasts(self) -> list[str]:
        """Return what floated over this person's screen after presses."""
        answer = await self.world.control.get(f"answers?from={self.chat}&after=0")
        return [str(each["text"]) for each in answer["answers"]]


@dataclass
class World:
    """One gateway, one bot, and the people who talk."""

    gateway: Gateway
    control: Control
    app: App
    settings: Settings

    async def person(self, name: str) -> Person:
        made = await self.control.post("people", {"name": name})
        return Person(self, int(made["id"]), name=name)

    async def group(self, title: str, *members: Person) -> Room:
        made = await self.control.post("groups", {"title": title, "members": [each.chat for each in members]})
        return Room(self, int(made["id"]))

    async def advance(self, **span: float) -> None:
        """Let time pass without waiting for it."""
        await self.control.post("clock", {"advance": timedelta(**span).total_seconds()})
        await self.settled()

    async def until(self, at: datetime) -> None:
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
    tmp_path: Path, database_url: str, *, limits: Limits = UNLIMITED, strict_gateway: bool = False
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
        )
        async with (
            ClientSession() as http,
            build(settings, clock=clock, vault=fresh_vault(), limits=limits) as app,
            running(app),
        ):
            yield World(gateway, Control(gateway.base_url, http), app, settings)


@asynccontextmanager
async def running(app: App) -> AsyncIterator[None]:
    """Run the app beside the block and end it cleanly afterwards."""
    async with asyncio.TaskGroup() as tasks:
        task = tasks.create_task(app.run())
        await app.is_leading.wait()
        try:
            yield
        finally:
            task.cancel()
