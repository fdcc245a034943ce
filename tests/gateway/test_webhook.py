"""Deliveries to a webhook: secret, order, retries, and what getWebhookInfo tells."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web

from tests.gateway.actors import Library, Trainer

LI = 1001


class Hook:
    """A bot's web server: notes what comes and answers with the next status, then 200."""

    def __init__(self) -> None:
        self.statuses: list[int] = []
        self.answer: dict[str, Any] = {}
        self.came: asyncio.Queue[tuple[dict[str, Any], dict[str, str]]] = asyncio.Queue()
        self.url = ""

    async def take(self, request: web.Request) -> web.Response:
        await self.came.put((await request.json(), dict(request.headers)))
        return web.json_response(self.answer, status=self.statuses.pop(0) if self.statuses else 200)

    async def next_text(self) -> str:
        update, _ = await self.came.get()
        return str(update["message"]["text"])


@pytest.fixture
async def hook() -> AsyncIterator[Hook]:
    there = Hook()
    app = web.Application()
    app.router.add_post("/hook", there.take)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    there.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield there
    await runner.cleanup()


async def test_updates_are_delivered_with_the_secret_and_the_clock(
    hook: Hook, library: Library, trainer: Trainer
) -> None:
    await library.bot.set_webhook(url=hook.url, secret_token="geheim_1")  # noqa: S106 - made up here
    await trainer.post("say", from_=LI, text="在吗")
    update, headers = await hook.came.get()
    assert update["message"]["text"] == "在吗"
    assert headers["X-Telegram-Bot-Api-Secret-Token"] == "geheim_1"
    assert headers["X-Rehearsal-Offset"] == "0.000"


async def test_a_failed_delivery_comes_again_before_anything_else(
    hook: Hook, library: Library, trainer: Trainer
) -> None:
    hook.statuses = [500, 502]
    await library.bot.set_webhook(url=hook.url)
    await trainer.post("say", from_=LI, text="一")
    await trainer.post("say", from_=LI, text="二")
    assert [await hook.next_text() for _ in range(4)] == ["一", "一", "一", "二"]
    told = await library.bot.get_webhook_info()
    assert told.last_error_message.startswith("Wrong response from the webhook: 502")


async def test_updates_wait_for_a_server_that_is_not_there(library: Library, trainer: Trainer) -> None:
    await library.bot.set_webhook(url="http://127.0.0.1:9/hook")
    await trainer.post("say", from_=LI, text="一")
    assert (await library.bot.get_webhook_info()).pending_update_count == 1


async def test_what_waited_comes_by_polling_after_the_webhook_is_gone(library: Library, trainer: Trainer) -> None:
    await library.bot.set_webhook(url="http://127.0.0.1:9/hook")
    await trainer.post("say", from_=LI, text="一")
    await library.bot.delete_webhook()
    assert [one.message.text for one in await library.bot.get_updates()] == ["一"]


async def test_waiting_updates_can_be_dropped(library: Library, trainer: Trainer) -> None:
    await trainer.post("say", from_=LI, text="一")
    await library.bot.delete_webhook(drop_pending_updates=True)
    assert list(await library.bot.get_updates()) == []


async def test_a_call_named_in_the_answer_is_carried_out(hook: Hook, trainer: Trainer) -> None:
    hook.answer = {"method": "sendMessage", "chat_id": LI, "text": "听到了"}
    await trainer.raw("setWebhook", url=hook.url)
    await trainer.post("say", from_=LI, text="在吗")
    said = (await trainer.messages(LI))[-1]["id"]
    shown = await trainer.get(f"messages?chat={LI}&after={said}&wait=30")
    assert [one["text"] for one in shown["messages"]] == ["听到了"]
