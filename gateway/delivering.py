"""What all sending and editing methods share: replies, markup, pace, and the message that comes out."""

from telegram.constants import MessageLimit

from gateway.calls import Call
from gateway.markups import check_markup
from gateway.refusals import bad_request
from gateway.world import Chat, Json, Message

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)


def text_content(call: Call) -> Json:
    if not call.text("text"):
        raise bad_request("message text is empty")
    content = call.formatted("text", "entities", MessageLimit.MAX_TEXT_LENGTH, "message is too long")
    if "text" not in content:
        raise bad_request("text must be non-empty")
    preview = call.params.get("link_preview_options")
    if preview:
        content["link_preview_options"] = preview
    return content


def caption_content(call: Call) -> Json:
    limit = MessageLimit.CAPTION_LENGTH
    return call.formatted("caption", "caption_entities", limit, "message caption is too long")


def post(call: Call, chat: Chat, content: Json) -> Json:
    """Check what stands around the content, spend the pace, and only then let it happen."""
    markup = check_markup(call.params.get("reply_markup"), is_private=chat.is_private)
    reply_to = _replied(call, chat)
    call.stage.pace.spend(chat.id)
    if call.flag("protect_content"):
        content["has_protected_content"] = True
    message = call.world.add_message(chat, None, content, markup=markup, reply_to=reply_to)
    return call.world.wire_message(message)


def _replied(call: Call, chat: Chat) -> Message | None:
    given = call.params.get("reply_parameters") or {}
    wanted = given.get("message_id") or call.whole("reply_to_message_id")
    if not wanted:
        return None
    found = chat.messages.get(int(wanted))
    forgiving = given.get("allow_sending_without_reply") or call.flag("allow_sending_without_reply")
    if found is None and not forgiving:
        raise bad_request("message to be replied not found")
    return found


def change(call: Call, message: Message, content: Json, *, replace_markup: bool = True) -> Json:
    """Replace content and inline keyboard; the same again is refused, as Telegram does."""
    chat = call.world.chats[message.chat_id]
    markup = message.markup
    if replace_markup:
        given = call.params.get("reply_markup")
        markup = check_markup(given, is_private=chat.is_private, inline_only=True)
    if content == message.content and markup == message.markup:
        raise bad_request(NOT_MODIFIED)
    call.stage.pace.spend(chat.id)
    message.content, message.markup = content, markup
    message.edited_at = call.world.clock.unix()
    call.world.tell("message", {"chat": chat, "message": message})
    return call.world.wire_message(message)
