"""The courier's side of the outbox: fence a letter just before it leaves, write down what came of it."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Integer, Row, Select, bindparam, func, literal_column, or_, select, union_all, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.notices import Delivery, Lane, Notice
from domain.people import Role, UnreachablePerson
from domain.proxies import ProxyScope
from domain.times import after_quiet
from storage.codec import unpack
from storage.database import Database, DatabaseAway
from storage.doubtful import tell_doubtful
from storage.metadata import Instant
from storage.outbox import IS_PENDING, IS_SENDING, Post, outbox
from storage.people import account
from storage.unit_of_work import SqlUnitOfWork
from storage.vault import Vault
from usecases.look_again import still_wanted
from usecases.mail import Letter, MailroomShut, Moved, Outcome, Rejected, Sent, TryLater, Unclear, Unreachable
from usecases.reminders import tell_unclear
from usecases.reveals import log_reveal

MOST_ROUNDS = 8  # of looking for letters that may go, within one transaction
WAIT_FOR_ORIGINAL = timedelta(seconds=1)
CALL_LIST = (Role.STAFF, Role.ADMIN)


class SqlMailroom:
    """Runs in its own transactions; only the elected courier uses it."""

    def __init__(self, database: Database, vault: Vault) -> None:
        self._database = database
        self._vault = vault

    async def recover(self, now: datetime) -> int:
        """Decide about letters that a crash left on their way: `least` goes again, `once` becomes `maybe`."""
        on_the_way = IS_SENDING
        again = update(outbox).where(on_the_way, outbox.c.delivery == Delivery.LEAST.value)
        unclear = update(outbox).where(on_the_way, outbox.c.delivery == Delivery.ONCE.value)
        async with self._open() as connection:
            await tell_doubtful(connection, self._vault, now)
            repeated = await connection.execute(again.values(state=Post.PENDING.value, next_at=now))
            values = {"state": Post.MAYBE.value, "finished_at": now, "outcome": "found on its way after a crash"}
            doubtful = await connection.execute(unclear.values(**values))
            return repeated.rowcount + doubtful.rowcount

    async def exchange(
        self,
        finished: Sequence[tuple[Letter, Outcome]],
        now: datetime,
        limit: int,
        held: Mapping[int, datetime],
    ) -> list[Letter]:
        async with self._open() as connection:
            arrived = [(letter, outcome) for letter, outcome in finished if isinstance(outcome, Sent)]
            if arrived:
                await connection.execute(
                    ARRIVED, [{"letter": each.id, "message": sent.message_id, "now": now} for each, sent in arrived]
                )
            for letter, outcome in finished:
                await self._settle(connection, letter, outcome, now)
            return await self._fence(connection, now, limit, held) if limit else []

    async def next_at(self) -> datetime | None:
        statement = select(func.min(outbox.c.next_at)).where(IS_PENDING)
        async with self._open(reads=True) as connection:
            at: datetime | None = (await connection.execute(statement)).scalar_one_or_none()
        return at

    @asynccontextmanager
    async def _open(self, *, reads: bool = False) -> AsyncIterator[AsyncConnection]:
        try:
            async with self._database.read() if reads else self._database.write() as connection:
                yield connection
        except DatabaseAway as away:
            raise MailroomShut(str(away)) from away

    async def _fence(
        self, connection: AsyncConnection, now: datetime, limit: int, held: Mapping[int, datetime]
    ) -> list[Letter]:
        uow = SqlUnitOfWork(connection, self._vault)
        going: list[Letter] = []
        busy = dict(held)
        for _ in range(MOST_ROUNDS):
            wanted = limit - len(going)
            there = (await connection.execute(DUE, {"now": now, "most": wanted})).all()
            for row in there:
                letter = await self._look(uow, row, now, busy)
                if letter is not None:
                    going.append(letter)
                    # One letter per chat at a time keeps the order in which things were said.
                    busy[letter.chat_id] = now + timedelta(milliseconds=50)
            # Fewer than asked for: whatever else is due has just been put off.
            if len(there) < wanted or len(going) >= limit:
                break
            if going:
                await _fenced(connection, going)
        if going:
            await _fenced(connection, going)
        return going

    async def _look(
        self, uow: SqlUnitOfWork, row: Row[Any], now: datetime, busy: Mapping[int, datetime]
    ) -> Letter | None:
        """Return the letter if it may leave, or settle why it does not."""
        chat_id = row.to_chat if row.to_chat is not None else row.user_id
        in_care_of = ""
        if chat_id is None and row.to_person is not None:
            chat_id, in_care_of = await self._proxy(uow, row.to_person, now)
        if chat_id is None:
            await _finish(uow.connection, row.id, Post.UNREACHABLE, "no account", now)
            if row.to_person is not None and row.lane < Lane.GROUP and row.kind != UnreachablePerson.__name__:
                await self._to_be_called(uow, row.to_person, now)
            return None
        if chat_id in busy:
            await _put_off_chat(uow.connection, row, chat_id, busy[chat_id])
            return None
        allowed_at = now if row.urgent else after_quiet(now)
        if allowed_at > now:
            await _put_off(uow.connection, row.id, allowed_at)
            return None
        edits = row.edits_message_id
        if row.replaces is not None:
            chat_id, edits = await _original(uow.connection, row, now) or (chat_id, None)
            if edits is None:
                return None
        payload = self._vault.open(row.payload, "outbox", "payload", row.key)
        fact = unpack(row.kind, payload)
        unwanted = await still_wanted(uow, fact, row.to_person, now)
        if unwanted is not None:
            await _finish(uow.connection, row.id, Post.DROPPED, unwanted, now)
            return None
        lane, delivery = Lane(row.lane), Delivery(row.delivery)
        hand = self._vault.open(row.hand, "outbox", "hand", row.key) if row.hand is not None else ""
        return Letter(
            row.id,
            row.key,
            fact,
            chat_id,
            lane,
            delivery,
            row.attempts,
            row.due_at,
            row.to_person,
            edits,
            hand,
            in_care_of,
        )

    @staticmethod
    async def _proxy(uow: SqlUnitOfWork, person_id: int, now: datetime) -> tuple[int | None, str]:
        """Return the phone of somebody who may act for the person in everyday things, and the person's name."""
        for each in await uow.proxies.of_person(person_id, now):
            if each.scope is not ProxyScope.EVERYDAY:
                continue
            for phone in await uow.proxies.accounts_of(each.proxy_id):
                person = await uow.people.person(person_id) if phone.is_reachable else None
                if person is not None:
                    return phone.user_id, person.name
        return None, ""

    async def _settle(self, connection: AsyncConnection, letter: Letter, outcome: Outcome, now: datetime) -> None:
        match outcome:
            case Sent():
                await log_reveal(SqlUnitOfWork(connection, self._vault), letter.fact, letter.to_person, now)
            case TryLater(at, why):
                await _again(connection, letter, at, why)
            case Unclear(why) if letter.delivery is Delivery.LEAST:
                await _again(connection, letter, now + timedelta(seconds=2), why)
            case Unclear(why):
                await _finish(connection, letter.id, Post.MAYBE, why, now)
                await tell_unclear(SqlUnitOfWork(connection, self._vault), letter.key, letter.fact, now)
            case Unreachable(why):
                await _finish(connection, letter.id, Post.UNREACHABLE, why, now)
                await self._call_list(connection, letter, now)
            case Rejected(why):
                await _finish(connection, letter.id, Post.DEAD, why, now)
            case Moved(new_chat_id):
                await SqlUnitOfWork(connection, self._vault).people.group_moved(letter.chat_id, new_chat_id)
                await connection.execute(
                    update(outbox).where(outbox.c.to_chat == letter.chat_id, IS_PENDING).values(to_chat=new_chat_id)
                )
                await connection.execute(
                    update(outbox)
                    .where(outbox.c.id == letter.id)
                    .values(state=Post.PENDING.value, to_chat=new_chat_id, next_at=now)
                )

    async def _call_list(self, connection: AsyncConnection, letter: Letter, now: datetime) -> None:
        """Mark the account and put the person on the staff's call list, once a day."""
        uow = SqlUnitOfWork(connection, self._vault)
        await uow.people.mark_reachable(letter.chat_id, is_reachable=False)
        # A reply goes to a chat, not to a person; whoever it was for cannot be reached all the same.
        whose = select(account.c.person_id).where(account.c.user_id == letter.chat_id)
        person_id = letter.to_person or (await connection.execute(whose)).scalar_one_or_none()
        if person_id is not None:
            await self._to_be_called(uow, person_id, now)

    @staticmethod
    async def _to_be_called(uow: SqlUnitOfWork, person_id: int, now: datetime) -> None:
        """Ask staff, once a day, to call somebody who cannot be written to."""
        person = await uow.people.person(person_id)
        if person is None:
            return
        fact = UnreachablePerson(person.name, person.id)
        holders = await uow.people.holders(person.community_id, CALL_LIST, now)
        await uow.outbox.push(
            Notice(f"unreachable:{person.id}:{now:%Y%m%d}:{who}", fact, now, to_person=who)
            for who in holders
            if who != person.id
        )


