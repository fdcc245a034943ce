"""Personal offers: three at a time with a time to answer, and shared out when wishes outnumber free people."""

from collections import Counter
from datetime import timedelta

from sqlalchemy import select

from domain.matching import ANSWER_WITHIN, ASKED_AT_ONCE, OfferState
from domain.people import Role
from domain.wishes import WishCategory
from storage.database import Database
from storage.matching import wish_offer
from storage.unit_of_work import SqlUnitOfWork
from storage.vault import fresh_vault
from tests.wishes.makers import NOW
from tests.wishes.test_race import somebody
from usecases.matching import decline_offer, offer_next
from usecases.wishes import make_wish


async def _asked(uow: SqlUnitOfWork, state: OfferState = OfferState.WAITING) -> list[tuple[int, int]]:
    waiting = select(wish_offer.c.wish_id, wish_offer.c.person_id).where(wish_offer.c.state == state.value)
    return [(row[0], row[1]) for row in await uow.connection.execute(waiting.order_by(wish_offer.c.id))]


async def test_the_next_three_are_asked_when_nobody_has_answered_in_time(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    async with database.write() as connection:
        uow = SqlUnitOfWork(connection, fresh_vault())
        home = (await uow.people.found_community("河口社区", NOW)).id
        await uow.people.set_approval(home, approves_wishes=False)
        zhao = await somebody(uow, home, 1000, Role.RESIDENT)
        many = {each: await somebody(uow, home, 2000 + each, Role.VOLUNTEER) for each in range(7)}
        wish = await make_wish(uow, zhao, WishCategory.REPAIR, "灯不亮了", "都行", NOW)
        first = await _asked(uow)
        assert len(first) == ASKED_AT_ONCE
        assert await offer_next(uow, NOW + ANSWER_WITHIN - timedelta(minutes=1)) == 0
        # Quiet hours do not count: the clock of an answer begins when it can be seen.
        assert await offer_next(uow, NOW + ANSWER_WITHIN + timedelta(hours=2)) == ASKED_AT_ONCE
        second = await _asked(uow)
        assert not set(first) & set(second)
        assert await _asked(uow, OfferState.LAPSED) == first
        asked = {one.known().id: one for one in many.values()}
        for _, who in second:
            await decline_offer(uow, asked[who], wish.id, NOW + timedelta(hours=6))
        assert len(await _asked(uow)) == 1, "the seventh is left, and was asked as soon as the three had said no"
    await database.close()


async def test_when_wishes_outnumber_free_people_each_is_asked_about_one(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    async with database.write() as connection:
        uow = SqlUnitOfWork(connection, fresh_vault())
        home = (await uow.people.found_community("河口社区", NOW)).id
        await uow.people.set_approval(home, approves_wishes=False)
        asking = [await somebody(uow, home, 1000 + each, Role.RESIDENT) for each in range(4)]
        for each in asking:
            await make_wish(uow, each, WishCategory.REPAIR, "灯不亮了", "都行", NOW)
        for number in range(2):
            await somebody(uow, home, 2000 + number, Role.VOLUNTEER)
        assert await offer_next(uow, NOW + timedelta(minutes=5)) == 2
        asked = await _asked(uow)
        assert Counter(who for _, who in asked).most_common(1)[0][1] == 1
        assert len({wish for wish, _ in asked}) == 2
    await database.close()
