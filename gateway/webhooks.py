"""Deliveries to a webhook: one at a time, in order, again and again until taken."""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp

from gateway.refusals import Refusal
from gateway.stage import Stage
from gateway.updates import Webhook
from gateway.world import Json

_LOG = logging.getLogger(__name__)
BACK_OFF_SECONDS = (0.2, 0.5, 1.0, 2.0, 5.0, 15.0, 60.0)
_PATIENCE = aiohttp.ClientTimeout(total=60)
_TAKEN = range(200, 300)

CarryOut = Callable[[str, Json], Awaitable[Any]]


class WebhookCourier:
    """`run` never ends by itself; `carry_out` does a call that the bot put into its answer."""

    def __init__(
        self, stage: Stage, carry_out: CarryOut, back_off_seconds: tuple[float, ...] = BACK_OFF_SECONDS
    ) -> None:
        self._stage = stage
        self._carry_out = carry_out
        self._back_off = back_off_seconds

    async def run(self) -> None:
        updates = self._stage.updates
        failures = 0
        async with aiohttp.ClientSession(timeout=_PATIENCE) as session:
            while True:
                if updates.webhook is None or not updates.pending:
                    updates.arrived.clear()
                    await updates.arrived.wait()
                    failures = 0
                elif await self._deliver(session, updates.webhook, updates.pending[0]):
                    failures = 0
                else:
                    await asyncio.sleep(self._back_off[min(failures, len(self._back_off) - 1)])
                    failures += 1

    async def _deliver(self, session: aiohttp.ClientSession, hook: Webhook, update: Json) -> bool:
        headers = self._stage.clock.headers()
        if hook.secret is not None:
            headers["X-Telegram-Bot-Api-Secret-Token"] = hook.secret
        try:
            async with session.post(hook.url, json=update, headers=headers) as answer:
                body = await answer.read()
                if answer.status not in _TAKEN:
                    self._note(hook, f"Wrong response from the webhook: {answer.status} {answer.reason}")
                    return False
        except (aiohttp.ClientError, TimeoutError) as trouble:
            self._note(hook, f"Connection failed: {type(trouble).__name__}")
            return False
        pending = self._stage.updates.pending
        if pending and pending[0] is update:
            pending.popleft()
        await self._do_answer(body)
        return True

    def _note(self, hook: Webhook, why: str) -> None:
        hook.last_failure_at, hook.last_failure = self._stage.clock.unix(), why

    async def _do_answer(self, body: bytes) -> None:
        """Telegram carries out one call named in the answer and tells nobody how it ended."""
        try:
            call = json.loads(body)
            method = call.pop("method")
        except (ValueError, AttributeError, KeyError, TypeError):
            return
        try:
            await self._carry_out(method, call)
        except Refusal as refusal:
            _LOG.info("a call in a webhook's answer was refused: %s", refusal.description)
