"""The catalogue and whose till is whose, as the office keeps them."""

from dataclasses import replace
from datetime import datetime

from domain.people import Role, Speaker
from domain.permissions import Action
from domain.refusals import NotAllowed, NotFound
from domain.timebank_desk import LONGEST_PARTNER, Partner
from domain.timebank_rewards import NewReward, Reward, RewardOutOfRange
from usecases.ports import UnitOfWork
from usecases.timebank_desk import home_of, there


async def add_partner(uow: UnitOfWork, speaker: Speaker, name: str, now: datetime) -> Partner:
    """Write a partner down. Refuses with `PartnerNameTaken`."""
    home = home_of(speaker, Action.KEEP_CATALOGUE, now)
    if not 0 < len(name.strip()) <= LONGEST_PARTNER:
        raise RewardOutOfRange("title", name)
    return await uow.timebank.desk.add_partner(home, name.strip())


async def put_at_till(uow: UnitOfWork, speaker: Speaker, person_id: int, partner_id: int, now: datetime) -> Partner:
    """Let somebody who holds the merchant's role enter codes for this partner."""
    home = home_of(speaker, Action.KEEP_CATALOGUE, now)
    if person_id not in await uow.people.holders(home, (Role.MERCHANT,), now):
        raise NotAllowed(Action.TAKE_CODE)
    if await uow.timebank.desk.partner(home, partner_id) is None:
        raise NotFound
    await uow.timebank.desk.put_at_till(home, person_id, partner_id)
    return there(await uow.timebank.desk.partner(home, partner_id))


async def add_reward(uow: UnitOfWork, speaker: Speaker, terms: NewReward, now: datetime) -> Reward:
    """Put something into the catalogue of the speaker's own community, at a partner that it knows."""
    home = home_of(speaker, Action.KEEP_CATALOGUE, now)
    if await uow.timebank.desk.partner(home, terms.partner_id) is None:
        raise NotFound
    return await uow.timebank.catalogue.add_reward(replace(terms, community_id=home))


async def stock_up(uow: UnitOfWork, speaker: Speaker, reward_id: int, pieces: int, now: datetime) -> Reward:
    home = home_of(speaker, Action.KEEP_CATALOGUE, now)
    await uow.timebank.lock(home)
    reward = await _reward(uow, home, reward_id)
    replace(reward.terms, stock=(reward.terms.stock or 0) + pieces)  # refuses what no shelf holds
    await uow.timebank.catalogue.put_in_stock(reward_id, pieces)
    return await _reward(uow, home, reward_id)


async def withdraw_reward(uow: UnitOfWork, speaker: Speaker, reward_id: int, now: datetime) -> Reward:
    """Offer it no longer; whoever has a code already still gets it."""
    home = home_of(speaker, Action.KEEP_CATALOGUE, now)
    await uow.timebank.lock(home)
    reward = await _reward(uow, home, reward_id)
    await uow.timebank.catalogue.withdraw_reward(home, reward_id)
    return reward


async def _reward(uow: UnitOfWork, home: int, reward_id: int) -> Reward:
    found = await uow.timebank.catalogue.reward(home, reward_id)
    if found is None:
        raise NotFound
    return found


async def set_picture(uow: UnitOfWork, speaker: Speaker, reward_id: int, picture: str, now: datetime) -> Reward:
    """Show this picture, named as the messenger names it, to whoever opens the reward."""
    home = home_of(speaker, Action.KEEP_CATALOGUE, now)
    await _reward(uow, home, reward_id)
    await uow.timebank.catalogue.set_picture(home, reward_id, picture)
    return await _reward(uow, home, reward_id)
