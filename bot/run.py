"""`yinling run` and `yinling gateway`: start, say where, and end cleanly."""

import asyncio
import contextlib
import errno
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime

from pydantic import SecretStr

from bot import demo, logs
from bot.build import App, LeadershipLost, build, open_database
from bot.clocks import wall_now
from bot.settings import Settings
from domain.times import after_quiet
from gateway.server import Gateway
from storage.migrate import upgrade
from storage.vault import load_vault

# Has the shape of a token and opens nothing; the gateway takes any.
REHEARSAL_TOKEN = "100000001:rehearsal-only-this-token-opens-nothing"  # noqa: S105 - see above
BANNER = """
银龄帮 is rehearsing (no YINLING_BOT_TOKEN is set): this is not Telegram.
Open the phone page:  {url}
Be a resident, a volunteer, the leader, the community, a group. Ctrl-C ends it.
"""


async def run() -> int:
    """Run on Telegram when there is a token, else rehearse."""
    settings = Settings()
    # A visitor of the rehearsal looks for the address, not for a line per message.
    asked = "log_level" in settings.model_fields_set
    logs.set_up("WARNING" if settings.is_rehearsal and not asked else settings.log_level)
    stop = _stop_on_signal()
    if not settings.is_rehearsal:
        async with build(settings) as app:
            print(f"银龄帮 is listening at {settings.api_base}. Ctrl-C ends it.", flush=True)
            await until(stop, app)
        return 0
    async with _gateway(settings.gateway_host, settings.gateway_port) as gateway:
        add_demo_people(gateway)
        start_in_daytime(gateway)
        rehearsal = settings.model_copy(update={"bot_token": SecretStr(REHEARSAL_TOKEN), "api_base": gateway.base_url})
        await _load_demo(rehearsal, gateway.stage.clock.now())
        async with build(rehearsal) as app:
            print(BANNER.format(url=gateway.base_url), flush=True)
            await until(stop, app)
    return 0


async def serve_gateway(host: str, port: int, *, limits: bool, with_demo: bool) -> int:
    """Serve the gateway alone until told to stop."""
    logs.set_up(Settings().log_level)
    stop = _stop_on_signal()
    gateway = Gateway(now=wall_now, limits=limits)
    await gateway.start(host, port)
    if with_demo:
        add_demo_people(gateway)
    print(f"Rehearsal gateway, not Telegram:  {gateway.base_url}", flush=True)
    await stop.wait()
    await gateway.stop()
    return 0


def add_demo_people(gateway: Gateway) -> None:
    """Put the demonstration's people and groups on the phone page, under their fixed ids."""
    for each in demo.CHARACTERS:
        gateway.add_person(each.shown, each.user_id, opened=each.is_known)
    for chat_id, title, _, members in demo.GROUPS:
        gateway.add_group(title, list(members), chat_id)


def start_in_daytime(gateway: Gateway) -> None:
    """Begin after the quiet hours: at night or at noon the bot holds its notices, and a visitor would see nothing."""
    now = gateway.stage.clock.now()
    gateway.stage.clock.advance((after_quiet(now) - now).total_seconds())


async def until(stop: asyncio.Event, app: App) -> None:
    """Run the app until told to stop; a lost election starts over instead of ending the process."""
    while not stop.is_set():
        running = asyncio.ensure_future(app.run())
        stopping = asyncio.ensure_future(stop.wait())
        await asyncio.wait({running, stopping}, return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        if not running.done():
            running.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            try:
                await running
            except* LeadershipLost:
                app.is_leading.clear()


@asynccontextmanager
async def beside(app: App) -> AsyncIterator[None]:
    """Run the app beside the block, leading, and end it cleanly afterwards."""
    async with asyncio.TaskGroup() as tasks:
        task = tasks.create_task(app.run())
        await app.is_leading.wait()
        try:
            yield
        finally:
            task.cancel()


@asynccontextmanager
async def _gateway(host: str, port: int) -> AsyncIterator[Gateway]:
    """Start the gateway on the port, or on any free one when that is taken."""
    gateway = Gateway(now=wall_now)
    try:
        await gateway.start(host, port)
    except OSError as taken:
        if taken.errno != errno.EADDRINUSE:
            raise
        await gateway.stop()
        gateway = Gateway(now=wall_now)
        await gateway.start(host, 0)
    try:
        yield gateway
    finally:
        await gateway.stop()


async def _load_demo(settings: Settings, now: datetime) -> None:
    database = open_database(settings)
    await upgrade(database)
    vault = load_vault(settings.key_file)
    if not await demo.load(database, vault, now):
        await demo.greet(database, vault, now)
    await database.close()


def _stop_on_signal() -> asyncio.Event:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    return stop
