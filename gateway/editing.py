"""Changing and taking back what was sent."""

from gateway.calls import Call
from gateway.delivering import caption_content, change, text_content
from gateway.media import media_content
from gateway.refusals import bad_request
from gateway.world import Chat, Json, Message

DELETABLE_SECONDS = 48 * 3600
_MEDIA = ("photo", "document", "voice", "audio", "video")
_AROUND_CAPTION = frozenset({"caption", "caption_entities"})
_DELETE_LIMIT = 100


def own_message(call: Call) -> Message:
    if call.params.get("inline_message_id"):
        raise bad_request("MESSAGE_ID_INVALID")
    message = call.message(call.writable_chat(), "message_id", "message to edit not found")
    if message.sender is not None or message.content.keys() & {"contact", "location", "forward_origin"}:
        raise bad_request("message can't be edited")
    return message


def _kept(message: Message, *but: str) -> Json:
    return {name: value for name, value in message.content.items() if name not in but}


def edit_message_text(call: Call) -> Json:
    message = own_message(call)
    if "text" not in message.content:
        raise bad_request("there is no text in the message to edit")
    return change(call, message, text_content(call))


def edit_message_caption(call: Call) -> Json:
    message = own_message(call)
    if not message.content.keys() & set(_MEDIA):
        raise bad_request("there is no caption in the message to edit")
    return change(call, message, _kept(message, *_AROUND_CAPTION) | caption_content(call))


def edit_message_reply_markup(call: Call) -> Json:
    message = own_message(call)
    return change(call, message, message.content)


def edit_message_media(call: Call) -> Json:
    message = own_message(call)
    return change(call, message, media_content(call, call.params["media"]))


def delete_message(call: Call) -> bool:
    chat = call.chat()
    _delete(call, chat, call.message(chat, "message_id", "message to delete not found"))
    return True


def delete_messages(call: Call) -> bool:
    """Those that cannot be found are skipped, as Telegram does."""
    chat = call.chat()
    numbers = call.params["message_ids"]
    if not 1 <= len(numbers) <= _DELETE_LIMIT:
        raise bad_request("there must be 1 to 100 message identifiers")
    for number in numbers:
        found = chat.messages.get(int(number))
        if found is not None:
            _delete(call, chat, found)
    return True


def _delete(call: Call, chat: Chat, message: Message) -> None:
    is_foreign = message.sender is not None
    if is_foreign and not chat.is_private and not chat.bot_is_administrator:
        raise bad_request("message can't be deleted")
    if call.world.clock.unix() - message.at > DELETABLE_SECONDS:
        raise bad_request("message can't be deleted for everyone")
    chat.messages.pop(message.id)
    if chat.keyboard_from is message:
        chat.keyboard_from = None
    if message.id in chat.pinned:
        chat.pinned.remove(message.id)
    call.world.tell("deleted", {"chat": chat, "message": message})
