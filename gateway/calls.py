"""One call of the Bot API: its parameters as the methods want to read them."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from gateway.entities import Entity, cannot_parse, recognised, trim, units
from gateway.html_text import parse_html
from gateway.markdown_text import parse_markdown
from gateway.refusals import bad_request, became_supergroup, forbidden
from gateway.stage import Stage
from gateway.world import Chat, Json, Message, Person, World

_TRUE = frozenset({"true", "1", "yes", "t", "y"})
_PARSERS = {"html": parse_html, "markdownv2": parse_markdown}


@dataclass(frozen=True, slots=True)
class Upload:
    name: str
    mime: str
    content: bytes


@dataclass(slots=True)
class Call:
    """`method` is Telegram's spelling; `params` are unfolded and have the right shape."""

    stage: Stage
    method: str
    params: Json
    uploads: dict[str, Upload]

    @property
    def world(self) -> World:
        return self.stage.world

    def text(self, name: str) -> str:
        return str(self.params.get(name) or "")

    def flag(self, name: str) -> bool:
        value = self.params.get(name)
        return value if isinstance(value, bool) else str(value).lower() in _TRUE

    def whole(self, name: str) -> int | None:
        value = self.params.get(name)
        try:
            return None if value in {None, ""} else int(str(value))
        except ValueError as cause:
            raise bad_request(f'parameter "{name}" must be an Integer') from cause

    def chat(self, name: str = "chat_id") -> Chat:
        """Find the chat a call names, whether the bot may write there or not."""
        value = self.params.get(name)
        if value in {None, ""}:
            raise bad_request(f"{name} is empty")
        chat_id = chat_id_of(value)
        successor = self.world.successors.get(chat_id) if chat_id is not None else None
        if successor is not None:
            raise became_supergroup(successor)
        chat = self.world.chats.get(chat_id) if chat_id is not None else None
        if chat is None:
            raise bad_request("chat not found")
        return chat

    def writable_chat(self) -> Chat:
        """Refuse a chat nobody opened, a person who blocked the bot, a group that threw it out."""
        chat = self.chat()
        if not chat.is_private:
            if not chat.has_bot:
                raise forbidden(f"bot was kicked from the {chat.kind} chat")
            return chat
        person = self.world.people[chat.id]
        if person.has_blocked:
            raise forbidden("bot was blocked by the user")
        if not person.has_opened:
            raise forbidden("bot can't initiate conversation with a user")
        return chat

    def person(self, name: str = "user_id") -> Person:
        person = self.world.people.get(self.whole(name) or 0)
        if person is None:
            raise bad_request("invalid user_id specified")
        return person

    def message(self, chat: Chat, name: str, missing: str) -> Message:
        """Messages from before a group became a supergroup cannot be reached under the new id."""
        found = chat.messages.get(self.whole(name) or 0)
        if found is None or found.chat_id != chat.id:
            raise bad_request(missing)
        return found

    def formatted(self, text_name: str, entities_name: str, limit: int, too_long: str) -> Json:
        """Plain text and entities under their own names; the limit counts what remains after parsing."""
        text, entities = self._parsed(self.text(text_name), entities_name)
        if units(text) > limit:
            raise bad_request(too_long)
        content: Json = {}
        if text:
            content[text_name] = text
        entities = recognised(text, entities)
        if entities:
            content[entities_name] = [self._with_person(entity) for entity in entities]
        return content

    def _parsed(self, source: str, entities_name: str) -> tuple[str, list[Entity]]:
        mode = self.text("parse_mode").lower()
        given = self.params.get(entities_name)
        if given and not mode:
            return trim(source, given_entities(source, given))
        if not mode:
            return source.strip(), []
        parser = _PARSERS.get(mode)
        if parser is None:
            raise bad_request("unsupported parse_mode")
        return trim(*parser(source))

    def _with_person(self, entity: Entity) -> Entity:
        if entity["type"] != "text_mention":
            return entity
        person = self.world.people.get(entity["user"].get("id"))
        return {**entity, "user": person.wire()} if person else {**entity, "type": "bold"}


def chat_id_of(value: Any) -> int | None:
    """Read a number; an @name is not known here, the rehearsal's chats have numbers only."""
    try:
        return int(str(value))
    except ValueError:
        return None


def given_entities(text: str, given: list[Any]) -> list[Entity]:
    total = units(text)
    for entity in given:
        offset, length = int(entity.get("offset", 0)), int(entity.get("length", 0))
        if offset < 0 or length <= 0 or offset + length > total:
            raise cannot_parse(f"entity at offset {offset} of length {length} reaches beyond the text")
    return [dict(entity) for entity in given]


Run = Callable[[Call], Any] | Callable[[Call], Awaitable[Any]]
