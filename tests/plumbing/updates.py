"""Updates as Telegram writes them, without Telegram."""

import json
from typing import Any

from storage.inbox import Update

BOT = 123456789
TOKEN = f"{BOT}:TEST-token_that-has-the-shape-of-a-real-1"


def said(number: int, chat: int, text: str) -> Update:
    """Return the update of a private message."""
    return _kept(number, chat, {"message": _message(number, chat, text)})


def tapped(number: int, chat: int, press: str) -> Update:
    """Return the update of a pressed button under a message in the private chat."""
    query = {
        "id": str(number),
        "from": _person(chat),
        "message": _message(number, chat, "…"),
        "chat_instance": "1",
        "data": press,
    }
    return _kept(number, chat, {"callback_query": query})


def _kept(number: int, chat: int, body: dict[str, Any]) -> Update:
    return Update(number, chat, json.dumps({"update_id": number, **body}, ensure_ascii=False))


def _message(number: int, chat: int, text: str) -> dict[str, Any]:
    return {
        "message_id": number,
        "date": 1773105600,
        "chat": {"id": chat, "type": "private", "first_name": "甲"},
        "from": _person(chat),
        "text": text,
    }


def _person(user: int) -> dict[str, Any]:
    return {"id": user, "is_bot": False, "first_name": "甲"}
