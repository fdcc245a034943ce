"""Methods that put something new into a chat."""

from gateway.calls import Call
from gateway.delivering import caption_content, post, text_content
from gateway.media import described, given_facts, media_content, take_file
from gateway.refusals import bad_request
from gateway.world import Chat, Json, Message

_ALBUM = range(2, 11)
_ACTIONS = frozenset(
    {
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    }
)
_LATITUDES, _LONGITUDES = 90.0, 180.0


def send_message(call: Call) -> Json:
    chat = call.writable_chat()
    return post(call, chat, text_content(call))


def send_file(call: Call) -> Json:
    """sendPhoto, sendDocument, sendVoice, sendAudio and sendVideo: the method's name says the kind."""
    chat = call.writable_chat()
    kind = call.method.removeprefix("send").lower()
    caption = caption_content(call)
    stored = take_file(call, kind, call.params.get(kind))
    return post(call, chat, described(stored, given_facts(call)) | caption)


def send_location(call: Call) -> Json:
    chat = call.writable_chat()
    latitude, longitude = float(call.text("latitude") or 0), float(call.text("longitude") or 0)
    if abs(latitude) > _LATITUDES or abs(longitude) > _LONGITUDES:
        raise bad_request("wrong latitude or longitude specified")
    return post(call, chat, {"location": {"latitude": latitude, "longitude": longitude}})


def send_contact(call: Call) -> Json:
    chat = call.writable_chat()
    if not call.text("phone_number"):
        raise bad_request("phone number must not be empty")
    if not call.text("first_name"):
        raise bad_request("first name must not be empty")
    named = ("phone_number", "first_name", "last_name", "vcard")
    return post(call, chat, {"contact": {name: call.text(name) for name in named if call.text(name)}})


def send_media_group(call: Call) -> list[Json]:
    chat = call.writable_chat()
    items = call.params["media"]
    if len(items) not in _ALBUM:
        raise bad_request("media group must contain from 2 to 10 items")
    contents = [media_content(call, item) for item in items]
    call.stage.pace.spend(chat.id, messages=len(contents))
    album = str(call.world.next_number())
    sent = [call.world.add_message(chat, None, one | {"media_group_id": album}) for one in contents]
    return [call.world.wire_message(message) for message in sent]


def send_chat_action(call: Call) -> bool:
    chat = call.writable_chat()
    if call.text("action") not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    call.world.tell("action", {"chat": chat, "action": call.text("action")})
    return True


def _source(call: Call, missing: str) -> Message:
    chat: Chat = call.chat("from_chat_id")
    message = call.message(chat, "message_id", missing)
    if message.content.keys() & {"new_chat_members", "left_chat_member", "pinned_message"}:
        raise bad_request(missing)
    return message


def copy_message(call: Call) -> Json:
    """Contents without their origin; a caption given here replaces the old one."""
    chat = call.writable_chat()
    content = dict(_source(call, "message to copy not found").content)
    if "caption" in call.params and "text" not in content:
        content.pop("caption_entities", None)
        content |= caption_content(call)
    content.pop("forward_origin", None)
    return {"message_id": post(call, chat, content)["message_id"]}


def forward_message(call: Call) -> Json:
    chat = call.writable_chat()
    message = _source(call, "message to forward not found")
    if message.content.get("has_protected_content"):
        raise bad_request("message can't be forwarded")
    sender = message.sender.wire() if message.sender else call.world.bot.wire()
    origin = {"type": "user", "date": message.at, "sender_user": sender}
    return post(call, chat, {"forward_origin": origin} | message.content)
