"""回访: somebody was not content (2 points or fewer), or nobody answered; it has an owner until it is looked after."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from domain.notices import Fact
from domain.refusals import Refusal


class FollowUpState(StrEnum):
    OPEN = "open"
    OWNED = "owned"
    CLOSED = "closed"


class FollowUpTaken(Refusal):
    """A colleague looks after it, or it is done."""


@dataclass(frozen=True, slots=True)
class FollowUp:
    id: int
    wish_id: int
    community_id: int
    rating: int
    state: FollowUpState
    opened_at: datetime
    owner_id: int | None = None
    note: str = ""
    closed_at: datetime | None = None

    def own(self, person_id: int) -> "FollowUp":
        if self.state is not FollowUpState.OPEN:
            raise FollowUpTaken
        return replace(self, state=FollowUpState.OWNED, owner_id=person_id)

    def close(self, person_id: int, note: str, now: datetime) -> "FollowUp":
        """Close it with what was done; only its owner does that."""
        if self.state is not FollowUpState.OWNED or self.owner_id != person_id:
            raise FollowUpTaken
        return replace(self, state=FollowUpState.CLOSED, note=note, closed_at=now)


@dataclass(frozen=True, slots=True)
class FollowUpWaiting(Fact):
    """A card for staff: who takes this in hand?"""

    follow_up_id: int
    number: str
    requester: str
    phone: str
    rating: int


@dataclass(frozen=True, slots=True)
class CallForRating(Fact):
    """A card for staff: call the requester, ask how it was, and write the answer down."""

    wish_id: int
    number: str
    requester: str
    phone: str
    claimer: str
    days: int


@dataclass(frozen=True, slots=True)
class WishChased(Fact):
    """A card for those a wish is brought to when nobody has taken it."""

    wish_id: int
    number: str
    description: str
    building: str
    wanted: str
    hours: int


@dataclass(frozen=True, slots=True)
class WishExpired(Fact):
    """Asks the requester whether the wish still stands."""

    wish_id: int
    number: str


@dataclass(frozen=True, slots=True)
class WishLost(Fact):
    """Staff is told that a volunteer cannot be reached, and that the wish is looked for anew."""

    wish_id: int
    number: str
    claimer: str
    phone: str


@dataclass(frozen=True, slots=True)
class WishAgain(Fact):
    """Told to the volunteer whose points were corrected with the rating."""

    number: str
    rating: int
    points: int
    balance: int
