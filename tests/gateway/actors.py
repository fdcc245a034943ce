"""Who takes part: a trainer at the control interface, and one client for each Telegram library."""

from typing import Any, Protocol

import aiohttp
import telegram
import telegram.error
from aiogram import Bot as AiogramBot
from aiogram import exceptions as aiogram_errors
from aiogram import types as aiogram_types
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer

TOKEN = "123456:" + "AAbbCC-dd_" * 4
PNG = bytes.fromhex("89504e470d0a1a0a0000000d494844520000000a0000000508020000000d1f7a4b0000000049454e44ae426082")
OGG = b"OggS\x00\x04" + (48_000 * 3).to_bytes(8, "little") + b"\x00" * 14


class Trainer:
    """Speaks to the control interface and insists on 200 unless `refused` is called."""

    def __init__(self, base_url: str, session: aiohttp.ClientSession) -> None:
        self.base_url = base_url
        self._session = session

    async def ask(self, verb: str, path: str, body: Any = None) -> tuple[int, dict[str, Any]]:
        async with self._session.request(verb, f"{self.base_url}/rehearsal/{path}", json=body) as answer:
            return answer.status, await answer.json()

    async def post(self, path: str, **body: Any) -> dict[str, Any]:
        body = {name.rstrip("_"): value for name, value in body.items()}
        status, answer = await self.ask("POST", path, body)
        assert status == 200, answer
        return answer

    async def refused(self, path: str, **body: Any) -> tuple[int, dict[str, Any]]:
        body = {name.rstrip("_"): value for name, value in body.items()}
        status, answer = await self.ask("POST", path, body)
        assert status in {400, 404}, answer
        return status, answer

    async def get(self, path: str) -> dict[str, Any]:
        status, answer = await self.ask("GET", path)
        assert status == 200, answer
        return answer

    async def messages(self, chat: int) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = (await self.get(f"messages?chat={chat}"))["messages"]
        return found

    async def raw(self, method: str, token: str = TOKEN, **params: Any) -> tuple[int, dict[str, Any]]:
        """One call as JSON, past both libraries, for what they would not send."""
        url = f"{self.base_url}/bot{token}/{method}"
        async with self._session.post(url, json=params) as answer:
            return answer.status, await answer.json()

    async def refusal(self, method: str, **params: Any) -> str:
        _, body = await self.raw(method, **params)
        assert not body["ok"], body
        return str(body["description"])


class Library(Protocol):
    """What the agreement tests need of either library; `bot` has the same method names in both."""

    bot: Any
    bad_request: type[Exception]
    forbidden: type[Exception]
    conflict: type[Exception]
    too_many: type[Exception]
    migrated: type[Exception]

    def inline(self, label: str, data: str) -> Any: ...
    def keyboard(self, label: str, **wish: bool) -> Any: ...
    def file(self, content: bytes, name: str) -> Any: ...
    def photo_media(self, content: bytes, caption: str) -> Any: ...
    def command(self, name: str, description: str) -> Any: ...
    def reaction(self, emoji: str) -> Any: ...
    async def download(self, file_id: str) -> bytes: ...
    def is_gone(self, trouble: Exception) -> bool: ...
    async def open(self) -> None: ...
    async def close(self) -> None: ...


class Aiogram:
    bad_request = aiogram_errors.TelegramBadRequest
    forbidden = aiogram_errors.TelegramForbiddenError
    conflict = aiogram_errors.TelegramConflictError
    too_many = aiogram_errors.TelegramRetryAfter
    migrated = aiogram_errors.TelegramMigrateToChat

    def __init__(self, base_url: str) -> None:
        session = AiohttpSession(api=TelegramAPIServer.from_base(base_url))
        self.bot: Any = AiogramBot(TOKEN, session=session)

    def inline(self, label: str, data: str) -> Any:
        button = aiogram_types.InlineKeyboardButton(text=label, callback_data=data)
        return aiogram_types.InlineKeyboardMarkup(inline_keyboard=[[button]])

    def keyboard(self, label: str, **wish: bool) -> Any:
        button = aiogram_types.KeyboardButton(text=label, request_contact=wish.get("request_contact"))
        return aiogram_types.ReplyKeyboardMarkup(keyboard=[[button]])

    def file(self, content: bytes, name: str) -> Any:
        return aiogram_types.BufferedInputFile(content, name)

    def photo_media(self, content: bytes, caption: str) -> Any:
        return aiogram_types.InputMediaPhoto(media=self.file(content, "a.png"), caption=caption)

    def command(self, name: str, description: str) -> Any:
        return aiogram_types.BotCommand(command=name, description=description)

    def reaction(self, emoji: str) -> Any:
        return [aiogram_types.ReactionTypeEmoji(emoji=emoji)]

    async def download(self, file_id: str) -> bytes:
        stream = await self.bot.download(file_id)
        return bytes(stream.read())

    def is_gone(self, trouble: Exception) -> bool:
        return isinstance(trouble, aiogram_errors.TelegramNetworkError)

    async def open(self) -> None:
        """Nothing to do: the session opens with the first call."""

    async def close(self) -> None:
        # Not session.close(): that sleeps a quarter of a second for TLS, which loopback has not.
        await (await self.bot.session.create_session()).close()


class Ptb:
    bad_request = telegram.error.BadRequest
    forbidden = telegram.error.Forbidden
    conflict = telegram.error.Conflict
    too_many = telegram.error.RetryAfter
    migrated = telegram.error.ChatMigrated

    def __init__(self, base_url: str) -> None:
        self.bot: Any = telegram.Bot(TOKEN, base_url=f"{base_url}/bot", base_file_url=f"{base_url}/file/bot")

    def inline(self, label: str, data: str) -> Any:
        return telegram.InlineKeyboardMarkup([[telegram.InlineKeyboardButton(label, callback_data=data)]])

    def keyboard(self, label: str, **wish: bool) -> Any:
        button = telegram.KeyboardButton(label, request_contact=wish.get("request_contact"))
        return telegram.ReplyKeyboardMarkup([[button]])

    def file(self, content: bytes, name: str) -> Any:
        return telegram.InputFile(content, filename=name)

    def photo_media(self, content: bytes, caption: str) -> Any:
        return telegram.InputMediaPhoto(content, caption=caption)

    def command(self, name: str, description: str) -> Any:
        return telegram.BotCommand(name, description)

    def reaction(self, emoji: str) -> Any:
        return emoji

    async def download(self, file_id: str) -> bytes:
        file = await self.bot.get_file(file_id)
        return bytes(await file.download_as_bytearray())

    def is_gone(self, trouble: Exception) -> bool:
        return isinstance(trouble, telegram.error.NetworkError)

    async def open(self) -> None:
        await self.bot.initialize()

    async def close(self) -> None:
        await self.bot.shutdown()
