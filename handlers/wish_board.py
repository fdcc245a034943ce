"""What the office looks at: the board of open wishes, the month's figures, the 台账; and a partner's whole list."""

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message

from domain.people import Role
from handlers.filters import Said, Tapped
from handlers.turn import Turn
from usecases.wish_board import board
from usecases.wish_claims import adopt_all
from usecases.wish_figures import month_of_wishes
from usecases.wish_records import take_wish_register
from wording import wish_board as words
from wording import wish_records as record_words
from wording import wishes as wish_words
from wording.menu import Word
from wording.message import Message as Said_
from wording.message import Reply
from wording.wish_taps import AdoptAll, ShowBoard, ShowFigures, TakeRegister

router = Router(name="wish_board")


@router.message(Said(Word.BOARD), F.chat.type == "private")
@router.callback_query(Said(Word.BOARD))
async def open_board(event: Message | CallbackQuery, turn: Turn) -> Reply:
    return Reply((await _page(turn, 0, 0),))


@router.callback_query(Tapped(ShowBoard))
async def show(event: CallbackQuery, tap: ShowBoard, turn: Turn) -> Reply:
    return Reply(redraw=await _page(turn, max(0, tap.page), tap.by_grid))


async def _page(turn: Turn, page: int, by_grid: int) -> Said_:
    shown = await board(turn.uow, turn.speaker, turn.now, page, by_grid=bool(by_grid))
    roles = turn.speaker.roles()
    return words.board(
        shown.there,
        shown.page,
        turn.now,
        by_grid=shown.by_grid,
        more=shown.has_more,
        adopts=Role.PARTNER in roles,
        manages=bool({Role.STAFF, Role.ADMIN} & roles),
    )


@router.message(Said(Word.WISH_FIGURES), F.chat.type == "private")
@router.callback_query(Said(Word.WISH_FIGURES))
async def figures(event: Message | CallbackQuery, turn: Turn) -> Reply:
    return Reply((wish_words.month(await month_of_wishes(turn.uow, turn.speaker, turn.now)),))


@router.callback_query(Tapped(ShowFigures))
async def earlier_figures(event: CallbackQuery, tap: ShowFigures, turn: Turn) -> Reply:
    back = max(0, min(tap.months_back, 120))
    return Reply((wish_words.month(await month_of_wishes(turn.uow, turn.speaker, turn.now, months_back=back), back),))


@router.message(Said(Word.WISH_REGISTER), F.chat.type == "private")
@router.callback_query(Said(Word.WISH_REGISTER))
async def register(event: Message | CallbackQuery, turn: Turn) -> Reply:
    return Reply((record_words.sheet(await take_wish_register(turn.uow, turn.speaker, 0, turn.now)),))


@router.callback_query(Tapped(TakeRegister))
async def register_of(event: CallbackQuery, tap: TakeRegister, turn: Turn) -> Reply:
    return Reply((record_words.sheet(await take_wish_register(turn.uow, turn.speaker, tap.year, turn.now)),))


@router.callback_query(Tapped(AdoptAll))
async def adopt(event: CallbackQuery, tap: AdoptAll, turn: Turn) -> Reply:
    if not tap.sure:
        return Reply(redraw=words.sure_to_adopt())
    return Reply(redraw=words.adopted(await adopt_all(turn.uow, turn.speaker, turn.now)))
