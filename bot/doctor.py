"""`yinling doctor`: look at everything the bot leans on and say what to do."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from aiohttp import ClientError, ClientTimeout
from pydantic import ValidationError

from bot.clocks import wall_now
from bot.settings import Settings

PATIENCE = ClientTimeout(10)
MOST_DRIFT_SECONDS = 30
HTTP_OK, HTTP_UNAUTHORIZED = 200, 401


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at, whether it is well, and what to do if not."""

    what: str
    is_well: bool
    said: str


async def examine() -> int:
    """Print a line per finding; exit code 1 when something has to be done."""
    try:
        settings = Settings()
    except ValidationError as wrong:
        fields = ", ".join("YINLING_" + str(each["loc"][0]).upper() for each in wrong.errors())
        print(f"✗ settings: {fields} cannot be read. Look at .env and the environment.")
        return 1
    checks: tuple[Callable[[Settings], Awaitable[Finding]], ...] = (_settings, _database, _key, _token, _fonts, _speech)
    findings = [await check(settings) for check in checks]
    for each in findings:
        print(f"{'✓' if each.is_well else '✗'} {each.what}: {each.said}")
    return 0 if all(each.is_well for each in findings) else 1


async def _settings(settings: Settings) -> Finding:
    if settings.webhook_url and settings.webhook_secret is None:
        return Finding("settings", False, "YINLING_WEBHOOK_URL needs YINLING_WEBHOOK_SECRET; set one of 20 letters")
    mode = "rehearsal on the built-in gateway (no token)" if settings.is_rehearsal else f"bot at {settings.api_base}"
    return Finding("settings", True, mode)


async def _database(settings: Settings) -> Finding:
    from storage.migrate import is_current, open_plain  # noqa: PLC0415 - imported only where it is used

    try:
        async with asyncio.timeout(10):
            database = open_plain(settings.database_url)
            current = await is_current(database)
            await database.close()
    except Exception as trouble:  # noqa: BLE001 - whatever it is, it is what the operator has to hear
        return Finding("database", False, f"cannot be opened ({type(trouble).__name__}); check YINLING_DATABASE_URL")
    said = "open, newest revision" if current else "open; run `yinling migrate` (`yinling run` does it by itself)"
    return Finding("database", True, said)


async def _key(settings: Settings) -> Finding:
    if not settings.key_file.exists():
        return Finding(
            "key", True, f"{settings.key_file} will be made at the first start; back it up apart from the data"
        )
    mode = settings.key_file.stat().st_mode & 0o077
    if mode:
        return Finding("key", False, f"{settings.key_file} can be read by others; run chmod 600 on it")
    return Finding("key", True, "there, readable by its owner only")


async def _token(settings: Settings) -> Finding:
    """Ask getMe once; its Date header tells how far our clock is off."""
    if settings.is_rehearsal:
        return Finding("token", True, "none: `yinling run` will rehearse")
    from bot.build import http_session  # noqa: PLC0415 - imported only where it is used

    url = f"{settings.api_base}/bot{settings.token}/getMe"
    try:
        async with http_session(settings.proxy) as http, http.get(url, timeout=PATIENCE) as answer:
            return _judged(answer.status, answer.headers.get("Date"), settings)
    except (ClientError, OSError, TimeoutError) as trouble:
        why = type(trouble).__name__
        return Finding(
            "token", False, f"{settings.api_base} does not answer ({why}); set YINLING_PROXY if it is blocked"
        )


def _judged(status: int, date_header: str | None, settings: Settings) -> Finding:
    if status == HTTP_UNAUTHORIZED:
        return Finding("token", False, "refused; copy it again from @BotFather into YINLING_BOT_TOKEN")
    if status != HTTP_OK:
        return Finding("token", False, f"{settings.api_base} answered {status}")
    told: datetime = parsedate_to_datetime(date_header) if date_header else wall_now()
    drift = abs((wall_now() - told.astimezone(UTC)).total_seconds())
    if drift > MOST_DRIFT_SECONDS:
        return Finding("clock", False, f"off by {drift:.0f} s; switch time synchronisation on, reminders depend on it")
    return Finding("token", True, "accepted; the clock agrees")


async def _fonts(settings: Settings) -> Finding:  # noqa: ARG001 - one shape for the table
    from importlib.util import find_spec  # noqa: PLC0415 - imported only where it is used

    has = find_spec("pylopdf_fonts_zh_cn") is not None
    return Finding("fonts", has, "there" if has else "run `make setup` again: the Chinese font is missing")


async def _speech(settings: Settings) -> Finding:
    """Let the ear listen to a second of silence: that it hears nothing in it is what should be."""
    if settings.speech == "none":
        return Finding("speech", True, "none: voice notes go to a person")
    from bot.voices import NOTHING_SAID, Ear, NotTranscribed  # noqa: PLC0415 - imported only where it is used
    from understanding.voice import silence  # noqa: PLC0415 - see above

    try:
        await Ear(settings.speech, settings.speech_model)(silence())
    except NotTranscribed as why:
        if str(why) != NOTHING_SAID:
            return Finding("speech", False, f"{why}; check YINLING_SPEECH and the folder YINLING_SPEECH_MODEL")
    return Finding("speech", True, f"{settings.speech} listens")
