"""A demonstration community: people, groups, a wish, a shift tomorrow, points and what they buy.

Made through the same use cases as any other.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.duty import DutyKind, Place, Post
from domain.notices import Notice
from domain.people import Account, Community, Grant, Group, Person, Purpose, Role, ScopeKind, Speaker
from domain.registration import CONSENT_VERSION, volunteer_number
from domain.timebank_policy import RewardKind
from domain.timebank_rewards import NewReward
from domain.times import at_local, local
from domain.wishes import WishCategory
from storage.database import Database
from storage.unit_of_work import SqlUnitOfWork
from storage.vault import Vault
from usecases.duty import plan_shift
from usecases.timebank_catalogue import add_partner, add_reward, put_at_till
from usecases.timebank_office import Opening, bring_openings
from usecases.wishes import approve_wish, make_wish
from wording.menu import keyboard
from wording.people import welcome

COMMUNITY = "河口社区"
COMMUNITY_PHONE = "0546-0000000"


@dataclass(frozen=True, slots=True)
class Character:
    """Somebody of the demonstration; the id is the messenger's, the same on the phone page."""

    user_id: int
    name: str
    shown: str
    phone: str = ""
    building: str = ""
    room: str = ""
    roles: tuple[Role, ...] = ()
    skills: tuple[str, ...] = ()
    is_known: bool = True


CHARACTERS = (
    Character(1001, "李秀英", "居民 李秀英（还没报到）", is_known=False),
    Character(1002, "赵桂兰", "居民 赵桂兰", "13800000002", "5号楼", "1单元302", (Role.RESIDENT,)),
    Character(1003, "王建国", "志愿者 王建国", "13800000003", "3号楼", "2单元501", (Role.VOLUNTEER,), ("家电维修",)),
    Character(1004, "周大勇", "志愿者 周大勇", "13800000004", "6号楼", "1单元101", (Role.VOLUNTEER,), ("护学巡逻",)),
    Character(1005, "孙德福", "队长 孙德福", "13800000005", "3号楼", "1单元201", (Role.LEADER, Role.VOLUNTEER)),
    Character(1006, "刘敏", "社区 刘主任", "13800000006", roles=(Role.STAFF, Role.ADMIN)),
    Character(1007, "陈国栋", "志愿者组织 陈主席", "13800000007", roles=(Role.OFFICER,)),
    Character(1008, "高正", "调解员 老局长", "13800000008", "9号楼", "1单元401", (Role.MEDIATOR,)),
    Character(1009, "马桂芳", "商户 食堂马师傅", "13800000009", roles=(Role.MERCHANT,)),
)
TEAM_CHAT, STUDIO_CHAT = -1001, -1002
GROUPS = (
    (TEAM_CHAT, "志愿队群", Purpose.TEAM, (1006, 1003, 1004, 1005)),
    (STUDIO_CHAT, "调解工作室群", Purpose.STUDIO, (1006, 1008)),
)
CANTEEN = "社区食堂"
MEALS = (("午饭一份", "一荤两素，十一点半开饭", 20), ("早点一份", "豆浆和两个包子", 10))
# What two of them bring from the paper book: whose, points, minutes.
OLD_BOOK = ((1003, 48, 8 * 60), (1004, 36, 6 * 60))
SCHOOL = Place(37.8860, 118.5300, 300)


async def load(database: Database, vault: Vault, now: datetime) -> bool:
    """Make the community and say whether it is new; a second time changes nothing."""
    async with database.write() as connection:
        uow = SqlUnitOfWork(connection, vault)
        if any(each.name == COMMUNITY for each in await uow.people.communities()):
            return False
        home = await uow.people.found_community(COMMUNITY, now, phone=COMMUNITY_PHONE)
        speakers = {each.user_id: await _settle(uow, home, each, now) for each in CHARACTERS if each.is_known}
        for chat_id, title, purpose, _ in GROUPS:
            await uow.people.bind_group(Group(chat_id, home.id, purpose, title), now)
        await _something_to_see(uow, home, speakers, now)
        await _something_to_spend(uow, home, speakers, now)
    return True


