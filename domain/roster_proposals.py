"""How a published roster is mended: the fewest new seats, shown to the leader before anybody hears of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from domain.drafts import Pair
from domain.duty import Shift
from domain.notices import Fact
from domain.refusals import Refusal


class ProposalState(StrEnum):
    OPEN = "open"
    TAKEN = "taken"
    LEFT = "left"
    """The leader arranges it without us."""
    OUTDATED = "outdated"
    """Something changed again; a newer proposal stands in its place."""


class ProposalOver(Refusal):
    """The proposal was decided already, or a newer one has taken its place."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """Seats to be given in a published roster. Nobody is moved: whoever stands somewhere stays there."""

    id: int
    roster_id: int
    community_id: int
    leader_id: int
    state: ProposalState
    seats: tuple[Pair, ...]


def empty_seats(shifts: Iterable[Shift], standing: Iterable[Pair], now: datetime) -> dict[int, int]:
    """Return how many people each shift lacks that has not begun; full and cancelled ones are left out."""
    taken: dict[int, int] = {}
    for shift_id, _ in standing:
        taken[shift_id] = taken.get(shift_id, 0) + 1
    missing = {each.id: each.need - taken.get(each.id, 0) for each in shifts if each.starts_at > now}
    return {shift_id: seats for shift_id, seats in missing.items() if seats > 0}


def fitting(added: Iterable[Pair], missing: Mapping[int, int]) -> tuple[Pair, ...]:
    """Return the new seats for which there is room, so that nobody is put beside a full crew."""
    room = dict(missing)
    kept = []
    for shift_id, who in added:
        if room.get(shift_id, 0) > 0:
            room[shift_id] -= 1
            kept.append((shift_id, who))
    return tuple(kept)


@dataclass(frozen=True, slots=True)
class MendedLine:
    """One shift that a proposal touches: who would come, and how many are still missing afterwards."""

    starts_at: datetime
    post: str
    names: tuple[str, ...]
    missing: int


@dataclass(frozen=True, slots=True)
class RepairProposed(Fact):
    """Told to the leader when a published roster has lost somebody or gained a shift."""

    proposal_id: int
    from_on: date
    lines: tuple[MendedLine, ...]
