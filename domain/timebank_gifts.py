"""Points from hand to hand: gifts, donations to the pool, and what two people must agree on."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.refusals import Refusal
from domain.timebank import MOST_POINTS, PointsOutOfRange, checked_points, is_whole
from domain.timebank_policy import GiftTo, Policy

LONGEST_REASON = 200  # characters
MOST_ADJUSTED_MINUTES = 100_000


class GiftToOneself(Refusal):
    """Giver and receiver are the same person."""


class GiftsNotAllowed(Refusal):
    """The community's policy knows no gifts, or gifts to family only."""

    def __init__(self, to: GiftTo) -> None:
        super().__init__(to)
        self.to = to


class GiftCapReached(Refusal):
    """This month's gifts would pass the cap; `left` may still be given."""

    def __init__(self, left: int) -> None:
        super().__init__(left)
        self.left = left


class DonationsNotAllowed(Refusal):
    """The community's policy knows no donation pool."""


class GrantTooLarge(Refusal):
    """One grant from the pool gives at most `most` points."""

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.most = most


class SecondPersonNeeded(Refusal):
    """Whoever proposed it, or gains by it, cannot be the one who approves it."""


class ProposalDecided(Refusal):
    """It has been approved or rejected already."""


class ReasonNeeded(Refusal):
    """A correction says why, in at most 200 characters."""


class NotReversible(Refusal):
    """This kind of transfer is not taken back as a whole: a hold is settled, a lapse or a reversal is adjusted."""


class NothingToInherit(Refusal):
    """There are no points to pass on."""


class ProposalKind(StrEnum):
    ADJUSTMENT = "adjustment"
    REVERSAL = "reversal"
    GRANT = "grant"
    INHERITANCE = "inheritance"


class ProposalState(StrEnum):
    PENDING = "pending"
    APPROVED = "approved"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class NewProposal:
    """What one person wants done to the books, for a second one to approve.

    `points` and `minutes` are signed for an adjustment and have the same sign; a grant has positive points. A reversal
    names the `sequence` of the transfer, an inheritance the `heir_id`.
    """

    community_id: int
    kind: ProposalKind
    person_id: int
    reason: str
    points: int = 0
    minutes: int = 0
    is_honour: bool = False
    sequence: int | None = None
    heir_id: int | None = None

    def __post_init__(self) -> None:
        if not self.reason.strip() or len(self.reason) > LONGEST_REASON:
            raise ReasonNeeded
        CHECKS[self.kind](self)

    @property
    def gainers(self) -> frozenset[int]:
        """Return who may not approve, because the points end up with them."""
        return frozenset({self.person_id, self.heir_id} - {None})  # type: ignore[arg-type]  # None is taken out


@dataclass(frozen=True, slots=True)
class Proposal:
    id: int
    terms: NewProposal
    state: ProposalState
    proposer_id: int
    proposed_at: datetime
    key: str
    decider_id: int | None = None
    decided_at: datetime | None = None


def _check_adjustment(terms: NewProposal) -> None:
    points, minutes = terms.points, terms.minutes
    if not is_whole(points) or not is_whole(minutes) or points == minutes == 0 or points * minutes < 0:
        raise PointsOutOfRange(points, minutes)
    if abs(points) > MOST_POINTS or abs(minutes) > MOST_ADJUSTED_MINUTES:
        raise PointsOutOfRange(points, minutes)


def _check_reversal(terms: NewProposal) -> None:
    if terms.sequence is None:
        raise NotReversible


def _check_grant(terms: NewProposal) -> None:
    checked_points(terms.points)


def _check_inheritance(terms: NewProposal) -> None:
    if terms.heir_id is None or terms.heir_id == terms.person_id:
        raise GiftToOneself


CHECKS = {
    ProposalKind.ADJUSTMENT: _check_adjustment,
    ProposalKind.REVERSAL: _check_reversal,
    ProposalKind.GRANT: _check_grant,
    ProposalKind.INHERITANCE: _check_inheritance,
}


def check_gift(policy: Policy, giver_id: int, receiver_id: int, points: int, given: int, *, is_family: bool) -> None:
    """Refuse unless the policy lets this person give that much, with `given` points given this month already."""
    checked_points(points)
    if giver_id == receiver_id:
        raise GiftToOneself
    if policy.gift_to is GiftTo.NOBODY or (policy.gift_to is GiftTo.FAMILY and not is_family):
        raise GiftsNotAllowed(policy.gift_to)
    if policy.gift_monthly_points is not None and given + points > policy.gift_monthly_points:
        raise GiftCapReached(max(0, policy.gift_monthly_points - given))
