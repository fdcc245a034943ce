"""收兑换码: the merchant's till, and staff's for a merchant without a phone."""

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message, TelegramObject

from domain.people import Role
from domain.permissions import Action, may
from domain.times import local
from handlers.filters import Said, Tapped
from handlers.forms import Draft, Field, Form, begin, register
from handlers.timebank_fields import NotInForm, code_of, month_in
from handlers.turn import Turn
from usecases.timebank_desk import enter_code, pay_merchant, settlement, settlement_paper, till_for, today_at
from wording import timebank_till as words
from wording.menu import Word
from wording.message import Reply
from wording.timebank_taps import OpenTill, PayMerchant, TillDay, TillMonth, TillSheet

router = Router(name="timebank_till")
PRIVATE = F.chat.type == "private"


async def _take(turn: Turn, partner_id: int | None, code: str) -> Reply:
    """Answer with a message and never with a refusal, so that a wrong try is kept."""
    answer, till = await enter_code(turn.uow, turn.speaker, partner_id, code, turn.now)
    return Reply((words.code_answer(answer, till, turn.now),))


async def _taken(turn: Turn, draft: Draft) -> Reply:
    return await _take(turn, draft.extra["partner"], draft.answers["code"])


TILL = register(Form("till", "收兑换码", (Field("code", words.CODE, code_of),), _taken, is_summarised=False))


class Clerk(NotInForm):
    """A merchant who types a bare code, with no form open."""

    async def __call__(self, event: TelegramObject, turn: Turn) -> bool:
        is_code = isinstance(event, Message) and code_of(event.text or "") is not None
        return is_code and Role.MERCHANT in turn.speaker.roles() and await super().__call__(event, turn)


@router.message(Said(Word.TILL), PRIVATE)
@router.callback_query(Said(Word.TILL))
async def start(event: Message | CallbackQuery, turn: Turn) -> Reply:
    return await _open(turn, None)


@router.callback_query(Tapped(OpenTill))
async def open_till(event: CallbackQuery, tap: OpenTill, turn: Turn) -> Reply:
    return await _open(turn, tap.partner_id or None)


async def _open(turn: Turn, partner_id: int | None) -> Reply:
    till = await till_for(turn.uow, turn.speaker, partner_id, turn.now)
    return await begin(turn, TILL, extra={"partner": till.id})


@router.message(F.text, PRIVATE, Clerk())
async def typed(message: Message, turn: Turn) -> Reply:
    return await _take(turn, None, code_of(message.text or "") or "")


@router.callback_query(Tapped(TillDay))
async def day(event: CallbackQuery, tap: TillDay, turn: Turn) -> Reply:
    today = local(turn.now).date()
    till, handed = await today_at(turn.uow, turn.speaker, tap.partner_id or None, today, turn.now)
    return Reply((words.day(till, handed, today, today),))


@router.callback_query(Tapped(TillMonth))
async def month(event: CallbackQuery, tap: TillMonth, turn: Turn) -> Reply:
    sheet = await settlement(turn.uow, turn.speaker, tap.partner_id or None, month_in(tap.year, tap.month), turn.now)
    home = turn.speaker.known().community_id
    may_pay = may(turn.speaker.grants, Action.SETTLE_MERCHANT, home, turn.now)
    return Reply((words.settlement(sheet, turn.now, may_pay=may_pay),))


@router.callback_query(Tapped(TillSheet))
async def as_sheet(event: CallbackQuery, tap: TillSheet, turn: Turn) -> Reply:
    """Hand the month over as Excel, to the partner's own clerk or to the office."""
    month = month_in(tap.year, tap.month)
    sheet = await settlement(turn.uow, turn.speaker, tap.partner_id or None, month, turn.now)
    return Reply((words.settlement_file(settlement_paper(sheet)),))


@router.callback_query(Tapped(PayMerchant))
async def pay(event: CallbackQuery, tap: PayMerchant, turn: Turn) -> Reply:
    sheet = await pay_merchant(turn.uow, turn.speaker, tap.partner_id, month_in(tap.year, tap.month), turn.now)
    return Reply(redraw=words.settlement(sheet, turn.now, may_pay=True))
