"""How long a reply and a due reminder wait while 20,000 announcements fill the outbox."""

import asyncio
import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import monotonic

from benchmarks.courier import FIRST, Post, invite, post
from benchmarks.line import Figure, figure
from domain.notices import Lane
from tests.bot_process import gateway

ANNOUNCEMENTS, PROBES, EVERY_SECONDS = 20_000, 150, 0.2
PEOPLE = 2_000  # the announcements go round; so many are opened at the gateway
AIMS = {Lane.REPLY: 1.0, Lane.DUTY: 2.0}


async def _delays(base: str, folder: Path) -> dict[Lane, list[float]]:
    """Return how many seconds each reply and each reminder took from its commit to its arrival."""
    await invite(base, PEOPLE + 2 * PROBES)
    written: dict[str, float] = {}
    async with post(base, folder) as made:
        crowd = (FIRST + number % PEOPLE for number in range(ANNOUNCEMENTS))
        await made.push([made.notice(f"a{number}", chat, Lane.ANNOUNCEMENT) for number, chat in enumerate(crowd)])
        for number in range(PROBES):
            for at, lane in enumerate(AIMS):
                key = f"{lane.name}:{number}"
                written[key] = monotonic()
                await made.push([made.notice(key, FIRST + PEOPLE + 2 * number + at, lane)])
            await asyncio.sleep(EVERY_SECONDS)
        await _all_arrived(made, set(written))
        arrived = {letter.key: at for at, letter, _ in made.heard}
    return {
        lane: sorted(arrived[key] - at for key, at in written.items() if key.startswith(lane.name)) for lane in AIMS
    }


async def _all_arrived(made: Post, keys: set[str]) -> None:
    while not keys <= {letter.key for _, letter, _ in made.heard}:  # noqa: ASYNC110 - looked at from outside
        await asyncio.sleep(0.05)


def figures() -> Iterator[Figure]:
    with tempfile.TemporaryDirectory() as home, gateway(limits=True) as base:
        delays = asyncio.run(_delays(base, Path(home)))
    for lane, waited in delays.items():
        p99 = waited[int(len(waited) * 0.99)]
        yield figure(f"priority.{lane.name.lower()}_p99", p99, "s", "the aim, announcements waiting", AIMS[lane])
