"""How the bot gets its updates: getUpdates, or a webhook."""

import re
from urllib.parse import urlsplit

from gateway.calls import Call
from gateway.refusals import bad_request
from gateway.updates import BATCH_LIMIT, Webhook
from gateway.world import Json

_PORTS = frozenset({80, 88, 443, 8443})
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
_DEFAULT_CONNECTIONS = 40


async def get_updates(call: Call) -> list[Json]:
    updates = call.stage.updates
    updates.allow(call.params.get("allowed_updates"))
    limit = call.whole("limit")
    return await updates.poll(
        offset=call.whole("offset"),
        limit=limit if limit and 1 <= limit <= BATCH_LIMIT else BATCH_LIMIT,
        timeout_seconds=call.whole("timeout") or 0,
    )


def set_webhook(call: Call) -> bool:
    url = call.text("url")
    if not url:
        return delete_webhook(call)
    _check_address(url)
    secret = call.text("secret_token") or None
    if secret is not None and not _SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    updates = call.stage.updates
    updates.allow(call.params.get("allowed_updates"))
    if call.flag("drop_pending_updates"):
        updates.pending.clear()
    updates.webhook = Webhook(url, secret, call.whole("max_connections") or _DEFAULT_CONNECTIONS)
    updates.arrived.set()
    return True


def _check_address(url: str) -> None:
    """On loopback plain HTTP and any port will do; elsewhere Telegram's rules hold."""
    parts = urlsplit(url)
    if parts.hostname in _LOOPBACK and parts.scheme in {"http", "https"}:
        return
    if parts.scheme != "https" or not parts.hostname:
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if (parts.port or 443) not in _PORTS:
        raise bad_request("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")


def delete_webhook(call: Call) -> bool:
    updates = call.stage.updates
    updates.webhook = None
    if call.flag("drop_pending_updates"):
        updates.pending.clear()
    return True


def get_webhook_info(call: Call) -> Json:
    return call.stage.updates.webhook_facts()


def farewell(call: Call) -> bool:
    """LogOut and close: nothing to move here, the next call is welcome again."""
    return bool(call)
