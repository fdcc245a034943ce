"""待办事项 in words."""

from wording.message import Message, lines


def desk(waiting: int, counted: str) -> Message:
    first = f"有 {waiting} 件事等您：" if waiting else "现在没有等您办的事，喝口茶吧。"
    return Message(lines(first, counted))
