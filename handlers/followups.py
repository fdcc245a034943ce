"""Offers answered, and follow-ups looked after."""

from aiogram import Router
from aiogram.types import CallbackQuery

from handlers.fields import line_of
from handlers.filters import Tapped
from handlers.forms import Draft, Field, Form, begin, register
from handlers.turn import Turn
from usecases.matching import decline_offer
from usecases.wish_ratings import close_follow_up, own_follow_up
from wording import followups as words
from wording import matching as matching_words
from wording.message import Reply
from wording.wish_taps import CloseFollowUp, DeclineOffer, OwnFollowUp

router = Router(name="followups")


@router.callback_query(Tapped(DeclineOffer))
async def decline(event: CallbackQuery, tap: DeclineOffer, turn: Turn) -> Reply:
    await decline_offer(turn.uow, turn.speaker, tap.wish_id, turn.now)
    return Reply(redraw=matching_words.declined())


@router.callback_query(Tapped(OwnFollowUp))
async def own(event: CallbackQuery, tap: OwnFollowUp, turn: Turn) -> Reply:
    owned, wish = await own_follow_up(turn.uow, turn.speaker, tap.follow_up_id, turn.now)
    return Reply(redraw=words.owned(wish, owned.id, turn.speaker.known().name))


async def _closed(turn: Turn, draft: Draft) -> Reply:
    follow_up_id = int(draft.extra["follow_up"])
    _, wish = await close_follow_up(turn.uow, turn.speaker, follow_up_id, draft.answers["note"], turn.now)
    return Reply((words.closed(wish),))


NOTE = register(Form("close_follow_up", "回访", (Field("note", words.NOTE, line_of),), _closed, is_summarised=False))


@router.callback_query(Tapped(CloseFollowUp))
async def close(event: CallbackQuery, tap: CloseFollowUp, turn: Turn) -> Reply:
    return await begin(turn, NOTE, extra={"follow_up": tap.follow_up_id})
