"""校历: keep the published years, let staff write over single days, and say when school is on."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime

from domain.calendars import EVERYWHERE, FULL_YEAR, Calendar, DayKind, Term, new_term
from domain.people import Speaker
from domain.permissions import Action, require
from domain.times import local
from usecases.ports import UnitOfWork

Published = Callable[[int], Mapping[date, DayKind]]


async def keep_published(uow: UnitOfWork, published: Published, now: datetime) -> list[int]:
    """Copy this year and the next once they are published, and return the years that are still unknown."""
    this_year = local(now).year
    unknown = []
    for year in (this_year, this_year + 1):
        if await uow.calendars.published_days(year) >= FULL_YEAR:
            continue
        days = published(year)
        if days:
            await uow.calendars.publish(days)
        else:
            unknown.append(year)
    return unknown


async def keep_feasts(uow: UnitOfWork, feasts: Callable[[int], Mapping[date, Iterable[str]]], now: datetime) -> None:
    """Copy the named days of this year and the next, once."""
    for year in (local(now).year, local(now).year + 1):
        if not await uow.calendars.feasts(date(year, 1, 1), date(year, 12, 31)):
            await uow.calendars.keep_feasts(feasts(year))


async def calendar(uow: UnitOfWork, community_id: int, from_on: date, to_on: date) -> Calendar:
    return await uow.calendars.calendar(community_id, from_on, to_on)


async def add_term(
    uow: UnitOfWork, speaker: Speaker, first_on: date, last_on: date, now: datetime, post_id: int = EVERYWHERE
) -> Term:
    """Say when a term begins and ends, for one school or for all."""
    home = speaker.known().community_id
    require(speaker.grants, Action.ASSIGN_SHIFT, home, now)
    term = new_term(post_id, first_on, last_on)
    await uow.calendars.add_term(home, term)
    return term


async def set_day(
    uow: UnitOfWork, speaker: Speaker, on: date, kind: DayKind, now: datetime, post_id: int = EVERYWHERE
) -> None:
    """Write over a single day (考试, 停课, 补课); this wins over terms and over the published calendar."""
    home = speaker.known().community_id
    require(speaker.grants, Action.ASSIGN_SHIFT, home, now)
    await uow.calendars.set_day(home, post_id, on, kind)
