"""The bot and the gateway as processes of their own, which can be killed; one forked parent has imported everything."""

import asyncio
import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

from pydantic import SecretStr

from bot import logs
from bot.build import App, build
from bot.clocks import wall_now
from bot.settings import Settings
from gateway.server import Gateway
from scheduling.pace import TELEGRAM, UNLIMITED

TOKEN = "123456789:TEST-token_that-has-the-shape-of-a-real-1"  # noqa: S105 - opens nothing
START_SECONDS = 60.0

_forks = multiprocessing.get_context("forkserver")
_forks.set_forkserver_preload(["tests.bot_process"])


@dataclass(frozen=True)
class Bot:
    """How a bot's process is started; `plant` names a fault of ours that it carries."""

    database_url: str
    api_base: str
    key_file: Path
    plant: str = ""
    keeps_pace: bool = False

    def start(self) -> BaseProcess:
        process = _forks.Process(target=_run_bot, args=(self,), daemon=True)
        process.start()
        return process


def kill(process: BaseProcess) -> None:
    """Kill the process as a power cut would, and wait until the system has cleared it away."""
    process.kill()
    process.join()


@contextmanager
def gateway(*, limits: bool = False) -> Iterator[str]:
    """Serve the gateway from another process and give its address."""
    ours, theirs = _forks.Pipe()
    process = _forks.Process(target=_run_gateway, args=(theirs, limits), daemon=True)
    process.start()
    if not ours.poll(START_SECONDS):
        raise TimeoutError("the gateway did not start")
    try:
        yield ours.recv()
    finally:
        kill(process)


def _run_bot(told: Bot) -> None:
    logs.set_up("CRITICAL")
    asyncio.run(_bot(told))


async def _bot(told: Bot) -> None:
    settings = Settings(
        _env_file=None,
        bot_token=SecretStr(TOKEN),
        api_base=told.api_base,
        database_url=told.database_url,
        key_file=told.key_file,
    )
    async with build(settings, limits=TELEGRAM if told.keeps_pace else UNLIMITED) as app:
        PLANTS[told.plant](app)
        await app.run()


def _sound(app: App) -> None:
    """Plant nothing."""


def _acknowledge_first(app: App) -> None:
    """Do what a careless poller does: tell Telegram that we have it, then die before it is written down."""

    async def keep_too_late(*_: object) -> None:
        number = (await app.bot.get_updates(timeout=0))[-1].update_id
        await app.bot.get_updates(offset=number + 1, timeout=0)
        _die()

    app.poller._inbox.keep = keep_too_late  # type: ignore[method-assign,assignment]  # the planted fault


def _die_before_acknowledging(app: App) -> None:
    """Die between our commit and the poll that would tell Telegram."""
    app.poller._arrived = _die  # the worst moment for a process that means well


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


PLANTS: dict[str, Callable[[App], None]] = {
    "": _sound,
    "acknowledge_first": _acknowledge_first,
    "die_before_acknowledging": _die_before_acknowledging,
}


def _run_gateway(told: Connection, limits: bool) -> None:
    logs.set_up("CRITICAL")
    asyncio.run(_gateway(told, limits=limits))


async def _gateway(told: Connection, *, limits: bool) -> None:
    async with Gateway(now=wall_now, limits=limits) as served:
        told.send(served.base_url)
        await asyncio.Event().wait()
