"""What service is worth, and that dated rules leave no day out."""

import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.refusals import Refusal
from domain.timebank import NEVER, Activity, Limit, stars, to_next_star_minutes
from domain.timebank_documents import policy_document, policy_from
from domain.timebank_expiry import expires_on
from domain.timebank_policy import (
    Policy,
    PolicyBook,
    PolicyGap,
    PolicyMissing,
    PolicyOutOfRange,
    PolicyOverlap,
    Service,
    Standing,
    compute,
)
from domain.timebank_presets import PRESETS, beijing, guangzhou, nanjing, ruian, yinling
from domain.timebank_simulation import PastService, simulate
from domain.wishes import RatingOutOfRange

MARCH_1, APRIL_1, MAY_1 = date(2026, 3, 1), date(2026, 4, 1), date(2026, 5, 1)


def points(policy: Policy, minutes: int, standing: Standing | None = None, **facts: int) -> int:
    service = Service(Activity.SCHOOL_CROSSING, minutes, **facts)  # type: ignore[arg-type]  # one table of facts
    return compute(policy, service, standing or Standing()).points


@pytest.mark.parametrize(
    ("minutes", "rating", "expected"), [(45, 5, 9), (45, 3, 8), (30, 5, 6), (30, 4, 6), (30, 2, 4), (60, 1, 5)]
)
def test_points_are_time_times_rate_times_satisfaction(minutes: int, rating: int, expected: int) -> None:
    assert points(yinling(), minutes, rating=rating) == expected


def test_a_harder_post_earns_more() -> None:
    assert points(yinling(), 60, difficulty_percent=150) == 15


@pytest.mark.parametrize(
    ("policy", "minutes", "expected"),
    [
        (beijing(), 119, 1),
        (beijing(), 120, 2),
        (guangzhou(), 59, 0),
        (guangzhou(), 179, 2),
        (nanjing(), 89, 1),
        (nanjing(), 90, 2),
    ],
)
def test_presets_count_in_their_own_units(policy: Policy, minutes: int, expected: int) -> None:
    assert points(policy, minutes) == expected


def test_ruian_pays_no_back_filled_hours() -> None:
    service = Service(Activity.PATROL, 120, is_honour=True)
    assert compute(ruian(), service, Standing()).points == 0


def test_a_cap_cuts_what_is_above_and_says_so() -> None:
    policy = Policy("two hours", MARCH_1, daily_minutes=120)
    told = compute(policy, Service(Activity.PATROL, 90), Standing(day_minutes=60))
    assert (told.paid_minutes, told.points, told.limits) == (60, 10, (Limit.DAY,))


def test_nanjing_sends_what_is_above_the_lifetime_cap_to_the_pool() -> None:
    told = compute(nanjing(), Service(Activity.PATROL, 120), Standing(lifetime_minutes=1499 * 60))
    assert (told.points, told.overflow_points, told.limits) == (1, 1, (Limit.LIFETIME,))


def test_guangzhou_stores_no_more_than_1500() -> None:
    assert points(guangzhou(), 300, Standing(balance=1498)) == 2


@given(
    minutes=st.integers(1, 1440),
    rating=st.none() | st.integers(1, 5),
    used=st.integers(0, 2000),
    preset=st.sampled_from(sorted(PRESETS)),
)
def test_points_are_never_negative_and_more_time_never_earns_less(
    minutes: int, rating: int | None, used: int, preset: str
) -> None:
    policy, standing = PRESETS[preset](), Standing(used, used, used, used)
    less = compute(policy, Service(Activity.REPAIR, minutes, rating), standing)
    more = compute(policy, Service(Activity.REPAIR, min(minutes + 30, 1440), rating), standing)
    assert 0 <= less.points <= more.points
    assert less.paid_minutes <= less.counted_minutes <= less.minutes


@pytest.mark.parametrize("rating", [0, 6, -1])
def test_a_rating_outside_one_to_five_is_refused(rating: int) -> None:
    with pytest.raises(RatingOutOfRange):
        Service(Activity.PATROL, 30, rating)


