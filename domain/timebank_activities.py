"""活动: a talk, a class, a round of visits at which many served; written down by one person, agreed to by a second."""

from dataclasses import dataclass
from datetime import date, datetime

from domain.refusals import Refusal
from domain.timebank import Activity

LONGEST_NAME = 40  # characters
MOST_PEOPLE = 100
DAYS_BACK = 14  # an activity is written down within two weeks


class TooManyPeople(Refusal):
    """More names than one activity may have."""


@dataclass(frozen=True, slots=True)
class Meeting:
    """What was done together: everybody served equally long, and earns by the policy of that day as honour time."""

    id: int
    community_id: int
    title: str
    activity: Activity
    served_on: date
    minutes: int
    people: tuple[int, ...]
    proposer_id: int
    proposed_at: datetime
    state: str = "pending"
    decider_id: int | None = None
