"""`make crash`: people talk while the bot is killed under them again and again; nothing may be lost or done twice.

Everybody walks through the registration form to its end. Ticks in a list turn over with every press, so a press that
counted twice leaves another answer than one that counted once; what everybody chose is read back from the database.
"""

import asyncio
import random
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from pathlib import Path

from aiohttp import ClientSession
from sqlalchemy import text

from bot.clocks import wall_now
from domain.people import Grant, Role
from domain.people import Person as Known
from domain.times import at_local, local
from gateway.company import Control, NotSeen, Person
from storage.database import Database
from storage.migrate import open_migrated
from storage.unit_of_work import SqlUnitOfWork
from storage.vault import load_vault
from tests import postgres
from tests.bot_process import Bot, gateway, kill

PEOPLE, KILLS, STAFF = 30, 12, 900_001
SKILLS, FREE = ("理发", "陪聊探望"), ("平日上午",)
WALK = (
    ("您同意吗", "[1. 同意]"),
    ("贵姓大名", "{name}"),
    ("手机号", "{phone}"),
    ("几号楼", "3号楼"),
    ("几单元", "2单元501"),
    ("愿意做些什么", "[{first}]"),
    ("愿意做些什么", "[{second}]"),
    ("愿意做些什么", "[选好了]"),
    ("什么时候有空", "[{free}]"),
    ("什么时候有空", "[选好了]"),
    ("都对的话", "[提交]"),
)
STEPS = 1 + len(WALK)


@dataclass
class Verdict:
    """What was counted after everybody had finished, and what must not be."""

    people: int
    said: int = 0
    kills: int = 0
    in_flight: int = 0
    unanswered: int = 0
    registered: int = 0
    doubled: int = 0
    unfinished: int = 0
    repeated: int = 0
    unsent: int = 0
    gave_up: list[str] = field(default_factory=list)

    @property
    def violations(self) -> list[str]:
        wrong = {
            f"{self.unanswered} messages without an answer": self.unanswered,
            f"{self.people - self.registered} of {self.people} not registered": self.people - self.registered,
            f"{self.doubled} effects that are not exactly one": self.doubled,
            f"{self.unfinished} rows of inbox or outbox that came to no end": self.unfinished,
            f"{self.unsent} letters marked as sent that nobody got": self.unsent,
            f"{self.repeated} repeated, only {self.in_flight} in flight": max(0, self.repeated - self.in_flight),
        }
        return [*(said for said, count in wrong.items() if count), *self.gave_up]


