"""A demonstration community: people, groups, one open wish, a shift tomorrow. Made through the same use cases."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.duty import DutyKind, Place, Post
from domain.notices import Notice
from domain.people import Account, Community, Grant, Group, Person, Purpose, Role, ScopeKind, Speaker
from domain.registration import CONSENT_VERSION, volunteer_number
from domain.times import at_local, local
from domain.wishes import WishCategory
from storage.database import Database
from storage.unit_of_work import SqlUnitOfWork
from storage.vault import Vault
from usecases.duty import plan_shift
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
)
TEAM_CHAT, STUDIO_CHAT = -1001, -1002
GROUPS = (
    (TEAM_CHAT, "志愿队群", Purpose.TEAM, (1006, 1003, 1004, 1005)),
    (STUDIO_CHAT, "调解工作室群", Purpose.STUDIO, (1006, 1008)),
)
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
