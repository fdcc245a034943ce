"""Three processes write the same books and are killed again and again; what was acknowledged must be there.

A PostgreSQL server is cut off now and then, too, as a power cut would; the writers ask again with the same keys, since
nobody told them whether their last commit arrived.

Each process appends what it was told to be committed to a journal of its own and syncs it, after the commit. In the end
the books prove, and every line of every journal is in them. `python -m tests.timebank.crash` runs the long form.
"""

import asyncio
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import select

from domain.refusals import Refusal
from domain.timebank import AccountKind, Code, Party, Source, SourceKind
from domain.timebank_audit import Report
from domain.timebank_books import Order, Posted
from storage.database import Database, DatabaseAway
from storage.timebank import TimebankStore
from storage.timebank_tables import transfer
from storage.timebank_verify import verify
from tests.postgres import Server
from tests.timebank.conftest import create_books
from tests.timebank.servers import durable_server

NOW = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)
COMMUNITY, PEOPLE, MERCHANT = 1, 30, 501
WRITERS = 3
MOST_A_COMMIT = 20
LONGEST_WAIT = 60.0  # seconds for a writer to book its first transfer
AWAY_SECONDS = 0.05
KILLS_A_CUT = 4  # then the server itself is cut off
SOURCE = Source(SourceKind.SHIFT, 1)


@dataclass(slots=True)
class Writer:
    """One process's stream of orders: earnings, gifts, holds, and the settling of holds that it knows of."""

    name: str
    dice: random.Random
    count: int = 0
    holds: list[Posted] = field(default_factory=list)

    def order(self) -> Order:
        self.count += 1
        key = f"{self.name}:{self.count}"
        if self.holds and self.dice.random() < 0.3:
            return self._settle(self.holds.pop(self.dice.randrange(len(self.holds))), key)
        person = Party(AccountKind.PERSON, self.dice.randrange(1, PEOPLE))
        other = Party(AccountKind.PERSON, PEOPLE + self.dice.randrange(1, PEOPLE))
        held = Party(AccountKind.HELD, person.owner_id)
        choice = (
            (Party(AccountKind.ISSUE), person, Code.EARN),
            (person, other, Code.GIFT),
            (person, held, Code.HOLD),
        )
        debit, credit, code = self.dice.choice(choice)
        return Order(
            debit, credit, self.dice.randrange(1, 30), code, SOURCE, key, key, minutes=30 * (code is Code.EARN)
        )

    @staticmethod
    def _settle(hold: Posted, key: str) -> Order:
        merchant = Party(AccountKind.MERCHANT, MERCHANT)
        person, points = hold.order.debit, hold.order.points
        code, to = (Code.POST, merchant) if points % 2 else (Code.VOID, person)
        return Order(hold.order.credit, to, points, code, SOURCE, key, key, lots=hold.drawn, resolves=hold.sequence)


async def write(url: str, journal: Path) -> None:
    """Book until killed; a refusal for want of points is an answer like any other, and everything else ends the run."""
    database = Database(url)
    writer = Writer(journal.stem, random.Random(journal.stem))
    with journal.open("a", encoding="ascii") as told:
        while True:
            orders = [writer.order() for _ in range(writer.dice.randrange(1, MOST_A_COMMIT))]
            answers = await _book(database, orders)
            booked = [answer for answer in answers if not isinstance(answer, Refusal)]
            told.writelines(f"{posted.sequence} {posted.hash} {posted.order.key}\n" for posted in booked)
            told.flush()
            os.fsync(told.fileno())
            writer.holds += [posted for posted in booked if posted.order.code is Code.HOLD]


async def _book(database: Database, orders: list[Order]) -> list[Posted | Refusal]:
    """Commit the orders, and while the database is away ask again: what had arrived is answered, not booked twice."""
    while True:
        try:
            async with database.write() as connection:
                return await TimebankStore(connection).post_many(COMMUNITY, orders, NOW)
        except DatabaseAway:
            await asyncio.sleep(AWAY_SECONDS)


@dataclass(frozen=True, slots=True)
class Outcome:
    kills: int
    cuts: int
    acknowledged: int
    lost: int
    report: Report

    @property
    def is_sound(self) -> bool:
        return self.report.is_sound and self.lost == 0 and self.acknowledged <= self.report.transfers


