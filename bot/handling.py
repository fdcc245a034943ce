"""One update, one transaction: what changes, what is said and the mark that it is done commit together."""

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import structlog
from aiogram import Bot, Dispatcher
from aiogram.dispatcher.event.bases import UNHANDLED
from aiogram.types import Message as Incoming

from bot.clocks import MovableClock
from bot.deeds import form_subject, refuse_beyond, subject_of
from bot.heard import Heard, hear, speaker_of
from bot.logs import own_frames
from domain.notices import Notice
from domain.people import Role, SomethingBroke
from domain.refusals import Refusal
from handlers import forms
from handlers.turn import Reader, Talk, Turn
from storage.database import Database
from storage.inbox import Inbox, Taken
from storage.outbox import Answer
from storage.unit_of_work import SqlUnitOfWork
from storage.vault import Vault
from usecases.audit import note
from usecases.proxies import acting_for
from wording import message as said
from wording import refusals
from wording import talk as talk_words
from wording.menu import Word
from wording.proxies import hand_of

TRIES = 3
BACK_OFF_SECONDS = (1, 5)
# Words that move within a form; every other word sets an open form aside.
WITHIN_FORM = frozenset({Word.BACK, Word.CANCEL, Word.RESUME})

log = structlog.get_logger("ears")


class NothingToHear(Exception):
    """No update is due and free; `next_at` is when the next one that waits is due."""

    def __init__(self, next_at: datetime | None) -> None:
        super().__init__(next_at)
        self.next_at = next_at


@dataclass(frozen=True, slots=True)
class Toast:
    """What a press is answered with; in a group it is shown to the presser alone."""

    press_id: str
    text: str
    in_group: bool


class _Refused(Exception):
    def __init__(self, taken: Taken, heard_: Heard, refusal: Refusal) -> None:
        super().__init__(type(refusal).__name__)
        self.taken, self.heard, self.refusal = taken, heard_, refusal


class _Broke(Exception):
    def __init__(self, taken: Taken) -> None:
        super().__init__(taken.update_id)
        self.taken = taken


