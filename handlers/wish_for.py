"""替人许心愿: the wish of a neighbour without a phone, told by a volunteer or by staff."""

from dataclasses import replace

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message

from domain.answers import name_of, phone_of
from domain.people import Person
from domain.permissions import Action, require
from handlers.fields import BUILDING, ROOM, about, line_of
from handlers.filters import Said
from handlers.forms import Draft, Field, Form, begin, register
from handlers.turn import Turn
from handlers.wish_fields import FIELDS, told_in
from handlers.wish_kept import take_pending
from usecases.wish_for import neighbour
from usecases.wishes import tell_wish
from wording import wish_for as words
from wording.menu import Word
from wording.message import Reply

router = Router(name="wish_for")


async def _made(turn: Turn, draft: Draft) -> Reply:
    told = draft.answers
    named = Person(0, 0, told["name"], told.get("phone", ""), told["building"], told["room"])
    person = await neighbour(turn.uow, turn.speaker, named, told["agreed"], turn.now)
    wish = await tell_wish(turn.uow, turn.speaker, told_in(turn, draft, person.id), turn.now)
    return Reply((words.made(wish, person.name, turn.keys),))


WISH_FOR = register(
    Form(
        "wish_for",
        words.TITLE,
        (
            Field("name", words.NAME, name_of),
            Field("agreed", words.AGREED, line_of),
            *FIELDS,
            Field("phone", words.PHONE, phone_of),
            replace(BUILDING, question=lambda draft: words.of_neighbour(BUILDING.asked(draft))),
            replace(ROOM, question=lambda draft: words.of_neighbour(ROOM.asked(draft))),
        ),
        _made,
    )
)


@router.message(Said(Word.WISH_FOR), F.chat.type == "private")
@router.callback_query(Said(Word.WISH_FOR))
async def start(event: Message | CallbackQuery, turn: Turn) -> Reply:
    require(turn.speaker.grants, Action.WISH_FOR, turn.speaker.known().community_id, turn.now)
    extra = await about(turn)
    extra["files"], counted = take_pending(turn)
    return await begin(turn, WISH_FOR, {"files": counted} if counted else {}, extra)
