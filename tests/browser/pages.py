"""What `make run` offers, in a headless browser as wide as a phone: becoming somebody, tapping, saying, seeing."""

import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from playwright.async_api import Page, async_playwright
from pydantic import SecretStr

from bot import demo
from bot.build import build
from bot.clocks import MovableClock
from bot.run import REHEARSAL_TOKEN, add_demo_people, beside
from bot.settings import Settings
from gateway.server import Gateway
from scheduling.pace import UNLIMITED
from storage.migrate import open_migrated
from storage.vault import fresh_vault
from tests.world import STORY_BEGINS, wall_from

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
# Where pictures are kept for whoever wants to look; nothing is written without it.
PICTURES = os.environ.get("YINLING_TEST_PICTURES")


@asynccontextmanager
async def make_run(tmp_path: Path) -> AsyncIterator[str]:
    """Start what `make run` starts, on a clock of our own; return the page's address."""
    wall = wall_from(STORY_BEGINS)
    vault, url = fresh_vault(), f"sqlite:///{tmp_path / 'demo.sqlite'}"
    async with Gateway(now=wall, limits=False) as gateway:
        add_demo_people(gateway)
        database = await open_migrated(url)
        await demo.load(database, vault, wall())
        await database.close()
        settings = Settings(
            _env_file=None, bot_token=SecretStr(REHEARSAL_TOKEN), api_base=gateway.base_url, database_url=url
        )
        async with build(settings, clock=MovableClock(wall), vault=vault, limits=UNLIMITED) as app, beside(app):
            yield gateway.base_url


async def picture(page: Page, name: str) -> None:
    if PICTURES:
        await page.wait_for_timeout(700)
        await page.screenshot(path=Path(PICTURES) / f"{name}.png")


async def become(page: Page, who: str) -> None:
    await page.get_by_role("combobox").first.select_option(label=who)


async def tap(page: Page, label: str) -> None:
    await page.get_by_role("button", name=label, exact=True).last.click()


async def say(page: Page, text: str) -> None:
    await page.get_by_placeholder("在这里写字").fill(text)
    await page.get_by_role("button", name="发送", exact=True).click()


async def sees(page: Page, text: str) -> None:
    await page.get_by_text(text).last.wait_for(timeout=20_000)


async def choose(page: Page, label: str) -> None:
    """Tap an answer of a form; its number may be another one day."""
    await page.get_by_role("button", name=label).last.click()


async def until(page: Page, moment: str) -> None:
    """Let the rehearsal's clock go on to a moment in Shanghai."""
    moved = await page.request.post(f"{page.url.rstrip('/')}/rehearsal/clock", data={"to": moment})
    assert moved.ok


@asynccontextmanager
async def phone(tmp_path: Path) -> AsyncIterator[Page]:
    """Open the page on a screen as wide as a phone's."""
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine: apt-get install chromium")
    async with make_run(tmp_path) as url, async_playwright() as player:
        browser = await player.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = await browser.new_page(viewport={"width": 390, "height": 844})
        await page.goto(url)
        yield page
        await browser.close()
