"""Whatever people do in whatever order: the books agree with a plain model, and prove."""

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import nullcontext, suppress
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from domain.timebank import NEVER, NotEnoughPoints, ReversedAlready
from domain.timebank_gifts import NewProposal, ProposalKind
from domain.timebank_policy import Policy, PolicyBook, RewardKind
from domain.timebank_presets import ALWAYS
from domain.timebank_rewards import CodeTaken, NewReward, RedemptionSettled
from domain.times import local
from storage.database import Database
from storage.timebank_verify import verify
from tests.timebank.conftest import HEKOU, NOON, Unit, create_books, endow, opened
from usecases.timebank import balance
from usecases.timebank_gifts import donate, give
from usecases.timebank_office import let_points_lapse
from usecases.timebank_proposals import approve, propose
from usecases.timebank_redemption import cancel, lapse, reserve, take_code

T = TypeVar("T")
PEOPLE = (11, 12, 13)
SALON, CLERK, OFFICER, STAFF = 501, 903, 901, 902
HOLD_DAYS = 14
NO_CAPS = PolicyBook((Policy("no caps", ALWAYS, gift_monthly_points=None),))

Purse = list[list[Any]]  # [expires_on, origin, points] in the order in which points are spent


def spend(purse: Purse, points: int) -> Purse | None:
    """Take points off the model's purse, earliest expiry first, or None when there are too few."""
    if sum(lot[2] for lot in purse) < points:
        return None
    taken: Purse = []
    for lot in sorted(purse):
        share = min(lot[2], points)
        points -= share
        lot[2] -= share
        if share:
            taken.append([lot[0], lot[1], share])
    purse[:] = [lot for lot in purse if lot[2]]
    return taken


