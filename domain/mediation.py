"""解忧调解: a quarrel is taken in, confidentially, and put into one mediator's hands."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from domain.notices import Fact
from domain.refusals import NotYours, Refusal


class CaseState(StrEnum):
    RECEIVED = "received"
    ASSIGNED = "assigned"
    IN_MEDIATION = "in_mediation"
    SETTLED = "settled"
    NOT_SETTLED = "not_settled"
    WITHDRAWN = "withdrawn"


class CaseStep(StrEnum):
    ASSIGN = "assign"
    ACCEPT = "accept"
    DECLINE = "decline"
    SETTLE = "settle"
    FAIL = "fail"
    WITHDRAW = "withdraw"


class DisputeKind(StrEnum):
    NOISE = "noise"
    LEAK = "leak"
    PARKING = "parking"
    PROPERTY_SERVICE = "property_service"
    FAMILY_SUPPORT = "family_support"
    PETS = "pets"
    PUBLIC_SPACE = "public_space"
    OTHER = "other"


S, T = CaseState, CaseStep
TRANSITIONS: dict[tuple[CaseState, CaseStep], CaseState] = {
    (S.RECEIVED, T.ASSIGN): S.ASSIGNED,
    (S.RECEIVED, T.WITHDRAW): S.WITHDRAWN,
    (S.ASSIGNED, T.ACCEPT): S.IN_MEDIATION,
    (S.ASSIGNED, T.DECLINE): S.RECEIVED,
    (S.ASSIGNED, T.WITHDRAW): S.WITHDRAWN,
    (S.IN_MEDIATION, T.SETTLE): S.SETTLED,
    (S.IN_MEDIATION, T.FAIL): S.NOT_SETTLED,
    (S.IN_MEDIATION, T.WITHDRAW): S.WITHDRAWN,
}


class CaseMovedOn(Refusal):
    """The case is past the state in which this can be done."""


@dataclass(frozen=True, slots=True)
class Case:
    id: int
    number: str
    community_id: int
    reporter_id: int
    kind: DisputeKind
    description: str
    other_party: str
    available: str
    state: CaseState
    since_at: datetime
    mediator_id: int | None = None
    declined_by: tuple[int, ...] = ()

    def _take(self, step: CaseStep, now: datetime) -> "Case":
        following = TRANSITIONS.get((self.state, step))
        if following is None:
            raise CaseMovedOn(self.state)
        return replace(self, state=following, since_at=now)

    def assign(self, mediator_id: int, now: datetime) -> "Case":
        return replace(self._take(T.ASSIGN, now), mediator_id=mediator_id)

    def accept(self, person_id: int, now: datetime) -> "Case":
        self._of_mediator(person_id)
        return self._take(T.ACCEPT, now)

    def decline(self, person_id: int, now: datetime) -> "Case":
        """Give the case back; it will not be offered to the same mediator again."""
        self._of_mediator(person_id)
        declined = (*self.declined_by, person_id)
        return replace(self._take(T.DECLINE, now), mediator_id=None, declined_by=declined)

    def settle(self, person_id: int, now: datetime, *, is_settled: bool) -> "Case":
        self._of_mediator(person_id)
        return self._take(T.SETTLE if is_settled else T.FAIL, now)

    def _of_mediator(self, person_id: int) -> None:
        if person_id != self.mediator_id:
            raise NotYours


def case_number(year: int, sequence: int) -> str:
    """Return the number people quote, counted per community and year."""
    return f"解忧{year}-{sequence:04d}"


def choose_mediator(load: dict[int, int], case: Case, buildings: dict[int, str], home: str) -> int | None:
    """Return the mediator with the fewest open cases who has not declined, is no party and no neighbour (回避).

    `load` is open cases per mediator, `buildings` where each lives, `home` the reporter's building.
    """
    fitting = [
        who
        for who in load
        if who != case.reporter_id and who not in case.declined_by and not (home and buildings.get(who, "") == home)
    ]
    return min(fitting, key=lambda who: (load[who], who), default=None)


@dataclass(frozen=True, slots=True)
class CaseForMediator(Fact):
    """Told to the assigned mediator in private."""

    case_id: int
    number: str
    kind: DisputeKind
    description: str
    other_party: str
    available: str
    reporter: str
    phone: str


@dataclass(frozen=True, slots=True)
class CaseInStudio(Fact):
    """All that the studio's own group hears: there is a new case."""

    number: str


@dataclass(frozen=True, slots=True)
class CaseMoved(Fact):
    """Told to the person who asked."""

    number: str
    state: CaseState
    mediator: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class CaseWithoutMediator(Fact):
    """Told to staff: nobody of the studio can take this case."""

    number: str
