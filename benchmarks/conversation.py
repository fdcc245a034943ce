"""Conversation steps per CPU-second of the bot's process, beside the least that one step could cost.

A step is a message or a press, handled and answered, with the gateway in another process and the people in a third.
The least: aiogram feeds the same kind of update to one handler, one row is committed with the same SQLAlchemy, one
message is sent with PTB's `ExtBot` to the same gateway.
"""

import asyncio
import json
import multiprocessing
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import process_time
from typing import Any

from aiogram import Bot as Aiogram
from aiogram import Dispatcher, Router
from aiogram.types import Message, Update
from aiohttp import ClientSession
from sqlalchemy import Column, Integer, MetaData, Table, Text, insert
from telegram.ext import ExtBot
from telegram.request import HTTPXRequest

from benchmarks.line import Figure, figure
from gateway.company import Control
from storage.database import Database
from storage.migrate import open_migrated
from tests import postgres
from tests.bot_process import TOKEN, Bot, gateway, kill
from tests.crash import STAFF, STEPS, Street

WARM_PEOPLE, PEOPLE, BARE_STEPS = 4, 60, 600
TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")

said = Table("bench_said", MetaData(), Column("id", Integer, primary_key=True), Column("text", Text))


def cpu_seconds(pid: int) -> float:
    """Return what the process has used up so far, in user and kernel mode, all its threads together."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS_PER_SECOND


async def ours(url: str, base: str, folder: Path) -> float:
    """Return steps per CPU-second while many people walk through the registration form at once."""
    database = await open_migrated(url)
    bot = Bot(url, base, folder / "key")
    async with ClientSession() as http:
        street = Street(bot, Control(base, http, pause_seconds=0.1), database)
        await street.prepare()
        process = bot.start()
        await _walk(street, range(WARM_PEOPLE))
        before, already = cpu_seconds(process.pid or 0), street.said
        await _walk(street, range(WARM_PEOPLE, WARM_PEOPLE + PEOPLE))
        used = cpu_seconds(process.pid or 0) - before
        kill(process)
    await database.close()
    if street.verdict.gave_up:
        raise RuntimeError(street.verdict.gave_up)
    return (street.said - already) / used


async def _walk(street: Street, numbers: range) -> None:
    async with asyncio.TaskGroup() as tasks:
        for number in numbers:
            tasks.create_task(street.one(number))
    await street.finished()


def bare(url: str, base: str) -> float:
    """Return steps per CPU-second of the bare minimum, in a process of its own."""
    forks = multiprocessing.get_context("forkserver")
    with forks.Pool(1) as pool:
        return pool.apply(_bare, (url, base))


def _bare(url: str, base: str) -> float:
    return asyncio.run(_least(url, base))


async def _least(url: str, base: str) -> float:
    database = Database(url)
    async with database.write() as connection:
        await connection.run_sync(said.metadata.create_all)
    mouth: ExtBot[None] = ExtBot(TOKEN, base_url=f"{base}/bot", request=HTTPXRequest(connection_pool_size=8))
    await mouth.request.initialize()
    router = Router()

    @router.message()
    async def hear(message: Message) -> None:
        async with database.write() as connection:
            await connection.execute(insert(said).values(text=message.text))
        await mouth.send_message(STAFF, "第 2 步，共 7 步\n您贵姓大名？")

    dispatcher = Dispatcher(disable_fsm=True)
    dispatcher.include_router(router)
    ears = Aiogram(TOKEN)

    async def steps(count: int) -> None:
        for number in range(count):
            update = Update.model_validate_json(_update(number), context={"bot": ears})
            await dispatcher.feed_update(ears, update)

    await steps(BARE_STEPS // 10)
    before = process_time()
    await steps(BARE_STEPS)
    used = process_time() - before
    await mouth.request.shutdown()
    await database.close()
    return BARE_STEPS / used


def _update(number: int) -> str:
    person: dict[str, Any] = {"id": STAFF, "is_bot": False, "first_name": "周敏"}
    chat = {"id": STAFF, "type": "private", "first_name": "周敏"}
    message = {"message_id": number + 1, "date": 1773105600, "chat": chat, "from": person, "text": "我要报到"}
    return json.dumps({"update_id": number + 1, "message": message}, ensure_ascii=False)


def figures() -> Iterator[Figure]:
    with tempfile.TemporaryDirectory() as home:
        yield _compared("sqlite", f"sqlite:///{home}/bench.sqlite", Path(home))
    programs = postgres.programs()
    if programs is not None:
        with tempfile.TemporaryDirectory() as home, postgres.server(programs) as server:
            yield _compared("postgresql", server.url("postgres"), Path(home))


def _compared(name: str, url: str, folder: Path) -> Figure:
    with gateway() as base:
        mine = asyncio.run(ours(url, base, folder))
        least = bare(url, base)
    anchor = f"feed_update + one committed row + one ExtBot send ({STEPS} steps of a form against it)"
    return figure(f"conversation.{name}.steps_per_cpu_second", mine, "1/s", anchor, least)
