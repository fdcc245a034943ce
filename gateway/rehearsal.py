"""The control interface: what tests, trainers, scripts and the phone page use. JSON in, JSON out."""

import asyncio
import base64
import binascii
import json
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from gateway.acting import Actors, find_message
from gateway.calls import Upload
from gateway.faults import KINDS
from gateway.refusals import RehearsalRefusal
from gateway.showing import shown_chat, shown_message
from gateway.stage import Stage
from gateway.world import Chat, Json, Person

_CLOCK_PATIENCE_SECONDS = 5.0
_WAIT_LIMIT_SECONDS = 30.0
_NEVER_LOOKED = -1
_FILES = ("photo", "voice", "document")

Handler = Callable[[web.Request], Awaitable[Json]]


class Rehearsal:
    def __init__(self, stage: Stage, actors: Actors) -> None:
        self.stage = stage
        self.world = stage.world
        self.actors = actors

    def routes(self) -> list[web.RouteDef]:
        table: list[tuple[str, str, Handler]] = [
            ("POST", "people", self.add_person),
            ("GET", "people", self.list_people),
            ("POST", "groups", self.add_group),
            ("POST", "members", self.change_members),
            ("POST", "block", self.block),
            ("GET", "chats", self.list_chats),
            ("POST", "say", self.say),
            ("POST", "tap", self.tap),
            ("POST", "share", self.share),
            ("GET", "messages", self.list_messages),
            ("GET", "answers", self.list_answers),
            ("GET", "calls", self.list_calls),
            ("GET", "clock", self.read_clock),
            ("POST", "clock", self.move_clock),
            ("GET", "faults", self.list_faults),
            ("POST", "faults", self.add_fault),
            ("DELETE", "faults", self.clear_faults),
            ("GET", "settings", self.read_settings),
            ("POST", "settings", self.change_settings),
        ]
        return [web.route(verb, f"/rehearsal/{path}", _answering(run)) for verb, path, run in table]

    async def add_person(self, request: web.Request) -> Json:
        body = await _body(request)
        person = self.world.add_person(
            _text(body, "name"), _wished_id(body), has_opened=bool(body.get("opened", False))
        )
        return {"id": person.id}

    async def list_people(self, _request: web.Request) -> Json:
        return {
            "people": [
                {"id": one.id, "name": one.name, "opened": one.has_opened, "blocked": one.has_blocked}
                for one in self.world.people.values()
            ]
        }

    async def add_group(self, request: web.Request) -> Json:
        body = await _body(request)
        members = _numbers(body, "members")
        chat = self.world.add_group(_text(body, "title"), members, _wished_id(body))
        chat.administrator_ids.update(_numbers(body, "admins"))
        chat.bot_is_administrator = bool(body.get("bot_admin", False))
        self.actors.announce_group(chat)
        return {"id": chat.id}

    async def change_members(self, request: web.Request) -> Json:
        body = await _body(request)
        chat = self.world.chat(body.get("chat"))
        self.actors.change_members(chat, _numbers(body, "add"), _numbers(body, "remove"))
        return {"members": chat.member_ids}

    async def block(self, request: web.Request) -> Json:
        body = await _body(request)
        person = self.world.person(body.get("from"))
        self.actors.block(person, blocked=bool(body.get("blocked", True)))
        return {"blocked": person.has_blocked}

    async def list_chats(self, _request: web.Request) -> Json:
        return {"chats": [shown_chat(chat) for chat in self.world.chats.values()]}

    def _who_and_where(self, body: Json) -> tuple[Person, Chat]:
        person = self.world.person(body.get("from"))
        return person, self.world.chat(body.get("chat", person.id))

    async def say(self, request: web.Request) -> Json:
        body = await _body(request)
        person, chat = self._who_and_where(body)
        reply_to = find_message(chat, body.get("reply_to"))
        return {"update_id": self.actors.say(person, chat, _text(body, "text"), reply_to)}

    async def tap(self, request: web.Request) -> Json:
        body = await _body(request)
        person, chat = self._who_and_where(body)
        message = find_message(chat, body.get("message"))
        return self.actors.tap(person, chat, _text(body, "button"), message)

    async def share(self, request: web.Request) -> Json:
        body = await _body(request)
        person, chat = self._who_and_where(body)
        reply_to = find_message(chat, body.get("reply_to"))
        if isinstance(body.get("contact"), dict):
            number = self.actors.share_contact(person, chat, body["contact"], reply_to)
        elif isinstance(body.get("location"), dict):
            number = self.actors.share_location(person, chat, body["location"], reply_to)
        else:
            kind = next((name for name in _FILES if name in body), None)
            if kind is None:
                raise RehearsalRefusal(400, f"share one of: contact, location, {', '.join(_FILES)}")
            caption = str(body.get("caption") or "")
            album = str(body.get("album") or "")
            number = self.actors.share_file(person, chat, kind, _file(body, kind), caption, reply_to, album)
        return {"update_id": number}

    async def list_messages(self, request: web.Request) -> Json:
        """`after` leaves out numbers up to it; with `wait` (seconds) it waits for the first one.

        With `changes`, the number of an earlier answer, it waits for anything new, rewritten or taken away instead.
        """
        chat = self.world.chat(_number(request, "chat"))
        after = _number(request, "after", 0)
        known = _number(request, "changes", _NEVER_LOOKED)
        if known == _NEVER_LOOKED:
            await self._wait_for(lambda: any(one > after for one in reversed(chat.messages)), request)
        else:
            await self._wait_for(lambda: chat.changes != known, request)
        found = [one for number, one in chat.messages.items() if number > after]
        return {"changes": chat.changes, "messages": [shown_message(self.world, one) for one in found]}

    async def list_answers(self, request: web.Request) -> Json:
        after = _number(request, "after", 0)
        person = _number(request, "from", 0)

        def found() -> list[Json]:
            return [one for one in self.stage.answers[after:] if not person or one["from"] == person]

        await self._wait_for(found, request)
        return {"answers": found()}

    async def _wait_for(self, is_there: Callable[[], Any], request: web.Request) -> None:
        seconds = min(_number(request, "wait", 0), _WAIT_LIMIT_SECONDS)
        if seconds <= 0 or is_there():
            return
        changed = asyncio.Event()

        def listen(_kind: str, _facts: Json) -> None:
            changed.set()

        self.world.listeners.append(listen)
        try:
            async with asyncio.timeout(seconds):
                while not is_there():
                    changed.clear()
                    await changed.wait()
        except TimeoutError:
            return
        finally:
            self.world.listeners.remove(listen)

    async def list_calls(self, request: web.Request) -> Json:
        after = _number(request, "after", 0)
        return {"calls": [call for call in self.stage.calls if call["n"] > after]}

    async def read_clock(self, _request: web.Request) -> Json:
        return {"now": self.stage.clock.now().isoformat(), "offset": self.stage.clock.offset_seconds}

    async def move_clock(self, request: web.Request) -> Json:
        """Answers when the bot that polls has come back and knows; `known` is false if it did not in 5 s."""
        body = await _body(request)
        clock = self.stage.clock
        if "advance" in body:
            clock.advance(_seconds(body, "advance"))
        else:
            clock.move_to(_text(body, "to"))
        self.world.tell("clock", {})
        known = await self.stage.updates.until_bot_knows(clock.offset_seconds, at_most_seconds=_CLOCK_PATIENCE_SECONDS)
        return {"now": clock.now().isoformat(), "offset": clock.offset_seconds, "known": known}

    async def list_faults(self, _request: web.Request) -> Json:
        return {"faults": [fault.wire() for fault in self.stage.faults.active]}

    async def add_fault(self, request: web.Request) -> Json:
        body = await _body(request)
        kind = str(body.get("kind"))
        if kind not in KINDS:
            raise RehearsalRefusal(400, f"'kind' must be one of {', '.join(KINDS)}")
        chat = self.world.chat(body["chat"]) if body.get("chat") is not None else None
        if kind == "migrate":
            if chat is None:
                raise RehearsalRefusal(400, "'migrate' needs the 'chat' of a group")
            return {"id": self.actors.migrate(chat)}
        times = body.get("times", 1)
        if not isinstance(times, int) or times < -1 or times == 0:
            raise RehearsalRefusal(400, "'times' must be a positive number, or -1 for until cleared")
        wait = None if body.get("retry_after") is None else _seconds(body, "retry_after")
        method = _text(body, "method") if body.get("method") is not None else None
        fault = self.stage.faults.add(kind, chat.id if chat else None, times, wait, method)
        self.world.tell("faults", {})
        return fault.wire()

    async def clear_faults(self, _request: web.Request) -> Json:
        self.stage.faults.clear()
        self.world.tell("faults", {})
        return {"faults": []}

    async def read_settings(self, _request: web.Request) -> Json:
        return {"group_privacy": self.stage.hides_group_talk, "limits": self.stage.pace.strict}

    async def change_settings(self, request: web.Request) -> Json:
        """Yes/no each: `group_privacy` (BotFather's switch) and `limits` (Telegram's pace)."""
        body = await _body(request)
        for name in ("group_privacy", "limits"):
            if not isinstance(body.get(name, True), bool):
                raise RehearsalRefusal(400, f"{name!r} must be true or false")
        self.stage.hides_group_talk = body.get("group_privacy", self.stage.hides_group_talk)
        self.stage.pace.strict = body.get("limits", self.stage.pace.strict)
        return await self.read_settings(request)


