"""The other way in: Telegram delivers, we check the secret, write down, and only then say 200."""

import hmac
import json
from collections.abc import Awaitable, Callable

import structlog
from aiohttp import web

from bot.clocks import MovableClock
from bot.updates import inbox_row
from storage.database import Database
from storage.inbox import Inbox

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the name of a header
PATH = "/telegram"
CALENDARS = "/calendar"

log = structlog.get_logger("webhook")


async def _no_calendar(_name: str) -> bytes | None:
    return None


class Webhook:
    """An aiohttp server with one route; a request without the secret is refused before it is read."""

    def __init__(
        self, secret: str, database: Database, inbox: Inbox, clock: MovableClock, arrived: Callable[[], None]
    ) -> None:
        self._secret = secret
        self._database = database
        self._inbox = inbox
        self._clock = clock
        self._arrived = arrived
        self._runner: web.AppRunner | None = None
        self.calendar: Callable[[str], Awaitable[bytes | None]] = _no_calendar
        """Gives the calendar behind an address, or None."""

    async def start(self, host: str, port: int) -> int:
        """Listen and return the port that is bound."""
        app = web.Application()
        app.router.add_post(PATH, self._receive)
        app.router.add_get(CALENDARS + "/{name}.ics", self._give_calendar)
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        await web.TCPSite(self._runner, host, port).start()
        bound: int = self._runner.addresses[0][1]
        return bound

    async def stop(self) -> None:
        if self._runner is not None:
            await self._runner.cleanup()

    async def _give_calendar(self, request: web.Request) -> web.Response:
        """Answer a phone that subscribes to its owner's duties; a wrong address learns nothing."""
        found = await self.calendar(request.match_info["name"])
        if found is None:
            return web.Response(status=404)
        return web.Response(body=found, content_type="text/calendar", charset="utf-8")

    async def _receive(self, request: web.Request) -> web.Response:
        given = request.headers.get(SECRET_HEADER, "")
        if not hmac.compare_digest(given.encode(), self._secret.encode()):
            return web.Response(status=401)
        moved = request.headers.get("X-Rehearsal-Offset")
        if moved is not None:
            self._clock.follow(float(moved))
        try:
            row = inbox_row(await request.json())
        except (json.JSONDecodeError, KeyError, TypeError, ValueError):
            log.warning("not_an_update")
            return web.Response(status=400)
        async with self._database.write() as connection:
            await self._inbox.keep(connection, [row], self._clock.now())
        self._arrived()
        return web.Response()
