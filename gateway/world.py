"""Who and what exists in the rehearsal: people, chats, messages, files. One world, held in memory."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from gateway.clock import MovableClock
from gateway.refusals import RehearsalRefusal

Json = dict[str, Any]

FIRST_PERSON_ID = 1001
FIRST_GROUP_ID = -1001
FIRST_SUPERGROUP_ID = -1_001_000_000_001
_EPOCH = 1_735_689_600  # 2025-01-01, so that running numbers start small
_NAME_LIMIT = 64
_TITLE_LIMIT = 128


@dataclass(slots=True)
class Person:
    """`has_opened`: has written to the bot at least once, so the bot may write. `has_blocked` undoes it."""

    id: int
    name: str
    has_opened: bool = False
    has_blocked: bool = False

    def wire(self) -> Json:
        return {"id": self.id, "is_bot": False, "first_name": self.name, "language_code": "zh-hans"}


@dataclass(slots=True)
class Message:
    """`content` is what the wire shows besides the frame; `at` and `edited_at` are Unix seconds."""

    id: int
    chat_id: int
    sender: Person | None  # None: the bot
    at: int
    content: Json
    markup: Json | None = None
    reply_to: "Message | None" = None
    edited_at: int | None = None
    reactions: list[str] = field(default_factory=list)  # the bot's own

    @property
    def inline_keyboard(self) -> list[list[Json]]:
        return list((self.markup or {}).get("inline_keyboard", []))

    @property
    def reply_keyboard(self) -> list[list[Json]]:
        """Rows of buttons; a bare string is a button with that label."""
        rows = (self.markup or {}).get("keyboard", [])
        return [[{"text": cell} if isinstance(cell, str) else cell for cell in row] for row in rows]


@dataclass(slots=True)
class Chat:
    """A private chat has its person's id. `changes` counts what was said, rewritten or taken away in it."""

    id: int
    kind: str  # private, group, supergroup
    title: str
    member_ids: list[int] = field(default_factory=list)
    creator_id: int | None = None
    administrator_ids: set[int] = field(default_factory=set)
    has_bot: bool = True
    bot_is_administrator: bool = False
    messages: dict[int, Message] = field(default_factory=dict)
    keyboard_from: Message | None = None
    pinned: list[int] = field(default_factory=list)
    changes: int = 0

    @property
    def is_private(self) -> bool:
        return self.kind == "private"

    def wire(self) -> Json:
        if self.is_private:
            return {"id": self.id, "type": "private", "first_name": self.title}
        return {"id": self.id, "type": self.kind, "title": self.title}

    def newest_first(self) -> Iterator[Message]:
        return (self.messages[key] for key in reversed(self.messages))


_CHANGES = frozenset({"message", "deleted"})


@dataclass(slots=True)
class StoredFile:
    id: str
    unique_id: str
    path: str
    name: str
    mime: str
    kind: str  # photo, document, voice, audio, video
    content: bytes


@dataclass(slots=True)
class Bot:
    """How the bot shows itself; `id` follows the token of the latest call."""

    id: int = 700000
    first_name: str = "银龄帮"
    username: str = "yinling_bot"
    description: str = ""
    short_description: str = ""
    commands: dict[str, list[Json]] = field(default_factory=dict)
    menu_buttons: dict[int | None, Json] = field(default_factory=dict)

    def wire(self) -> Json:
        return {"id": self.id, "is_bot": True, "first_name": self.first_name, "username": self.username}


