"""时间银行: how much, and where from."""

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message

from handlers.filters import Said
from handlers.turn import Turn
from usecases.timebank import balance, entries
from wording import timebank as words
from wording.menu import Word
from wording.message import Reply

router = Router(name="timebank")
LINES = 8


@router.message(Said(Word.POINTS), F.chat.type == "private")
@router.callback_query(Said(Word.POINTS))
async def points(event: Message | CallbackQuery, turn: Turn) -> Reply:
    me = turn.speaker.known()
    held = await balance(turn.uow, me.community_id, me.id)
    last = await entries(turn.uow, me.community_id, me.id, LINES)
    return Reply((words.statement(held, last, turn.now),))
