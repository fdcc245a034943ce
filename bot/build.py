"""Wiring, by hand and in one place: what a running bot is made of."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import structlog
from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiohttp import ClientSession
from aiohttp_socks import ProxyConnector

from bot.anchors import anchors_file
from bot.clocks import MovableClock
from bot.drafting import Drafting
from bot.ears import Ears
from bot.handling import Handling
from bot.jobs import jobs
from bot.painter import Painter
from bot.poller import Poller
from bot.reading import Reader as SentenceReader
from bot.settings import Settings
from bot.voices import NONE, Ear, Voices
from bot.webhook import CALENDARS, PATH, Webhook
from bot.work import Worker
from handlers.routers import root
from handlers.turn import Reader
from scheduling.clockwork import Clockwork
from scheduling.courier import Courier
from scheduling.mouth import Mouth, make_bot
from scheduling.pace import TELEGRAM, Limits, Pace
from storage.database import Database
from storage.inbox import Inbox
from storage.leadership import Leadership, leadership_of
from storage.mailroom import SqlMailroom
from storage.migrate import open_plain, upgrade
from storage.upkeep import Upkeep
from storage.vault import Vault, load_vault

LEAD_EVERY_SECONDS = 2.0
NAME_TRIES_SECONDS = 3.0

log = structlog.get_logger("bot")


@dataclass
class App:
    """Everything that runs, and the database it runs on."""

    settings: Settings
    clock: MovableClock
    database: Database
    vault: Vault
    bot: Bot
    mouth: Mouth
    handling: Handling
    ears: Ears
    poller: Poller
    webhook: Webhook | None
    courier: Courier
    clockwork: Clockwork
    leadership: Leadership
    worker: Worker
    is_leading: asyncio.Event = field(default_factory=asyncio.Event)
    ticks: set[asyncio.Task[None]] = field(default_factory=set)
    """Jobs under way because the clock has jumped."""
    voices: Voices | None = None

    async def run(self) -> None:
        """Listen, speak and tick until cancelled. Only the leader polls, sends and ticks; everybody handles."""
        count = 1 if self.database.is_sqlite else self.settings.workers
        async with asyncio.TaskGroup() as tasks:
            for _ in range(count):
                tasks.create_task(self.ears.run())
            if self.voices is not None:
                tasks.create_task(self.voices.run())
            tasks.create_task(self._lead())

    async def settled(self) -> None:
        """Wait until nothing waits to be handled and nothing is due to be sent."""
        while True:
            await asyncio.gather(*self.ticks)
            await self.ears.is_idle.wait()
            await self.worker.is_idle.wait()
            await self.courier.is_idle.wait()
            if self.ears.is_idle.is_set() and self.worker.is_idle.is_set() and not self.ticks:
                return

    async def _lead(self) -> None:
        while not await self.leadership.win():  # noqa: ASYNC110 - the event is in another process
            await asyncio.sleep(LEAD_EVERY_SECONDS)
        log.info("leading")
        self.is_leading.set()
        self.clock.on_jump.append(self._jumped)
        self.clockwork.start()
        try:
            async with asyncio.TaskGroup() as tasks:
                self._tasks = tasks
                tasks.create_task(self.courier.run())
                tasks.create_task(self._listen())
                tasks.create_task(Drafting(self.database, self.vault, self.clock.now, self.courier.nudge).run())
                tasks.create_task(self._keep_leading())
                tasks.create_task(self.worker.run())
        finally:
            self.clock.on_jump.remove(self._jumped)
            self.clockwork.stop()
            await self.leadership.resign()

    async def _listen(self) -> None:
        if self.webhook is None or self.settings.webhook_secret is None:
            await self.bot.delete_webhook()
            await self.poller.run()
            return
        await self.webhook.start(self.settings.webhook_host, self.settings.webhook_port)
        await self.bot.set_webhook(
            f"{self.settings.webhook_url}{PATH}", secret_token=self.settings.webhook_secret.get_secret_value()
        )
        await asyncio.Event().wait()

    async def _keep_leading(self) -> None:
        """Stop sending the moment the election is lost, so that two never speak at once."""
        while await self.leadership.still_leads():  # noqa: ASYNC110 - the event is in another process
            await asyncio.sleep(LEAD_EVERY_SECONDS)
        raise LeadershipLost

    def _jumped(self) -> None:
        self.courier.nudge()
        self.ears.nudge()
        tick = self._tasks.create_task(self.clockwork.tick(jumped=True))
        self.ticks.add(tick)
        tick.add_done_callback(self.ticks.discard)

    async def close(self) -> None:
        if self.webhook is not None:
            await self.webhook.stop()
        await self.bot.session.close()
        await self.mouth.close()
        await self.database.close()


class PromptSession(AiohttpSession):
    """Closes without aiogram's quarter of a second: aiohttp by now waits itself until TLS has said goodbye."""

    async def close(self) -> None:
        if self._session is not None and not self._session.closed:
            await self._session.close()


