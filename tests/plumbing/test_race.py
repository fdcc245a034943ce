"""Two people tap in the same millisecond: one wins, and it is the database that says so."""

import asyncio
from datetime import timedelta
from itertools import count

import pytest
from sqlalchemy import func, select, update

from bot.clocks import MovableClock
from domain.people import Role, Speaker
from domain.wishes import WishCategory
from handlers.routers import root
from storage.outbox import outbox
from storage.places import community
from storage.unit_of_work import SqlUnitOfWork
from storage.wishes import wish
from tests.plumbing.conftest import NOW, House
from tests.plumbing.test_one_transaction import make_handling
from tests.plumbing.updates import tapped
from usecases.wishes import make_wish
from wording.wish_taps import ClaimWish

ROUNDS = 5
ZHAO, WANG, ZHANG = 2001, 2002, 2003


async def _speaker(uow: SqlUnitOfWork, house: House, user: int) -> Speaker:
    account, person, home = await uow.people.speaker_of(user, house.now)
    assert person is not None
    return Speaker(account, user, True, person, home, await uow.people.grants(person.id))


@pytest.fixture
async def open_wishes(house: House) -> list[int]:
    """Wishes that two volunteers can see."""
    home = await house.community()
    await house.person(home, "赵桂兰", ZHAO, Role.RESIDENT)
    for name, user in (("王建国", WANG), ("张强", ZHANG)):
        await house.person(home, name, user, Role.VOLUNTEER)
    async with house.database.write() as connection:
        await connection.execute(update(community).values(approves_wishes=False))
        uow = SqlUnitOfWork(connection, house.vault)
        zhao = await _speaker(uow, house, ZHAO)
        made = [
            await make_wish(uow, zhao, WishCategory.REPAIR, f"换灯泡{number}", "这两天都行", house.now)
            for number in range(ROUNDS)
        ]
    return [each.id for each in made]


async def test_of_two_claims_at_the_same_moment_one_wins(house: House, open_wishes: list[int]) -> None:
    # Every look at the clock shows another second, so that no two claims share the key of their notices.
    seconds = count()
    house.clock = MovableClock(lambda: NOW + timedelta(seconds=next(seconds)))
    handling = make_handling(house, root())
    for number, wish_id in enumerate(open_wishes):
        press = ClaimWish(wish_id).pack()
        async with house.database.write() as connection:
            presses = [tapped(10 * number + at, user, press) for at, user in enumerate((WANG, ZHANG), 1)]
            await house.inbox.keep(connection, presses, house.now)
        await asyncio.gather(handling.one(), handling.one())
    async with house.database.read() as connection:
        claimed = (await connection.execute(select(wish.c.state))).scalars().all()
        details = select(func.count()).select_from(outbox).where(outbox.c.kind == "WishDetails")
        told = (await connection.execute(details)).scalar_one()
    assert set(claimed) == {"claimed"}
    assert told == ROUNDS
