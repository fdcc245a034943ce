"""What a person does with points of their own: look, ask where from, redeem, take back, give, be on the list."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.answers import phone_of
from domain.notices import Notice
from domain.people import Person, Speaker
from domain.refusals import NotFound, Refusal
from domain.timebank import Balance, Entry, Expiring, TransferNotFound
from domain.timebank_desk import STAR_LIST, Offer
from domain.timebank_notices import GiftReceived
from domain.timebank_policy import GiftTo
from domain.timebank_rewards import Redemption, RewardWithdrawn, check_offer
from domain.times import local
from usecases.ports import UnitOfWork
from usecases.timebank import MOST_ENTRIES, balance, entries
from usecases.timebank_gifts import donate, give, policy_now
from usecases.timebank_papers import EXPIRING_DAYS
from usecases.timebank_redemption import cancel, reserve

PAGE = 6  # lines that fit a phone, each with its button
PEOPLE_AT_ONCE = 500  # opened at a time while looking for a name
# The gap between the newest line and the one asked about; what is older is found by paging.
LOOKED_BACK = MOST_ENTRIES


@dataclass(frozen=True, slots=True)
class Overview:
    balance: Balance
    entries: list[Entry]
    expiring: list[Expiring]
    has_older: bool


async def overview(uow: UnitOfWork, speaker: Speaker, now: datetime) -> Overview:
    """Return what there is, the newest lines and what lapses within 90 days."""
    me = speaker.known()
    listed, has_older = await page(uow, speaker)
    until = local(now).date() + timedelta(days=EXPIRING_DAYS)
    return Overview(
        await balance(uow, me.community_id, me.id),
        listed,
        await uow.timebank.expiring(me.community_id, me.id, until),
        has_older,
    )


async def page(uow: UnitOfWork, speaker: Speaker, before: int | None = None) -> tuple[list[Entry], bool]:
    """Return the next lines, newest first, and whether there are older ones."""
    me = speaker.known()
    found = await entries(uow, me.community_id, me.id, PAGE + 1, before)
    return found[:PAGE], len(found) > PAGE


async def find_entry(uow: UnitOfWork, speaker: Speaker, points: int) -> Entry:
    """Return the newest line of so many points, up or down: 这 5 分哪来的. Refuses with `TransferNotFound`."""
    me = speaker.known()
    for one in await entries(uow, me.community_id, me.id, LOOKED_BACK):
        if abs(one.points) == points:
            return one
    raise TransferNotFound(points)


async def shelf(uow: UnitOfWork, speaker: Speaker, now: datetime) -> list[Offer]:
    """Return what is offered today, the cheapest first, each with what stands in the way of having it."""
    me, books = speaker.known(), uow.timebank
    today = local(now).date()
    held = await books.balance(me.community_id, me.id)
    policy = await policy_now(uow, me.community_id, now)
    names = {one.id: one.name for one in await books.desk.partners(me.community_id)}
    offers = []
    for reward in await books.catalogue.rewards(me.community_id):
        if not reward.offered(today) or reward.terms.kind not in policy.rewards:
            continue
        had = await books.catalogue.count_had(me.community_id, me.id, reward.id)
        hindrance: Refusal | None = None
        try:
            check_offer(reward, policy, held, had, today)
        except Refusal as refusal:
            hindrance = refusal
        offers.append(Offer(reward, names.get(reward.terms.partner_id, ""), hindrance))
    return sorted(offers, key=lambda one: (one.reward.terms.points, one.reward.id))


async def offered(uow: UnitOfWork, speaker: Speaker, reward_id: int, now: datetime) -> Offer:
    """Return one thing of the shelf; refuses with `RewardWithdrawn` what is not on it today."""
    for one in await shelf(uow, speaker, now):
        if one.reward.id == reward_id:
            return one
    raise RewardWithdrawn


async def redeem(
    uow: UnitOfWork, speaker: Speaker, reward_id: int, key: str, now: datetime
) -> tuple[Redemption, str, Balance]:
    """Hold the points and return the redemption, whose counter it is for, and what is left."""
    me = speaker.known()
    held = await reserve(
        uow, community_id=me.community_id, person_id=me.id, reward_id=reward_id, key=key, now=now, actor_id=me.id
    )
    return held, await partner_name(uow, me.community_id, held.partner_id), await balance(uow, me.community_id, me.id)


async def partner_name(uow: UnitOfWork, community_id: int, partner_id: int) -> str:
    found = await uow.timebank.desk.partner(community_id, partner_id)
    return found.name if found else ""


async def my_redemptions(uow: UnitOfWork, speaker: Speaker) -> tuple[list[Redemption], dict[int, str]]:
    """Return the newest first, and the names of their partners."""
    me = speaker.known()
    found = await uow.timebank.catalogue.redemptions_of(me.community_id, me.id)
    return found, {one.id: one.name for one in await uow.timebank.desk.partners(me.community_id)}


async def take_back(uow: UnitOfWork, speaker: Speaker, redemption_id: int, now: datetime) -> tuple[Redemption, Balance]:
    me = speaker.known()
    back = await cancel(
        uow, community_id=me.community_id, person_id=me.id, redemption_id=redemption_id, actor_id=me.id, now=now
    )
    return back, await balance(uow, me.community_id, me.id)


async def find_people(uow: UnitOfWork, speaker: Speaker, told: str) -> list[Person]:
    """Return those of the speaker's community whose phone or whose whole name this is. Namesakes are all returned."""
    me = speaker.known()
    phone = phone_of(told)
    if phone:
        found = await uow.people.by_phone(me.community_id, phone)
        return [found] if found else []
    there = await uow.people.residents(me.community_id)
    alike: list[Person] = []
    for start in range(0, len(there), PEOPLE_AT_ONCE):
        some = await uow.people.persons(there[start : start + PEOPLE_AT_ONCE])
        alike += [person for person in some.values() if person.name == told.strip()]
    return sorted(alike, key=lambda person: person.id)