class LifeOfPoints(RuleBasedStateMachine):
    """Real use cases on a real database beside purses that are lists."""

    url = ""
    holds = Bundle("holds")
    gifts = Bundle("gifts")

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.database = Database(self.url)
        self.now: datetime = NOON
        self.purses: dict[int, Purse] = {person: [] for person in PEOPLE}
        self.held: dict[int, tuple[int, Purse, datetime]] = {}
        self.merchant = self.pool = self.expired = self.issued = self.step = self.transfers = 0
        self.reversed: set[int] = set()
        self.runner.run(create_books(self.database))
        self.reward_id = self.do(self._found)

    async def _found(self, unit: Unit) -> int:
        await unit.timebank.set_policies(HEKOU, NO_CAPS)
        terms = NewReward(HEKOU, SALON, "理发", RewardKind.SERVICE, points=20, hold_days=HOLD_DAYS)
        return (await unit.timebank.catalogue.add_reward(terms)).id

    def do(self, work: Callable[[Unit], Coroutine[Any, Any, T]]) -> T:
        async def whole() -> T:
            async with opened(self.database) as unit:
                return await work(unit)

        return self.runner.run(whole())

    def key(self) -> str:
        self.step += 1
        return f"step:{self.step}"

    def teardown(self) -> None:
        self.runner.run(self.database.close())
        self.runner.close()

    @initialize()
    def everybody_has_old_and_new_points(self) -> None:
        for person in PEOPLE:
            for days in (60, 20, None):
                self.receive(person, 15, days)

    @rule(person=st.sampled_from(PEOPLE), points=st.integers(1, 60), days=st.sampled_from([None, 5, 20, 60]))
    def receive(self, person: int, points: int, days: int | None) -> None:
        expires_on: date = NEVER if days is None else local(self.now).date() + timedelta(days=days)
        key = self.key()
        posted = self.do(lambda unit: endow(unit, person, points, expires_on, key))
        again = self.do(lambda unit: endow(unit, person, points, expires_on, key))
        assert again.sequence == posted.sequence
        self.purses[person].append([expires_on, posted.sequence, points])
        self.issued += points
        self.transfers += 1

    @rule(target=gifts, giver=st.sampled_from(PEOPLE), receiver=st.sampled_from(PEOPLE), points=st.integers(1, 50))
    def give_away(self, giver: int, receiver: int, points: int) -> tuple[int, int, int, Purse] | None:
        if giver == receiver:
            return None
        facts = {"community_id": HEKOU, "giver_id": giver, "receiver_id": receiver, "points": points, "now": self.now}
        key = self.key()
        moved = spend(self.purses[giver], points)
        if moved is None:
            with pytest.raises(NotEnoughPoints):
                self.do(lambda unit: give(unit, **facts, key=key))  # type: ignore[arg-type]  # one table of facts
            return None
        posted = self.do(lambda unit: give(unit, **facts, key=key))  # type: ignore[arg-type]  # one table of facts
        self.purses[receiver] += moved
        self.transfers += 1
        return posted.sequence, giver, receiver, [list(lot) for lot in moved]

    @rule(gift=gifts)
    def take_back(self, gift: tuple[int, int, int, Purse] | None) -> None:
        if gift is None:
            return
        sequence, giver, receiver, lots = gift
        terms = NewProposal(HEKOU, ProposalKind.REVERSAL, giver, "误赠", sequence=sequence)
        key, now = self.key(), self.now

        async def both(unit: Unit) -> None:
            proposal = await propose(unit, terms, proposer_id=OFFICER, key=key, now=now)
            await approve(unit, community_id=HEKOU, proposal_id=proposal.id, approver_id=STAFF, now=now)

        points = sum(lot[2] for lot in lots)
        if sequence in self.reversed:
            with pytest.raises(ReversedAlready):
                self.do(both)
        elif sum(lot[2] for lot in self.purses[receiver]) < points:
            with pytest.raises(NotEnoughPoints):
                self.do(both)
        else:
            self.do(both)
            self.purses[giver] += self._named_first(self.purses[receiver], lots)
            self.reversed.add(sequence)
            self.transfers += 1

    @staticmethod
    def _named_first(purse: Purse, named: Purse) -> Purse:
        """Take the given lots themselves as far as they are still there, and whatever lapses first for the rest."""
        points, taken = sum(lot[2] for lot in named), []
        for wanted in sorted(named):
            left = wanted[2]
            for lot in purse:
                share = min(lot[2], left) if lot[1] == wanted[1] else 0
                left, points = left - share, points - share
                lot[2] -= share
                taken += [[lot[0], lot[1], share]] if share else []
        return taken + (spend(purse, points) or [])

    @rule(person=st.sampled_from(PEOPLE), points=st.integers(1, 30))
    def give_to_the_pool(self, person: int, points: int) -> None:
        key, now = self.key(), self.now
        enough = spend(self.purses[person], points) is not None
        with nullcontext() if enough else pytest.raises(NotEnoughPoints):
            self.do(
                lambda unit: donate(unit, community_id=HEKOU, person_id=person, points=points, key=key, now=now)
            )  # fmt: skip
        self.pool += points if enough else 0
        self.transfers += enough

    @rule(target=holds, person=st.sampled_from(PEOPLE))
    def hold(self, person: int) -> tuple[int, str, int] | None:
        facts = {"community_id": HEKOU, "person_id": person, "reward_id": self.reward_id, "now": self.now}
        key = self.key()
        moved = spend(self.purses[person], 20)
        if moved is None:
            with pytest.raises(NotEnoughPoints):
                self.do(lambda unit: reserve(unit, **facts, key=key))  # type: ignore[arg-type]  # one table of facts
            return None
        made = self.do(lambda unit: reserve(unit, **facts, key=key))  # type: ignore[arg-type]  # one table of facts
        self.held[made.id] = (person, moved, self.now + timedelta(days=HOLD_DAYS))
        self.transfers += 1
        return made.id, made.code, person

    @rule(hold=holds)
    def fetch(self, hold: tuple[int, str, int] | None) -> None:
        if hold is None:
            return
        number, code, _ = hold
        facts = {"community_id": HEKOU, "partner_id": SALON, "code": code, "actor_id": CLERK, "now": self.now}
        answer = self.do(lambda unit: take_code(unit, **facts))  # type: ignore[arg-type]  # one table of facts
        open_hold = self.held.get(number)
        if open_hold is not None and self.now < open_hold[2] and isinstance(answer, CodeTaken):
            del self.held[number]
            self.merchant += 20
            self.transfers += 1
        else:
            assert not isinstance(answer, CodeTaken)

    @rule(hold=consumes(holds))
    def change_one_s_mind(self, hold: tuple[int, str, int] | None) -> None:
        if hold is None:
            return
        number, _, person = hold
        facts = {"community_id": HEKOU, "person_id": person, "redemption_id": number, "actor_id": person}
        if number in self.held:
            self.do(lambda unit: cancel(unit, **facts, now=self.now))
            self.purses[person] += self.held.pop(number)[1]
            self.transfers += 1
        else:
            with suppress(RedemptionSettled):
                self.do(lambda unit: cancel(unit, **facts, now=self.now))

    @rule(days=st.integers(1, 16))
    def days_go_by(self, days: int) -> None:
        self.now += timedelta(days=days)
        today, now = local(self.now).date(), self.now
        self.do(lambda unit: lapse(unit, community_id=HEKOU, now=now))
        for number in [number for number, (_, _, until) in self.held.items() if until <= now]:
            person, lots, _ = self.held.pop(number)
            self.purses[person] += lots
            self.transfers += 1
        self.do(lambda unit: let_points_lapse(unit, community_id=HEKOU, today=today, now=now))
        for purse in self.purses.values():
            gone = sum(lot[2] for lot in purse if lot[0] <= today)
            self.expired += gone
            self.transfers += bool(gone)
            purse[:] = [lot for lot in purse if lot[0] > today]

    @invariant()
    def the_books_agree_and_prove(self) -> None:
        async def look(unit: Unit) -> None:
            report = await verify(unit.connection)
            assert report.problems == ()
            assert report.transfers == self.transfers
            for person, purse in self.purses.items():
                now = await balance(unit, HEKOU, person)
                assert now.available == sum(lot[2] for lot in purse)
                waiting = [lots for owner, lots, _ in self.held.values() if owner == person]
                assert now.pending == sum(lot[2] for lots in waiting for lot in lots)
                by_day: dict[date, int] = {}
                for lapses_on, _, points in purse:
                    if lapses_on != NEVER:
                        by_day[lapses_on] = by_day.get(lapses_on, 0) + points
                soon = await unit.timebank.expiring(HEKOU, person, date(2100, 1, 1))
                assert {one.expires_on: one.points for one in soon} == by_day
            trial = await unit.timebank.office.trial(HEKOU)
            kinds = ("issue", "merchant", "pool", "expired")
            told = (-self.issued, self.merchant, self.pool, self.expired)
            assert tuple(trial.get(kind, 0) for kind in kinds) == told

        self.do(look)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    return (
        f"sqlite:///{tmp_path}/life.db" if request.param == "sqlite" else str(request.getfixturevalue("postgres_url"))
    )


def test_the_books_agree_with_purses(url: str) -> None:
    machine = type("Life", (LifeOfPoints,), {"url": url})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=12,
            stateful_step_count=20,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            phases=(Phase.generate, Phase.shrink),
        ),
    )
