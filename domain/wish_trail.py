"""The trail of a wish: every step it took, append-only, and the dates that the 台账 reads off it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.people import Speaker
from domain.wish_states import WishState, WishStep


class Mark(StrEnum):
    """What is worth a date and moves no state."""

    TELL = "tell"
    POST = "post"
    """The card goes to the team's group, for the first time or again."""
    AGREE = "agree"
    """Both sides have agreed on a time."""
    ARRIVE = "arrive"
    LEAVE = "leave"
    NEIGHBOURS = "neighbours"
    """Volunteers of the neighbouring grids were asked."""
    NO_NEIGHBOURS = "no_neighbour"
    """There was nobody to ask there: no grid, none next to it, or nobody free. The next rung follows in its time."""
    THANK = "thank"
    PASS_ON = "pass_on"  # noqa: S105 - a word, no password
    """The claimer looks for somebody who takes it over."""


@dataclass(frozen=True, slots=True)
class Hand:
    """Who did it and, where it was done for somebody else, for whom; the house itself is nobody."""

    by_id: int | None = None
    for_id: int | None = None


HOUSE_HAND = Hand()


@dataclass(frozen=True, slots=True)
class Trace:
    """One line of the trail; `before` is None for the first. `reason` is sealed at rest."""

    wish_id: int
    before: WishState | None
    after: WishState
    step: WishStep | Mark
    at: datetime
    hand: Hand = HOUSE_HAND
    reason: str = ""


class Milestone(StrEnum):
    """A date of the 台账, in the order in which a plain wish reaches them."""

    RECEIVED = "received"
    APPROVED = "approved"
    PUBLISHED = "published"
    CLAIMED = "claimed"
    AGREED = "agreed"
    STARTED = "started"
    FULFILLED = "fulfilled"
    RATED = "rated"
    CLOSED = "closed"


# The steps that reach a milestone. A wish that goes round again keeps its first publication and shows its latest visit.
REACHED_BY: dict[Milestone, frozenset[WishStep | Mark]] = {
    Milestone.RECEIVED: frozenset({Mark.TELL}),
    Milestone.APPROVED: frozenset({WishStep.APPROVE}),
    Milestone.PUBLISHED: frozenset({Mark.POST}),
    Milestone.CLAIMED: frozenset({WishStep.CLAIM, WishStep.HAND_OVER}),
    Milestone.AGREED: frozenset({Mark.AGREE}),
    Milestone.STARTED: frozenset({Mark.ARRIVE}),
    Milestone.FULFILLED: frozenset({WishStep.FULFIL}),
    Milestone.RATED: frozenset({WishStep.RATE, WishStep.CORRECT}),
    Milestone.CLOSED: frozenset({WishStep.RATE, WishStep.RETURN, WishStep.WITHDRAW}),
}
FIRST_COUNTS = frozenset({Milestone.RECEIVED, Milestone.APPROVED, Milestone.PUBLISHED})
# What a requester says; anybody else who says it says it for them.
_SPOKEN_FOR = frozenset(
    {WishStep.RATE, WishStep.CORRECT, WishStep.REOPEN, WishStep.WITHDRAW, WishStep.RENEW, Mark.TELL, Mark.THANK}
)


def hand_of(speaker: Speaker, requester_id: int, step: WishStep | Mark) -> Hand:
    """Return under whose hand a step is taken: a proxy's, or of whoever speaks for the requester (代办, 电话回访)."""
    me = speaker.known().id
    if speaker.acting is not None:
        return Hand(speaker.acting.proxy_person_id, me)
    return Hand(me, requester_id if step in _SPOKEN_FOR and me != requester_id else None)


def milestones(trail: Iterable[Trace]) -> dict[Milestone, datetime]:
    """Return the dates a wish has reached; what came undone by a release or 没解决 is not shown as reached."""
    dates: dict[Milestone, datetime] = {}
    for trace in sorted(trail, key=lambda each: each.at):
        for milestone, steps in REACHED_BY.items():
            if trace.step in steps and not (milestone in FIRST_COUNTS and milestone in dates):
                dates[milestone] = trace.at
        for undone in UNDONE_BY.get(trace.step, ()):
            dates.pop(undone, None)
    return dates


_VISITING = (Milestone.AGREED, Milestone.STARTED, Milestone.FULFILLED, Milestone.RATED, Milestone.CLOSED)
UNDONE_BY: dict[WishStep | Mark, tuple[Milestone, ...]] = {
    WishStep.RELEASE: (Milestone.CLAIMED, *_VISITING),
    WishStep.HAND_OVER: _VISITING,
    WishStep.REOPEN: (Milestone.FULFILLED, Milestone.RATED, Milestone.CLOSED),
    WishStep.RENEW: (Milestone.CLOSED,),
}
