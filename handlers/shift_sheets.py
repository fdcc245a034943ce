"""表格排班: the template out, the filled sheet in, and what to do with its right rows."""

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message

from domain.permissions import Action, may, require
from handlers.filters import Said, Tapped
from handlers.turn import Turn
from usecases.shift_imports import queue_right_shifts
from wording import shift_sheets as words
from wording.duty_taps import ImportShifts
from wording.menu import Word
from wording.message import Reply

router = Router(name="shift_sheets")
SIGN = "班"  # stands in the name of every sheet of shifts, and in no other that we hand out


def is_shift_sheet(turn: Turn, file_name: str) -> bool:
    """Say whether an uploaded sheet is to be read as one of shifts: by its name, or because it can be no other."""
    home = turn.speaker.known().community_id
    plans = may(turn.speaker.grants, Action.ASSIGN_SHIFT, home, turn.now)
    registers = may(turn.speaker.grants, Action.IMPORT_PEOPLE, home, turn.now)
    return plans and (SIGN in file_name or not registers)


@router.message(Said(Word.SHIFT_SHEET), F.chat.type == "private")
@router.callback_query(Said(Word.SHIFT_SHEET))
async def template(event: Message | CallbackQuery, turn: Turn) -> Reply:
    home = turn.speaker.known().community_id
    require(turn.speaker.grants, Action.ASSIGN_SHIFT, home, turn.now)
    return Reply((words.template_file([each.name for each in await turn.uow.duties.posts(home)]),))


@router.callback_query(Tapped(ImportShifts))
async def import_shifts(event: CallbackQuery, tap: ImportShifts, turn: Turn) -> Reply:
    await queue_right_shifts(turn.uow, turn.speaker, tap.work_id, turn.now, right=bool(tap.right))
    return Reply(redraw=words.reading() if tap.right else words.not_imported())
