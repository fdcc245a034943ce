"""Reading a raw update only as far as plumbing needs it: whose chat is it?"""

import json
from typing import Any

from storage.inbox import Update

WANTED = ("message", "callback_query", "my_chat_member")


def inbox_row(raw: dict[str, Any]) -> Update:
    """Return the update as the inbox keeps it; one without a chat keeps the order of its sender."""
    return Update(int(raw["update_id"]), _chat_id(raw), json.dumps(raw, ensure_ascii=False, separators=(",", ":")))


def _chat_id(raw: dict[str, Any]) -> int:
    for kind, body in raw.items():
        if kind == "update_id" or not isinstance(body, dict):
            continue
        inner = body.get("message") if kind == "callback_query" else body
        chat = inner.get("chat") if isinstance(inner, dict) else None
        sender = body.get("from")
        if isinstance(chat, dict):
            return int(chat["id"])
        if isinstance(sender, dict):
            return int(sender["id"])
    return 0