class World:
    """Everything there is, and whoever wants to hear of changes (`listeners`)."""

    def __init__(self, clock: MovableClock) -> None:
        self.clock = clock
        self.bot = Bot()
        self.people: dict[int, Person] = {}
        self.chats: dict[int, Chat] = {}
        self.successors: dict[int, int] = {}  # a former group id -> the supergroup's
        self.files: dict[str, StoredFile] = {}
        self.files_by_path: dict[str, StoredFile] = {}
        self.listeners: list[Callable[[str, Json], None]] = []
        self._free_person_id = FIRST_PERSON_ID
        # A bot keeps its database when the gateway is started anew: numbers must not come again.
        self.first_number = max(0, clock.unix() - _EPOCH) * 8
        self._last_number = self.first_number

    def next_number(self) -> int:
        """Answer a number for a message, file or tap: rising, never twice, not even after a restart."""
        self._last_number += 1
        return self._last_number

    def tell(self, kind: str, facts: Json) -> None:
        if kind in _CHANGES:
            facts["chat"].changes += 1
        for listener in tuple(self.listeners):
            listener(kind, facts)

    def add_person(self, name: str, person_id: int | None = None, *, has_opened: bool = False) -> Person:
        """Refuses an empty name, one beyond 64 characters, and an id that is taken or not positive."""
        if not name.strip() or len(name) > _NAME_LIMIT:
            raise RehearsalRefusal(400, "a person needs a name of 1 to 64 characters")
        if person_id is None:
            person_id = self._free_person_id
        if person_id <= 0 or person_id in self.people:
            raise RehearsalRefusal(400, f"the id {person_id} is taken, or is not a positive number")
        person = Person(person_id, name, has_opened=has_opened)
        self.people[person_id] = person
        self._free_person_id = max(self._free_person_id, person_id + 1)
        self.chats[person_id] = Chat(person_id, "private", name, [person_id])
        self.tell("people", {})
        return person

    def add_group(self, title: str, members: list[int], group_id: int | None = None) -> Chat:
        """Make the first member the creator; an id of -100… with 13 digits makes a supergroup at once."""
        if not title.strip() or len(title) > _TITLE_LIMIT:
            raise RehearsalRefusal(400, "a group needs a title of 1 to 128 characters")
        for member in members:
            self.person(member)
        if group_id is None:
            group_id = min((key for key in self.chats if key > FIRST_SUPERGROUP_ID), default=0)
            group_id = min(group_id, FIRST_GROUP_ID + 1) - 1
        if group_id >= 0 or group_id in self.chats or group_id in self.successors:
            raise RehearsalRefusal(400, f"the id {group_id} is taken, or is not a negative number")
        kind = "supergroup" if re.fullmatch(r"-100\d{10}", str(group_id)) else "group"
        chat = Chat(group_id, kind, title, list(members), creator_id=members[0] if members else None)
        self.chats[group_id] = chat
        self.tell("people", {})
        return chat

    def person(self, person_id: Any) -> Person:
        person = self.people.get(person_id) if isinstance(person_id, int) else None
        if person is None:
            raise RehearsalRefusal(404, f"nobody has the id {person_id!r}", people=sorted(self.people))
        return person

    def chat(self, chat_id: Any) -> Chat:
        """For the control interface: a former group id leads to the supergroup."""
        key = self.successors.get(chat_id, chat_id) if isinstance(chat_id, int) else None
        chat = self.chats.get(key) if key is not None else None
        if chat is None:
            raise RehearsalRefusal(404, f"no chat has the id {chat_id!r}", chats=sorted(self.chats))
        return chat

    def add_message(
        self,
        chat: Chat,
        sender: Person | None,
        content: Json,
        *,
        markup: Json | None = None,
        reply_to: Message | None = None,
    ) -> Message:
        message = Message(self.next_number(), chat.id, sender, self.clock.unix(), content, markup, reply_to)
        chat.messages[message.id] = message
        if sender is None and markup:
            if "keyboard" in markup:
                chat.keyboard_from = message
            elif "remove_keyboard" in markup:
                chat.keyboard_from = None
        self.tell("message", {"chat": chat, "message": message})
        return message

    def succeed(self, chat: Chat, new_id: int) -> None:
        """Let a group go on as a supergroup; what was said before stays readable, under the old id."""
        del self.chats[chat.id]
        for earlier, successor in self.successors.items():
            if successor == chat.id:
                self.successors[earlier] = new_id
        self.successors[chat.id] = new_id
        chat.id, chat.kind = new_id, "supergroup"
        chat.keyboard_from = None
        self.chats[new_id] = chat
        self.tell("people", {})

    def react(self, message: Message, signs: list[str]) -> None:
        message.reactions = signs
        self.tell("message", {"chat": self.chat(message.chat_id), "message": message})

    def keep_file(self, kind: str, name: str, mime: str, content: bytes) -> StoredFile:
        number = self.next_number()
        path = f"{kind}s/file_{number}{_suffix(name)}"
        stored = StoredFile(f"BQAC{number:012d}rehearsal", f"AgAD{number:010d}", path, name, mime, kind, content)
        self.files[stored.id] = stored
        self.files_by_path[path] = stored
        return stored

    def wire_message(self, message: Message, *, with_reply: bool = True) -> Json:
        chat = self.chat(message.chat_id)
        frame: Json = {
            "message_id": message.id,
            "from": message.sender.wire() if message.sender else self.bot.wire(),
            "chat": chat.wire(),
            "date": message.at,
        }
        if message.edited_at is not None:
            frame["edit_date"] = message.edited_at
        if with_reply and message.reply_to is not None:
            frame["reply_to_message"] = self.wire_message(message.reply_to, with_reply=False)
        frame.update(message.content)
        if message.inline_keyboard:
            frame["reply_markup"] = {"inline_keyboard": message.inline_keyboard}
        return frame


def _suffix(name: str) -> str:
    found = re.search(r"\.[A-Za-z0-9]{1,8}$", name)
    return found.group().lower() if found else ""
