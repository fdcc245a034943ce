"""报到: the person applies, the community reviews, the volunteer organisation confirms."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import IntEnum, StrEnum

from domain.notices import Fact
from domain.refusals import Refusal
from domain.times import IsWorkday, add_workdays

CONSENT_VERSION = "2026-11-2"
STEP_WORKDAYS = 3
# After its deadline a step is chased once; so many working days later it goes to the next person up.
ESCALATE_AFTER_WORKDAYS = 1
ESCALATED_WORKDAYS = 1  # what the next person up is given


class RegistrationState(StrEnum):
    SUBMITTED = "submitted"
    REVIEWED = "reviewed"
    CONFIRMED = "confirmed"
    RETURNED = "returned"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    SUSPENDED = "suspended"


class Chase(IntEnum):
    """How far a step that lies too long has been chased."""

    NOT_YET = 0
    OWNER = 1
    NEXT_UP = 2


class RegistrationStep(StrEnum):
    REVIEW = "review"
    CONFIRM = "confirm"
    RETURN = "return"
    REJECT = "reject"
    RESUBMIT = "resubmit"
    WITHDRAW = "withdraw"
    SUSPEND = "suspend"
    RESUME = "resume"


S, T = RegistrationState, RegistrationStep
TRANSITIONS: dict[tuple[RegistrationState, RegistrationStep], RegistrationState] = {
    (S.SUBMITTED, T.REVIEW): S.REVIEWED,
    (S.SUBMITTED, T.RETURN): S.RETURNED,
    (S.SUBMITTED, T.REJECT): S.REJECTED,
    (S.SUBMITTED, T.WITHDRAW): S.WITHDRAWN,
    (S.REVIEWED, T.CONFIRM): S.CONFIRMED,
    (S.REVIEWED, T.RETURN): S.RETURNED,
    (S.REVIEWED, T.REJECT): S.REJECTED,
    (S.REVIEWED, T.WITHDRAW): S.WITHDRAWN,
    (S.RETURNED, T.RESUBMIT): S.SUBMITTED,
    (S.RETURNED, T.WITHDRAW): S.WITHDRAWN,
    (S.WITHDRAWN, T.RESUBMIT): S.SUBMITTED,
    (S.CONFIRMED, T.SUSPEND): S.SUSPENDED,
    (S.CONFIRMED, T.WITHDRAW): S.WITHDRAWN,
    (S.SUSPENDED, T.RESUME): S.CONFIRMED,
    (S.SUSPENDED, T.WITHDRAW): S.WITHDRAWN,
}


OPEN_STATES = frozenset({S.SUBMITTED, S.REVIEWED})


class SomebodyWasFaster(Refusal):
    """Another reviewer has already decided this step."""

    def __init__(self, who: str) -> None:
        super().__init__(who)
        self.who = who


class NoSelfReview(Refusal):
    """Nobody decides about their own registration."""


class AlreadyRegistered(Refusal):
    """This person's registration is under way or done."""


class ReasonNeeded(Refusal):
    """Sending something back takes a plain reason."""


@dataclass(frozen=True, slots=True)
class Registration:
    id: int
    person_id: int
    community_id: int
    state: RegistrationState
    since_at: datetime
    deadline_at: datetime
    decided_by: str = ""
    reason: str = ""
    owner_id: int | None = None
    """In whose hands the step is; whoever holds the role may still take it."""
    chased: Chase = Chase.NOT_YET

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES

    def chase_due(self, now: datetime, is_workday: IsWorkday) -> Chase | None:
        """Return whom to turn to now: the owner when the deadline has passed, later the next person up; else None."""
        if not self.is_open or now < self.deadline_at:
            return None
        if self.chased is Chase.NOT_YET:
            return Chase.OWNER
        if self.chased is Chase.OWNER:
            is_time = now >= add_workdays(self.deadline_at, ESCALATE_AFTER_WORKDAYS, is_workday)
            return Chase.NEXT_UP if is_time else None
        return Chase.OWNER

    def handed_up(self, owner_id: int, now: datetime, is_workday: IsWorkday) -> "Registration":
        """Return the registration in the hands of the next person up, with a deadline of their own."""
        deadline_at = add_workdays(now, ESCALATED_WORKDAYS, is_workday)
        return replace(self, owner_id=owner_id, chased=Chase.NEXT_UP, deadline_at=deadline_at)

    def take(
        self,
        step: RegistrationStep,
        *,
        now: datetime,
        by_person: int | None,
        by_name: str,
        is_workday: IsWorkday,
        reason: str = "",
    ) -> "Registration":
        """Return the registration one step further.

        Refuses with `NoSelfReview`, `ReasonNeeded`, or `SomebodyWasFaster` when the step no longer fits the state.
        """
        is_decision = step not in {T.RESUBMIT, T.WITHDRAW}
        if is_decision and by_person == self.person_id:
            raise NoSelfReview
        if step in {T.RETURN, T.REJECT, T.SUSPEND} and not reason.strip():
            raise ReasonNeeded
        following = TRANSITIONS.get((self.state, step))
        if following is None:
            raise SomebodyWasFaster(self.decided_by)
        return replace(
            self,
            state=following,
            since_at=now,
            deadline_at=add_workdays(now, STEP_WORKDAYS, is_workday),
            decided_by=by_name if is_decision else "",
            reason=reason.strip(),
            owner_id=None,
            chased=Chase.NOT_YET,
        )


def volunteer_number(community_id: int, person_id: int) -> str:
    """Return the number on the volunteer card: community, then person, never given twice."""
    return f"{community_id:02d}{person_id:05d}"


@dataclass(frozen=True, slots=True)
class RegistrationWaiting(Fact):
    """A card for the reviewer or the confirming officer; `owner` is in whose hands it is.

    `waited_days` is set when it lies too long, `passed_from` when it comes from somebody with whom it lay.
    """

    registration_id: int
    step: RegistrationStep
    name: str
    building: str
    phone: str
    skills: tuple[str, ...]
    free: tuple[str, ...]
    owner: str = ""
    waited_days: int = 0
    passed_from: str = ""


@dataclass(frozen=True, slots=True)
class RegistrationPassedOn(Fact):
    """Told to whoever had it: somebody else looks at it from now on."""

    name: str
    to: str


@dataclass(frozen=True, slots=True)
class RegistrationDelayed(Fact):
    """Told to the applicant when it went to the next person up, by name."""

    to: str


@dataclass(frozen=True, slots=True)
class VolunteerCardReady(Fact):
    """The card that a confirmed volunteer is sent without asking; it is drawn when it is sent."""

    person_id: int


@dataclass(frozen=True, slots=True)
class RegistrationMoved(Fact):
    """Told to the person at each step."""

    state: RegistrationState
    deadline_at: datetime
    reason: str = ""
    volunteer_number: str = ""
    community: str = ""