@pytest.mark.parametrize(
    ("first_until", "second_from", "refusal"),
    [(APRIL_1, MAY_1, PolicyGap), (MAY_1, APRIL_1, PolicyOverlap), (None, APRIL_1, PolicyOverlap)],
)
def test_policies_with_a_gap_or_an_overlap_are_refused(
    first_until: date | None, second_from: date, refusal: type[Refusal]
) -> None:
    with pytest.raises(refusal):
        PolicyBook((Policy("a", MARCH_1, first_until), Policy("b", second_from)))


def test_the_policy_of_a_day_is_the_one_that_covers_it() -> None:
    book = PolicyBook((Policy("a", MARCH_1, APRIL_1), Policy("b", APRIL_1, MAY_1)))
    assert [book.at(on).name for on in (MARCH_1, date(2026, 3, 31), APRIL_1)] == ["a", "a", "b"]
    with pytest.raises(PolicyMissing):
        book.at(MAY_1)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("default_rate", -1),
        ("default_rate", 1.5),
        ("round_minutes", 0),
        ("until_on", MARCH_1),
        ("satisfaction", {5: 120}),
        ("rates", {Activity.PATROL: -3}),
        ("honour_percent", 101),
        ("expiry_months", 0),
    ],
)
def test_a_policy_that_makes_no_sense_is_refused_by_the_field(field: str, value: object) -> None:
    with pytest.raises(PolicyOutOfRange) as refused:
        replace(yinling(MARCH_1), **{field: value})  # type: ignore[arg-type]  # senseless on purpose
    assert refused.value.field.startswith(field)


@pytest.mark.parametrize("preset", PRESETS)
def test_a_policy_survives_being_written_down(preset: str) -> None:
    policy = PRESETS[preset](MARCH_1, MAY_1)
    assert policy_from(json.loads(json.dumps(policy_document(policy)))) == policy


@pytest.mark.parametrize(
    "fault",
    [{"colour": "red"}, {"from_on": "2026-02-30"}, {"gift_to": "cats"}, {"rates": {"dancing": 3}}, {"rates": 3}],
    ids=str,
)
def test_a_document_that_cannot_be_read_is_refused(fault: dict[str, object]) -> None:
    with pytest.raises(PolicyOutOfRange):
        policy_from(policy_document(yinling()) | fault)


@pytest.mark.parametrize(
    ("issued_on", "months", "expected"),
    [
        (date(2026, 3, 2), 12, date(2027, 4, 1)),
        (date(2026, 1, 31), 1, date(2026, 3, 1)),
        (date(2026, 12, 5), 12, date(2028, 1, 1)),
        (date(2026, 3, 2), None, NEVER),
    ],
)
def test_points_lapse_after_the_end_of_a_month(issued_on: date, months: int | None, expected: date) -> None:
    assert expires_on(issued_on, months) == expected


@pytest.mark.parametrize(
    ("hours", "expected"), [(0, 0), (99, 0), (100, 1), (300, 2), (600, 3), (999, 3), (1000, 4), (1500, 5), (9000, 5)]
)
def test_stars_come_with_hours(hours: int, expected: int) -> None:
    assert stars(hours * 60) == expected


def test_the_way_to_the_next_star_ends_with_the_fifth() -> None:
    assert [to_next_star_minutes(minutes) for minutes in (0, 5999, 6000, 90_000)] == [6000, 1, 12_000, None]


def test_a_simulation_prices_a_past_day_again_with_its_caps() -> None:
    past = [PastService(11, MARCH_1, Service(Activity.PATROL, 90), 15) for _ in range(2)]
    told = simulate(Policy("two hours", MARCH_1, daily_minutes=120), past)
    assert (told.paid, told.would_pay, told.minutes) == (30, 20, 180)
    assert (told.changes, told.cut) == ({11: -10}, {Limit.DAY: 1})
