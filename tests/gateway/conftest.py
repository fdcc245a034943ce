"""A gateway without pace for most tests, one with pace and a clock of its own for the rest."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import aiohttp
import pytest

from gateway.server import Gateway
from tests.gateway.actors import Aiogram, Library, Ptb, Trainer

MORNING = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)  # Monday, 9 o'clock in Shanghai


class Ticks:
    """Monotonic seconds that only a test moves."""

    def __init__(self) -> None:
        self.seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def ticks() -> Ticks:
    return Ticks()


@pytest.fixture
async def gateway() -> AsyncIterator[Gateway]:
    """li (1001) and wang (1002) have opened the bot, sun (1003) has not; the group (-1001) has li and wang."""
    async with Gateway(now=lambda: MORNING, limits=False, webhook_back_off_seconds=(0.01,)) as running:
        furnish(running)
        yield running


@pytest.fixture
async def paced_gateway(ticks: Ticks) -> AsyncIterator[Gateway]:
    async with Gateway(now=lambda: MORNING, ticks=ticks) as running:
        furnish(running)
        yield running


def furnish(running: Gateway) -> None:
    running.add_person("李桂兰", opened=True)
    running.add_person("王建国", opened=True)
    running.add_person("孙静")
    running.add_group("护学岗", [1001, 1002])
    running.stage.updates.pending.clear()


@pytest.fixture
async def trainer(gateway: Gateway) -> AsyncIterator[Trainer]:
    async with aiohttp.ClientSession() as session:
        yield Trainer(gateway.base_url, session)


@pytest.fixture
async def paced_trainer(paced_gateway: Gateway) -> AsyncIterator[Trainer]:
    async with aiohttp.ClientSession() as session:
        yield Trainer(paced_gateway.base_url, session)


@pytest.fixture(params=[Aiogram, Ptb], ids=["aiogram", "ptb"])
async def library(request: pytest.FixtureRequest, gateway: Gateway) -> AsyncIterator[Library]:
    client: Library = request.param(gateway.base_url)
    await client.open()
    yield client
    await client.close()


@pytest.fixture(params=[Aiogram, Ptb], ids=["aiogram", "ptb"])
async def paced_library(request: pytest.FixtureRequest, paced_gateway: Gateway) -> AsyncIterator[Library]:
    client: Library = request.param(paced_gateway.base_url)
    await client.open()
    yield client
    await client.close()
