"""A month of one community through the house itself: 300 volunteers, 8 wishes a day, the clock moved hour by hour.

Every wish is told, offered, claimed or declined, done and rated by the use cases on a database of its own, and the
clocks tick as they do at home; only the people are made up. The same month with offers by chance, and with offers to
the nearest who knows the craft, stands beside it.
"""

import asyncio
import random
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter
from unittest.mock import patch

from sqlalchemy import select

from benchmarks.line import Figure, figure
from benchmarks.matching import BUILDINGS, REQUESTERS, SKILLS, VOLUNTEERS, YES, by_chance, greedy
from domain.matching import SKILL_FOR, Candidate, Need, OfferState, Scored, best, distance, scored
from domain.people import Account, Grant, Person, Role, Speaker
from domain.times import at_local, local
from domain.wishes import Wish, WishAlreadyClaimed, WishCategory, WishState
from storage.database import Database
from storage.matching import wish_offer
from storage.unit_of_work import SqlUnitOfWork
from storage.vault import Vault, fresh_vault
from storage.wishes import wish
from usecases import matching as offers
from usecases.matching import decline_offer
from usecases.wish_claims import claim_wish, fulfil_wish
from usecases.wish_clocks import look_after_wishes
from usecases.wish_ratings import rate_wish
from usecases.wishes import make_wish

BEGINS = datetime(2026, 3, 2, 0, 0, tzinfo=UTC)  # a Monday at eight in the morning
DAYS, A_DAY = 30, 8
WAKING = (8, 21)  # hours of the day in which anybody does anything
TAKES = timedelta(days=2)
Best = Callable[[Need, list[Candidate], datetime], list[Scored]]


@dataclass
class Town:
    """The database with its people, and what has been seen of their month."""

    database: Database
    vault: Vault
    chance: random.Random
    asking: list[Speaker] = field(default_factory=list)
    helping: dict[int, Speaker] = field(default_factory=dict)
    asked: int = 0
    answered: set[tuple[int, int, datetime]] = field(default_factory=set)
    done_by: list[tuple[int, Wish]] = field(default_factory=list)
    waited: list[float] = field(default_factory=list)


async def _found(town: Town) -> None:
    async with town.database.write() as connection:
        uow = SqlUnitOfWork(connection, town.vault)
        home = await uow.people.found_community("河口社区", BEGINS)
        await uow.people.set_approval(home.id, approves_wishes=False)
        home = await uow.people.community(home.id)
        for number in range(VOLUNTEERS + REQUESTERS):
            helps = number < VOLUNTEERS
            told = Person(0, home.id, f"街坊{number}", building=f"{town.chance.randint(1, BUILDINGS)}号楼")
            skills = tuple(town.chance.sample(SKILLS, town.chance.randint(0, 2))) if helps else ()
            person = await uow.people.add_person(replace(told, skills=skills), BEGINS)
            account, _, _ = await uow.people.speaker_of(1000 + number, BEGINS)
            await uow.people.bind_account(account.id, person.id)
            grants = (Grant(Role.VOLUNTEER if helps else Role.RESIDENT, home.id, from_at=BEGINS),)
            await uow.people.grant(person.id, grants[0])
            me = Account(account.id, 1000 + number, person.id)
            speaker = Speaker(me, 1000 + number, True, person, home, grants)
            if helps:
                town.helping[person.id] = speaker
            else:
                town.asking.append(speaker)


async def _hour(town: Town, now: datetime) -> None:
    """Let one hour happen: a wish or none, answers to offers, visits that are over, ratings, and the clocks."""
    hour = local(now).hour - WAKING[0]
    if 0 <= hour < A_DAY:
        async with town.database.write() as connection:
            who = town.chance.choice(town.asking)
            kind = town.chance.choice(list(WishCategory))
            told = f"心愿{now.timestamp():.0f}"
            await make_wish(SqlUnitOfWork(connection, town.vault), who, kind, told, "这两天都行", now)
    await _answer(town, now)
    await _finish(town, now)
    async with town.database.write() as connection:
        await look_after_wishes(SqlUnitOfWork(connection, town.vault), now)


async def _answer(town: Town, now: datetime) -> None:
    """Let whoever was asked up to an hour ago say yes or no, in the order of the offers."""
    async with town.database.read() as connection:
        waiting = select(wish_offer).where(
            wish_offer.c.state == OfferState.WAITING.value, wish_offer.c.offered_at < now
        )
        rows = (await connection.execute(waiting.order_by(wish_offer.c.id))).all()
    for row in rows:
        if (row.wish_id, row.person_id, row.offered_at) in town.answered:
            continue
        town.answered.add((row.wish_id, row.person_id, row.offered_at))
        town.asked += 1
        goes = town.chance.random() < YES
        async with town.database.write() as connection:
            uow = SqlUnitOfWork(connection, town.vault)
            there = await uow.wishes.get(row.wish_id)
            if there is None or there.state is not WishState.OPEN:
                continue
            if not goes:
                await decline_offer(uow, town.helping[row.person_id], row.wish_id, now)
                continue
            try:
                taken = await claim_wish(uow, town.helping[row.person_id], row.wish_id, now)
            except WishAlreadyClaimed:
                continue
            town.done_by.append((row.person_id, taken))
            town.waited.append((now - there.since_at) / timedelta(hours=1))


