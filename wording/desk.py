"""待办事项 in words."""

from collections.abc import Iterable

from wording.menu import LABELS, Word
from wording.message import Button, Message, lines, rows
from wording.taps import Menu


def desk(waiting: int, counted: str, doors: Iterable[Word] = ()) -> Message:
    """Say what waits, and show the way to everything the person keeps in order."""
    first = f"有 {waiting} 件事等您：" if waiting else "现在没有等您办的事，喝口茶吧。"
    return Message(lines(first, counted), rows(Button(LABELS[word], Menu(word.value).pack()) for word in doors))
