"""岗位: where a post is and where its people meet."""

from datetime import datetime, timedelta

from aiogram import F, Router
from aiogram.filters import Filter
from aiogram.types import CallbackQuery, Message, TelegramObject

from domain.attendance import require_fresh
from domain.duty import Place
from handlers.fields import line_of
from handlers.filters import Said, Tapped
from handlers.forms import Draft, Field, Form, begin, register
from handlers.turn import Turn
from usecases.posts import post_of, posts_of, set_meeting, set_place
from wording import posts as words
from wording.duty_taps import SetPost
from wording.menu import Word
from wording.message import Reply

router = Router(name="posts")
PATIENCE = timedelta(minutes=15)
WAITS = "post_place"  # the post whose place the next location gives


class PlacesPost(Filter):
    """A location was asked for to say where a post is; otherwise one is a check-in."""

    async def __call__(self, event: TelegramObject, turn: Turn) -> bool:  # noqa: ARG002 - aiogram's signature
        return _awaited(turn) is not None


def _awaited(turn: Turn) -> int | None:
    """Return the post whose place was asked for a moment ago; later a location is a check-in again."""
    waits = turn.talk.state.get(WAITS)
    if not waits or turn.now - datetime.fromisoformat(waits["since"]) > PATIENCE:
        return None
    return int(waits["post"])


async def _met(turn: Turn, draft: Draft) -> Reply:
    post = await set_meeting(turn.uow, turn.speaker, int(draft.extra["post"]), draft.answers["meet"], turn.now)
    return Reply((words.page(post, "记下了。"),))


MEETING = register(Form("duty_post", words.TITLE, (Field("meet", words.MEET, line_of),), _met, is_summarised=False))


@router.message(Said(Word.POSTS), F.chat.type == "private")
@router.callback_query(Said(Word.POSTS))
async def which(event: Message | CallbackQuery, turn: Turn) -> Reply:
    return Reply((words.which(await posts_of(turn.uow, turn.speaker, turn.now)),))


@router.callback_query(Tapped(SetPost))
async def change(event: CallbackQuery, tap: SetPost, turn: Turn) -> Reply:
    post = await post_of(turn.uow, turn.speaker, tap.post_id, turn.now)
    match tap.what:
        case "meet":
            return await begin(turn, MEETING, extra={"post": post.id})
        case "place":
            turn.talk.put(WAITS, {"post": post.id, "since": turn.now.isoformat()})
            return Reply((words.stand_there(post),))
        case "clear":
            return Reply(redraw=words.page(await set_place(turn.uow, turn.speaker, post.id, None, turn.now)))
        case _:
            return Reply((words.page(post),))


@router.message(F.location, F.chat.type == "private", PlacesPost())
async def placed(message: Message, turn: Turn) -> Reply | None:
    """Keep where the leader stands as the post's place; a forwarded or an old location is refused."""
    post_id = _awaited(turn)
    if message.location is None or post_id is None:
        return None
    require_fresh(message.date, turn.now, is_forwarded=message.forward_origin is not None)
    place = Place(message.location.latitude, message.location.longitude)
    post = await set_place(turn.uow, turn.speaker, post_id, place, turn.now)
    turn.talk.put(WAITS, None)
    return Reply((words.placed(post, turn.keys),))
