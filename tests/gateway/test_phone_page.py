"""The phone page in a real browser, with a small bot on the other side."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from typing import Any

import pytest
from playwright.async_api import Page, async_playwright, expect

from gateway.server import Gateway
from tests.gateway.actors import Trainer

pytestmark = pytest.mark.browser

LI, GROUP = 1001, -1001
CHOICE = {"inline_keyboard": [[{"text": "好", "callback_data": "yes"}]]}
MENU = {"keyboard": [["微心愿"], [{"text": "发电话", "request_contact": True}]], "is_persistent": True}


async def echo(trainer: Trainer) -> None:
    """Repeat every message with a button; a tap is thanked for and changes the message."""
    offset = 0
    while True:
        _, body = await trainer.raw("getUpdates", offset=offset, timeout=50)
        for update in body["result"]:
            offset = update["update_id"] + 1
            await (
                answer_tap(trainer, update["callback_query"]) if "callback_query" in update else repeat(trainer, update)
            )


async def repeat(trainer: Trainer, update: dict[str, Any]) -> None:
    message = update.get("message", {})
    if message.get("text") == "/start":
        await trainer.raw("sendMessage", chat_id=message["chat"]["id"], text="您好", reply_markup=MENU)
    elif "contact" in message:
        said = f"记下了 {message['contact']['phone_number']}"
        await trainer.raw("sendMessage", chat_id=message["chat"]["id"], text=said)
    elif "text" in message:
        said = f"您说：<b>{message['text']}</b>"
        await trainer.raw(
            "sendMessage", chat_id=message["chat"]["id"], text=said, parse_mode="HTML", reply_markup=CHOICE
        )


async def answer_tap(trainer: Trainer, query: dict[str, Any]) -> None:
    await trainer.raw("answerCallbackQuery", callback_query_id=query["id"], text="谢谢您", show_alert=True)
    where = {"chat_id": query["message"]["chat"]["id"], "message_id": query["message"]["message_id"]}
    await trainer.raw("editMessageText", **where, text="记下了")


@pytest.fixture
async def page(gateway: Gateway, trainer: Trainer) -> AsyncIterator[Page]:
    """A phone-sized window; anything the page writes to the error log fails the test."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        pytest.skip("Chromium is not installed, so the phone page cannot be looked at")
    bot = asyncio.ensure_future(echo(trainer))
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        opened = await browser.new_page(viewport={"width": 390, "height": 844})
        troubles: list[str] = []
        opened.on("pageerror", lambda trouble: troubles.append(str(trouble)))
        await opened.goto(gateway.base_url)
        yield opened
        await browser.close()
    bot.cancel()
    await asyncio.gather(bot, return_exceptions=True)
    assert troubles == []


async def test_a_person_talks_taps_and_shares_on_the_page(page: Page, trainer: Trainer) -> None:
    await expect(page.get_by_text("这是排练，不是真的 Telegram")).to_be_visible()
    await page.get_by_label("要说的话").fill("灯坏了")
    await page.get_by_role("button", name="发送", exact=True).click()
    await expect(page.locator("b", has_text="灯坏了")).to_be_visible()
    await page.get_by_role("button", name="好", exact=True).click()
    await page.get_by_role("alertdialog").get_by_text("谢谢您").wait_for()
    await page.get_by_role("button", name="知道了").click()
    await expect(page.get_by_text("已改动")).to_be_visible()
    await page.get_by_label("要说的话").fill("/start")
    await page.get_by_label("要说的话").press("Enter")
    await page.get_by_role("button", name="发电话").click()
    await page.get_by_label("电话号码").fill("13800000000")
    await page.get_by_role("button", name="发送名片").click()
    await expect(page.get_by_text("记下了 13800000000")).to_be_visible()
    assert [one["from"] for one in await trainer.messages(LI)] == [LI, "bot", LI, "bot", LI, "bot"]


async def test_somebody_new_presses_start_on_the_page(page: Page, trainer: Trainer) -> None:
    await page.get_by_label("这是谁的手机，或者哪个群").select_option("1003")
    await page.get_by_role("button", name="开始", exact=True).click()
    await expect(page.get_by_role("button", name="微心愿")).to_be_visible()


async def test_a_group_phone_speaks_as_the_member_chosen(page: Page, trainer: Trainer) -> None:
    await page.get_by_label("这是谁的手机，或者哪个群").select_option(str(GROUP))
    await page.get_by_label("以谁的身份说话").select_option("1002")
    await page.get_by_label("要说的话").fill("/duty")
    await page.get_by_label("要说的话").press("Enter")
    await expect(page.get_by_text("您说：")).to_be_visible()
    assert [one["from"] for one in await trainer.messages(GROUP)][-2:] == [1002, "bot"]


async def test_a_reply_in_a_group_reaches_the_bot(page: Page, trainer: Trainer) -> None:
    _, sent = await trainer.raw("sendMessage", chat_id=GROUP, text="明天谁去")
    await page.get_by_label("这是谁的手机，或者哪个群").select_option(str(GROUP))
    await page.get_by_role("button", name="回复", exact=True).click()
    await page.get_by_label("要说的话").fill("我去")
    await page.get_by_label("要说的话").press("Enter")
    await expect(page.get_by_text("您说：")).to_be_visible()
    said = (await trainer.messages(GROUP))[-2]
    assert (said["text"], said["reply_to"]) == ("我去", sent["result"]["message_id"])


async def test_the_desk_moves_the_clock_and_brings_somebody_new(page: Page, trainer: Trainer) -> None:
    await page.get_by_role("button", name="排练台").click()
    await page.get_by_role("button", name="快进 1 小时").click()
    await expect(page.get_by_text("时间已经快进")).to_be_visible()
    await page.get_by_label("怎么称呼").fill("周队长")
    await page.get_by_role("button", name="加进来").click()
    await expect(page.get_by_text("周队长 来了")).to_be_visible()
    assert (await trainer.get("clock"))["offset"] == 3600


async def test_everything_to_press_is_big_enough_for_a_thumb(page: Page, trainer: Trainer) -> None:
    await trainer.post("say", from_=LI, text="/start")
    await expect(page.get_by_role("button", name="微心愿")).to_be_visible()
    for button in await page.locator("button:visible, select:visible, textarea:visible").all():
        box = await button.bounding_box()
        assert box is not None
        assert box["height"] >= 48


async def test_the_page_never_scrolls_sideways_on_a_phone(page: Page) -> None:
    await expect(page.get_by_label("要说的话")).to_be_visible()
    assert await page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
