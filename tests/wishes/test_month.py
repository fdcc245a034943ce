"""The month of the bench runs through the house; a day of it is enough to see that it still does."""

from pathlib import Path

from benchmarks.wish_month import A_DAY, buildings_between, month_of, ours
from domain.wishes import WishState


async def test_a_day_of_wishes_is_offered_claimed_and_spread_by_the_house_itself(tmp_path: Path) -> None:
    town, _ = await month_of(tmp_path, ours, seed=5, days=1)
    assert len(town.done_by) == A_DAY
    assert {one.state for _, one in town.done_by} == {WishState.CLAIMED}
    assert len({who for who, _ in town.done_by}) >= A_DAY - 1, "the load is spread"
    assert buildings_between(town) < 10, "chance would send somebody 20 buildings away"
