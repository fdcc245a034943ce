"""Answers to taps, reactions, pins: methods about a message that send none."""

from telegram.constants import CallbackQueryLimit

from gateway.calls import Call
from gateway.refusals import bad_request
from gateway.stage import Press

_ANSWERABLE_SECONDS = 15 * 60  # Telegram publishes no number; taps go stale within minutes
_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


def answer_callback_query(call: Call) -> bool:
    press: Press | None = call.stage.presses.get(call.text("callback_query_id"))
    now = call.world.clock.unix()
    if press is None or now - press.at > _ANSWERABLE_SECONDS:
        raise bad_request(_TOO_OLD)
    if len(call.text("text")) > CallbackQueryLimit.ANSWER_CALLBACK_QUERY_TEXT_LENGTH:
        raise bad_request("MESSAGE_TOO_LONG")
    del call.stage.presses[press.id]
    answer = {
        "n": len(call.stage.answers) + 1,
        "callback": press.id,
        "from": press.person_id,
        "chat": press.message.chat_id,
        "message": press.message.id,
        "text": call.text("text"),
        "alert": call.flag("show_alert"),
        "at": call.world.clock.now().isoformat(),
    }
    call.stage.answers.append(answer)
    call.world.tell("answer", answer)
    return True


def set_message_reaction(call: Call) -> bool:
    message = call.message(call.writable_chat(), "message_id", "message to react not found")
    reactions = call.params.get("reaction") or []
    if len(reactions) > 1:
        raise bad_request("too many reactions")
    signs = [reaction.get("emoji", "") for reaction in reactions]
    call.world.react(message, signs)
    return True


def pin_chat_message(call: Call) -> bool:
    chat = call.writable_chat()
    message = call.message(chat, "message_id", "message to pin not found")
    if message.id not in chat.pinned:
        chat.pinned.append(message.id)
    call.world.tell("pinned", {"chat": chat})
    return True


def unpin_chat_message(call: Call) -> bool:
    """Without a message: the newest pin; nothing pinned is no fault, as Telegram has it."""
    chat = call.writable_chat()
    number = call.whole("message_id") or (chat.pinned[-1] if chat.pinned else None)
    if number in chat.pinned:
        chat.pinned.remove(number)
    call.world.tell("pinned", {"chat": chat})
    return True


def unpin_all_chat_messages(call: Call) -> bool:
    chat = call.writable_chat()
    chat.pinned.clear()
    call.world.tell("pinned", {"chat": chat})
    return True
