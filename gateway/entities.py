"""Formatted text: what the three ways of marking it up share. Offsets and lengths are UTF-16 units."""

import re
from dataclasses import dataclass, field
from typing import Any

from gateway.refusals import Refusal, bad_request

Entity = dict[str, Any]

_PLAIN = re.compile(
    r"(?P<url>https?://[^\s<>\"]+)"
    r"|(?<![\w/])(?P<bot_command>/[A-Za-z0-9_]{1,32}(?:@\w{3,32})?)(?![\w/])"
    r"|(?<!\w)(?P<mention>@[A-Za-z]\w{3,31})"
    r"|(?<!\w)(?P<hashtag>#\w+)"
)
_MAY_HOLD_PLAIN = ("/", "@", "#")
# Inside these nothing else is recognised.
OPAQUE = frozenset({"code", "pre"})


def units(text: str) -> int:
    """Length as Telegram counts it: an emoji beyond the basic plane is two."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def cannot_parse(why: str) -> Refusal:
    return bad_request(f"can't parse entities: {why}")


@dataclass(slots=True)
class Opened:
    """An entity whose end has not come yet; `started_byte` is where its mark stood in the source."""

    mark: str
    entity: Entity
    started_byte: int = 0


@dataclass(slots=True)
class Draft:
    """Plain text and entities while a parser walks over the source."""

    parts: list[str] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)
    opened: list[Opened] = field(default_factory=list)
    length: int = 0

    def write(self, text: str) -> None:
        self.parts.append(text)
        self.length += units(text)

    def open(self, mark: str, entity: Entity, started_byte: int) -> None:
        entity["offset"] = self.length
        self.opened.append(Opened(mark, entity, started_byte))

    def close(self) -> None:
        entity = self.opened.pop().entity
        entity["length"] = self.length - entity["offset"]
        if entity["length"] and entity.get("type"):
            self.entities.append(entity)

    def finish(self) -> tuple[str, list[Entity]]:
        return "".join(self.parts), sorted(self.entities, key=lambda e: (e["offset"], -e["length"]))


def trim(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """Telegram cuts blank space at both ends; entities are cut with it, and empty ones fall away."""
    stripped = text.strip()
    if stripped == text:
        return text, entities
    left = units(text[: len(text) - len(text.lstrip())])
    total = units(stripped)
    kept = []
    for entity in entities:
        start = max(entity["offset"] - left, 0)
        end = min(entity["offset"] + entity["length"] - left, total)
        if end > start:
            kept.append({**entity, "offset": start, "length": end - start})
    return stripped, kept


def recognised(text: str, entities: list[Entity]) -> list[Entity]:
    """Add what Telegram sees in plain text by itself: commands, links, mentions and hashtags."""
    if not any(sign in text for sign in _MAY_HOLD_PLAIN):
        return entities
    taken = [(e["offset"], e["offset"] + e["length"]) for e in entities if e["type"] in OPAQUE | {"text_link"}]
    found = list(entities)
    for match in _PLAIN.finditer(text):
        offset, length = units(text[: match.start()]), units(match.group())
        if not any(start < offset + length and offset < end for start, end in taken):
            found.append({"type": match.lastgroup, "offset": offset, "length": length})
    return sorted(found, key=lambda e: (e["offset"], -e["length"]))
