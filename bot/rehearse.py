"""`yinling rehearse`: play the whole story through a bot and a gateway and print it as a dialogue with times."""

import os
import re
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

from aiohttp import ClientError, ClientSession
from pydantic import SecretStr

from bot import logs
from bot.build import build
from bot.clocks import wall_now
from bot.plot import Scene, play
from bot.run import REHEARSAL_TOKEN, beside
from bot.settings import TELEGRAM, Settings
from domain.times import local
from gateway.company import Control, NotSeen
from gateway.server import Gateway
from storage.migrate import open_migrated
from storage.unit_of_work import SqlUnitOfWork
from storage.vault import load_vault
from usecases.people import admin_code


async def rehearse(gateway_url: str | None) -> int:
    """Return 0 when every step of the story was seen, 1 with the step that was not."""
    settings = Settings()
    logs.set_up("ERROR")
    url = gateway_url or (settings.api_base if settings.api_base != TELEGRAM else None)
    running = _against(url, settings) if url else _own(settings)
    steps = 0
    try:
        async with running as scene:
            steps = await play(scene)
    except* (NotSeen, ClientError, OSError) as failed:
        for each in failed.exceptions:
            print(f"\n✗ {each}")
    if not steps:
        return 1
    print(f"\n✓ {steps} 幕都演完了，每一步都看见了。")
    return 0


@asynccontextmanager
async def _against(url: str, settings: Settings) -> AsyncIterator[Scene]:
    """Play against a bot and a gateway that run already; the admin's code comes from their common database."""
    async with ClientSession() as http:
        yield Scene(Control(url.rstrip("/"), http, 0.05), await _code(settings, await _now(http, url)), _say)


@asynccontextmanager
async def _own(settings: Settings) -> AsyncIterator[Scene]:
    """Start a gateway and a bot, on the configured database or on a fresh temporary one."""
    with tempfile.TemporaryDirectory(prefix="yinling-") as folder:
        given = os.environ.get("YINLING_DATABASE_URL")
        async with Gateway(now=wall_now) as gateway:
            own = settings.model_copy(
                update={
                    "bot_token": SecretStr(REHEARSAL_TOKEN),
                    "api_base": gateway.base_url,
                    "database_url": given or f"sqlite:///{folder}/rehearsal.sqlite",
                    "key_file": settings.key_file if given else Path(folder) / "key",
                }
            )
            async with build(own) as app, beside(app), ClientSession() as http:
                yield Scene(Control(gateway.base_url, http, 0.05), await _code(own, app.clock.now()), _say)


async def _code(settings: Settings, now: datetime) -> str:
    database = await open_migrated(settings.database_url)
    try:
        async with database.write() as connection:
            return await admin_code(SqlUnitOfWork(connection, load_vault(settings.key_file)), now)
    finally:
        await database.close()


async def _now(http: ClientSession, url: str) -> datetime:
    async with http.get(f"{url.rstrip('/')}/rehearsal/clock") as answer:
        return datetime.fromisoformat((await answer.json())["now"])


def _say(at: datetime, who: str, text: str) -> None:
    """Print one line of the dialogue; what a message says further is indented below it."""
    first, *rest = re.split(r"\n+", text.strip())
    print(f"{local(at):%m-%d %H:%M}  {who}：{first}")
    for line in rest:
        print(f"{'':15}{line}")