class LeadershipLost(Exception):
    """Another process may lead now; this one starts over."""


@asynccontextmanager
async def build(
    settings: Settings,
    *,
    clock: MovableClock | None = None,
    vault: Vault | None = None,
    reader: Reader | None = None,
    limits: Limits = TELEGRAM,
) -> AsyncIterator[App]:
    """Make a bot from its settings, with a migrated database; replace only the edges."""
    clock = clock or MovableClock()
    database = open_database(settings)
    await upgrade(database)
    vault = vault or load_vault(settings.key_file)
    session = PromptSession(proxy=settings.proxy, api=TelegramAPIServer.from_base(settings.api_base))
    bot = Bot(settings.token, session=session)
    painter = Painter(database, vault, clock.now)
    mouth = Mouth(make_bot(settings.token, settings.api_base, settings.proxy, _wait_until), painter.paint)
    await mouth.open()
    painter.bot_name = bot_name = await _bot_name(bot)
    inbox = Inbox(bot.id, vault)
    courier = Courier(SqlMailroom(database, vault), mouth, Pace(limits), clock)
    dispatcher = Dispatcher(disable_fsm=True)
    dispatcher.include_router(root())
    voices = (
        Voices(bot, database, vault, clock, Ear(settings.speech, settings.speech_model), courier.nudge)
        if settings.speech != NONE
        else None
    )

    def spoke() -> None:
        courier.nudge()
        if voices is not None:
            voices.nudge()

    handling = Handling(
        bot=bot,
        bot_name=bot_name,
        dispatcher=dispatcher,
        database=database,
        vault=vault,
        inbox=inbox,
        clock=clock,
        reader=reader or SentenceReader(hears=settings.speech != NONE),
        admin_ids=frozenset(settings.admin_ids),
        spoke=spoke,
    )
    ears = Ears(bot, handling, clock)
    worker = Worker(bot, database, vault, clock.now, courier.nudge)
    handling.heard.append(worker.nudge)
    secret = settings.webhook_secret
    webhook = None
    if settings.webhook_url and secret:
        webhook = Webhook(secret.get_secret_value(), database, inbox, clock, ears.nudge)
        webhook.calendar = painter.calendar_feed
        handling.calendar_base = f"{settings.webhook_url.rstrip('/')}{CALENDARS}"
    upkeep = Upkeep(database)
    app = App(
        settings=settings,
        clock=clock,
        database=database,
        vault=vault,
        bot=bot,
        mouth=mouth,
        handling=handling,
        ears=ears,
        poller=Poller(bot, database, inbox, clock, ears.nudge),
        webhook=webhook,
        courier=courier,
        clockwork=Clockwork(
            jobs(
                database,
                vault,
                upkeep,
                settings.heartbeat_file,
                anchors_file(database, settings),
                courier.nudge,
            ),
            upkeep,
            clock.now,
        ),
        leadership=leadership_of(database),
        voices=voices,
        worker=worker,
    )
    try:
        yield app
    finally:
        await app.close()


def open_database(settings: Settings) -> Database:
    return open_plain(settings.database_url, pool_size=settings.workers + 4)


def http_session(proxy: str | None) -> ClientSession:
    """Return an aiohttp session that goes the same way out as the bot: through the proxy, HTTP or SOCKS."""
    return ClientSession(connector=ProxyConnector.from_url(proxy) if proxy else None)


async def _bot_name(bot: Bot) -> str:
    """Ask for the bot's name, for links; without an answer the bot starts all the same and links lack it."""
    try:
        async with asyncio.timeout(NAME_TRIES_SECONDS):
            return (await bot.me()).username or ""
    except Exception as trouble:  # noqa: BLE001 - the network may be down at start; polling waits it out
        log.warning("name_unknown", trouble=type(trouble).__name__)
        return ""


async def _wait_until(at: float) -> None:
    loop = asyncio.get_running_loop()
    wait = at - loop.time()
    if wait > 0:
        await asyncio.sleep(wait)
