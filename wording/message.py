"""What a person sees: a text, buttons under it, and the big keys that stay below."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, fields, is_dataclass
from enum import StrEnum

from domain.notices import Fact

WIDE_LABEL = 6  # a longer label gets a row of its own, so that it is read at arm's length


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a message; `press` is what comes back, at most 64 bytes."""

    label: str
    press: str


@dataclass(frozen=True, slots=True)
class Key:
    """A big key of the keyboard; `shares` asks the phone for its contact or its location."""

    label: str
    shares: str = ""


class Shown(StrEnum):
    """How a document arrives: looked at in the chat, or kept as a file."""

    PHOTO = "photo"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class Document:
    """A picture or file that goes with a message. `paper` names who draws it and `facts` is what it shows, as JSON.

    It is drawn when it is sent and never lies in the outbox as bytes; `attached` makes one from a typed fact.
    """

    shown: Shown
    file_name: str
    paper: str
    facts: str


def attached(shown: Shown, file_name: str, paper: str, facts: object) -> Document:
    """Return the document that the painter named `paper` draws from these facts (dataclasses, lists, plain values)."""
    return Document(shown, file_name, paper, json.dumps(facts, default=_plain, ensure_ascii=False))


def _plain(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: getattr(value, field.name) for field in fields(value)}
    return str(value)


@dataclass(frozen=True, slots=True)
class Message(Fact):
    """One message; with a `document`, a `voice` or a `photo` the text stands below it, at most 1024 characters.

    `voice` is the messenger's name of a voice note that somebody sent us, `photo` that of a picture.
    An `album` is two to ten such pictures, under which there are no buttons.

    `keyboard` None leaves the keys as they are; an empty one takes them away.
    """

    text: str
    buttons: tuple[tuple[Button, ...], ...] = ()
    keyboard: tuple[tuple[Key, ...], ...] | None = None
    document: Document | None = None
    voice: str = ""
    photo: str = ""
    album: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.buttons and self.keyboard is not None:
            raise ValueError("Telegram takes buttons or keys with a message, not both")


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer to one update.

    `messages` go to the chat it came from, or to the person's own chat when it came from a group; `redraw` replaces
    the message whose button was pressed; `toast` floats over the screen for a moment (at most 200 characters).
    """

    messages: tuple[Message, ...] = ()
    redraw: Message | None = None
    toast: str = ""


def rows(buttons: Iterable[Button]) -> tuple[tuple[Button, ...], ...]:
    """Lay buttons out for large type: two short ones side by side, a long one alone."""
    laid: list[tuple[Button, ...]] = []
    for button in buttons:
        last = laid[-1] if laid else ()
        fits = len(last) == 1 and len(button.label) <= WIDE_LABEL and len(last[0].label) <= WIDE_LABEL
        laid = [*laid[:-1], (*last, button)] if fits else [*laid, (button,)]
    return tuple(laid)


def lines(*parts: str) -> str:
    """Join the lines that have something to say."""
    return "\n".join(part for part in parts if part)
