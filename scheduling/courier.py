"""The courier: takes what is due, looks at it again, keeps the pace, and writes down what came of it."""

import asyncio
import time
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Protocol

import structlog

from scheduling.mouth import Mouth, Slot
from scheduling.pace import Pace
from usecases.mail import Letter, Mailroom, MailroomShut, Outcome, Rejected, Sent, TryLater
from wording.notices import render
from wording.proxies import dressed

HORIZON_SECONDS = 0.12  # letters are fenced at most this long before their slot; few are in doubt after a crash
MOST_AT_ONCE = 48
GATHER_SECONDS = 0.004
IDLE_SECONDS = 5.0  # the longest sleep without looking: rows may come from other processes
BEHIND_ANOTHER = timedelta(milliseconds=50)  # how long a chat waits for the letter that is on its way there
SHUT_SECONDS = 1.0  # between two tries while the outbox cannot be reached
FLOOD_CHATS = 3  # so many chats told to wait at once means that the whole bot is too fast

log = structlog.get_logger("courier")


class Clock(Protocol):
    def now(self) -> datetime: ...


class Courier:
    """One task sends everything. `nudge` tells it that something new may be due."""

    def __init__(self, mailroom: Mailroom, mouth: Mouth, pace: Pace, clock: Clock) -> None:
        self._mailroom = mailroom
        self._mouth = mouth
        self._pace = pace
        self._clock = clock
        self._wake = asyncio.Event()
        self._finished: list[tuple[Letter, Outcome]] = []
        self._on_the_way: Counter[int] = Counter()
        self._told_to_wait: set[int] = set()
        self.is_idle = asyncio.Event()
        self.heard_of: Callable[[Letter, Outcome], None] = lambda letter, outcome: None  # noqa: ARG005 - a hook that does nothing

    def nudge(self) -> None:
        self.is_idle.clear()
        self._wake.set()

    async def run(self) -> None:
        """Send until cancelled. What is on the way at a crash is decided about at the next start."""
        await self._recover()
        async with asyncio.TaskGroup() as tasks:
            while True:
                self._wake.clear()
                try:
                    going = await self._exchange()
                    for letter in going:
                        slot = Slot(self._pace.take(letter.chat_id, time.monotonic()))
                        self._on_the_way[letter.chat_id] += 1
                        tasks.create_task(self._deliver(letter, slot))
                    if not going and not self._finished:
                        await self._rest()
                    elif self._on_the_way:
                        # A moment for others to arrive too: one commit then serves them all.
                        await asyncio.sleep(GATHER_SECONDS)
                except MailroomShut as shut:
                    await self._wait_outside(shut)

    async def _recover(self) -> None:
        while True:
            try:
                recovered = await self._mailroom.recover(self._clock.now())
            except MailroomShut as shut:
                await self._wait_outside(shut)
            else:
                if recovered:
                    log.warning("found_on_the_way", letters=recovered)
                return

    @staticmethod
    async def _wait_outside(shut: MailroomShut) -> None:
        log.warning("mailroom_shut", why=str(shut))
        await asyncio.sleep(SHUT_SECONDS)

    async def _exchange(self) -> list[Letter]:
        now, tick = self._clock.now(), time.monotonic()
        room = min(self._pace.slots(tick, HORIZON_SECONDS), MOST_AT_ONCE - self._on_the_way.total())
        # A letter that is slow on its way is not overtaken by the next one to the same chat.
        held = dict.fromkeys(self._on_the_way, now + BEHIND_ANOTHER)
        held |= {chat: now + timedelta(seconds=wait) for chat, wait in self._pace.held(tick).items()}
        finished, self._finished = self._finished, []
        if not finished and room <= 0:
            return []
        try:
            return await self._mailroom.exchange(finished, now, max(0, room), held)
        except MailroomShut:
            self._finished = finished + self._finished
            raise

    async def _deliver(self, letter: Letter, slot: Slot) -> None:
        started = time.monotonic()
        try:
            said = dressed(render(letter.fact, self._clock.now()), letter.hand, letter.in_care_of, letter.chat_id)
            outcome = await self._mouth.say(letter, said, slot, self._clock.now())
        except Exception:
            # A letter that cannot even be put into words is set aside; the others go on.
            log.exception("could_not_say", key=letter.key)
            outcome = Rejected("could not be said")
        self._heed(letter, outcome)
        self._log(letter, outcome, time.monotonic() - started)
        self._on_the_way[letter.chat_id] -= 1
        if not self._on_the_way[letter.chat_id]:
            del self._on_the_way[letter.chat_id]
        self._finished.append((letter, outcome))
        self.heard_of(letter, outcome)
        self._wake.set()

    def _heed(self, letter: Letter, outcome: Outcome) -> None:
        """Wait where Telegram said so: for the chat, and for everybody when several chats were told at once."""
        if isinstance(outcome, Sent):
            self._told_to_wait.clear()
        if not isinstance(outcome, TryLater) or outcome.why != "429":
            return
        until = time.monotonic() + (outcome.at - self._clock.now()).total_seconds()
        self._pace.hold(letter.chat_id, until)
        self._told_to_wait.add(letter.chat_id)
        if len(self._told_to_wait) >= FLOOD_CHATS:
            self._pace.halt(until)

    async def _rest(self) -> None:
        """Sleep until something is nudged, finished, due, or a slot is free."""
        due_at = await self._mailroom.next_at()
        wait = IDLE_SECONDS
        if due_at is not None:
            wait = min(wait, max((due_at - self._clock.now()).total_seconds(), self._pace.wait(time.monotonic()), 0.0))
            if wait == 0.0 and self._on_the_way.total() < MOST_AT_ONCE:
                wait = 0.005
        if not self._on_the_way and wait > HORIZON_SECONDS and not self._wake.is_set():
            self.is_idle.set()
        try:
            async with asyncio.timeout(wait):
                await self._wake.wait()
        except TimeoutError:
            pass
        self.is_idle.clear()

    @staticmethod
    def _log(letter: Letter, outcome: Outcome, took: float) -> None:
        write = log.warning if isinstance(outcome, Rejected) else log.info
        write(
            "sent" if isinstance(outcome, Sent) else "not_sent",
            key=letter.key,
            lane=letter.lane.name,
            kind=type(letter.fact).__name__,
            outcome=type(outcome).__name__,
            why=getattr(outcome, "why", None),
            took_ms=round(took * 1000, 1),
        )
