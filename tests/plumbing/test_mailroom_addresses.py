"""To whom a letter goes: accounts, blocked chats, groups that move."""

from domain.notices import Lane
from domain.people import Group, Purpose, Role
from storage.unit_of_work import SqlUnitOfWork
from tests.plumbing.conftest import NOW, House, keys, note
from usecases.mail import Moved, Unreachable


async def test_somebody_without_a_phone_is_not_written_to(house: House) -> None:
    offline = await house.person(await house.community(), "赵奶奶", None)
    await house.push(note("letter", to_chat=None, to_person=offline.id))
    assert await house.fence() == []
    assert (await house.row("letter")).state == "unreachable"


async def test_a_person_is_found_at_their_own_account(house: House) -> None:
    home = await house.community()
    zhao = await house.person(home, "赵桂兰", 2001)
    await house.push(note("letter", to_chat=None, to_person=zhao.id))
    (letter,) = await house.fence()
    assert letter.chat_id == 2001


async def test_whoever_blocked_the_bot_comes_on_the_staffs_call_list(house: House) -> None:
    home = await house.community()
    zhao = await house.person(home, "赵桂兰", 2001)
    staff = await house.person(home, "周敏", 2002, Role.STAFF)
    await house.push(note("letter", to_chat=None, to_person=zhao.id))
    (letter,) = await house.fence()
    await house.settle((letter, Unreachable("bot was blocked by the user")))
    (told,) = await house.fence()
    assert (told.to_person, type(told.fact).__name__) == (staff.id, "UnreachablePerson")


async def test_a_reply_that_meets_a_blocked_chat_puts_its_person_on_the_call_list(house: House) -> None:
    home = await house.community()
    await house.person(home, "赵桂兰", 2001)
    staff = await house.person(home, "周敏", 2002, Role.STAFF)
    await house.push(note("reply", 2001))
    (letter,) = await house.fence()
    await house.settle((letter, Unreachable("bot was blocked by the user")))
    (told,) = await house.fence()
    assert told.to_person == staff.id


async def test_staff_hears_once_a_day_of_somebody_who_cannot_be_reached(house: House) -> None:
    home = await house.community()
    zhao = await house.person(home, "赵桂兰", 2001)
    await house.person(home, "周敏", 2002, Role.STAFF)
    await house.push(*(note(f"letter{n}", 2001, to_person=zhao.id) for n in range(2)))
    for _ in range(2):
        letters = [each for each in await house.fence() if each.chat_id == 2001]
        await house.settle(*((letter, Unreachable("blocked")) for letter in letters))
        house.advance(seconds=1)
    told = [key for key in await house.states() if key.startswith("unreachable:")]
    assert len(told) == 1


async def test_an_account_that_blocked_the_bot_is_not_tried_again_until_it_speaks(house: House) -> None:
    zhao = await house.person(await house.community(), "赵桂兰", 2001)
    await house.push(note("first", to_chat=None, to_person=zhao.id))
    (letter,) = await house.fence()
    await house.settle((letter, Unreachable("blocked")))
    await house.push(note("second", to_chat=None, to_person=zhao.id))
    assert await house.fence() == []
    async with house.database.write() as connection:
        await SqlUnitOfWork(connection, house.vault).people.speaker_of(2001, house.now)
    await house.push(note("third", to_chat=None, to_person=zhao.id))
    assert keys(await house.fence()) == ["third"]


async def test_a_group_that_became_a_supergroup_keeps_its_binding_and_its_letters(house: House) -> None:
    home = await house.community()
    old, new = -42, -1000000000042
    async with house.database.write() as connection:
        people = SqlUnitOfWork(connection, house.vault).people
        await people.bind_group(Group(old, home.id, Purpose.TEAM, "队"), NOW)
    await house.push(note("one", old, lane=Lane.GROUP), note("two", old, lane=Lane.GROUP))
    (letter,) = await house.fence()
    await house.settle((letter, Moved(new)))
    async with house.database.read() as connection:
        bound = await SqlUnitOfWork(connection, house.vault).people.groups(home.id, Purpose.TEAM)
    assert [each.chat_id for each in bound] == [new]
    seen = []
    for _ in range(2):
        house.advance(seconds=1)
        seen += await house.fence()
    assert [(each.key, each.chat_id) for each in seen] == [("one", new), ("two", new)]