def _answering(run: Handler) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def handle(request: web.Request) -> web.Response:
        try:
            return web.json_response(await run(request))
        except RehearsalRefusal as refusal:
            return web.json_response(refusal.body, status=refusal.status)

    return handle


async def _body(request: web.Request) -> Json:
    try:
        body = json.loads(await request.read() or b"{}")
    except ValueError as cause:
        raise RehearsalRefusal(400, "the body is not JSON") from cause
    if not isinstance(body, dict):
        raise RehearsalRefusal(400, "the body must be a JSON object")
    return body


def _text(body: Json, name: str) -> str:
    value = body.get(name)
    if not isinstance(value, str) or not value:
        raise RehearsalRefusal(400, f"{name!r} is missing, or is not a text")
    return value


def _numbers(body: Json, name: str) -> list[int]:
    value = body.get(name, [])
    if not isinstance(value, list) or not all(isinstance(one, int) for one in value):
        raise RehearsalRefusal(400, f"{name!r} must be a list of ids")
    return value


def _wished_id(body: Json) -> int | None:
    wished = body.get("id")
    if wished is not None and not isinstance(wished, int):
        raise RehearsalRefusal(400, "'id' must be a whole number")
    return wished


def _seconds(body: Json, name: str) -> float:
    value = body.get(name)
    if not isinstance(value, int | float) or isinstance(value, bool) or value < 0:
        raise RehearsalRefusal(400, f"{name!r} must be a number of seconds, not below 0")
    return float(value)


def _number(request: web.Request, name: str, default: int | None = None) -> int:
    value = request.query.get(name)
    if value is None and default is not None:
        return default
    try:
        return int(str(value))
    except ValueError as cause:
        raise RehearsalRefusal(400, f"?{name}= must be a whole number") from cause


def _file(body: Json, kind: str) -> Upload:
    try:
        content = base64.b64decode(_text(body, kind), validate=True)
    except binascii.Error as cause:
        raise RehearsalRefusal(400, f"{kind!r} must be the file in base64") from cause
    return Upload(str(body.get("filename") or ""), "", content)
