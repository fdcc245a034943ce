"""Offers answered, follow-ups looked after, and the board of open wishes."""

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message

from domain.people import Role
from handlers.fields import line_of
from handlers.filters import Said, Tapped
from handlers.forms import Draft, Field, Form, begin, register
from handlers.turn import Turn
from usecases.matching import decline_offer
from usecases.wish_board import board
from usecases.wish_claims import adopt_all
from usecases.wish_figures import month_of_wishes, thank_you_letter
from usecases.wish_ratings import close_follow_up, own_follow_up
from wording import followups as words
from wording import matching as matching_words
from wording import wishes as wish_words
from wording.menu import Word
from wording.message import Message as Said_
from wording.message import Reply
from wording.wish_taps import AdoptAll, CloseFollowUp, DeclineOffer, OwnFollowUp, ShowBoard, ThankYou

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


@router.message(Said(Word.BOARD), F.chat.type == "private")
async def open_board(message: Message, turn: Turn) -> Reply:
    return Reply((await _page(turn, 0, 0),))


@router.callback_query(Tapped(ShowBoard))
async def show(event: CallbackQuery, tap: ShowBoard, turn: Turn) -> Reply:
    return Reply(redraw=await _page(turn, max(0, tap.page), tap.by_building))


async def _page(turn: Turn, page: int, by_building: int) -> Said_:
    there, more = await board(turn.uow, turn.speaker, turn.now, page, by_building=bool(by_building))
    adopts = Role.PARTNER in turn.speaker.roles()
    return words.board(there, page, by_building, turn.now, more=more, adopts=adopts)


@router.message(Said(Word.WISH_FIGURES), F.chat.type == "private")
async def figures(message: Message, turn: Turn) -> Reply:
    return Reply((wish_words.month(await month_of_wishes(turn.uow, turn.speaker, turn.now)),))


@router.callback_query(Tapped(ThankYou))
async def letter(event: CallbackQuery, tap: ThankYou, turn: Turn) -> Reply:
    return Reply((wish_words.letter(await thank_you_letter(turn.uow, turn.speaker, tap.wish_id, turn.now)),))


@router.callback_query(Tapped(AdoptAll))
async def adopt(event: CallbackQuery, tap: AdoptAll, turn: Turn) -> Reply:
    if not tap.sure:
        return Reply(redraw=words.sure_to_adopt())
    return Reply(redraw=words.adopted(await adopt_all(turn.uow, turn.speaker, turn.now)))
