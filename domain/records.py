"""人员名册: what staff changes about a person, and how the person hears of it."""

from dataclasses import dataclass
from datetime import datetime

from domain.notices import Fact
from domain.people import Person
from domain.refusals import Refusal
from domain.registration import RegistrationState
from domain.rosters import Category

MOST_FOUND = 8
# What each category allows to be offered; duties a week, None for as many as the roster gives.
DUTIES_A_WEEK: dict[Category, int | None] = {
    Category.REGULAR: None,
    Category.LIMITED: 1,
    Category.EXEMPT: 0,
    Category.AWAY: 0,
}


class NobodyFound(Refusal):
    """No person of the community fits what was searched for."""


class NothingToRelease(Refusal):
    """The person is no volunteer just now, so there is nothing to leave or to suspend."""


@dataclass(frozen=True, slots=True)
class CategoryChanged(Fact):
    """Told to the person, with the reason and what it means."""

    category: Category
    reason: str


@dataclass(frozen=True, slots=True)
class StandingChanged(Fact):
    """Told to the person when they are suspended, taken up again, or have left."""

    state: RegistrationState
    reason: str
    released: int = 0


@dataclass(frozen=True, slots=True)
class VolunteerLeft(Fact):
    """Told to staff when somebody has left by themselves, with how much became free."""

    name: str
    reason: str
    released: int


@dataclass(frozen=True, slots=True)
class DutiesReleased:
    """What became free when somebody left."""

    shifts: int
    wishes: int

    @property
    def total(self) -> int:
        return self.shifts + self.wishes


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One deed with the names of those it concerns, for staff's eyes."""

    at: datetime
    what: str
    subject: str
    subject_id: int
    actor: str
    on_behalf_of: str


@dataclass(frozen=True, slots=True)
class Found:
    """A person of the register with where their registration stands."""

    person: Person
    state: RegistrationState | None
    has_account: bool
