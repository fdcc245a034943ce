"""What the bot costs before anybody speaks: seconds to be ready beside importing aiogram alone, and memory at rest."""

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from statistics import median
from time import monotonic

from benchmarks.line import Figure, figure
from tests.bot_process import TOKEN, gateway

TIMES = 3
READY = """
import asyncio, sys
from pathlib import Path
from pydantic import SecretStr
from bot import logs
from bot.build import build
from bot.settings import Settings

async def ready():
    logs.set_up("CRITICAL")
    folder, base = Path(sys.argv[1]), sys.argv[2]
    url = f"sqlite:///{folder}/bot.sqlite"
    token = SecretStr(sys.argv[3])
    settings = Settings(_env_file=None, bot_token=token, api_base=base, database_url=url, key_file=folder / "key")
    async with build(settings) as app:
        running = asyncio.ensure_future(app.run())
        await app.is_leading.wait()
        print(Path("/proc/self/status").read_text(), flush=True)
        running.cancel()

asyncio.run(ready())
"""
IMPORT = 'import aiogram; from pathlib import Path; print(Path("/proc/self/status").read_text())'


def _run(code: str, *arguments: str) -> tuple[float, float]:
    """Return the seconds until the process said it was ready, and its resident MiB at that moment."""
    begun = monotonic()
    # S603: our own interpreter, our own words.
    with subprocess.Popen([sys.executable, "-c", code, *arguments], stdout=subprocess.PIPE, text=True) as process:  # noqa: S603
        assert process.stdout is not None  # noqa: S101 - it was asked for
        found = None
        for line in process.stdout:
            found = found or re.match(r"VmRSS:\s+(\d+) kB", line)
            if found:
                took = monotonic() - begun
                break
        else:
            raise RuntimeError("the process said nothing")
        process.kill()
    return took, int(found[1]) / 1024


def figures() -> Iterator[Figure]:
    with tempfile.TemporaryDirectory() as home, gateway() as base:
        _run(READY, home, base, TOKEN)  # makes the database, so that only starting is measured
        mine = [_run(READY, home, base, TOKEN) for _ in range(TIMES)]
    bare = [_run(IMPORT) for _ in range(TIMES)]
    yield figure("start_up.seconds", *_medians(mine, bare, 0))
    yield figure("memory_at_rest", *_medians(mine, bare, 1))


def _medians(
    mine: list[tuple[float, float]], bare: list[tuple[float, float]], at: int
) -> tuple[float, str, str, float]:
    unit = ("s", "MiB")[at]
    return median(each[at] for each in mine), unit, "import aiogram alone", median(each[at] for each in bare)
