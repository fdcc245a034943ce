"""Rewards, redemptions and tills within one transaction; whoever changes them holds the community's books."""

from dataclasses import asdict, replace
from datetime import datetime

from sqlalchemy import ColumnElement, delete, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import RowMapping
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.timebank_policy import RewardKind
from domain.timebank_rewards import NewReward, Redemption, RedemptionState, Reward, Till
from storage.timebank_catalogue_tables import redemption, reward, stop, till

COUNTED = (RedemptionState.HELD, RedemptionState.USED)  # against the limit per person
SOME = 200  # redemptions read or let lapse at a time


class CatalogueStore:
    """What points can be had for, over one open connection; the caller commits."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add_reward(self, terms: NewReward) -> Reward:
        query = insert(reward).values(**asdict(terms)).returning(reward.c.id)
        return Reward((await self._connection.execute(query)).scalar_one(), terms)

    async def rewards(self, community_id: int) -> list[Reward]:
        query = select(reward).where(reward.c.community_id == community_id, reward.c.is_withdrawn.is_(False))
        return [_reward(row) for row in (await self._connection.execute(query.order_by(reward.c.id))).mappings()]

    async def reward(self, community_id: int, reward_id: int) -> Reward | None:
        query = select(reward).where(reward.c.community_id == community_id, reward.c.id == reward_id)
        row = (await self._connection.execute(query)).mappings().first()
        return None if row is None else _reward(row)

    async def set_picture(self, community_id: int, reward_id: int, picture: str) -> None:
        """Keep the messenger's name of the picture; an earlier one is forgotten."""
        which = (reward.c.community_id == community_id, reward.c.id == reward_id)
        await self._connection.execute(update(reward).where(*which).values(picture=picture))

    async def withdraw_reward(self, community_id: int, reward_id: int) -> bool:
        which = (reward.c.community_id == community_id, reward.c.id == reward_id)
        query = update(reward).where(*which).values(is_withdrawn=True).returning(reward.c.id)
        return (await self._connection.execute(query)).first() is not None

    async def take_from_stock(self, reward_id: int) -> bool:
        """Take one; False when none is left or it was withdrawn. The row itself decides, whoever else is asking."""
        query = (
            update(reward)
            .where(reward.c.id == reward_id, reward.c.is_withdrawn.is_(False))
            .where(reward.c.stock.is_(None) | (reward.c.stock > 0))
            .values(stock=reward.c.stock - 1)
            .returning(reward.c.id)
        )
        return (await self._connection.execute(query)).first() is not None

    async def put_in_stock(self, reward_id: int, pieces: int) -> None:
        """Add pieces; what is never sold out stays so."""
        query = update(reward).where(reward.c.id == reward_id).values(stock=reward.c.stock + pieces)
        await self._connection.execute(query)

    async def add_redemption(self, fresh: Redemption) -> Redemption:
        facts = {name: value for name, value in asdict(fresh).items() if name not in {"id", "title"}}
        query = insert(redemption).values(**facts).returning(redemption.c.id)
        return replace(fresh, id=(await self._connection.execute(query)).scalar_one())

    async def settle_redemption(
        self, redemption_id: int, state: RedemptionState, now: datetime, actor_id: int | None
    ) -> bool:
        """Move a held redemption on; False when somebody else was faster."""
        query = (
            update(redemption)
            .where(redemption.c.id == redemption_id, redemption.c.state == RedemptionState.HELD)
            .values(state=state, settled_at=now, settled_by=actor_id)
            .returning(redemption.c.id)
        )
        return (await self._connection.execute(query)).first() is not None

    async def count_had(self, community_id: int, person_id: int, reward_id: int) -> int:
        query = select(func.count()).where(
            redemption.c.community_id == community_id,
            redemption.c.person_id == person_id,
            redemption.c.reward_id == reward_id,
            redemption.c.state.in_(COUNTED),
        )
        return int((await self._connection.execute(query)).scalar_one())

    async def is_code_open(self, community_id: int, code: str) -> bool:
        which = (redemption.c.community_id == community_id, redemption.c.code == code)
        query = select(redemption.c.id).where(*which, redemption.c.state == RedemptionState.HELD)
        return (await self._connection.execute(query)).first() is not None

    async def redemption(self, community_id: int, redemption_id: int) -> Redemption | None:
        found = await self._find(redemption.c.community_id == community_id, redemption.c.id == redemption_id)
        return found[0] if found else None

    async def redemption_of_key(self, community_id: int, key: str) -> Redemption | None:
        found = await self._find(redemption.c.community_id == community_id, redemption.c.key == key)
        return found[0] if found else None

    async def redemption_of_code(self, community_id: int, partner_id: int, code: str) -> Redemption | None:
        """Return the newest redemption with this code at this partner's, whatever became of it."""
        found = await self._find(
            redemption.c.community_id == community_id,
            redemption.c.partner_id == partner_id,
            redemption.c.code == code,
        )
        return found[0] if found else None

    async def redemptions_of(self, community_id: int, person_id: int) -> list[Redemption]:
        return await self._find(redemption.c.community_id == community_id, redemption.c.person_id == person_id)

    async def lapsing(self, community_id: int, now: datetime) -> list[Redemption]:
        held = redemption.c.state == RedemptionState.HELD
        return await self._find(redemption.c.community_id == community_id, held, redemption.c.expires_at <= now)

    async def used_at(
        self, community_id: int, partner_id: int, from_at: datetime, until_at: datetime
    ) -> list[Redemption]:
        """Return what the partner handed out from `from_at` up to, not including, `until_at`; all of it."""
        return await self._find(
            redemption.c.community_id == community_id,
            redemption.c.partner_id == partner_id,
            redemption.c.state == RedemptionState.USED,
            redemption.c.settled_at >= from_at,
            redemption.c.settled_at < until_at,
            limit=None,
        )

    async def _find(self, *which: ColumnElement[bool], limit: int | None = SOME) -> list[Redemption]:
        query = select(redemption, reward.c.title).join(reward, reward.c.id == redemption.c.reward_id).where(*which)
        newest = query.order_by(redemption.c.id.desc()).limit(limit)
        return [_redemption(row) for row in (await self._connection.execute(newest)).mappings()]

    async def till(self, community_id: int, actor_id: int) -> Till:
        query = select(till).where(till.c.community_id == community_id, till.c.actor_id == actor_id)
        row = (await self._connection.execute(query)).mappings().first()
        return Till() if row is None else Till(row["wrong_tries"], row["last_wrong_at"], row["rests_until_at"])

    async def save_till(self, community_id: int, actor_id: int, state: Till) -> None:
        upsert = sqlite.insert if self._connection.dialect.name == "sqlite" else postgresql.insert
        facts = asdict(state)
        fresh = upsert(till).values(community_id=community_id, actor_id=actor_id, **facts)
        await self._connection.execute(
            fresh.on_conflict_do_update(index_elements=[till.c.community_id, till.c.actor_id], set_=facts)
        )

    async def is_stopped(self, community_id: int) -> bool:
        query = select(stop.c.since_at).where(stop.c.community_id == community_id)
        return (await self._connection.execute(query)).first() is not None

    async def stop(self, community_id: int, reason: str, now: datetime) -> None:
        await self.resume(community_id)
        await self._connection.execute(insert(stop).values(community_id=community_id, since_at=now, reason=reason))

    async def resume(self, community_id: int) -> None:
        await self._connection.execute(delete(stop).where(stop.c.community_id == community_id))


def _reward(row: RowMapping) -> Reward:
    names = set(NewReward.__dataclass_fields__) - {"kind"}
    terms = NewReward(kind=RewardKind(row["kind"]), **{name: row[name] for name in names})
    return Reward(row["id"], terms, row["is_withdrawn"])


def _redemption(row: RowMapping) -> Redemption:
    names = set(Redemption.__dataclass_fields__) - {"state"}
    return Redemption(state=RedemptionState(row["state"]), **{name: row[name] for name in names})
