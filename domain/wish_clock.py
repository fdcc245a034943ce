"""The clocks of a wish: when it is looked at next, and what happens then. Counted from when the help is wanted."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from domain.wish_states import WishState


class Chase(StrEnum):
    AGAIN = "again"
    """Posted again, to the community's other groups, too, and offered to volunteers of the neighbouring grids."""
    GRID = "grid"
    """The attendants of its grid are asked; where there are none, staff."""
    EVERYBODY = "everybody"
    """Staff and the partner units."""
    EXPIRE = "expire"
    CALL = "call"
    """Staff calls the requester and writes the rating down."""


@dataclass(frozen=True, slots=True)
class Rung:
    after: timedelta
    chase: Chase


# PRODUCT §3. An open wish that nobody takes for two weeks is asked about again before it goes on.
LADDERS: dict[WishState, tuple[Rung, ...]] = {
    WishState.OPEN: (
        Rung(timedelta(hours=24), Chase.AGAIN),
        Rung(timedelta(hours=48), Chase.GRID),
        Rung(timedelta(hours=72), Chase.EVERYBODY),
        Rung(timedelta(days=14), Chase.EXPIRE),
    ),
    WishState.FULFILLED: (
        Rung(timedelta(days=3), Chase.CALL),
        # Nobody rated and nobody wrote the call down: it is asked for again, and never closes itself.
        Rung(timedelta(days=6), Chase.CALL),
        Rung(timedelta(days=9), Chase.CALL),
    ),
}
CORRECTABLE = timedelta(days=7)  # how long a rating may be changed
POOR_RATING = 2  # at or below it somebody looks after the case


def counted_from(since_at: datetime, wanted_from_at: datetime | None) -> datetime:
    """Return where the ladder begins: the day the help is wanted for, if that lies ahead."""
    return since_at if wanted_from_at is None else max(since_at, wanted_from_at)


def next_rung(state: WishState, climbed: int) -> Rung | None:
    ladder = LADDERS.get(state, ())
    return ladder[climbed] if climbed < len(ladder) else None


def due_at(
    state: WishState,
    since_at: datetime,
    wanted_from_at: datetime | None,
    wanted_until_at: datetime | None,
    climbed: int,
) -> datetime | None:
    """Return when the next rung of this state is due, or None when nothing is left to climb."""
    rung = next_rung(state, climbed)
    if rung is None:
        return None
    if state is not WishState.OPEN:
        return since_at + rung.after
    due = counted_from(since_at, wanted_from_at) + rung.after
    # A wish for any day of next week has not run out while the week still runs.
    return due if rung.chase is not Chase.EXPIRE or wanted_until_at is None else max(due, wanted_until_at + rung.after)
