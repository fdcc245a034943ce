"""What people do in the rehearsal: say, tap, share. Each becomes the update Telegram would send."""

from typing import Any

from gateway.calls import Upload
from gateway.entities import recognised, units
from gateway.looking import bot_in, person_in
from gateway.media import described, store_upload
from gateway.refusals import Refusal, RehearsalRefusal
from gateway.stage import Press, Stage
from gateway.world import FIRST_SUPERGROUP_ID, Chat, Json, Message, Person

_TEXT_LIMIT = 4096
_NEEDS_SHARE = ("request_contact", "request_location")
_SERVICE = frozenset({"new_chat_members", "left_chat_member", "migrate_to_chat_id", "migrate_from_chat_id"})


class Actors:
    """Every method refuses what the person could not do on a phone, in plain words."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.world = stage.world

    def say(self, person: Person, chat: Chat, text: str, reply_to: Message | None = None) -> int:
        if not text.strip() or units(text) > _TEXT_LIMIT:
            raise RehearsalRefusal(400, "'text' must have 1 to 4096 characters")
        content: Json = {"text": text}
        entities = recognised(text, [])
        if entities:
            content["entities"] = entities
        return self._write(person, chat, content, reply_to)

    def tap(self, person: Person, chat: Chat, label: str, message: Message | None = None) -> Json:
        """Turn an inline button into a callback_query, a keyboard's button into a message with its label."""
        self._must_belong(person, chat)
        inline = self._inline_button(chat, label, message)
        if inline is not None:
            return self._press(person, *inline)
        source = message or chat.keyboard_from
        for row in source.reply_keyboard if source else []:
            for button in row:
                if button["text"] == label:
                    return self._type_label(person, chat, button, source)
        labels = self.labels(chat, message)
        raise RehearsalRefusal(404, f"there is no button {label!r} here", buttons=labels)

    def labels(self, chat: Chat, message: Message | None = None) -> list[str]:
        """Every label that can be tapped, the newest message's first, each once."""
        sources = [message] if message else self._reachable(chat)
        keyboard = message or chat.keyboard_from
        rows = [row for source in sources for row in source.inline_keyboard]
        rows += keyboard.reply_keyboard if keyboard else []
        return list(dict.fromkeys(button["text"] for row in rows for button in row))

    def _reachable(self, chat: Chat) -> list[Message]:
        return [one for one in chat.newest_first() if one.chat_id == chat.id and one.sender is None]

    def _inline_button(self, chat: Chat, label: str, message: Message | None) -> tuple[Message, Json] | None:
        for source in [message] if message else self._reachable(chat):
            for row in source.inline_keyboard:
                for button in row:
                    if button["text"] == label:
                        return source, button
        return None

    def _press(self, person: Person, message: Message, button: Json) -> Json:
        if "url" in button:
            return {"update_id": None, "url": button["url"]}
        if "copy_text" in button:
            return {"update_id": None, "copied": button["copy_text"].get("text")}
        if "callback_data" not in button:
            raise RehearsalRefusal(400, f"the button {button['text']!r} does something only Telegram can")
        press = Press(str(self.world.next_number()), person.id, message, self.world.clock.unix())
        self.stage.presses[press.id] = press
        query = {
            "id": press.id,
            "from": person.wire(),
            "message": self.world.wire_message(message),
            "chat_instance": str(message.chat_id),
            "data": button["callback_data"],
        }
        return {"update_id": self.stage.updates.push("callback_query", query), "callback": press.id}

    def _type_label(self, person: Person, chat: Chat, button: Json, source: Message | None) -> Json:
        if any(button.get(wish) for wish in _NEEDS_SHARE):
            what = "contact" if button.get("request_contact") else "location"
            raise RehearsalRefusal(400, f"the button {button['text']!r} asks for a {what}: use POST /rehearsal/share")
        # In a group a phone sends the label as a reply to the message that brought the keyboard.
        reply_to = None if chat.is_private else source
        return {"update_id": self.say(person, chat, button["text"], reply_to)}

    def share_contact(self, person: Person, chat: Chat, contact: Json, reply_to: Message | None) -> int:
        """Without a name it is one's own card, and carries one's own id."""
        phone = str(contact.get("phone", "")).strip()
        if not phone:
            raise RehearsalRefusal(400, "'contact' needs a 'phone'")
        card: Json = {"phone_number": phone, "first_name": str(contact.get("name") or person.name)}
        if isinstance(contact.get("user_id"), int):
            card["user_id"] = contact["user_id"]
        elif card["first_name"] == person.name:
            card["user_id"] = person.id
        return self._write(person, chat, {"contact": card}, reply_to)

    def share_location(self, person: Person, chat: Chat, place: Json, reply_to: Message | None) -> int:
        try:
            latitude, longitude = float(place["lat"]), float(place["lon"])
        except (KeyError, TypeError, ValueError) as cause:
            raise RehearsalRefusal(400, "'location' needs the numbers 'lat' and 'lon'") from cause
        if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):  # noqa: PLR2004 - degrees on a globe
            raise RehearsalRefusal(400, "'lat' goes from -90 to 90, 'lon' from -180 to 180")
        content: Json = {"location": {"latitude": latitude, "longitude": longitude}}
        if place.get("forwarded"):
            content["forward_origin"] = {
                "type": "user",
                "date": self.world.clock.unix(),
                "sender_user": person.wire(),
            }
        return self._write(person, chat, content, reply_to)

    def share_file(
        self,
        person: Person,
        chat: Chat,
        kind: str,
        upload: Upload,
        caption: str,
        reply_to: Message | None,
        album: str = "",
    ) -> int:
        try:
            stored = store_upload(self.world, kind, upload)
        except Refusal as refusal:
            raise RehearsalRefusal(400, refusal.description) from refusal
        content = described(stored, {})
        if caption:
            content["caption"] = caption
        if album:
            content["media_group_id"] = album
        return self._write(person, chat, content, reply_to)

    def _must_belong(self, person: Person, chat: Chat) -> None:
        if person.id not in chat.member_ids:
            raise RehearsalRefusal(400, f"{person.name} is not in this chat", members=chat.member_ids)

    def _write(self, person: Person, chat: Chat, content: Json, reply_to: Message | None) -> int:
        self._must_belong(person, chat)
        if chat.is_private:
            if person.has_blocked:
                self.block(person, blocked=False)
            person.has_opened = True
        message = self.world.add_message(chat, person, content, reply_to=reply_to)
        if not self._bot_sees(chat, message):
            return self.stage.updates.skip()
        return self.stage.updates.push("message", self.world.wire_message(message))

    def _bot_sees(self, chat: Chat, message: Message) -> bool:
        """Group privacy: commands, replies to the bot, mentions of it and service messages get through."""
        if chat.is_private:
            return True
        if not chat.has_bot:
            return False
        if not self.stage.hides_group_talk or chat.bot_is_administrator or message.content.keys() & _SERVICE:
            return True
        if message.reply_to is not None and message.reply_to.sender is None:
            return True
        text = str(message.content.get("text") or message.content.get("caption") or "")
        name = f"@{self.world.bot.username}".lower()
        if text.startswith("/"):
            command = text.split(maxsplit=1)[0].lower()
            return "@" not in command or command.endswith(name)
        return name in text.lower()

    def service(self, chat: Chat, person: Person, content: Json) -> None:
        message = self.world.add_message(chat, person, content)
        if chat.has_bot or "left_chat_member" in content:
            self.stage.updates.push("message", self.world.wire_message(message))

    def announce_group(self, chat: Chat) -> None:
        """Tell the bot what Telegram tells it when it has come into a group."""
        if not chat.member_ids:
            return
        founder = self.world.people[chat.member_ids[0]]
        bot = self.world.bot.wire()
        self._bot_membership(chat, founder, "left")
        self.service(chat, founder, {"new_chat_members": [bot]})

    def _bot_membership(self, chat: Chat, person: Person, before: str) -> None:
        bot = self.world.bot.wire()
        after = bot_in(chat, bot)
        if chat.is_private and person.has_blocked:
            after = {"user": bot, "status": "kicked", "until_date": 0}
        before_facts: Json = {"user": bot, "status": before}
        if before == "kicked":
            before_facts["until_date"] = 0
        self.stage.updates.push("my_chat_member", self._change(chat, person, before_facts, after))

    def _change(self, chat: Chat, person: Person, before: Json, after: Json) -> Json:
        return {
            "chat": chat.wire(),
            "from": person.wire(),
            "date": self.world.clock.unix(),
            "old_chat_member": before,
            "new_chat_member": after,
        }

    def block(self, person: Person, *, blocked: bool) -> None:
        """Let the person block the bot, or let it in again; the bot hears of either."""
        if person.has_blocked == blocked:
            return
        person.has_blocked = blocked
        self._bot_membership(self.world.chats[person.id], person, "member" if blocked else "kicked")
        self.world.tell("people", {})

    def change_members(self, chat: Chat, joining: list[int], leaving: list[int]) -> None:
        if chat.is_private:
            raise RehearsalRefusal(400, "only groups have members that come and go")
        for person in [self.world.person(number) for number in joining]:
            if person.id not in chat.member_ids:
                before = person_in(chat, person)
                chat.member_ids.append(person.id)
                self.service(chat, person, {"new_chat_members": [person.wire()]})
                self._tell_membership(chat, person, before)
        for person in [self.world.person(number) for number in leaving]:
            if person.id in chat.member_ids:
                before = person_in(chat, person)
                chat.member_ids.remove(person.id)
                chat.administrator_ids.discard(person.id)
                self.service(chat, person, {"left_chat_member": person.wire()})
                self._tell_membership(chat, person, before)
        self.world.tell("people", {})

    def _tell_membership(self, chat: Chat, person: Person, before: Json) -> None:
        after = person_in(chat, person)
        self.stage.updates.push("chat_member", self._change(chat, person, before, after))

    def migrate(self, chat: Chat) -> int:
        """Make the group a supergroup now; calls for the old id are refused with the new one."""
        if chat.kind != "group":
            raise RehearsalRefusal(400, "only a group can become a supergroup")
        old_id = chat.id
        new_id = min([FIRST_SUPERGROUP_ID + 1, *(key for key in self.world.chats)]) - 1
        founder = self.world.people[chat.member_ids[0]] if chat.member_ids else None
        farewell = self.world.add_message(chat, founder, {"migrate_to_chat_id": new_id})
        if chat.has_bot:
            self.stage.updates.push("message", self.world.wire_message(farewell))
        self.world.succeed(chat, new_id)
        welcome = self.world.add_message(chat, founder, {"migrate_from_chat_id": old_id})
        if chat.has_bot:
            self.stage.updates.push("message", self.world.wire_message(welcome))
        return new_id


def find_message(chat: Chat, number: Any) -> Message | None:
    """None when none was named; a number that is not there is refused."""
    if number is None:
        return None
    found = chat.messages.get(number) if isinstance(number, int) else None
    if found is None:
        raise RehearsalRefusal(404, f"no message {number!r} in this chat")
    return found
