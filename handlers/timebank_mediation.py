"""How long a mediation took, and the office's word that it did."""

from aiogram import Router
from aiogram.types import CallbackQuery

from handlers.filters import Tapped
from handlers.turn import Turn
from usecases.timebank_mediation import credit_case, tell_case_minutes
from wording import timebank_mediation as words
from wording.message import Reply
from wording.timebank_taps import CreditCase, TellCaseMinutes

router = Router(name="timebank_mediation")


@router.callback_query(Tapped(TellCaseMinutes))
async def tell(event: CallbackQuery, tap: TellCaseMinutes, turn: Turn) -> Reply:
    case = await tell_case_minutes(turn.uow, turn.speaker, tap.case_id, tap.minutes, turn.now)
    return Reply(redraw=words.told(case, tap.minutes))


@router.callback_query(Tapped(CreditCase))
async def credit(event: CallbackQuery, tap: CreditCase, turn: Turn) -> Reply:
    return Reply(redraw=words.credited(*await credit_case(turn.uow, turn.speaker, tap.case_id, tap.minutes, turn.now)))
