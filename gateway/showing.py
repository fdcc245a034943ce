"""Messages and chats as the control interface and the phone page show them."""

from gateway.world import Chat, Json, Message, World

_MEDIA = ("photo", "document", "voice", "audio", "video", "contact", "location")
_COPIED = (
    "contact",
    "location",
    "forward_origin",
    "media_group_id",
    "migrate_to_chat_id",
    "migrate_from_chat_id",
)


def shown_message(world: World, message: Message) -> Json:
    """`buttons` and `keyboard` are rows of labels; `rows` tells the page what each button does."""
    content = message.content
    media = next((kind for kind in _MEDIA if kind in content), None)
    text = content.get("text") or content.get("caption") or ""
    shown: Json = {
        "id": message.id,
        "chat": message.chat_id,
        "from": message.sender.id if message.sender else "bot",
        "name": message.sender.name if message.sender else world.bot.first_name,
        "text": text,
        "entities": content.get("entities") or content.get("caption_entities") or [],
        "buttons": [[button["text"] for button in row] for row in message.inline_keyboard],
        "keyboard": [[button["text"] for button in row] for row in message.reply_keyboard],
        "rows": [[_button(button) for button in row] for row in message.inline_keyboard],
        "media": media,
        "edited": message.edited_at is not None,
        "at": world.clock.at(message.at).isoformat(),
        "reply_to": message.reply_to.id if message.reply_to else None,
        "reactions": message.reactions,
    }
    if media not in {None, "contact", "location"}:
        shown["file"] = _file(world, message, str(media))
    for name in ("new_chat_members", "left_chat_member"):
        if name in content:
            people = content[name] if isinstance(content[name], list) else [content[name]]
            shown[name] = [person["first_name"] for person in people]
    return shown | {name: content[name] for name in _COPIED if name in content}


def _button(button: Json) -> Json:
    kind = "url" if "url" in button else "copy" if "copy_text" in button else "press"
    return {"text": button["text"], "kind": kind, "url": button.get("url")}


def _file(world: World, message: Message, media: str) -> Json:
    described = message.content[media][-1] if media == "photo" else message.content[media]
    stored = world.files[described["file_id"]]
    return {
        "id": stored.id,
        "name": stored.name,
        "mime": stored.mime,
        "bytes": len(stored.content),
        "seconds": described.get("duration"),
        "url": f"/rehearsal/files/{stored.path}",
    }


def shown_chat(chat: Chat) -> Json:
    keyboard = chat.keyboard_from
    markup = keyboard.markup or {} if keyboard else {}
    return {
        "id": chat.id,
        "type": chat.kind,
        "title": chat.title,
        "members": chat.member_ids,
        "administrators": sorted(chat.administrator_ids),
        "creator": chat.creator_id,
        "has_bot": chat.has_bot,
        "keyboard": keyboard.reply_keyboard if keyboard else [],
        "placeholder": markup.get("input_field_placeholder"),
        "pinned": chat.pinned,
        "messages": len(chat.messages),
        "last": next(chat.newest_first()).id if chat.messages else None,
    }