async def greet(database: Database, vault: Vault, now: datetime) -> None:
    """Say hello again: a gateway that has just started remembers nothing of an earlier rehearsal."""
    async with database.write() as connection:
        uow = SqlUnitOfWork(connection, vault)
        for each in CHARACTERS:
            _, person, home = await uow.people.speaker_of(each.user_id, now)
            if person is not None and home is not None:
                await uow.outbox.push([_hello(each, person.id, home, now)])


def _hello(one: Character, person_id: int, home: Community, now: datetime) -> Notice:
    """Return the welcome with the six keys, once per start."""
    key = f"demo:{person_id}:hello:{now:%Y%m%d%H%M%S}"
    said = welcome(home.name, keyboard(frozenset(one.roles)), one.name)
    return Notice(key, said, now, to_person=person_id, urgent=True)


async def _settle(uow: SqlUnitOfWork, home: Community, one: Character, now: datetime) -> Speaker:
    account, _, _ = await uow.people.speaker_of(one.user_id, now)
    told = Person(0, home.id, one.name, one.phone, one.building, one.room, one.skills, consent_version=CONSENT_VERSION)
    person = await uow.people.add_person(told, now)
    if Role.VOLUNTEER in one.roles:
        person = Person(
            person.id,
            home.id,
            one.name,
            one.phone,
            one.building,
            one.room,
            one.skills,
            volunteer_number=volunteer_number(home.id, person.id),
            consent_version=CONSENT_VERSION,
        )
        await uow.people.save_person(person)
    await uow.people.bind_account(account.id, person.id)
    await uow.outbox.push([_hello(one, person.id, home, now)])
    grants = []
    for role in one.roles:
        wide = role is Role.ADMIN
        kind = ScopeKind.DISTRICT if wide else ScopeKind.COMMUNITY
        grant = Grant(role, None if wide else home.id, kind, from_at=now)
        await uow.people.grant(person.id, grant)
        grants.append(grant)
    return Speaker(Account(account.id, one.user_id, person.id), one.user_id, True, person, home, tuple(grants))


async def _something_to_see(uow: SqlUnitOfWork, home: Community, speakers: dict[int, Speaker], now: datetime) -> None:
    """One open wish in the group, and a shift tomorrow whose reminder is due this evening."""
    wish = await make_wish(
        uow, speakers[1002], WishCategory.PHONE_LESSON, "手机字太小，想学怎么调大一点", "这两天都行", now
    )
    await approve_wish(uow, speakers[1006], wish.id, now)
    tomorrow = local(now).date() + timedelta(days=1)
    starts_at = at_local(tomorrow, datetime.min.time().replace(hour=7))
    post = Post(0, home.id, DutyKind.SCHOOL_CROSSING, "实验小学东门", "校门口大槐树下", SCHOOL)
    people = [speaker.known().id for speaker in (speakers[1003], speakers[1004])]
    await plan_shift(uow, speakers[1005], post, starts_at, starts_at + timedelta(hours=1), people, now)


async def _something_to_spend(uow: SqlUnitOfWork, home: Community, speakers: dict[int, Speaker], now: datetime) -> None:
    """Two volunteers have points from the paper book, and the canteen takes them for meals."""
    staff, officer = speakers[1006], speakers[1007]
    await bring_openings(
        uow,
        community_id=home.id,
        openings=[Opening(speakers[who].known().id, points, minutes) for who, points, minutes in OLD_BOOK],
        key="demo:openings",
        proposer_id=staff.known().id,
        approver_id=officer.known().id,
        now=now,
    )
    canteen = await add_partner(uow, staff, CANTEEN, now)
    await put_at_till(uow, staff, speakers[1009].known().id, canteen.id, now)
    for title, what, points in MEALS:
        meal = NewReward(home.id, canteen.id, title, RewardKind.GOODS, points, stock=20, description=what)
        await add_reward(uow, staff, meal, now)
