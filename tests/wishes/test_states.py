from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest

from domain.refusals import NotAllowed, NotYours
from domain.wish_states import MOVES, Actor, diagram
from domain.wishes import (
    NoSecondNeeded,
    NoSelfRating,
    OwnWish,
    RatingFixed,
    RatingOutOfRange,
    WishAlreadyClaimed,
    WishNotOpen,
    WishState,
    WishStep,
)
from tests.wishes.makers import LI, NOW, WANG, ZHANG, ZHAO, wish_in

S, T, A = WishState, WishStep, Actor
REPOSITORY = Path(__file__).parents[2]
ASKING, OFFICE, TAKERS = {A.REQUESTER, A.HELPER}, {A.STAFF, A.HOUSE}, {A.VOLUNTEER, A.PARTNER}
# Written out once more by hand, so that a slip in the table is seen: state, step, next state, who may.
PROMISED = {
    (S.SUBMITTED, T.APPROVE): (S.OPEN, OFFICE),
    (S.SUBMITTED, T.RETURN): (S.RETURNED, {A.STAFF}),
    (S.SUBMITTED, T.WITHDRAW): (S.WITHDRAWN, {*ASKING, A.STAFF}),
    (S.OPEN, T.CLAIM): (S.CLAIMED, TAKERS),
    (S.OPEN, T.WITHDRAW): (S.WITHDRAWN, {*ASKING, A.STAFF}),
    (S.OPEN, T.EXPIRE): (S.EXPIRED, OFFICE),
    (S.CLAIMED, T.JOIN): (S.CLAIMED, TAKERS),
    (S.CLAIMED, T.HAND_OVER): (S.CLAIMED, TAKERS),
    (S.CLAIMED, T.RELEASE): (S.OPEN, {A.CLAIMER, *OFFICE}),
    (S.CLAIMED, T.FULFIL): (S.FULFILLED, {A.CLAIMER}),
    (S.CLAIMED, T.WITHDRAW): (S.WITHDRAWN, {*ASKING, A.STAFF}),
    (S.FULFILLED, T.RATE): (S.CLOSED, {*ASKING, A.STAFF}),
    (S.FULFILLED, T.REOPEN): (S.REOPENED, {*ASKING, A.STAFF}),
    (S.REOPENED, T.HAND_OVER): (S.CLAIMED, TAKERS),
    (S.REOPENED, T.RELEASE): (S.OPEN, {A.CLAIMER, *OFFICE}),
    (S.REOPENED, T.FULFIL): (S.FULFILLED, {A.CLAIMER}),
    (S.REOPENED, T.WITHDRAW): (S.WITHDRAWN, {*ASKING, A.STAFF}),
    (S.CLOSED, T.CORRECT): (S.CLOSED, ASKING),
    (S.EXPIRED, T.RENEW): (S.OPEN, {*ASKING, A.STAFF}),
    (S.EXPIRED, T.WITHDRAW): (S.WITHDRAWN, {*ASKING, A.STAFF}),
}


@pytest.mark.parametrize(("state", "step"), list(product(S, T)), ids=lambda each: str(each.value))
def test_every_step_by_every_role_is_taken_or_refused_with_its_reason(state: WishState, step: WishStep) -> None:
    following, may = PROMISED.get((state, step), (None, set()))
    for actor in A:
        if following is None:
            with pytest.raises(WishNotOpen) as refused:
                wish_in(state).take(step, frozenset({actor}), NOW)
            assert refused.value.state is state
        elif actor in may:
            assert wish_in(state).take(step, frozenset({actor}), NOW).state is following
        else:
            personal = may & {A.REQUESTER, A.CLAIMER}
            with pytest.raises(NotYours if personal else NotAllowed):
                wish_in(state).take(step, frozenset({actor}), NOW)


def test_nobody_at_all_takes_no_step() -> None:
    for state, step in MOVES:
        with pytest.raises((NotYours, NotAllowed)):
            wish_in(state).take(step, frozenset(), NOW)


