"""What a person sees: a text, buttons under it, and the big keys that stay below."""

from collections.abc import Iterable
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class Message(Fact):
    """One message. `keyboard` None leaves the keys as they are; an empty one takes them away."""

    text: str
    buttons: tuple[tuple[Button, ...], ...] = ()
    keyboard: tuple[tuple[Key, ...], ...] | None = None

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
