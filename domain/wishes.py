"""微心愿: from a neighbour's wish to a thank-you."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from domain.notices import Fact
from domain.refusals import NotAllowed, NotYours, Refusal
from domain.timebank import Explanation
from domain.wish_clock import CORRECTABLE, due_at
from domain.wish_files import WishFile
from domain.wish_states import MOVES, Actor, WishState, WishStep

__all__ = ["Actor", "WishState", "WishStep"]

LONGEST_DESCRIPTION = 500  # characters that fit a card read without scrolling


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


# Heavy or far: two go together. Staff may ask for it with any wish.
TWO_PEOPLE = frozenset({WishCategory.HOSPITAL})
# Behind somebody's door or on the road: 到了 and 出来了 are asked for. Staff may ask for it with any wish.
REPORTS_IN = frozenset({WishCategory.HOSPITAL, WishCategory.COMPANY, WishCategory.HAIRCUT})

S, T, A = WishState, WishStep, Actor
PERSONAL = frozenset({A.REQUESTER, A.CLAIMER})
TAKEN = frozenset({S.CLAIMED, S.FULFILLED, S.REOPENED, S.CLOSED})


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


class RatingFixed(Refusal):
    """A rating may be changed for 7 days."""


class NoSelfRating(Refusal):
    """Whoever did it does not say how well it was done."""


class NoSecondNeeded(Refusal):
    """Nobody else is looked for: one is enough, or two have come."""


@dataclass(frozen=True, slots=True)
class Wish:
    """`due_at` is when the clock looks at it next; `wanted_from_at` and `wanted_until_at` say when help is wanted."""

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
    helper_id: int | None = None
    wanted_from_at: datetime | None = None
    wanted_until_at: datetime | None = None
    chased: int = 0
    due_at: datetime | None = None
    second_id: int | None = None
    needs_two: bool = False
    reports_in: bool = False
    files: tuple[WishFile, ...] = ()
    is_seeking: bool = False
    """The claimer asks for somebody to take over; until then it stays in their hands."""

    def actors(self, person_id: int, roles: frozenset[Actor]) -> frozenset[Actor]:
        """Return what the person is to this wish; `roles` are the offices they hold in its community."""
        own = {self.requester_id: A.REQUESTER, self.helper_id: A.HELPER}
        mine = {own[person_id]} if person_id in own else set()
        return roles | mine | ({A.CLAIMER} if person_id == self.claimer_id else set())

    def take(self, step: WishStep, by: frozenset[Actor], now: datetime) -> "Wish":
        """Take a step of the table. Refuses with `WishNotOpen`, `NotAllowed` or `NotYours`."""
        move = MOVES.get((self.state, step))
        if move is None:
            raise WishNotOpen(self.state)
        if not by & move.by:
            raise NotYours if move.by & PERSONAL else NotAllowed
        return replace(self, state=move.to, since_at=now, chased=0).wound(0)

    def wound(self, climbed: int) -> "Wish":
        """Return the wish with its clock set to the rung after those climbed."""
        due = due_at(self.state, self.since_at, self.wanted_from_at, self.wanted_until_at, climbed)
        return replace(self, chased=climbed, due_at=due)

    def claim(self, person_id: int, by: frozenset[Actor], visit_code: str, now: datetime) -> "Wish":
        """Give the wish to this volunteer; the first claim wins, the same person claiming again is told so."""
        if person_id == self.requester_id:
            raise OwnWish
        if self.state in TAKEN:
            raise WishAlreadyClaimed(by_me=person_id in {self.claimer_id, self.second_id})
        return replace(self.take(T.CLAIM, by, now), claimer_id=person_id, visit_code=visit_code)

    def join(self, person_id: int, by: frozenset[Actor], now: datetime) -> "Wish":
        """Go along as the second where two are needed."""
        if person_id == self.requester_id:
            raise OwnWish
        if person_id in {self.claimer_id, self.second_id}:
            raise WishAlreadyClaimed(by_me=True)
        joined = self.take(T.JOIN, by, now)
        if not self.needs_two or self.second_id is not None:
            raise NoSecondNeeded
        return replace(joined, second_id=person_id, since_at=self.since_at)

    def take_over(self, person_id: int, by: frozenset[Actor], visit_code: str, now: datetime) -> "Wish":
        """Take it out of the claimer's hands, who asked for that."""
        if person_id == self.requester_id:
            raise OwnWish
        over = self.take(T.HAND_OVER, by, now)
        if not self.is_seeking or person_id == self.claimer_id:
            raise WishAlreadyClaimed(by_me=person_id == self.claimer_id)
        second = None if person_id == self.second_id else self.second_id
        return replace(over, claimer_id=person_id, visit_code=visit_code, second_id=second, is_seeking=False)

    def release(self, by: frozenset[Actor], now: datetime) -> "Wish":
        """Give it back; where two were going, the second is free too: a new pair is looked for."""
        freed = replace(self.take(T.RELEASE, by, now), claimer_id=None, visit_code="", second_id=None)
        return replace(freed, is_seeking=False)

    def fulfil(self, by: frozenset[Actor], minutes: int, now: datetime) -> "Wish":
        return replace(self.take(T.FULFIL, by, now), minutes=minutes, is_seeking=False)

    def rate(self, by: frozenset[Actor], rating: int, now: datetime) -> "Wish":
        """Close the wish with the satisfaction, 1 (not at all) to 5 (very), or change it within 7 days."""
        if not 1 <= rating <= 5:  # noqa: PLR2004 - the scale
            raise RatingOutOfRange
        if A.CLAIMER in by:
            raise NoSelfRating
        if self.state is not S.CLOSED:
            return replace(self.take(T.RATE, by, now), rating=rating)
        changed = self.take(T.CORRECT, by, now)
        if now > self.since_at + CORRECTABLE:
            raise RatingFixed
        # The seven days run from the first rating, however often it is changed.
        return replace(changed, rating=rating, since_at=self.since_at)


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
    private: tuple[str, ...] = ()
    """What in the words is nobody else's business; it is taken off the card."""
    helper: str = ""
    needs_two: bool = False
    reports_in: bool = False


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
    wants_second: bool = False


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
    files: int = 0
    is_second: bool = False


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
    wish_id: int = 0


@dataclass(frozen=True, slots=True)
class WishUnsolved(Fact):
    """Told to the volunteer when the requester says that it is not solved yet."""

    wish_id: int
    number: str
    requester: str
