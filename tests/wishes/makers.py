"""A wish in any state, as plainly as possible."""

from dataclasses import replace
from datetime import UTC, datetime

from domain.wishes import Wish, WishCategory, WishState

# A Tuesday morning in Shanghai.
NOW = datetime(2026, 3, 10, 1, 20, tzinfo=UTC)
ZHAO, WANG, LI, ZHANG = 1, 2, 3, 4


def wish_in(state: WishState = WishState.OPEN, **changes: object) -> Wish:
    """Zhao's wish, written down by Li where it is 代办, in Wang's hands where somebody has it."""
    claimer = None if state in {WishState.SUBMITTED, WishState.OPEN, WishState.EXPIRED, WishState.RETURNED} else WANG
    plain = Wish(7, "7", 1, ZHAO, WishCategory.REPAIR, "灯坏了", "5号楼", "1单元302", "都行", state, NOW, claimer)
    return replace(plain, **changes)  # type: ignore[arg-type]  # a test names the fields it changes
