"""待办事项 in words."""

from wording.menu import LABELS, Word
from wording.message import Button, Message, lines, rows
from wording.taps import Menu


def desk(waiting: int, counted: str, *, keeps_register: bool = False) -> Message:
    first = f"有 {waiting} 件事等您：" if waiting else "现在没有等您办的事，喝口茶吧。"
    buttons = (Button(LABELS[Word.RECORDS], Menu(Word.RECORDS.value).pack()),) if keeps_register else ()
    return Message(lines(first, counted), rows(buttons))
