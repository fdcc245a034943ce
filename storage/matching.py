"""Personal offers of wishes, and what the matching wants to know about volunteers."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Column,
    ForeignKey,
    Index,
    Select,
    String,
    Table,
    UniqueConstraint,
    and_,
    delete,
    func,
    or_,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.matching import Candidate, OfferState
from domain.people import Person, Role
from domain.wishes import WishState
from storage.metadata import Instant, RowId, insert_into, metadata
from storage.people import account
from storage.roles import role_grant
from storage.wishes import UNDER_WAY, wish

wish_offer = Table(
    "wish_offer",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("wish_id", ForeignKey("wish.id"), nullable=False),
    Column("person_id", ForeignKey("person.id"), nullable=False, index=True),
    Column("offered_at", Instant, nullable=False),
    Column("until_at", Instant, nullable=False),
    Column("state", String(10), nullable=False),
    UniqueConstraint("wish_id", "person_id"),
    Index("ix_wish_offer_until", "state", "until_at"),
)


class OfferStore:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def offer(self, wish_id: int, people: Iterable[int], now: datetime, until_at: datetime) -> None:
        """Write the offers down; somebody who was asked before about this wish is asked anew."""
        for person_id in people:
            values = {"offered_at": now, "until_at": until_at, "state": OfferState.WAITING.value}
            statement = insert_into(self._connection, wish_offer).values(wish_id=wish_id, person_id=person_id, **values)
            unique = ["wish_id", "person_id"]
            await self._connection.execute(statement.on_conflict_do_update(index_elements=unique, set_=values))

    async def answer(self, wish_id: int, person_id: int, state: OfferState) -> bool:
        """Write the answer down, and say whether an offer was waiting for it."""
        statement = update(wish_offer).where(
            wish_offer.c.wish_id == wish_id,
            wish_offer.c.person_id == person_id,
            wish_offer.c.state == OfferState.WAITING.value,
        )
        return (await self._connection.execute(statement.values(state=state.value))).rowcount == 1

    async def waiting_for(self, wish_id: int) -> list[int]:
        statement = select(wish_offer.c.person_id).where(
            wish_offer.c.wish_id == wish_id, wish_offer.c.state == OfferState.WAITING.value
        )
        return list((await self._connection.execute(statement)).scalars())

    async def close(self, wish_id: int) -> list[tuple[int, datetime]]:
        """End all offers that wait, and return whose they were and when they were made."""
        waiting = and_(wish_offer.c.wish_id == wish_id, wish_offer.c.state == OfferState.WAITING.value)
        there = await self._connection.execute(select(wish_offer.c.person_id, wish_offer.c.offered_at).where(waiting))
        people = [(row.person_id, row.offered_at) for row in there]
        await self._connection.execute(update(wish_offer).where(waiting).values(state=OfferState.LAPSED.value))
        return people

    async def forget(self, wish_id: int) -> None:
        """Let a wish that is open anew be offered to everybody again, but to those who said no."""
        statement = delete(wish_offer).where(
            wish_offer.c.wish_id == wish_id, wish_offer.c.state != OfferState.DECLINED.value
        )
        await self._connection.execute(statement)

    async def asked(self, wish_id: int) -> frozenset[int]:
        statement = select(wish_offer.c.person_id).where(wish_offer.c.wish_id == wish_id)
        return frozenset((await self._connection.execute(statement)).scalars())

    async def lapse(self, now: datetime) -> None:
        ran_out = and_(wish_offer.c.state == OfferState.WAITING.value, wish_offer.c.until_at <= now)
        await self._connection.execute(update(wish_offer).where(ran_out).values(state=OfferState.LAPSED.value))

    async def unoffered(self, now: datetime, limit: int) -> list[int]:
        """Return the wishes that look for somebody and wait for nobody's answer, the longest waiting first."""
        waiting = select(wish_offer.c.id).where(
            wish_offer.c.wish_id == wish.c.id,
            wish_offer.c.state == OfferState.WAITING.value,
            wish_offer.c.until_at > now,
        )
        looking = or_(wish.c.state == WishState.OPEN.value, and_(wish.c.state.in_(UNDER_WAY), wish.c.is_seeking))
        statement = select(wish.c.id).where(looking, ~waiting.exists()).order_by(wish.c.since_at, wish.c.id)
        return list((await self._connection.execute(statement.limit(limit))).scalars())

    async def volunteers(self, community_id: int, now: datetime) -> list[int]:
        """Return the volunteers who can be written to just now."""
        statement = (
            select(role_grant.c.person_id)
            .join(account, account.c.person_id == role_grant.c.person_id)
            .where(
                role_grant.c.community_id == community_id,
                role_grant.c.role == Role.VOLUNTEER.value,
                or_(role_grant.c.from_at.is_(None), role_grant.c.from_at <= now),
                or_(role_grant.c.until_at.is_(None), role_grant.c.until_at > now),
                account.c.is_reachable,
            )
            .distinct()
            .order_by(role_grant.c.person_id)
        )
        return list((await self._connection.execute(statement)).scalars())

    async def candidates(self, requester_id: int, persons: Iterable[Person]) -> list[Candidate]:
        """Return the persons with their load, ratings and what they did for this requester."""
        there = list(persons)
        ids = [each.id for each in there]
        in_hand = await self._grouped(select(wish.c.claimer_id, func.count()).where(wish.c.state.in_(UNDER_WAY)), ids)
        rating = await self._grouped(select(wish.c.claimer_id, func.avg(wish.c.rating)).where(wish.c.rating > 0), ids)
        done_for = select(wish.c.claimer_id, func.count()).where(
            wish.c.requester_id == requester_id, wish.c.state == WishState.CLOSED.value
        )
        helped = await self._grouped(done_for, ids)
        latest = (
            select(wish_offer.c.person_id, func.max(wish_offer.c.offered_at))
            .where(wish_offer.c.person_id.in_(ids))
            .group_by(wish_offer.c.person_id)
        )
        asked = {row[0]: row[1] for row in await self._connection.execute(latest)}
        return [
            Candidate(
                each.id,
                each.building,
                each.skills,
                each.free,
                each.category,
                int(in_hand.get(each.id, 0)),
                float(rating.get(each.id, 0)),
                each.id in helped,
                asked.get(each.id),
            )
            for each in there
        ]

    async def _grouped(self, statement: Select[Any], ids: list[int]) -> dict[int, float]:
        counted = statement.where(wish.c.claimer_id.in_(ids)).group_by(wish.c.claimer_id)
        return {row[0]: row[1] for row in await self._connection.execute(counted)}