async def _finish(town: Town, now: datetime) -> None:
    async with town.database.read() as connection:
        over = select(wish.c.id, wish.c.claimer_id, wish.c.requester_id).where(
            wish.c.state == WishState.CLAIMED.value, wish.c.since_at <= now - TAKES
        )
        rows = (await connection.execute(over)).all()
    asking = {each.known().id: each for each in town.asking}
    for row in rows:
        async with town.database.write() as connection:
            uow = SqlUnitOfWork(connection, town.vault)
            await fulfil_wish(uow, town.helping[row.claimer_id], row.id, 45, now)
            await rate_wish(uow, asking[row.requester_id], row.id, town.chance.choice((4, 5, 5)), now)


async def month_of(folder: Path, choose: Best, seed: int, days: int) -> tuple[Town, float]:
    """Run the month with this way of choosing, and return what happened and the seconds of processor it took."""
    town = Town(Database(f"sqlite:///{folder}/{choose.__name__}.sqlite"), fresh_vault(), random.Random(seed))
    await _migrated(town.database)
    await _found(town)
    began = perf_counter()
    with patch.object(offers, "best", choose):  # the one thing that differs between the months
        for day in range(days):
            for hour in range(*WAKING):
                await _hour(town, at_local((local(BEGINS) + timedelta(days=day)).date(), time(hour)))
    await town.database.close()
    return town, perf_counter() - began


async def _migrated(database: Database) -> None:
    from storage.migrate import upgrade  # noqa: PLC0415 - alembic is slow to import and only this needs it

    await upgrade(database)


def _chooser(name: str, pick: Callable[[Need, list[Candidate], datetime, random.Random], list[int]], seed: int) -> Best:
    chance = random.Random(seed)

    def choose(need: Need, there: list[Candidate], now: datetime) -> list[Scored]:
        by_id = {each.person_id: each for each in there}
        return [scored(need, by_id[who], now) for who in pick(need, there, now, chance)]

    choose.__name__ = name
    return choose


def ours(need: Need, there: list[Candidate], now: datetime) -> list[Scored]:
    return best(need, there, now)


def gini(town: Town) -> float:
    """Return 0 where everybody did as much, towards 1 where one did all."""
    did = [who for who, _ in town.done_by]
    loads = sorted(did.count(who) for who in town.helping)
    weighted = sum(place * load for place, load in enumerate(loads, start=1))
    return 2 * weighted / (len(loads) * sum(loads)) - (len(loads) + 1) / len(loads)


def most(town: Town) -> float:
    did = [who for who, _ in town.done_by]
    return float(max(did.count(who) for who in set(did)))


def buildings_between(town: Town) -> float:
    apart = [distance(one.building, town.helping[who].known().building) or 0 for who, one in town.done_by]
    return sum(apart) / len(apart)


def continuity(town: Town) -> float:
    """Return how often somebody came who had been there before."""
    before: set[tuple[int, int]] = set()
    again = 0
    for who, one in town.done_by:
        again += (who, one.requester_id) in before
        before.add((who, one.requester_id))
    return again / len(town.done_by)


def right_craft(town: Town) -> float:
    needing = [(who, SKILL_FOR[one.category]) for who, one in town.done_by if one.category in SKILL_FOR]
    return sum(bool(crafts & set(town.helping[who].known().skills)) for who, crafts in needing) / len(needing)


MEASURES: tuple[tuple[str, str, Callable[[Town], float]], ...] = (
    ("claimed", "wishes", lambda town: float(len(town.done_by))),
    ("hours_to_claim_p50", "h", lambda town: float(median(town.waited))),
    ("load_gini", "0..1", gini),
    ("most_wishes_of_one_person", "wishes", most),
    ("mean_distance", "buildings", buildings_between),
    ("continuity", "share", continuity),
    ("right_craft", "share", right_craft),
    ("asked_per_wish", "people", lambda town: town.asked / len(town.done_by)),
)


async def _months(seed: int, days: int) -> dict[str, tuple[Town, float]]:
    with tempfile.TemporaryDirectory() as folder:
        ways = {
            "ours": ours,
            "random": _chooser("by_chance", by_chance, seed),
            "greedy": _chooser("greedy", greedy, seed),
        }
        return {name: await month_of(Path(folder), way, seed, days) for name, way in ways.items()}


def figures(seed: int = 5, days: int = DAYS) -> Iterator[Figure]:
    months = asyncio.run(_months(seed, days))
    mine, seconds = months["ours"]
    for name in ("random", "greedy"):
        other, its_seconds = months[name]
        for measure, unit, of in MEASURES:
            yield figure(f"wish_month.{measure}", of(mine), unit, name, of(other))
        yield figure("wish_month.took", seconds, "s", name, its_seconds)
