"""The gateway as a whole: one aiohttp server with the Bot API, the control interface and the phone page."""

import asyncio
import contextlib
import logging
import time
from collections.abc import Callable
from datetime import datetime
from types import TracebackType
from typing import Self

from aiohttp import web
from telegram.constants import FileSizeLimit

from gateway import shapes
from gateway.acting import Actors
from gateway.bot_api import BotApi
from gateway.clock import MovableClock
from gateway.faults import Faults
from gateway.pace import Pace
from gateway.page import Page
from gateway.rehearsal import Rehearsal
from gateway.stage import Stage
from gateway.updates import UpdateQueue
from gateway.webhooks import BACK_OFF_SECONDS, WebhookCourier
from gateway.world import World

_LOG = logging.getLogger(__name__)
# Base64 of the largest file, and the frame around it.
_BODY_LIMIT_BYTES = int(FileSizeLimit.FILESIZE_UPLOAD) * 4 // 3 + 2**20
_GRACE_SECONDS = 0.5
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


class Gateway:
    """For rehearsal and tests: whoever reaches the port can act as anybody. Loopback unless told otherwise.

    `now` is the wall clock (aware UTC); `ticks` are monotonic seconds for the pace, which never moves
    with the rehearsal's clock. `limits=False` switches off the pace only, never the checks of shape.
    """

    def __init__(
        self,
        *,
        now: Callable[[], datetime],
        limits: bool = True,
        group_privacy: bool = True,
        ticks: Callable[[], float] = time.monotonic,
        webhook_back_off_seconds: tuple[float, ...] = BACK_OFF_SECONDS,
    ) -> None:
        clock = MovableClock(now)
        world = World(clock)
        self.world = world
        self.stage = Stage(clock, world, UpdateQueue(world), Pace(ticks, strict=limits), Faults(), group_privacy)
        self.actors = Actors(self.stage)
        self._page = Page(self.stage)
        self._api = BotApi(self.stage)
        self._courier = WebhookCourier(self.stage, self._api.carry_out, webhook_back_off_seconds)
        self._runner: web.AppRunner | None = None
        self._background: list[asyncio.Future[None]] = []
        self.base_url = ""

    def add_person(self, name: str, id: int | None = None, *, opened: bool = False) -> int:  # noqa: A002 - the wire's word
        """Answer the id. `opened`: has pressed 开始 already, so the bot may write first."""
        return self.world.add_person(name, id, has_opened=opened).id

    def add_group(self, title: str, members: list[int], id: int | None = None) -> int:  # noqa: A002 - the wire's word
        """Answer the id. The bot is in it and is told so; the first member is the creator."""
        chat = self.world.add_group(title, members, id)
        self.actors.announce_group(chat)
        return chat.id

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> str:
        """Answer the base URL, without a slash at its end; port 0 takes any free one."""
        app = web.Application(client_max_size=_BODY_LIMIT_BYTES)
        app.add_routes(self._api.routes())
        app.add_routes(Rehearsal(self.stage, self.actors).routes())
        app.add_routes(self._page.routes())
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=_GRACE_SECONDS)
        await self._runner.setup()
        site = web.TCPSite(self._runner, host, port)
        await site.start()
        bound = self._runner.addresses[0]
        shown_host = f"[{bound[0]}]" if ":" in bound[0] else bound[0]
        self.base_url = f"http://{shown_host}:{bound[1]}"
        loop = asyncio.get_running_loop()
        self._background = [
            # Both are awaited in stop(), so neither dies unseen.
            asyncio.ensure_future(self._courier.run()),
            loop.run_in_executor(None, shapes.warm),
        ]
        self._announce(host)
        return self.base_url

    def _announce(self, host: str) -> None:
        _LOG.warning("REHEARSAL gateway on %s: not Telegram, anybody who reaches it can be anybody", self.base_url)
        if host not in _LOOPBACK:
            _LOG.warning("the gateway listens beyond this machine (%s): make sure that is meant", host)

    async def stop(self) -> None:
        self._page.end_streams()
        self.stage.updates.wake()
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None
        for task in self._background:
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task
        self._background = []

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()
