"""Methods that look at chats and members, and at files."""

from collections.abc import Iterable

from telegram.constants import FileSizeLimit

from gateway.calls import Call
from gateway.refusals import bad_request
from gateway.world import Chat, Json, Person

ADMIN_RIGHTS = (
    "can_be_edited",
    "is_anonymous",
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
)
_REFUSED_RIGHTS = frozenset({"can_be_edited", "is_anonymous"})


def member_facts(chat: Chat, person: Json, *, is_in: bool, is_administrator: bool) -> Json:
    facts: Json = {"user": person, "status": "member"}
    if not is_in:
        facts["status"] = "left"
    elif person["id"] == chat.creator_id:
        facts |= {"status": "creator", "is_anonymous": False}
    elif is_administrator:
        facts |= {"status": "administrator"}
        facts |= {right: right not in _REFUSED_RIGHTS for right in ADMIN_RIGHTS}
    return facts


def person_in(chat: Chat, person: Person) -> Json:
    return member_facts(
        chat,
        person.wire(),
        is_in=person.id in chat.member_ids,
        is_administrator=person.id in chat.administrator_ids,
    )


def bot_in(chat: Chat, bot: Json) -> Json:
    return member_facts(chat, bot, is_in=chat.has_bot, is_administrator=chat.bot_is_administrator)


def get_chat(call: Call) -> Json:
    chat = call.chat()
    facts = chat.wire() | {"accent_color_id": 0, "max_reaction_count": 11}
    facts["accepted_gift_types"] = dict.fromkeys(
        (
            "unlimited_gifts",
            "limited_gifts",
            "unique_gifts",
            "premium_subscription",
            "gifts_from_channels",
        ),
        False,
    )
    if not chat.is_private:
        facts["permissions"] = {"can_send_messages": True}
    if chat.pinned:
        facts["pinned_message"] = call.world.wire_message(chat.messages[chat.pinned[-1]])
    return facts


def get_chat_member(call: Call) -> Json:
    chat = call.chat()
    if call.whole("user_id") == call.world.bot.id:
        return bot_in(chat, call.world.bot.wire())
    return person_in(chat, call.person())


def get_chat_administrators(call: Call) -> list[Json]:
    """List the creator first; bots are left out, but this one is named when it is an administrator."""
    chat = call.chat()
    if chat.is_private:
        raise bad_request("there are no administrators in the private chat")
    leading: Iterable[int] = (
        number for number in chat.member_ids if number == chat.creator_id or number in chat.administrator_ids
    )
    found = [person_in(chat, call.world.people[number]) for number in leading]
    found.sort(key=lambda member: member["status"] != "creator")
    return found + ([bot_in(chat, call.world.bot.wire())] if chat.bot_is_administrator else [])


def get_chat_member_count(call: Call) -> int:
    chat = call.chat()
    return 2 if chat.is_private else len(chat.member_ids) + int(chat.has_bot)


def leave_chat(call: Call) -> bool:
    chat = call.chat()
    if chat.is_private:
        raise bad_request("chat member status can't be changed in private chats")
    chat.has_bot = False
    call.world.tell("people", {})
    return True


def get_file(call: Call) -> Json:
    stored = call.world.files.get(call.text("file_id"))
    if stored is None:
        raise bad_request("invalid file_id")
    if len(stored.content) > FileSizeLimit.FILESIZE_DOWNLOAD:
        raise bad_request("file is too big")
    return {
        "file_id": stored.id,
        "file_unique_id": stored.unique_id,
        "file_size": len(stored.content),
        "file_path": stored.path,
    }