class Handling:
    """Takes updates from the inbox and feeds them to aiogram's dispatcher, each in its own transaction."""

    def __init__(
        self,
        *,
        bot: Bot,
        bot_name: str,
        dispatcher: Dispatcher,
        database: Database,
        vault: Vault,
        inbox: Inbox,
        clock: MovableClock,
        reader: Reader,
        admin_ids: frozenset[int],
        spoke: Callable[[], None],
    ) -> None:
        self._bot = bot
        self._bot_name = bot_name
        self._dispatcher = dispatcher
        self._database = database
        self._vault = vault
        self._inbox = inbox
        self._clock = clock
        self._reader = reader
        self._admin_ids = admin_ids
        self._spoke = spoke
        self.calendar_base = ""
        """Where phones can fetch calendars from us, if anywhere."""
        self.heard: list[Callable[[], None]] = []
        """Told after each update that may have left slow work to be done."""

    async def one(self) -> Toast | None:
        """Handle the next update; return what to answer a press with, or raise `NothingToHear`."""
        started, left_work = time.monotonic(), False
        try:
            async with self._database.write() as connection:
                taken = await self._inbox.take(connection, self._clock.now())
                if taken is None:
                    raise NothingToHear(await self._inbox.next_at(connection))
                uow = SqlUnitOfWork(connection, self._vault)
                toast = await self._handle(uow, taken)
                left_work = uow.has_touched_work
        except _Refused as refused:
            toast = await self._refuse(refused)
            self._log(refused.taken, started, refused=type(refused.refusal).__name__)
        except _Broke as broke:
            await self._broke(broke, started)
            return None
        else:
            self._log(taken, started)
        self._spoke()
        for told in self.heard if left_work else ():
            told()
        return toast

    async def _handle(self, uow: SqlUnitOfWork, taken: Taken) -> Toast | None:
        now = self._clock.now()
        try:
            heard_ = hear(self._bot, taken)
            turn = await self._turn(uow, heard_, now)
        except Exception as bug:
            raise _Broke(taken) from bug
        try:
            refuse_beyond(turn.speaker.acting, heard_.word, heard_.tap)
            was_open = dict(turn.talk.state.get("form") or {})
            reply = await self._feed(turn, heard_)
            await self._note(uow, turn, heard_, was_open, now)
            uow.outbox.hand = ""
            await self._write_down(uow, taken, heard_, reply, now)
            if turn.talk.has_moved:
                await uow.conversations.save(heard_.chat_id, heard_.user_id, turn.talk.state, now)
            await self._inbox.done(uow.connection, taken, now)
        except Refusal as refusal:
            raise _Refused(taken, heard_, refusal) from refusal
        except Exception as bug:
            raise _Broke(taken) from bug
        if heard_.pressed is None:
            return None
        return Toast(heard_.pressed.id, reply.toast, not heard_.is_private)

    async def _feed(self, turn: Turn, heard_: Heard) -> said.Reply:
        is_start = isinstance(heard_.update.event, Incoming) and (heard_.update.event.text or "").startswith("/start")
        leaves = heard_.word is not None and heard_.word not in WITHIN_FORM
        was_open = heard_.is_private and (leaves or is_start) and forms.is_open(turn)
        if was_open:
            forms.set_aside(turn)
        answer = await self._dispatcher.feed_update(
            self._bot, heard_.update, turn=turn, tap=heard_.tap, word=heard_.word
        )
        reply = said.Reply() if answer is UNHANDLED or answer is None else answer
        kept = forms.kept_offer(turn) if was_open and leaves and not forms.is_open(turn) else None
        if kept is not None:
            reply = said.Reply((*reply.messages, kept), reply.redraw, reply.toast)
        return reply

    async def _turn(self, uow: SqlUnitOfWork, heard_: Heard, now: datetime) -> Turn:
        speaker = await speaker_of(uow, heard_, now)
        state, changed_at = await uow.conversations.load(heard_.chat_id, heard_.user_id)
        acting = await acting_for(uow, speaker, int(state["acting"]), now) if state.get("acting") else None
        if acting is not None and acting.acting is not None:
            speaker = acting
            uow.outbox.hand = hand_of(acting.acting)
        is_operator = heard_.user_id in self._admin_ids
        return Turn(
            uow, speaker, Talk(state, changed_at), now, self._bot_name, self._reader, is_operator, self.calendar_base
        )

    async def _write_down(
        self, uow: SqlUnitOfWork, taken: Taken, heard_: Heard, reply: said.Reply, now: datetime
    ) -> None:
        """Queue the answer; what follows a press in a group is said to the presser alone."""
        pressed_in = heard_.pressed.message if heard_.pressed else None
        to = heard_.user_id if heard_.pressed and not heard_.is_private else heard_.chat_id
        answers = [
            Answer(f"reply:{self._bot.id}:{taken.update_id}:{number}", to, message)
            for number, message in enumerate(reply.messages)
        ]
        if reply.redraw is not None and pressed_in is not None:
            key = f"reply:{self._bot.id}:{taken.update_id}:redraw"
            answers.insert(0, Answer(key, heard_.chat_id, reply.redraw, pressed_in.message_id))
        await uow.outbox.answer(answers, now)

    @staticmethod
    async def _note(uow: SqlUnitOfWork, turn: Turn, heard_: Heard, was_open: dict[str, Any], now: datetime) -> None:
        """Put what was just done on the audit trail: a press that names a subject, or a form that was finished."""
        named = subject_of(heard_.tap)
        if named is not None:
            await note(uow, turn.speaker, *named, now)
        after = turn.talk.state.get("form") or turn.talk.state.get("kept") or {}
        is_cancelled = heard_.word is Word.CANCEL or getattr(heard_.tap, "move", "") in {"cancel", "leave", "drop"}
        if was_open and after.get("run") != was_open["run"] and not is_cancelled:
            subject, number = form_subject(was_open, turn.speaker)
            await note(uow, turn.speaker, f"form_{was_open['name']}", subject, number, now)

    async def _refuse(self, refused: _Refused) -> Toast | None:
        """Say kindly why not, in a transaction of its own: the first one was rolled back."""
        now = self._clock.now()
        sentence = refusals.say(refused.refusal, now)
        heard_ = refused.heard
        async with self._database.write() as connection:
            uow = SqlUnitOfWork(connection, self._vault)
            if heard_.is_private:
                reply = said.Reply((said.Message(sentence),))
                await self._write_down(uow, refused.taken, heard_, reply, now)
            elif heard_.pressed is None:
                await self._write_down(uow, refused.taken, heard_, said.Reply((said.Message(sentence),)), now)
            await self._inbox.done(connection, refused.taken, now)
        return Toast(heard_.pressed.id, sentence, not heard_.is_private) if heard_.pressed else None

    async def _broke(self, broke: _Broke, started: float) -> None:
        """Try again with back-off; after the last try park the update, tell the person and the operator."""
        now, taken = self._clock.now(), broke.taken
        trace = secrets.token_hex(4)
        cause = broke.__cause__
        where = own_frames(cause)
        trouble = f"{trace} {type(cause).__name__}\n{where}"
        # The message of an exception may quote what a person wrote; its type and place never do.
        log.error("update_failed", update=taken.update_id, trace=trace, error=type(cause).__name__, where=where)
        async with self._database.write() as connection:
            if taken.attempts + 1 < TRIES:
                pause = BACK_OFF_SECONDS[min(taken.attempts, len(BACK_OFF_SECONDS) - 1)]
                await self._inbox.retry(connection, taken, now + timedelta(seconds=pause), trouble)
            else:
                await self._inbox.park(connection, taken, now, trouble)
                await self._own_up(SqlUnitOfWork(connection, self._vault), taken, trace, now)
        self._log(taken, started, failed=trace)
        self._spoke()

    async def _own_up(self, uow: SqlUnitOfWork, taken: Taken, trace: str, now: datetime) -> None:
        key = f"reply:{self._bot.id}:{taken.update_id}:broke"
        await uow.outbox.answer([Answer(key, taken.chat_id, talk_words.something_broke(trace))], now)
        for community in await uow.people.communities():
            operators = await uow.people.holders(community.id, (Role.ADMIN,), now)
            await uow.outbox.push(
                Notice(f"broke:{trace}:{who}", SomethingBroke(trace), now, to_person=who) for who in operators
            )

    @staticmethod
    def _log(taken: Taken, started: float, **more: str) -> None:
        took = round((time.monotonic() - started) * 1000, 1)
        log.info("update", update=taken.update_id, attempts=taken.attempts + 1, took_ms=took, **more)
