"""python-telegram-bot as the mouth: one message to one chat, and what came of it as a value."""

import os
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

# Spans as timedeltas, which is PTB's coming default; without this it warns at every RetryAfter.
os.environ.setdefault("PTB_TIMEDELTA", "1")

from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputFile,
    InputMediaPhoto,
    KeyboardButton,
    LinkPreviewOptions,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    NetworkError,
    RetryAfter,
    TelegramError,
)
from telegram.ext import BaseRateLimiter, ExtBot
from telegram.request import HTTPXRequest

from usecases.mail import Letter, Moved, Outcome, Rejected, Sent, TryLater, Unclear, Unreachable
from wording.message import Document, Message, Shown

CONNECTIONS = 64
TIMEOUT_SECONDS = 20.0
# Seconds before the nth further try; the last one repeats.
BACK_OFF = (1, 2, 5, 15, 60, 300)
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
# What Telegram says when a chat cannot be written to, though it calls it a bad request.
GONE = ("chat not found", "user is deactivated", "group chat was deactivated", "bot was kicked", "not enough rights")
# An edit that changes nothing has arrived already.
UNCHANGED = "message is not modified"
EDIT_IMPOSSIBLE = ("message to edit not found", "message can't be edited")

# The message is of the other kind: words alone, or a picture with words under it.
OTHER_WAY = ("there is no text in the message", "there is no caption in the message")
LONGEST_CAPTION = 1024
# Turns what is to be shown into bytes, off the event loop; handed in by `bot`.
Paint = Callable[[Document], Coroutine[Any, Any, bytes]]
Wait = Callable[[float], Coroutine[Any, Any, None]]


@dataclass(frozen=True, slots=True)
class Slot:
    """The monotonic second at which a message may leave."""

    at: float


class SlotLimiter(BaseRateLimiter[Slot]):
    """PTB's plug-in point, fed with slots that the courier has taken: it only waits for the moment."""

    def __init__(self, wait_until: Wait) -> None:
        self._wait_until = wait_until

    async def initialize(self) -> None:
        """Nothing to set up."""

    async def shutdown(self) -> None:
        """Nothing to give back."""

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Any]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,  # noqa: ARG002 - PTB's signature
        data: dict[str, Any],  # noqa: ARG002 - PTB's signature
        rate_limit_args: Slot | None,
    ) -> Any:
        if rate_limit_args is not None:
            await self._wait_until(rate_limit_args.at)
        return await callback(*args, **kwargs)


def make_bot(token: str, api_base: str, proxy: str | None, wait_until: Wait) -> ExtBot[Any]:
    """Return PTB's bot, pointed at an API base of our choice and through the proxy if there is one."""
    request = HTTPXRequest(
        connection_pool_size=CONNECTIONS,
        read_timeout=TIMEOUT_SECONDS,
        write_timeout=TIMEOUT_SECONDS,
        connect_timeout=TIMEOUT_SECONDS,
        pool_timeout=TIMEOUT_SECONDS,
        proxy=proxy,
    )
    return ExtBot(
        token,
        base_url=f"{api_base}/bot",
        base_file_url=f"{api_base}/file/bot",
        request=request,
        rate_limiter=SlotLimiter(wait_until),
    )