@dataclass(slots=True)
class Crew:
    """The running writers, each with its journal; whoever is killed is replaced under a new name."""

    url: str
    home: Path
    dice: random.Random
    started: int = 0
    kills: int = 0
    running: list[tuple[subprocess.Popen[bytes], Path]] = field(default_factory=list)

    def start(self) -> None:
        self.started += 1
        journal = self.home / f"writer{self.started}.journal"
        command = [sys.executable, "-m", "tests.timebank.crash", self.url, str(journal)]
        self.running.append((subprocess.Popen(command), journal))  # noqa: S603 - our own module

    def kill(self, index: int) -> None:
        """Kill one writer while it is writing: after its first acknowledgement, at a moment it cannot know."""
        process, journal = self.running.pop(index)
        until = time.monotonic() + LONGEST_WAIT
        while not (journal.exists() and journal.stat().st_size) and process.poll() is None and time.monotonic() < until:
            time.sleep(0.005)
        time.sleep(self.dice.random() * 0.2)
        process.send_signal(signal.SIGKILL)
        if process.wait() != -signal.SIGKILL:
            raise RuntimeError(f"{journal.stem} ended by itself")
        self.kills += 1

    def acknowledged(self) -> Iterator[tuple[int, str, str]]:
        """Give every whole line of every journal; a line that the kill cut in two was acknowledged to nobody."""
        for journal in self.home.glob("*.journal"):
            for line in journal.read_text(encoding="ascii").splitlines(keepends=True):
                if line.endswith("\n"):
                    sequence, digest, key = line.split()
                    yield int(sequence), digest, key


def crash(url: str, kills: int, transfers: int, seed: int = 1, server: Server | None = None) -> Outcome:
    """Kill writers until `kills` have died and `transfers` are booked, then prove the books against the journals.

    A `server` that is handed in is cut off at every fourth kill.
    """
    asyncio.run(_prepare(url))
    cuts = 0
    with tempfile.TemporaryDirectory() as home:
        crew = Crew(url, Path(home), random.Random(seed))
        try:
            for _ in range(WRITERS):
                crew.start()
            while crew.kills < kills - WRITERS or sum(1 for _ in crew.acknowledged()) < transfers:
                crew.kill(crew.dice.randrange(WRITERS))
                crew.start()
                if server is not None and crew.kills % KILLS_A_CUT == 0:
                    server.stop()
                    server.start()
                    cuts += 1
            while crew.running:
                crew.kill(0)
        finally:
            for process, _ in crew.running:
                process.kill()
                process.wait()
        told = list(crew.acknowledged())
    return asyncio.run(_judge(url, crew.kills, cuts, told))


async def _judge(url: str, kills: int, cuts: int, told: list[tuple[int, str, str]]) -> Outcome:
    database = Database(url)
    outcome = await judge(database, kills, told, cuts)
    await database.close()
    return outcome


async def _prepare(url: str) -> None:
    database = Database(url)
    await create_books(database)
    await database.close()


async def judge(database: Database, kills: int, told: list[tuple[int, str, str]], cuts: int = 0) -> Outcome:
    """Prove the books, and look for every acknowledged line in them."""
    async with database.read() as connection:
        report = await verify(connection)
        rows = await connection.execute(select(transfer.c.sequence, transfer.c.hash, transfer.c.key))
        booked = {(sequence, digest, key) for sequence, digest, key in rows.all()}
    return Outcome(kills, cuts, len(told), sum(line not in booked for line in told), report)


@contextmanager
def places() -> Iterator[dict[str, tuple[str, Server | None]]]:
    with tempfile.TemporaryDirectory() as home, durable_server() as server:
        yield {"sqlite": (f"sqlite:///{home}/crash.db", None), "postgresql": (server.url("postgres"), server)}


def main(kills: int = 48, transfers: int = 10_000) -> int:
    """Run the long form on both databases; return 1 when anything acknowledged is missing or the books do not prove."""
    sound = True
    with places() as urls:
        for name, (url, server) in urls.items():
            outcome = crash(url, kills, transfers, server=server)
            sound = sound and outcome.is_sound
            told = f"{outcome.report.transfers} transfers, {outcome.acknowledged} acknowledged, {outcome.lost} lost"
            sys.stdout.write(
                f"{name}: {outcome.kills} kills, {outcome.cuts} cuts, {told}, problems: {outcome.report.problems}\n"
            )
    return 0 if sound else 1


WRITER_ARGUMENTS = 3

if __name__ == "__main__":
    if len(sys.argv) == WRITER_ARGUMENTS:
        asyncio.run(write(sys.argv[1], Path(sys.argv[2])))
    sys.exit(main())
