"""The states of a wish as one table: from which, by which step, to which, and who may take it.

`python -m domain.wish_states` draws the table as the diagram in docs/wish-states.md.
"""

import sys
from dataclasses import dataclass
from enum import StrEnum


class WishState(StrEnum):
    SUBMITTED = "submitted"
    OPEN = "open"
    CLAIMED = "claimed"
    FULFILLED = "fulfilled"
    REOPENED = "reopened"
    CLOSED = "closed"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


class WishStep(StrEnum):
    APPROVE = "approve"
    RETURN = "return"
    CLAIM = "claim"
    JOIN = "join"
    HAND_OVER = "hand_over"
    RELEASE = "release"
    FULFIL = "fulfil"
    RATE = "rate"
    CORRECT = "correct"
    REOPEN = "reopen"
    WITHDRAW = "withdraw"
    EXPIRE = "expire"
    RENEW = "renew"


class Actor(StrEnum):
    """What somebody is to one wish; a person may be several at once."""

    REQUESTER = "requester"
    HELPER = "helper"
    """Who wrote the wish down for somebody without a phone (代办)."""
    CLAIMER = "claimer"
    VOLUNTEER = "volunteer"
    PARTNER = "partner"
    STAFF = "staff"
    HOUSE = "house"
    """The bot itself: clocks, and communities that open wishes without a look."""


@dataclass(frozen=True, slots=True)
class Move:
    to: WishState
    by: frozenset[Actor]


S, T, A = WishState, WishStep, Actor
_ASKING = frozenset({A.REQUESTER, A.HELPER})
_ASKING_OR_STAFF = _ASKING | {A.STAFF}
_TAKERS = frozenset({A.VOLUNTEER, A.PARTNER})
_GIVES_BACK = frozenset({A.CLAIMER, A.STAFF, A.HOUSE})
_CLAIMER = frozenset({A.CLAIMER})
_OFFICE = frozenset({A.STAFF, A.HOUSE})

MOVES: dict[tuple[WishState, WishStep], Move] = {
    (S.SUBMITTED, T.APPROVE): Move(S.OPEN, _OFFICE),
    (S.SUBMITTED, T.RETURN): Move(S.RETURNED, frozenset({A.STAFF})),
    (S.SUBMITTED, T.WITHDRAW): Move(S.WITHDRAWN, _ASKING_OR_STAFF),
    (S.OPEN, T.CLAIM): Move(S.CLAIMED, _TAKERS),
    (S.OPEN, T.WITHDRAW): Move(S.WITHDRAWN, _ASKING_OR_STAFF),
    (S.OPEN, T.EXPIRE): Move(S.EXPIRED, _OFFICE),
    (S.CLAIMED, T.JOIN): Move(S.CLAIMED, _TAKERS),
    (S.CLAIMED, T.HAND_OVER): Move(S.CLAIMED, _TAKERS),
    (S.CLAIMED, T.RELEASE): Move(S.OPEN, _GIVES_BACK),
    (S.CLAIMED, T.FULFIL): Move(S.FULFILLED, _CLAIMER),
    (S.CLAIMED, T.WITHDRAW): Move(S.WITHDRAWN, _ASKING_OR_STAFF),
    (S.FULFILLED, T.RATE): Move(S.CLOSED, _ASKING_OR_STAFF),
    (S.FULFILLED, T.REOPEN): Move(S.REOPENED, _ASKING_OR_STAFF),
    (S.REOPENED, T.HAND_OVER): Move(S.CLAIMED, _TAKERS),
    (S.REOPENED, T.RELEASE): Move(S.OPEN, _GIVES_BACK),
    (S.REOPENED, T.FULFIL): Move(S.FULFILLED, _CLAIMER),
    (S.REOPENED, T.WITHDRAW): Move(S.WITHDRAWN, _ASKING_OR_STAFF),
    (S.CLOSED, T.CORRECT): Move(S.CLOSED, _ASKING),
    (S.EXPIRED, T.RENEW): Move(S.OPEN, _ASKING_OR_STAFF),
    (S.EXPIRED, T.WITHDRAW): Move(S.WITHDRAWN, _ASKING_OR_STAFF),
}
FIRST = S.SUBMITTED
LAST = (S.CLOSED, S.RETURNED, S.WITHDRAWN)


def diagram() -> str:
    """Return the page that shows the table: a drawing, and a line for every step with who may take it."""
    arrows = [f"    {before} --> {move.to}: {step}" for (before, step), move in MOVES.items()]
    ends = [f"    {state} --> [*]" for state in LAST]
    lines = [
        f"| `{before}` | `{step}` | `{move.to}` | {', '.join(sorted(move.by))} |"
        for (before, step), move in MOVES.items()
    ]
    drawing = ["```mermaid", "stateDiagram-v2", f"    [*] --> {FIRST}", *arrows, *ends, "```"]
    heading = ["# The states of a wish", "", "Drawn by `python -m domain.wish_states > docs/wish-states.md`.", ""]
    listing = ["", "| from | step | to | by |", "|---|---|---|---|", *lines, ""]
    return "\n".join([*heading, *drawing, *listing])


if __name__ == "__main__":
    sys.stdout.write(diagram())
