"""What plumbing knows about an update before anybody handles it: who spoke, where, which button or word it was."""

from dataclasses import dataclass
from datetime import datetime

from aiogram import Bot
from aiogram.types import CallbackQuery, Message, Update

from domain.people import Account, Speaker
from storage.inbox import Taken
from storage.unit_of_work import SqlUnitOfWork
from wording.menu import Word, heard
from wording.taps import Menu, Tap, unpack

# Telegram's own account for admins who hide behind the group; anybody could be behind it.
GROUP_ANONYMOUS = 1087968824


@dataclass(frozen=True, slots=True)
class Heard:
    """An update, taken apart; `tap` and `word` are None where it is neither."""

    update: Update
    user_id: int
    chat_id: int
    is_private: bool
    tap: Tap | None
    word: Word | None
    pressed: CallbackQuery | None


def hear(bot: Bot, taken: Taken) -> Heard:
    """Read an update as far as every handler needs it read."""
    update = Update.model_validate_json(taken.raw, context={"bot": bot})
    event = update.event
    pressed = event if isinstance(event, CallbackQuery) else None
    message = pressed.message if pressed else event
    chat = getattr(message, "chat", None)
    sender = getattr(event, "from_user", None)
    tap = unpack(pressed.data) if pressed and pressed.data else None
    text = event.text if isinstance(event, Message) else None
    word = _word_of(tap) if isinstance(tap, Menu) else heard(text) if text else None
    is_private = chat is None or chat.type == "private"
    user_id = sender.id if sender else taken.chat_id
    return Heard(update, user_id, chat.id if chat else user_id, is_private, tap, word, pressed)


async def speaker_of(uow: SqlUnitOfWork, heard_: Heard, now: datetime) -> Speaker:
    """Return who speaks; behind a channel or an anonymous admin stands nobody we know."""
    if heard_.user_id == GROUP_ANONYMOUS or getattr(heard_.update.event, "sender_chat", None) is not None:
        return Speaker(Account(0, heard_.user_id, None), heard_.chat_id, heard_.is_private, None, None, ())
    account, person, community = await uow.people.speaker_of(heard_.user_id, now)
    grants = await uow.people.grants(person.id) if person else ()
    held = tuple(grant for grant in grants if grant.holds(now))
    return Speaker(account, heard_.chat_id, heard_.is_private, person, community, held)


def _word_of(tap: Menu) -> Word | None:
    return Word(tap.word) if tap.word in Word.__members__.values() else None
