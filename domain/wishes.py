"""微心愿: from a neighbour's wish to a thank-you."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from domain.notices import Fact
from domain.refusals import NotYours, Refusal
from domain.timebank import Explanation

LONGEST_DESCRIPTION = 500  # characters that fit a card read without scrolling


class WishState(StrEnum):
    SUBMITTED = "submitted"
    OPEN = "open"
    CLAIMED = "claimed"
    FULFILLED = "fulfilled"
    CLOSED = "closed"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"


class WishStep(StrEnum):
    APPROVE = "approve"
    RETURN = "return"
    CLAIM = "claim"
    RELEASE = "release"
    FULFIL = "fulfil"
    RATE = "rate"
    REOPEN = "reopen"
    WITHDRAW = "withdraw"


class WishCategory(StrEnum):
    REPAIR = "repair"
    ERRAND = "errand"
    HOSPITAL = "hospital"
    CLEANING = "cleaning"
    HAIRCUT = "haircut"
    PHONE_LESSON = "phone_lesson"
    COMPANY = "company"
    SCHOOL_THINGS = "school_things"
    OTHER = "other"


S, T = WishState, WishStep
TRANSITIONS: dict[tuple[WishState, WishStep], WishState] = {
    (S.SUBMITTED, T.APPROVE): S.OPEN,
    (S.SUBMITTED, T.RETURN): S.RETURNED,
    (S.SUBMITTED, T.WITHDRAW): S.WITHDRAWN,
    (S.OPEN, T.CLAIM): S.CLAIMED,
    (S.OPEN, T.WITHDRAW): S.WITHDRAWN,
    (S.CLAIMED, T.RELEASE): S.OPEN,
    (S.CLAIMED, T.FULFIL): S.FULFILLED,
    (S.CLAIMED, T.WITHDRAW): S.WITHDRAWN,
    (S.FULFILLED, T.RATE): S.CLOSED,
    (S.FULFILLED, T.REOPEN): S.CLAIMED,
}


class WishAlreadyClaimed(Refusal):
    """Somebody else was faster."""

    def __init__(self, *, by_me: bool) -> None:
        super().__init__()
        self.by_me = by_me


class WishNotOpen(Refusal):
    """The wish is past the state in which this can be done."""

    def __init__(self, state: WishState) -> None:
        super().__init__(state)
        self.state = state


class OwnWish(Refusal):
    """Nobody claims their own wish."""


class RatingOutOfRange(Refusal):
    """A satisfaction rating is one of 1 to 5."""


class SaidAlready(Refusal):
    """The same person made the same wish a moment ago."""

    def __init__(self, number: str) -> None:
        super().__init__(number)
        self.number = number


@dataclass(frozen=True, slots=True)
class Wish:
    id: int
    number: str
    community_id: int
    requester_id: int
    category: WishCategory
    description: str
    building: str
    room: str
    wanted: str
    state: WishState
    since_at: datetime
    claimer_id: int | None = None
    visit_code: str = ""
    minutes: int = 0
    rating: int = 0
    thanks: str = ""

    def _take(self, step: WishStep, now: datetime) -> "Wish":
        following = TRANSITIONS.get((self.state, step))
        if following is None:
            raise WishNotOpen(self.state)
        return replace(self, state=following, since_at=now)

    def approve(self, now: datetime) -> "Wish":
        return self._take(T.APPROVE, now)

    def send_back(self, now: datetime) -> "Wish":
        return self._take(T.RETURN, now)

    def claim(self, person_id: int, visit_code: str, now: datetime) -> "Wish":
        """Give the wish to this volunteer; the first claim wins, the same person claiming again is told so."""
        if person_id == self.requester_id:
            raise OwnWish
        if self.state in {S.CLAIMED, S.FULFILLED, S.CLOSED}:
            raise WishAlreadyClaimed(by_me=self.claimer_id == person_id)
        return replace(self._take(T.CLAIM, now), claimer_id=person_id, visit_code=visit_code)

    def release(self, person_id: int, now: datetime) -> "Wish":
        self._of_claimer(person_id)
        return replace(self._take(T.RELEASE, now), claimer_id=None, visit_code="")

    def fulfil(self, person_id: int, minutes: int, now: datetime) -> "Wish":
        self._of_claimer(person_id)
        return replace(self._take(T.FULFIL, now), minutes=minutes)

    def rate(self, person_id: int, rating: int, now: datetime) -> "Wish":
        """Close the wish with the requester's satisfaction, 1 (not at all) to 5 (very)."""
        self._of_requester(person_id)
        if not 1 <= rating <= 5:  # noqa: PLR2004 - the scale
            raise RatingOutOfRange
        return replace(self._take(T.RATE, now), rating=rating)

    def reopen(self, person_id: int, now: datetime) -> "Wish":
        self._of_requester(person_id)
        return self._take(T.REOPEN, now)

    def withdraw(self, person_id: int, now: datetime) -> "Wish":
        self._of_requester(person_id)
        return self._take(T.WITHDRAW, now)

    def _of_claimer(self, person_id: int) -> None:
        if person_id != self.claimer_id:
            raise NotYours

    def _of_requester(self, person_id: int) -> None:
        if person_id != self.requester_id:
            raise NotYours


@dataclass(frozen=True, slots=True)
class WishWaiting(Fact):
    """A card for staff, to approve in one tap."""

    wish_id: int
    number: str
    category: WishCategory
    description: str
    building: str
    wanted: str
    requester: str


@dataclass(frozen=True, slots=True)
class WishCard(Fact):
    """What a group may see: category, words and building; never name, unit or phone."""

    wish_id: int
    number: str
    category: WishCategory
    description: str
    building: str
    wanted: str
    state: WishState
    claimer: str = ""


@dataclass(frozen=True, slots=True)
class WishMoved(Fact):
    """Told to the requester."""

    wish_id: int
    number: str
    state: WishState
    claimer: str = ""
    visit_code: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class WishDetails(Fact):
    """Told to the claimer, in private only."""

    wish_id: int
    number: str
    description: str
    requester: str
    building: str
    room: str
    phone: str
    wanted: str
    visit_code: str


@dataclass(frozen=True, slots=True)
class WishDone(Fact):
    """Asks the requester how it was."""

    wish_id: int
    number: str
    claimer: str
    minutes: int


@dataclass(frozen=True, slots=True)
class WishThanked(Fact):
    """Told to the volunteer: the rating, the points and how they came about."""

    number: str
    requester: str
    rating: int
    points: int
    balance: int
    explanation: Explanation


@dataclass(frozen=True, slots=True)
class WishUnsolved(Fact):
    """Told to the volunteer when the requester says that it is not solved yet."""

    wish_id: int
    number: str
    requester: str
