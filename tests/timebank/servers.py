"""A PostgreSQL server of our own: fresh directory, loopback only, gone afterwards."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

PLACES = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _programs() -> Path:
    found = shutil.which("pg_ctl")
    places = [Path(found).parent] if found else PLACES
    if not places:
        pytest.skip("PostgreSQL is not installed")
    return places[0]


@contextmanager
def postgres_server(*settings: str) -> Iterator[str]:
    """Start a server and give its URL; as root, which PostgreSQL refuses, it runs as the user of its package."""
    programs = _programs()
    user = "postgres" if os.geteuid() == 0 else None
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        if user:
            os.chown(home, pwd.getpwnam(user).pw_uid, -1)
        port = free_port()
        options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={home} " + " ".join(
            f"-c {setting}" for setting in settings
        )

        def run(*command: str) -> None:
            subprocess.run(command, user=user, cwd=home, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - our own

        data = f"{home}/data"
        run(f"{programs}/initdb", "-D", data, "-U", "yinling", "-A", "trust", "-E", "UTF8", "--no-sync")
        run(f"{programs}/pg_ctl", "-D", data, "-w", "-l", f"{home}/log", "-o", options, "start")
        try:
            yield f"postgresql://yinling@127.0.0.1:{port}/postgres"
        finally:
            run(f"{programs}/pg_ctl", "-D", data, "-w", "-m", "immediate", "stop")
