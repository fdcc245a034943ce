"""Requests that came in the same message and wait until the one before them is dealt with."""

import secrets

from handlers.turn import Turn
from wording import talk as words
from wording.message import Message

MOST = 4


def put_off(turn: Turn, requests: list[str]) -> None:
    """Keep the further requests of a message, in their order."""
    turn.talk.put("queue", {"run": secrets.token_hex(3), "texts": requests[:MOST]} if requests else None)


def next_offer(turn: Turn) -> tuple[Message, ...]:
    """Return the question whether to go on with the next request, if one waits."""
    queue = turn.talk.state.get("queue")
    return (words.next_request(queue["texts"][0], queue["run"]),) if queue else ()


def take_next(turn: Turn, run: str) -> str | None:
    """Return the next request and take it from the queue; None when the button is of an earlier one."""
    queue = turn.talk.state.get("queue")
    if not queue or queue["run"] != run:
        return None
    first, *rest = queue["texts"]
    put_off(turn, rest)
    return str(first)