def is_household(one: Person, other: Person) -> bool:
    """Say whether two live at the same door: what the house can know of a family without asking for papers."""
    return bool(one.building and one.room) and (one.building, one.room) == (other.building, other.room)


@dataclass(frozen=True, slots=True)
class Giving:
    """What the policy says about gifts this month; `left` of None has no cap."""

    to: GiftTo
    left: int | None
    available: int


async def giving(uow: UnitOfWork, speaker: Speaker, now: datetime) -> Giving:
    me = speaker.known()
    policy = await policy_now(uow, me.community_id, now)
    held = await balance(uow, me.community_id, me.id)
    if policy.gift_monthly_points is None:
        return Giving(policy.gift_to, None, held.available)
    first = local(now).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    given = await uow.timebank.office.given(me.community_id, me.id, first)
    return Giving(policy.gift_to, max(0, policy.gift_monthly_points - given), held.available)


async def give_points(
    uow: UnitOfWork, speaker: Speaker, receiver_id: int, points: int, key: str, now: datetime
) -> tuple[Person, Balance]:
    """Give, once per key, and tell the receiver. Refusals as `timebank_gifts.give`; strangers are `NotFound`."""
    me = speaker.known()
    receiver = await uow.people.person(receiver_id)
    if receiver is None or receiver.community_id != me.community_id:
        raise NotFound
    posted = await give(
        uow,
        community_id=me.community_id,
        giver_id=me.id,
        receiver_id=receiver.id,
        points=points,
        key=key,
        now=now,
        is_family=is_household(me, receiver),
    )
    fact = GiftReceived(me.name, points, posted.lines[1].balance)
    await uow.outbox.push([Notice(f"points:{key}:received", fact, now, to_person=receiver.id)])
    return receiver, await balance(uow, me.community_id, me.id)


async def donate_points(uow: UnitOfWork, speaker: Speaker, points: int, key: str, now: datetime) -> Balance:
    me = speaker.known()
    await donate(uow, community_id=me.community_id, person_id=me.id, points=points, key=key, now=now)
    return await balance(uow, me.community_id, me.id)


async def star_list(uow: UnitOfWork, speaker: Speaker) -> tuple[list[tuple[str, int]], bool]:
    """Return (name, minutes) of those who served most and do not mind, and whether the speaker is left out."""
    me = speaker.known()
    hidden = await uow.timebank.desk.opted_out(me.community_id)
    most = await uow.timebank.office.most_served(me.community_id, STAR_LIST + len(hidden))
    shown = [(who, minutes) for who, minutes in most if who not in hidden][:STAR_LIST]
    persons = await uow.people.persons([who for who, _ in shown])
    return [(persons[who].name, minutes) for who, minutes in shown if who in persons], me.id in hidden


async def want_monthly(uow: UnitOfWork, speaker: Speaker, *, is_wanted: bool) -> None:
    """Send the speaker last month's picture on the first of each month, or no longer."""
    me = speaker.known()
    await uow.timebank.desk.send_monthly(me.community_id, me.id, is_wanted=is_wanted)


async def show_on_list(uow: UnitOfWork, speaker: Speaker, *, hidden: bool) -> None:
    me = speaker.known()
    await uow.timebank.desk.opt_out(me.community_id, me.id, hidden=hidden)
