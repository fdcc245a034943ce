"""Keyboards under messages: what Telegram refuses in them."""

from typing import Any

from telegram.constants import InlineKeyboardButtonLimit

from gateway.refusals import bad_request
from gateway.world import Json

_ACTIONS = frozenset(
    {
        "url",
        "callback_data",
        "web_app",
        "login_url",
        "switch_inline_query",
        "switch_inline_query_current_chat",
        "switch_inline_query_chosen_chat",
        "copy_text",
        "callback_game",
        "pay",
    }
)
_PRIVATE_ONLY = {
    "request_contact": "phone number can be requested in private chats only",
    "request_location": "location can be requested in private chats only",
    "request_poll": "poll can be requested in private chats only",
    "request_users": "users can be requested in private chats only",
    "request_chat": "chats can be requested in private chats only",
    "web_app": "web app buttons can be used in private chats only",
}
_BUTTONS_LIMIT = 100  # inline buttons under one message
_KINDS = ("inline_keyboard", "keyboard", "remove_keyboard", "force_reply")


def check_markup(markup: Any, *, is_private: bool, inline_only: bool = False) -> Json | None:
    """Answer the markup as it will be kept, or None for an empty one; refuse as Telegram does."""
    if not markup:
        return None
    if not isinstance(markup, dict) or not any(kind in markup for kind in _KINDS):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" in markup:
        return _inline(markup)
    if inline_only:
        raise bad_request("inline keyboard expected")
    if "keyboard" in markup:
        _reply_rows(_rows(markup["keyboard"]), is_private=is_private)
    return markup


def _rows(rows: Any) -> list[list[Any]]:
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request("can't parse keyboard: array of arrays of buttons expected")
    return rows


def _inline(markup: Json) -> Json | None:
    rows = [row for row in _rows(markup["inline_keyboard"]) if row]
    for row in rows:
        for button in row:
            _inline_button(button)
    if sum(map(len, rows)) > _BUTTONS_LIMIT:
        raise bad_request("REPLY_MARKUP_TOO_LONG")
    return {"inline_keyboard": rows} if rows else None


def _inline_button(button: Any) -> None:
    _label(button)
    if not _ACTIONS & button.keys():
        raise bad_request("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if "callback_data" in button:
        size = len(str(button["callback_data"]).encode())
        allowed = range(InlineKeyboardButtonLimit.MIN_CALLBACK_DATA, InlineKeyboardButtonLimit.MAX_CALLBACK_DATA + 1)
        if size not in allowed:
            raise bad_request("BUTTON_DATA_INVALID")
    if "url" in button and not _is_address(str(button["url"])):
        raise bad_request(f"inline keyboard button URL '{button['url']}' is invalid: Wrong HTTP URL")


def _is_address(url: str) -> bool:
    _, slashes, rest = url.partition("://")
    return bool(slashes and rest) or url.startswith("tel:") or ("." in url and " " not in url)


def _label(button: Any) -> None:
    if not isinstance(button, dict):
        raise bad_request("can't parse inline keyboard button: object expected")
    if not str(button.get("text", "")).strip():
        raise bad_request("BUTTON_TEXT_INVALID" if "text" in button else 'can\'t find field "text"')


def _reply_rows(rows: list[list[Any]], *, is_private: bool) -> None:
    if not any(rows):
        raise bad_request("keyboard must be non-empty")
    for row in rows:
        for button in row:
            if isinstance(button, str):
                continue
            _label(button)
            for wish, why in _PRIVATE_ONLY.items():
                if button.get(wish) and not is_private:
                    raise bad_request(why)
