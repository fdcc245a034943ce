"""Filters on what the worker has found out once per update: the press, the word, whether a form is open."""

from typing import Any

from aiogram.filters import Filter
from aiogram.types import TelegramObject

from handlers.turn import Turn
from wording.menu import Word
from wording.taps import Tap


class Tapped(Filter):
    """A press of this kind."""

    def __init__(self, *kinds: type[Tap]) -> None:
        self._kinds = kinds

    async def __call__(self, event: TelegramObject, tap: Tap | None = None) -> bool:  # noqa: ARG002 - aiogram's signature
        return isinstance(tap, self._kinds)


class Said(Filter):
    """One of these words, as a whole message, a big key or a menu button."""

    def __init__(self, *words: Word) -> None:
        self._words = words

    async def __call__(self, event: TelegramObject, word: Word | None = None) -> bool:  # noqa: ARG002 - aiogram's signature
        return word in self._words


class InForm(Filter):
    """A form is open in this conversation."""

    async def __call__(self, event: TelegramObject, turn: Turn) -> bool | dict[str, Any]:  # noqa: ARG002 - aiogram's signature
        return bool(turn.talk.state.get("form"))