def _due() -> Select[Any]:
    """Return the letters to look at, best lane first; each lane is its own walk along the index."""
    now, most = bindparam("now", type_=Instant), bindparam("most", type_=Integer)
    lanes = [
        select(
            select(outbox.c.id)
            .where(IS_PENDING, outbox.c.lane == literal_column(str(int(lane))), outbox.c.next_at <= now)
            .order_by(outbox.c.next_at, outbox.c.id)
            .limit(most)
            .subquery()
        )
        for lane in Lane
    ]
    ids = union_all(*lanes).subquery()
    reached = (
        select(account.c.user_id)
        .where(account.c.person_id == outbox.c.to_person, account.c.is_reachable)
        .order_by(account.c.seen_at.desc())
        .limit(1)
        .scalar_subquery()
    )
    return (
        select(outbox, reached.label("user_id"))
        .where(outbox.c.id.in_(select(ids.c.id)))
        .order_by(outbox.c.lane, outbox.c.next_at, outbox.c.id)
        .limit(most)
    )


# Said for every letter, so they are put together once: building a statement costs more than running it.
DUE = _due()
FENCED = (
    update(outbox)
    .where(outbox.c.id == bindparam("letter"))
    .values(state=Post.SENDING.value, sent_chat_id=bindparam("chat"))
)
ARRIVED = (
    update(outbox)
    .where(outbox.c.id == bindparam("letter"))
    .values(state=Post.SENT.value, sent_message_id=bindparam("message"), finished_at=bindparam("now"))
)


