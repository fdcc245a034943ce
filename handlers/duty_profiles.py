"""值班情况: marks and wishes by taps, on one page that is redrawn."""

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message

from domain.duty import Post
from domain.duty_profiles import WAYS
from domain.people import Person
from domain.permissions import Action, require
from domain.refusals import OutOfDate
from handlers.filters import Said, Tapped
from handlers.turn import Turn
from usecases.duty_profiles import limit_week, mark, open_profile, set_way, wish_partner, wish_post
from usecases.duty_seats import volunteers
from wording import duty_profiles as words
from wording.duty_taps import DutyWish
from wording.menu import Word
from wording.message import Message as Shown
from wording.message import Reply

router = Router(name="duty_profiles")


@router.callback_query(Tapped(DutyWish))
async def wished(event: CallbackQuery, tap: DutyWish, turn: Turn) -> Reply:
    """Do what the button says and show the page it leads to; the first page comes as a message of its own."""
    if tap.what == "show":
        return Reply((await _page(turn, tap.person_id),))
    return Reply(redraw=await _next(turn, tap))


@router.message(Said(Word.CREW), F.chat.type == "private")
@router.callback_query(Said(Word.CREW))
async def crew(event: Message | CallbackQuery, turn: Turn) -> Reply:
    """Show a leader all volunteers, each leading to their page."""
    home = turn.speaker.known().community_id
    require(turn.speaker.grants, Action.ASSIGN_SHIFT, home, turn.now)
    people = await turn.uow.people.persons(await volunteers(turn.uow, home, turn.now))
    profiles = await turn.uow.duty_profiles.of_people(people)
    return Reply((words.crew(list(people.values()), profiles),))


async def _next(turn: Turn, tap: DutyWish) -> Shown:
    uow, speaker, now = turn.uow, turn.speaker, turn.now
    match tap.what:
        case "trained" | "captain":
            await mark(uow, speaker, tap.person_id, tap.what, now)
        case "limit":
            await limit_week(uow, speaker, tap.person_id, tap.value, now)
        case "partner":
            await wish_partner(uow, speaker, tap.person_id, tap.value, now)
        case "post":
            await wish_post(uow, speaker, tap.person_id, tap.value, now)
        case "far0" | "far1" | "far2" | "far3":
            await set_way(uow, speaker, tap.person_id, tap.value, WAYS[int(tap.what[-1])], now)
        case _:
            pass
    return await _shown(turn, tap)


async def _shown(turn: Turn, tap: DutyWish) -> Shown:
    person, profile, _ = await open_profile(turn.uow, turn.speaker, tap.person_id, turn.now)
    posts = await turn.uow.duties.posts(person.community_id)
    match tap.what:
        case "most":
            return words.how_many(person)
        case "partners" | "partner":
            return words.which_partner(person, profile, await _others(turn, person))
        case "posts" | "post":
            return words.which_post(person, profile, posts)
        case "ways":
            return words.which_way(person, posts)
        case "way":
            return words.how_far(person, _named(posts, tap.value))
        case _:
            return await _page(turn, person.id)


async def _page(turn: Turn, person_id: int) -> Shown:
    person, profile, leads = await open_profile(turn.uow, turn.speaker, person_id, turn.now)
    partners = await turn.uow.people.persons(profile.partners)
    names = {each.id: each.name for each in partners.values()}
    return words.page(person, profile, names, await turn.uow.duties.posts(person.community_id), leads=leads)


async def _others(turn: Turn, person: Person) -> list[Person]:
    people = await turn.uow.people.persons(await volunteers(turn.uow, person.community_id, turn.now))
    return [each for each in people.values() if each.id != person.id]


def _named(posts: list[Post], post_id: int) -> Post:
    found = next((each for each in posts if each.id == post_id), None)
    if found is None:
        raise OutOfDate
    return found
