"""换班, 顶班, 请假."""

import re
from datetime import date, timedelta

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message

from domain.covers import Excuse
from domain.reminders import EXPECTED
from domain.times import local
from domain.written_days import day_of
from handlers.clock_answers import looks_like_day
from handlers.filters import Said, Tapped
from handlers.forms import Draft, Field, Form, begin, register
from handlers.turn import Turn
from usecases.covers import (
    ask_for_swap,
    ask_leave,
    ask_replacement,
    give_reason,
    keep_duty,
    take_cover,
    who_could,
)
from usecases.duty import my_shifts
from usecases.duty_seats import held
from wording import covers as words
from wording import duty_views
from wording.dates import say_day
from wording.duty_taps import AskReplacement, AskSwap, GiveReason, KeepDuty, OpenSwap, PassCover, TakeCover
from wording.menu import Word
from wording.message import Reply

router = Router(name="covers")
_DAYS = re.compile(r"^(\d{1,2})\s*天$")
SPANS = {"就一天": 1, "一天": 1, "两天": 2, "三天": 3, "一个星期": 7, "一周": 7, "半个月": 15}


def last_day_of(text: str, first: date) -> date | None:
    """Return the last day of a leave, said as a date or as a number of days from the first."""
    said = text.strip()
    found = _DAYS.match(said)
    days = SPANS.get(said) or (int(found[1]) if found else 0)
    return first + timedelta(days=days - 1) if days else day_of(said, first)


def _looks_like_last(text: str) -> str | None:
    said = text.strip()
    return said if said in SPANS or _DAYS.match(said) else looks_like_day(said)


async def _leave_asked(turn: Turn, draft: Draft) -> Reply:
    today = local(turn.now).date()
    first = day_of(draft.answers["first"], today)
    last = last_day_of(draft.answers["last"], first) if first else None
    if first is None or last is None or last < first or last < today:
        return Reply((words.leave_backwards(),))
    gone = await ask_leave(turn.uow, turn.speaker, first, last, turn.now)
    return Reply((words.leave_noted(say_day(first, today), say_day(last, today), len(gone)),))


LEAVE = register(
    Form(
        "duty_leave",
        words.LEAVE_TITLE,
        (Field("first", words.FIRST_DAY, looks_like_day), Field("last", words.LAST_DAY, _looks_like_last)),
        _leave_asked,
    )
)


@router.message(Said(Word.DAY_OFF), F.chat.type == "private")
@router.callback_query(Said(Word.DAY_OFF))
async def day_off(event: Message | CallbackQuery, turn: Turn) -> Reply:
    turn.speaker.known()
    return await begin(turn, LEAVE)


@router.message(Said(Word.SWAP), F.chat.type == "private")
@router.callback_query(Said(Word.SWAP))
async def swap(event: Message | CallbackQuery, turn: Turn) -> Reply:
    """Show the duties that can be given away; with only one of them, whom to ask."""
    shifts = [each for each in await my_shifts(turn.uow, turn.speaker, turn.now) if each.state in EXPECTED]
    ahead = [each for each in shifts if each.shift.starts_at > turn.now]
    if not ahead:
        return Reply((words.nothing_to_swap(),))
    if len(ahead) > 1:
        return Reply((duty_views.mine(ahead, turn.now, words.which_swap(), me=turn.speaker.known().id),))
    people = await who_could(turn.uow, turn.speaker, ahead[0].id, turn.now)
    return Reply((words.whom_to_ask(ahead[0], people, turn.now),))


@router.callback_query(Tapped(OpenSwap))
async def whom(event: CallbackQuery, tap: OpenSwap, turn: Turn) -> Reply:
    duty = await held(turn.uow, turn.speaker, tap.assignment_id)
    people = await who_could(turn.uow, turn.speaker, tap.assignment_id, turn.now)
    return Reply((words.whom_to_ask(duty, people, turn.now),))


@router.callback_query(Tapped(AskSwap))
async def ask(event: CallbackQuery, tap: AskSwap, turn: Turn) -> Reply:
    cover, names = await ask_for_swap(turn.uow, turn.speaker, tap.assignment_id, tap.person_id or None, turn.now)
    return Reply(redraw=words.asking(cover, names, turn.now))


@router.callback_query(Tapped(KeepDuty))
async def keep(event: CallbackQuery, tap: KeepDuty, turn: Turn) -> Reply:
    return Reply(redraw=words.kept(await keep_duty(turn.uow, turn.speaker, tap.assignment_id, turn.now), turn.now))


@router.callback_query(Tapped(TakeCover))
async def take(event: CallbackQuery, tap: TakeCover, turn: Turn) -> Reply:
    """Take the seat; a card in a group then shows the family name only, and the details come in private."""
    cover, _ = await take_cover(turn.uow, turn.speaker, tap.cover_id, turn.now)
    if turn.speaker.is_private:
        return Reply(redraw=words.taken(cover, turn.now))
    name = turn.speaker.known().respectful
    shown = words.taken_in_group(cover, f"{name}老师", turn.now)
    return Reply((words.taken(cover, turn.now),), redraw=shown)


@router.callback_query(Tapped(PassCover))
async def leave_it(event: CallbackQuery, tap: PassCover, turn: Turn) -> Reply:
    return Reply(redraw=words.passed())


@router.callback_query(Tapped(GiveReason))
async def reason(event: CallbackQuery, tap: GiveReason, turn: Turn) -> Reply:
    excuse = Excuse(tap.excuse)
    duty = await give_reason(turn.uow, turn.speaker, tap.assignment_id, excuse)
    return Reply(redraw=words.reason_heard(duty, excuse))


@router.callback_query(Tapped(AskReplacement))
async def replacement(event: CallbackQuery, tap: AskReplacement, turn: Turn) -> Reply:
    names = await ask_replacement(turn.uow, turn.speaker, tap.assignment_id, tap.person_id, turn.now)
    return Reply((words.asked_one(names),))
