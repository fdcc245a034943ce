"""A PostgreSQL server of the suite's own, on loopback, and a fresh database on it for each test that asks.

The databases of both kinds are copies of one that was migrated once: a copy takes a blink, every migration does not.
"""

import asyncio
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import pytest

from storage.database import Database
from storage.migrate import upgrade

DEBIAN = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
NEEDED = ("initdb", "pg_ctl", "createdb", "dropdb")
NONE_HERE = "PostgreSQL is not installed here, so nothing was tried on it"
MIGRATED = "migrated"
# A test's database need not outlive the machine; a killed process is outlived all the same.
QUICK = ("fsync=off", "full_page_writes=off")
IN_MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of our own is made in it


def programs() -> Path | None:
    """Return the folder with the server's programs and ours, or None where there is no server to start."""
    found = shutil.which("initdb")
    folders = [*DEBIAN, *([Path(found).resolve().parent] if found else [])]
    whole = [folder for folder in folders if all((folder / name).exists() for name in NEEDED)]
    return whole[0] if whole else None


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass(frozen=True)
class Server:
    """A running server; `run` calls one of PostgreSQL's client programs on it."""

    folder: Path
    port: int
    home: Path
    user: str | None
    options: str

    def url(self, name: str) -> str:
        return f"postgresql://yinling@127.0.0.1:{self.port}/{name}"

    def run(self, program: str, *arguments: str) -> None:
        where = ("-h", "127.0.0.1", "-p", str(self.port), "-U", "yinling")
        subprocess.run([self.folder / program, *where, *arguments], check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - our own

    def own(self, program: str, *arguments: str) -> None:
        """Run a program as the user to whom the server belongs."""
        command = [str(self.folder / program), *arguments]
        subprocess.run(command, user=self.user, cwd=self.home, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - our own

    def start(self) -> None:
        self.own("pg_ctl", "-D", f"{self.home}/data", "-w", "-l", f"{self.home}/log", "-o", self.options, "start")

    def stop(self) -> None:
        """Stop it as a power cut would: nothing is flushed, and the next start recovers from the log."""
        self.own("pg_ctl", "-D", f"{self.home}/data", "-w", "-m", "immediate", "stop")

    @contextmanager
    def database(self, name: str, template: str = "template1") -> Iterator[str]:
        """Make a database, and drop it afterwards however many still hold on to it."""
        self.run("createdb", "-T", template, name)
        try:
            yield self.url(name)
        finally:
            self.run("dropdb", "--force", name)


@contextmanager
def server(folder: Path, *settings: str) -> Iterator[Server]:
    """Start a server in a fresh directory; as root, which PostgreSQL refuses, it runs as its package's user."""
    user = "postgres" if os.geteuid() == 0 else None
    with tempfile.TemporaryDirectory(prefix="yinling-pg-", ignore_cleanup_errors=True) as home:
        if user:
            os.chown(home, pwd.getpwnam(user).pw_uid, -1)
        port = free_port()
        wanted = (f"port={port}", "listen_addresses=127.0.0.1", f"unix_socket_directories={home}", *settings)
        started = Server(folder, port, Path(home), user, " ".join(f"-c {setting}" for setting in wanted))
        started.own("initdb", "-D", f"{home}/data", "-U", "yinling", "-A", "trust", "-E", "UTF8", "--no-sync")
        started.start()
        try:
            yield started
        finally:
            started.stop()


async def _migrate(url: str) -> None:
    database = Database(url)
    await upgrade(database)
    await database.close()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Server]:
    """One server for the whole run, with a migrated database to copy from."""
    folder = programs()
    if folder is None:
        pytest.skip(NONE_HERE)
    with server(folder, *QUICK) as started:
        started.run("createdb", MIGRATED)
        asyncio.run(_migrate(started.url(MIGRATED)))
        yield started


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file to copy from."""
    made = tmp_path_factory.mktemp("migrated") / "migrated.sqlite"
    asyncio.run(_migrate(f"sqlite:///{made}"))
    return made


_numbers = count(1)


@pytest.fixture
def postgres_url(postgres_server: Server) -> Iterator[str]:
    """A migrated PostgreSQL database that only this test uses."""
    with postgres_server.database(f"test_{next(_numbers)}", MIGRATED) as url:
        yield url


@pytest.fixture
def empty_postgres_url(postgres_server: Server) -> Iterator[str]:
    """A PostgreSQL database without a single table."""
    with postgres_server.database(f"test_{next(_numbers)}") as url:
        yield url


@pytest.fixture
def sqlite_url(migrated_sqlite: Path, tmp_path: Path) -> Iterator[str]:
    """A migrated SQLite file that only this test uses, in memory where the system has such a folder."""
    if not os.access(IN_MEMORY, os.W_OK):
        yield _copied(migrated_sqlite, tmp_path)
        return
    with tempfile.TemporaryDirectory(prefix="yinling-", dir=IN_MEMORY, ignore_cleanup_errors=True) as folder:
        yield _copied(migrated_sqlite, Path(folder))


def _copied(migrated: Path, folder: Path) -> str:
    copy = folder / "yinling.sqlite"
    shutil.copyfile(migrated, copy)
    return f"sqlite:///{copy}"


BOTH = ("sqlite", pytest.param("postgresql", marks=pytest.mark.postgres))


@pytest.fixture(params=BOTH)
def database_url(request: pytest.FixtureRequest) -> str:
    """A migrated database of each kind, one after the other."""
    return _url_of(request, request.param)


def _url_of(request: pytest.FixtureRequest, kind: str) -> str:
    url: str = request.getfixturevalue("sqlite_url" if kind == "sqlite" else "postgres_url")
    return url


@pytest.fixture
def town_url(request: pytest.FixtureRequest) -> str:
    """Where the town keeps its memory: SQLite, or what the mark `both_databases` says."""
    return _url_of(request, getattr(request, "param", "sqlite"))


def on_both(metafunc: pytest.Metafunc) -> None:
    """Run a test marked `both_databases` once on each."""
    if "town_url" in metafunc.fixturenames and metafunc.definition.get_closest_marker("both_databases"):
        metafunc.parametrize("town_url", BOTH, indirect=True)