async def _original(connection: AsyncConnection, row: Row[Any], now: datetime) -> tuple[int, int] | None:
    """Return chat and message that the letter rewrites; until that has left, the letter waits."""
    statement = select(outbox).where(outbox.c.key == row.replaces)
    found = (await connection.execute(statement)).one_or_none()
    if found is None or Post(found.state) in {Post.DROPPED, Post.UNREACHABLE, Post.DEAD, Post.MAYBE}:
        await _finish(connection, row.id, Post.DROPPED, "nothing to rewrite", now)
        return None
    if found.sent_message_id is None:
        await _put_off(connection, row.id, now + WAIT_FOR_ORIGINAL)
        return None
    return found.sent_chat_id, found.sent_message_id


async def _fenced(connection: AsyncConnection, going: Sequence[Letter]) -> None:
    """Mark the letters as on their way, all in one statement; marking one twice changes nothing."""
    await connection.execute(FENCED, [{"letter": each.id, "chat": each.chat_id} for each in going])


async def _put_off(connection: AsyncConnection, letter_id: int, at: datetime) -> None:
    await connection.execute(update(outbox).where(outbox.c.id == letter_id).values(next_at=at))


async def _put_off_chat(connection: AsyncConnection, row: Row[Any], chat_id: int, at: datetime) -> None:
    """Put everything for a chat off that takes nothing more just now, so that it blocks nobody else."""
    whose = [outbox.c.to_chat == chat_id]
    if row.to_person is not None:
        whose.append(outbox.c.to_person == row.to_person)
    await connection.execute(update(outbox).where(or_(*whose), IS_PENDING, outbox.c.next_at < at).values(next_at=at))


async def _again(connection: AsyncConnection, letter: Letter, at: datetime, why: str) -> None:
    values = {"state": Post.PENDING.value, "next_at": at, "attempts": letter.attempts + 1, "outcome": why}
    await connection.execute(update(outbox).where(outbox.c.id == letter.id).values(**values))


async def _finish(connection: AsyncConnection, letter_id: int, state: Post, why: str, now: datetime) -> None:
    values = {"state": state.value, "outcome": why, "finished_at": now}
    await connection.execute(update(outbox).where(outbox.c.id == letter_id).values(**values))
