"""The first story clicked through by hand, as `make run` offers it."""

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

pytestmark = pytest.mark.browser
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


async def test_a_retiree_registers_on_the_phone_page_and_staff_approves(tmp_path: Path) -> None:  # noqa: PLR0915 - a story
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine: apt-get install chromium")
    async with make_run(tmp_path) as url, async_playwright() as player:
        browser = await player.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = await browser.new_page(viewport={"width": 390, "height": 844})
        await page.goto(url)
        await become(page, "手机：居民 李秀英（还没报到）")
        await tap(page, "开始")
        await sees(page, "直接打字跟我说")
        await picture(page, "01-welcome")
        await tap(page, "我要报到")
        await sees(page, "您同意吗")
        await picture(page, "02-consent")
        await tap(page, "1. 同意")
        await sees(page, "贵姓大名")
        await say(page, "李秀英")
        await sees(page, "手机号是多少")
        await picture(page, "03-phone")
        await say(page, "138 1234 5678")
        await sees(page, "几号楼")
        await picture(page, "04-building")
        await say(page, "三号楼")
        await sees(page, "几单元几室")
        await say(page, "2单元501")
        await sees(page, "愿意做些什么")
        await tap(page, "2. 理发")
        await tap(page, "✓ 2. 理发")
        await tap(page, "3. 手机教学")
        await picture(page, "05-skills")
        await tap(page, "选好了")
        await sees(page, "什么时候有空")
        await tap(page, "1. 平日上午")
        await tap(page, "选好了")
        await sees(page, "都对的话")
        await picture(page, "06-summary")
        await tap(page, "提交")
        await sees(page, "收到您的报到了")
        await say(page, "到哪一步了？")
        await sees(page, "社区工作人员")
        await picture(page, "07-progress")
        await become(page, "手机：社区 刘主任")
        await sees(page, "有人报到")
        await picture(page, "08-staff")
        await tap(page, "通过")
        await sees(page, "经办：刘敏")
        await become(page, "手机：志愿者组织 陈主席")
        await sees(page, "有人报到")
        await tap(page, "认定")
        await become(page, "手机：居民 李秀英（还没报到）")
        await sees(page, "您是志愿者了")
        await picture(page, "09-volunteer")
        await browser.close()


async def test_a_wish_is_claimed_in_the_group_and_rated(tmp_path: Path) -> None:
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine: apt-get install chromium")
    async with make_run(tmp_path) as url, async_playwright() as player:
        browser = await player.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = await browser.new_page(viewport={"width": 390, "height": 844})
        await page.goto(url)
        await become(page, "手机：居民 赵桂兰")
        await say(page, "家里水管漏了，想请人来修一下")
        await sees(page, "您是想请人帮忙")
        await picture(page, "11-understood")
        await tap(page, "对")
        await sees(page, "步")
        await picture(page, "12-wish-form")
        if await page.get_by_text("是哪一类").count():
            await tap(page, "1. 家电维修")
        await sees(page, "什么时候方便")
        await tap(page, "2. 越快越好")
        await sees(page, "都对的话")
        await tap(page, "提交")
        await sees(page, "记下了，心愿 2 号")
        await become(page, "手机：社区 刘主任")
        await sees(page, "新心愿 2 号")
        await picture(page, "13-approve")
        await tap(page, "通过")
        await become(page, "群：志愿队群")
        await sees(page, "微心愿 2 号")
        await picture(page, "14-group")
        await page.get_by_label("以谁的身份说话").select_option(label="志愿者 王建国")
        await tap(page, "我来认领")
        await sees(page, "王师傅认领了")
        await picture(page, "15-claimed")
        await become(page, "手机：志愿者 王建国")
        await sees(page, "交给您了")
        await picture(page, "16-details")
        await tap(page, "办好了")
        await sees(page, "用了多少时间")
        await tap(page, "3. 45 分钟")
        await become(page, "手机：居民 赵桂兰")
        await sees(page, "您满意吗")
        await picture(page, "17-rate")
        await tap(page, "5 分")
        await become(page, "手机：志愿者 王建国")
        await sees(page, "这次记")
        await picture(page, "18-thanks")
        await tap(page, "时间银行")
        await sees(page, "最近的每一笔")
        await picture(page, "19-points")
        await browser.close()
