"""The shape of a call, checked with aiogram's own method models.

Importing aiogram takes seconds, so it happens on the first call (or early, by `warm`), not at import.
"""

import json
from functools import cache
from typing import Any

from pydantic import ValidationError

from gateway.refusals import Refusal, bad_request
from gateway.world import Json

# Sent as JSON text inside a form.
STRUCTURED = frozenset(
    {
        "allowed_updates",
        "caption_entities",
        "commands",
        "entities",
        "link_preview_options",
        "media",
        "menu_button",
        "message_ids",
        "reaction",
        "reply_markup",
        "reply_parameters",
        "scope",
    }
)
_MISSING = {
    "chat_id": "chat_id is empty",
    "from_chat_id": "from_chat_id is empty",
    "text": "message text is empty",
    "message_id": "message identifier is not specified",
    "callback_query_id": "query is too old and response timeout expired or query ID is invalid",
    "user_id": "invalid user_id specified",
    "photo": "there is no photo in the request",
    "document": "there is no document in the request",
    "voice": "there is no voice in the request",
    "audio": "there is no audio in the request",
    "video": "there is no video in the request",
}
_UNREADABLE = {
    "reply_markup": "object expected as reply markup",
    "entities": "can't parse entities: expected an Array of MessageEntity",
    "message_id": "message identifier is not specified",
    "user_id": "invalid user_id specified",
}


def warm() -> None:
    """Pay aiogram's import now."""
    _models()


@cache
def _models() -> Any:
    import aiogram.methods  # noqa: PLC0415 - it costs seconds; the server is up and listening before

    return aiogram.methods


@cache
def _model(method: str) -> Any:
    return getattr(_models(), method[0].upper() + method[1:])


def unfold(params: Json) -> Json:
    """Form values that are JSON text become what they stand for."""
    for name in STRUCTURED & params.keys():
        value = params[name]
        if not isinstance(value, str):
            continue
        if not value:
            del params[name]
            continue
        try:
            params[name] = json.loads(value)
        except ValueError as cause:
            raise _unreadable(name, "it is not JSON") from cause
    return params


def check_shape(method: str, params: Json) -> None:
    """Raise what Telegram would say of a missing or misshapen parameter; unknown ones it ignores."""
    try:
        _model(method).model_validate(params)
    except ValidationError as cause:
        problem = cause.errors(include_url=False, include_context=False)[0]
        name = str(problem["loc"][0]) if problem["loc"] else "request"
        if problem["type"] == "missing" and len(problem["loc"]) == 1:
            raise bad_request(_MISSING.get(name, f'parameter "{name}" is required')) from cause
        raise _unreadable(name, problem["msg"]) from cause


def _unreadable(name: str, why: str) -> Refusal:
    return bad_request(_UNREADABLE.get(name, f'can\'t parse parameter "{name}": {why}'))


def is_warm() -> bool:
    return bool(_models.cache_info().currsize)