class Street:
    """The people, the bot that is killed under them, and the database where the truth is."""

    def __init__(self, bot: Bot, control: Control, database: Database, *, seed: int = 1) -> None:
        self.bot = bot
        self.control = control
        self.database = database
        self.said = 0
        self.kills_at: list[int] = []
        self.verdict = Verdict(0)
        self.patience = 200  # looks, before what is still waiting counts as lost
        self._moments = random.Random(seed)
        self._said_more = asyncio.Event()

    async def prepare(self) -> None:
        """Put a community and its staff on record, so that everybody finds the door open at nine in the morning.

        What the quiet hours hold back would look like something lost.
        """
        await self.control.post("clock", {"to": _next_nine().isoformat()})
        await self.control.post("people", {"name": "周敏", "id": STAFF, "opened": True})
        async with self.database.write() as connection:
            people = SqlUnitOfWork(connection, load_vault(self.bot.key_file)).people
            home = await people.found_community("河口社区", wall_now())
            staff = await people.add_person(Known(0, home.id, "周敏"), wall_now())
            account, _, _ = await people.speaker_of(STAFF, wall_now())
            await people.bind_account(account.id, staff.id)
            await people.grant(staff.id, Grant(Role.STAFF, home.id, from_at=wall_now()))

    async def walk(self, people: int, kills: int) -> Verdict:
        """Let everybody go through the form while the bot is killed so many times, evenly over what is said."""
        self.verdict.people = people
        self.kills_at = [people * STEPS * number // (kills + 1) for number in range(1, kills + 1)]
        process = self.bot.start()
        async with asyncio.TaskGroup() as tasks:
            walks = [tasks.create_task(self.one(number)) for number in range(people)]
            while self.kills_at and not all(walk.done() for walk in walks):
                await self._said_more.wait()
                self._said_more.clear()
                while self.kills_at and self.said >= self.kills_at[0]:
                    self.kills_at.pop(0)
                    # Anywhere within what one message takes, from its arrival to its answer.
                    await asyncio.sleep(self._moments.uniform(0, 0.05))
                    await self.strike(process)
                    process = self.bot.start()
        await self.finished()
        kill(process)
        return await self.judge()

    async def strike(self, process: object) -> None:
        """Kill the bot and count what was on its way at that moment."""
        await asyncio.to_thread(kill, process)  # type: ignore[arg-type]  # a process, whatever started it
        self.verdict.kills += 1
        await self._abandoned()
        self.verdict.in_flight += await self._count("SELECT count(*) FROM outbox WHERE state = 'sending'")

    async def _abandoned(self) -> None:
        """Wait until PostgreSQL has noticed the death: it may still be committing what it was asked to."""
        others = (
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
            " AND state <> 'idle'"
        )
        while not self.database.is_sqlite and await self._count(others):  # noqa: ASYNC110 - the event is in another process
            await asyncio.sleep(0.01)

    async def one(self, number: int) -> None:
        made = await self.control.post("people", {"name": f"居民{number}"})
        person = Person(self.control, int(made["id"]), acted=self._counted)
        words = {"name": f"李{_in_chinese(number)}", "phone": f"139{number:08d}", "free": f"1. {FREE[0]}"}
        words |= {"first": f"2. {SKILLS[0]}", "second": f"4. {SKILLS[1]}"}
        try:
            await person.says("我要报到")
            for question, reply in WALK:
                await person.answers((question, reply.format(**words)))
            await person.sees("收到您的报到了")
        except NotSeen as lost:
            self.verdict.gave_up.append(f"居民{number} waits in vain: {str(lost).splitlines()[0]}")
            self._said_more.set()

    def _counted(self, _person: Person, _deed: str) -> None:
        self.said += 1
        self._said_more.set()

    async def finished(self) -> None:
        """Wait until nothing waits: neither at the gateway nor in inbox or outbox."""
        waiting = (
            "SELECT (SELECT count(*) FROM inbox WHERE state = 'new') +"
            " (SELECT count(*) FROM outbox WHERE state IN ('pending', 'sending'))"
        )
        for _ in range(self.patience):
            heard = await self._count("SELECT count(*) FROM inbox")
            if heard >= self.said and not await self._count(waiting):
                return
            await asyncio.sleep(0.05)

    async def judge(self) -> Verdict:
        """Count, in the database and at the gateway, what became of everything that was said."""
        found = self.verdict
        found.said = self.said
        answered = (
            "SELECT count(*) FROM inbox WHERE state = 'done' AND EXISTS (SELECT 1 FROM outbox WHERE outbox.state ="
            " 'sent' AND outbox.key LIKE 'reply:' || inbox.bot_id || ':' || inbox.update_id || ':%')"
        )
        found.unanswered = found.said - await self._count(answered)
        chosen = "skills = :skills AND free = :free AND building = '3号楼'"
        found.registered = await self._count(
            f"SELECT count(*) FROM registration JOIN person ON person.id = registration.person_id WHERE {chosen}",  # noqa: S608 - our own words
            skills="\x1f".join(SKILLS),
            free="\x1f".join(FREE),
        )
        registrations = await self._count("SELECT count(*) FROM registration")
        cards = await self._count("SELECT count(*) FROM outbox WHERE kind = 'RegistrationWaiting'")
        known = await self._count("SELECT count(*) FROM person WHERE volunteer_number = '' AND building <> ''")
        found.doubled = sum(abs(found.people - each) for each in (registrations, cards, known))
        found.unfinished = await self._count(
            "SELECT (SELECT count(*) FROM inbox WHERE state <> 'done') +"
            " (SELECT count(*) FROM outbox WHERE state NOT IN ('sent', 'dropped'))"
        )
        letters = await self._count(
            "SELECT count(*) FROM outbox WHERE state = 'sent' AND edits_message_id IS NULL AND replaces IS NULL"
        )
        calls = (await self.control.get("calls?after=0"))["calls"]
        arrived = sum(call["method"] == "sendMessage" and call["ok"] is True for call in calls)
        # A message that arrived without the bot hearing of it is sent again; one that was marked must have arrived.
        found.repeated, found.unsent = max(0, arrived - letters), max(0, letters - arrived)
        return found

    async def _count(self, sql: str, **values: str) -> int:
        async with self.database.read() as connection:
            return int((await connection.execute(text(sql), values)).scalar_one())


def _next_nine() -> datetime:
    now = wall_now()
    today = local(now).date()
    return next(at for day in (0, 1) if (at := at_local(today + timedelta(days=day), time(9))) > now)


def _in_chinese(number: int) -> str:
    return "".join("零一二三四五六七八九"[int(digit)] for digit in str(number))


async def crash(database_url: str, folder: Path, people: int, kills: int, *, seed: int = 1) -> Verdict:
    """Do it once on this database."""
    with gateway() as base:
        async with ClientSession() as http:
            bot = Bot(database_url, base, folder / "key")
            database = await open_migrated(database_url)
            street = Street(bot, Control(base, http, pause_seconds=0.1), database, seed=seed)
            try:
                await street.prepare()
                return await street.walk(people, kills)
            finally:
                await database.close()


COLUMNS = ("said", "kills", "in_flight", "unanswered", "registered", "doubled", "unfinished", "unsent", "repeated")


def show(verdicts: dict[str, Verdict]) -> str:
    rows: list[Sequence[str]] = [("database", *COLUMNS)]
    rows += [(name, *(str(getattr(one, column)) for column in COLUMNS)) for name, one in verdicts.items()]
    widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
    return "\n".join("  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True)) for row in rows)


def main() -> int:
    verdicts: dict[str, Verdict] = {}
    with tempfile.TemporaryDirectory() as home:
        url = f"sqlite:///{home}/crash.sqlite"
        verdicts["sqlite"] = asyncio.run(crash(url, Path(home), PEOPLE, KILLS))
    programs = postgres.programs()
    if programs is None:
        print(postgres.NONE_HERE)  # noqa: T201 - a command
    else:
        with tempfile.TemporaryDirectory() as home, postgres.server(programs) as server:
            verdicts["postgresql"] = asyncio.run(crash(server.url("postgres"), Path(home), PEOPLE, KILLS))
    print(show(verdicts))  # noqa: T201 - a command
    violations = [f"{name}: {said}" for name, one in verdicts.items() for said in one.violations]
    print("\n".join(violations) or "nothing lost, nothing done twice")  # noqa: T201 - a command
    return 1 if violations else 0


if __name__ == "__main__":
    sys.exit(main())