class Mouth:
    """Says letters through an `ExtBot` and turns whatever happens into an outcome."""

    def __init__(self, bot: ExtBot[Any], paint: Paint | None = None) -> None:
        self._bot = bot
        self._paint = paint

    async def open(self) -> None:
        """Open the connections only: PTB's own `initialize` asks getMe and fails while the network is down."""
        await self._bot.request.initialize()

    async def close(self) -> None:
        await self._bot.request.shutdown()

    async def say(self, letter: Letter, message: Message, slot: Slot, now: datetime) -> Outcome:
        try:
            return Sent(await self._send(letter, message, slot))
        except TelegramError as trouble:
            return _outcome(trouble, letter, now)

    async def _send(self, letter: Letter, message: Message, slot: Slot) -> int:
        if letter.edits_message_id is not None:
            await self._edit(letter, letter.edits_message_id, message, slot)
            return letter.edits_message_id
        if message.document is not None:
            return await self._send_document(letter, message, message.document, slot)
        if message.photo:
            return await self._send_photo(letter, message, slot)
        if message.album:
            album = [
                InputMediaPhoto(each, caption=None if place else message.text)
                for place, each in enumerate(message.album)
            ]
            return (await self._bot.send_media_group(letter.chat_id, album, rate_limit_args=slot))[0].message_id
        if message.voice:
            note = await self._bot.send_voice(
                letter.chat_id,
                message.voice,
                caption=message.text,
                reply_markup=_markup(message),
                rate_limit_args=slot,
            )
            return note.message_id
        sent = await self._bot.send_message(
            letter.chat_id,
            message.text,
            reply_markup=_markup(message),
            link_preview_options=NO_PREVIEW,
            rate_limit_args=slot,
        )
        return sent.message_id

    async def _edit(self, letter: Letter, message_id: int, message: Message, slot: Slot) -> None:
        """Put new words into a message, or under its picture, which stays; whichever of the two it has."""
        ways = [self._edit_text, self._edit_caption]
        first, second = ways if message.document is None else ways[::-1]
        try:
            await first(letter, message_id, message, slot)
        except BadRequest as refused:
            if not any(words in refused.message.lower() for words in OTHER_WAY):
                raise
            await second(letter, message_id, message, slot)

    async def _edit_text(self, letter: Letter, message_id: int, message: Message, slot: Slot) -> None:
        await self._bot.edit_message_text(
            message.text,
            chat_id=letter.chat_id,
            message_id=message_id,
            reply_markup=_inline(message),
            link_preview_options=NO_PREVIEW,
            rate_limit_args=slot,
        )

    async def _edit_caption(self, letter: Letter, message_id: int, message: Message, slot: Slot) -> None:
        await self._bot.edit_message_caption(
            letter.chat_id,
            message_id,
            caption=message.text[:LONGEST_CAPTION],
            reply_markup=_inline(message),
            rate_limit_args=slot,
        )

    async def _send_photo(self, letter: Letter, message: Message, slot: Slot) -> int:
        """Send a picture that somebody sent us once; one that the messenger no longer knows leaves its words."""
        markup = _markup(message)
        try:
            sent = await self._bot.send_photo(
                letter.chat_id,
                message.photo,
                caption=message.text[:LONGEST_CAPTION],
                reply_markup=markup,
                rate_limit_args=slot,
            )
        except BadRequest as refused:
            if any(words in refused.message.lower() for words in GONE):
                raise
            sent = await self._bot.send_message(
                letter.chat_id,
                message.text,
                reply_markup=markup,
                link_preview_options=NO_PREVIEW,
                rate_limit_args=slot,
            )
        return sent.message_id

    async def _send_document(self, letter: Letter, message: Message, document: Document, slot: Slot) -> int:
        """Draw the document and send it; what cannot be drawn raises, and the courier sets the letter aside."""
        if self._paint is None:
            raise LookupError(f"nobody here draws {document.paper}")
        drawn = InputFile(await self._paint(document), filename=document.file_name)
        common: dict[str, Any] = {
            "caption": message.text[:LONGEST_CAPTION] or None,
            "reply_markup": _markup(message),
            "rate_limit_args": slot,
        }
        if document.shown is Shown.PHOTO:
            return (await self._bot.send_photo(letter.chat_id, drawn, **common)).message_id
        return (await self._bot.send_document(letter.chat_id, drawn, **common)).message_id


def _outcome(trouble: TelegramError, letter: Letter, now: datetime) -> Outcome:
    match trouble:
        case RetryAfter():
            return TryLater(now + _seconds(trouble.retry_after), "429")
        case ChatMigrated():
            return Moved(trouble.new_chat_id)
        case Forbidden():
            return Unreachable(trouble.message)
        case BadRequest():
            return _bad_request(letter, trouble.message)
        case NetworkError():
            return _after_trouble(trouble, letter, now)
        case _:
            return TryLater(now + _back_off(letter.attempts), trouble.message)


def _bad_request(letter: Letter, why: str) -> Outcome:
    said = why.lower()
    if UNCHANGED in said:
        return Sent(letter.edits_message_id or 0)
    if any(words in said for words in GONE):
        return Unreachable(why)
    return Rejected(why)


def _after_trouble(trouble: TelegramError, letter: Letter, now: datetime) -> Outcome:
    """Tell what certainly did not arrive from what may have.

    A refused connection and a 5xx with a body were not carried out; a time-out or a cut after the request went out is
    ambiguous.
    """
    cause = trouble.__cause__
    never_left = {"ConnectError", "ConnectTimeout", "PoolTimeout", "ProxyError", "UnsupportedProtocol"}
    if cause is None or type(cause).__name__ in never_left:
        return TryLater(now + _back_off(letter.attempts), trouble.message)
    return Unclear(f"{type(cause).__name__}: {trouble.message}")


def _back_off(attempts: int) -> timedelta:
    return timedelta(seconds=BACK_OFF[min(attempts, len(BACK_OFF) - 1)])


def _seconds(retry_after: float | timedelta) -> timedelta:
    return retry_after if isinstance(retry_after, timedelta) else timedelta(seconds=retry_after)


def _inline(message: Message) -> InlineKeyboardMarkup | None:
    if not message.buttons:
        return None
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(each.label, callback_data=each.press) for each in row] for row in message.buttons]
    )


def _markup(message: Message) -> InlineKeyboardMarkup | ReplyKeyboardMarkup | ReplyKeyboardRemove | None:
    if message.keyboard is None:
        return _inline(message)
    if not message.keyboard:
        return ReplyKeyboardRemove()
    keys = [
        [
            KeyboardButton(
                key.label, request_contact=key.shares == "contact", request_location=key.shares == "location"
            )
            for key in row
        ]
        for row in message.keyboard
    ]
    shares = any(key.shares for row in message.keyboard for key in row)
    return ReplyKeyboardMarkup(keys, resize_keyboard=True, is_persistent=not shares, one_time_keyboard=shares)
