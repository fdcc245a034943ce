"""When a step that lies too long is chased, and when it goes to the next person up."""

from datetime import UTC, datetime, timedelta

import pytest

from domain.registration import Chase, Registration, RegistrationState, RegistrationStep
from domain.times import monday_to_friday

# A Tuesday morning in Shanghai; three working days later it is Friday.
TUESDAY = datetime(2026, 3, 10, 1, 20, tzinfo=UTC)
FRIDAY, MONDAY = TUESDAY + timedelta(days=3), TUESDAY + timedelta(days=6)
A_SECOND = timedelta(seconds=1)
FRESH = Registration(1, 2, 3, RegistrationState.SUBMITTED, TUESDAY, FRIDAY, owner_id=7)
CHASED = Registration(1, 2, 3, RegistrationState.SUBMITTED, TUESDAY, FRIDAY, owner_id=7, chased=Chase.OWNER)


@pytest.mark.parametrize(
    ("one", "at", "due"),
    [
        (FRESH, FRIDAY - A_SECOND, None),
        (FRESH, FRIDAY, Chase.OWNER),
        (CHASED, FRIDAY + timedelta(days=2), None),
        (CHASED, MONDAY - A_SECOND, None),
        (CHASED, MONDAY, Chase.NEXT_UP),
        (CHASED.handed_up(9, MONDAY, monday_to_friday), MONDAY + timedelta(hours=23), None),
        (CHASED.handed_up(9, MONDAY, monday_to_friday), MONDAY + timedelta(days=1), Chase.OWNER),
    ],
)
def test_the_owner_is_chased_at_the_deadline_and_a_working_day_later_it_goes_up(
    one: Registration, at: datetime, due: Chase | None
) -> None:
    assert one.chase_due(at, monday_to_friday) is due


def test_a_decision_ends_the_chase_and_the_next_step_begins_with_nobody() -> None:
    moved = CHASED.take(RegistrationStep.REVIEW, now=MONDAY, by_person=7, by_name="周敏", is_workday=monday_to_friday)
    assert (moved.owner_id, moved.chased) == (None, Chase.NOT_YET)
    returned = CHASED.take(
        RegistrationStep.RETURN,
        now=MONDAY,
        by_person=7,
        by_name="周敏",
        is_workday=monday_to_friday,
        reason="楼号不对",
    )
    assert returned.chase_due(MONDAY + timedelta(days=30), monday_to_friday) is None