def test_the_drawing_in_the_docs_is_the_table() -> None:
    drawn = (REPOSITORY / "docs" / "wish-states.md").read_text(encoding="utf-8")
    assert drawn == diagram(), "run: python -m domain.wish_states > docs/wish-states.md"


def test_every_state_is_reached_and_left_or_final() -> None:
    reached = {move.to for move in MOVES.values()} | {S.SUBMITTED}
    left = {state for state, _ in MOVES}
    assert reached == set(S)
    assert set(S) - left == {S.RETURNED, S.WITHDRAWN}


def test_a_person_is_several_things_to_a_wish_at_once() -> None:
    wish = wish_in(S.CLAIMED, helper_id=LI)
    volunteer = frozenset({A.VOLUNTEER})
    assert wish.actors(ZHAO, frozenset()) == {A.REQUESTER}
    assert wish.actors(LI, volunteer) == {A.HELPER, A.VOLUNTEER}
    assert wish.actors(WANG, volunteer) == {A.CLAIMER, A.VOLUNTEER}
    assert wish.actors(ZHANG, frozenset()) == frozenset()


def test_a_claim_of_ones_own_wish_or_of_a_taken_one_is_refused() -> None:
    by = frozenset({A.VOLUNTEER})
    with pytest.raises(OwnWish):
        wish_in().claim(ZHAO, by, "1234", NOW)
    for state in (S.CLAIMED, S.FULFILLED, S.REOPENED, S.CLOSED):
        with pytest.raises(WishAlreadyClaimed) as refused:
            wish_in(state).claim(WANG, by, "1234", NOW)
        assert refused.value.by_me


def test_a_second_is_taken_only_where_two_are_needed_and_only_one_has_come() -> None:
    by = frozenset({A.VOLUNTEER})
    with pytest.raises(NoSecondNeeded):
        wish_in(S.CLAIMED).join(ZHANG, by, NOW)
    pair = wish_in(S.CLAIMED, needs_two=True).join(ZHANG, by, NOW)
    assert pair.second_id == ZHANG
    with pytest.raises(NoSecondNeeded):
        pair.join(LI, by, NOW)


def test_a_wish_leaves_the_claimers_hands_only_when_somebody_else_has_taken_it() -> None:
    by = frozenset({A.VOLUNTEER})
    with pytest.raises(WishAlreadyClaimed):
        wish_in(S.CLAIMED).take_over(ZHANG, by, "4321", NOW)
    over = wish_in(S.CLAIMED, is_seeking=True).take_over(ZHANG, by, "4321", NOW)
    assert (over.claimer_id, over.visit_code, over.is_seeking) == (ZHANG, "4321", False)


def test_a_rating_is_1_to_5_and_never_by_the_one_who_did_it() -> None:
    asked = frozenset({A.REQUESTER})
    for rating in (0, 6, -1):
        with pytest.raises(RatingOutOfRange):
            wish_in(S.FULFILLED).rate(asked, rating, NOW)
    with pytest.raises(NoSelfRating):
        wish_in(S.FULFILLED).rate(frozenset({A.HELPER, A.CLAIMER}), 5, NOW)
    with pytest.raises(WishNotOpen):
        wish_in(S.CLAIMED).rate(asked, 5, NOW)


def test_a_rating_may_be_changed_for_seven_days_from_the_first() -> None:
    asked = frozenset({A.REQUESTER})
    closed = wish_in(S.FULFILLED).rate(asked, 5, NOW)
    changed = closed.rate(asked, 3, NOW.replace(day=16))
    assert changed.rating == 3
    with pytest.raises(RatingFixed):
        changed.rate(asked, 4, NOW.replace(day=18))


def test_a_released_wish_is_nobodys_again() -> None:
    free = replace(wish_in(S.CLAIMED, needs_two=True), second_id=ZHANG, visit_code="1234")
    free = free.release(frozenset({A.CLAIMER}), NOW)
    assert (free.state, free.claimer_id, free.second_id, free.visit_code) == (S.OPEN, None, None, "")
