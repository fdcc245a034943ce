"""People who talk through the control interface: the cast of tests and of `yinling rehearse`."""

import asyncio
import base64
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import ClientSession

PATIENCE_SECONDS = 20.0
LOOK_SECONDS = 5  # a look is held open at most this long at the gateway
BAD_REQUEST = 400


class NotSeen(AssertionError):
    """What was waited for did not come; the message shows what did."""


@dataclass
class Control:
    """The rehearsal's control interface over HTTP. `pause_seconds` is rested between two looks."""

    base: str
    http: ClientSession
    pause_seconds: float = 0.0

    async def post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        async with self.http.post(f"{self.base}/rehearsal/{path}", json=body) as response:
            answer: dict[str, Any] = await response.json()
            if response.status >= BAD_REQUEST:
                raise NotSeen(f"{path}: {answer}")
            return answer

    async def get(self, path: str) -> dict[str, Any]:
        async with self.http.get(f"{self.base}/rehearsal/{path}") as response:
            answer: dict[str, Any] = await response.json()
            if response.status >= BAD_REQUEST:
                raise NotSeen(f"{path}: {answer}")
            return answer


def face_of(message: dict[str, Any]) -> str:
    """Return what a message looks like: a tick on a button changes it as much as a word does."""
    return f"{message['text']}{message['buttons']}"


@dataclass
class Room:
    """A chat as somebody looks at it; `noticed` is told every message that is looked at for the first time."""

    control: Control
    chat: int
    name: str = ""
    looked_at: dict[int, str] = field(default_factory=dict)
    noticed: Callable[["Room", dict[str, Any]], None] = lambda room, message: None  # noqa: ARG005 - a hook that does nothing
    changes: int = 0
    """How often the chat had changed at the last look."""

    async def messages(self) -> list[dict[str, Any]]:
        return await self._look("")

    async def changed(self) -> list[dict[str, Any]]:
        """Return the messages as soon as the chat is another than at the last look, at the latest after 5 s."""
        await asyncio.sleep(self.control.pause_seconds)
        return await self._look(f"&changes={self.changes}&wait={LOOK_SECONDS}")

    async def _look(self, how: str) -> list[dict[str, Any]]:
        answer = await self.control.get(f"messages?chat={self.chat}&after=0{how}")
        self.changes = answer["changes"]
        found: list[dict[str, Any]] = answer["messages"]
        return found

    async def sees(self, *parts: str) -> str:
        """Wait until one message of the bot that is new or changed since the last look holds all the parts."""
        deadline = asyncio.get_running_loop().time() + PATIENCE_SECONDS
        messages = await self.messages()
        while True:
            there = [each for each in messages if each["from"] == "bot"]
            for each in there:
                shown = str(each["text"])
                if self.looked_at.get(each["id"]) != face_of(each) and all(part in shown for part in parts):
                    self.looked_at |= {one["id"]: face_of(one) for one in there if one["id"] <= each["id"]}
                    self.noticed(self, each)
                    return shown
            if asyncio.get_running_loop().time() > deadline:
                shown = "\n---\n".join(str(each["text"]) for each in there[-6:])
                raise NotSeen(f"{parts} not among the last messages of {self.chat}:\n{shown}")
            messages = await self.changed()

    async def buttons(self) -> list[str]:
        """Return the labels under the newest message that has any."""
        for each in reversed(await self.messages()):
            if each["buttons"]:
                return [label for row in each["buttons"] for label in row]
        return []


@dataclass
class Person(Room):
    """Somebody with a phone; `acted` is told what they do."""

    acted: Callable[["Person", str], None] = lambda person, deed: None  # noqa: ARG005 - a hook that does nothing

    async def says(self, text: str, *, to: Room | None = None) -> None:
        self.acted(self, text)
        await self.control.post("say", {"from": self.chat, "text": text} | ({"chat": to.chat} if to else {}))

    async def taps(self, label: str, *, on: Room | None = None) -> None:
        """Tap the newest button of this label, as soon as it is there."""
        body = {"from": self.chat, "button": label} | ({"chat": on.chat} if on else {})
        deadline = asyncio.get_running_loop().time() + PATIENCE_SECONDS
        while True:
            try:
                await self.control.post("tap", body)
            except NotSeen:
                if asyncio.get_running_loop().time() > deadline:
                    raise
                await (on or self).changed()
            else:
                self.acted(self, f"【{label}】")
                return

    async def shares_contact(self, phone: str) -> None:
        self.acted(self, f"（名片 {phone}）")
        await self.control.post("share", {"from": self.chat, "contact": {"phone": phone}})

    async def shares_location(self, latitude: float, longitude: float, *, forwarded: bool = False) -> None:
        """Share where one is, or pass on a location that somebody sent before."""
        self.acted(self, "（位置）")
        where = {"lat": latitude, "lon": longitude, "forwarded": forwarded}
        await self.control.post("share", {"from": self.chat, "location": where})

    async def shares_photo(self, picture: bytes, *, caption: str = "", album: str = "") -> None:
        self.acted(self, f"（照片）{caption}")
        body = {"from": self.chat, "photo": base64.b64encode(picture).decode(), "caption": caption, "album": album}
        await self.control.post("share", body)

    async def shares_document(self, content: bytes, file_name: str) -> None:
        self.acted(self, f"（文件 {file_name}）")
        body = {"from": self.chat, "document": base64.b64encode(content).decode(), "filename": file_name}
        await self.control.post("share", body)

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
        answer = await self.control.get(f"answers?from={self.chat}&after=0")
        return [str(each["text"]) for each in answer["answers"] if each["text"]]
