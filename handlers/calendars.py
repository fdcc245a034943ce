"""校历, 停班, 改时间: when school is on, calling a day off, and moving a shift."""

from datetime import date, timedelta

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message

from domain.calendars import EVERYWHERE
from domain.duty import DutyKind
from domain.permissions import Action, require
from domain.times import local
from domain.written_days import day_of
from handlers.clock_answers import hours_of, looks_like_day
from handlers.duty import span_of
from handlers.filters import Said, Tapped
from handlers.forms import Draft, Field, Form, begin, register
from handlers.turn import Turn
from usecases.calendars import add_term, set_day
from usecases.duty import cancel_shifts, led, move_shift
from usecases.roster_problems import span
from wording import duty as duty_words
from wording import rosters as words
from wording.duty_taps import CancelDay, ManageShift
from wording.menu import Word
from wording.message import Reply

router = Router(name="calendars")
AHEAD_DAYS = 7
KIND_OF_DAY = {name: kind for kind, name in words.DAY_KINDS.items()}


def _has_several(draft: Draft) -> bool:
    return len(draft.extra["schools"]) > 1


async def _calendar_told(turn: Turn, draft: Draft) -> Reply:
    """Keep a term, or a single day that is otherwise than the calendar says."""
    today = local(turn.now).date()
    told = draft.answers
    post_id = int(draft.extra["schools"].get(told.get("school", ""), EVERYWHERE))
    first = day_of(told["first"], today)
    if told["what"] != words.TERM_TITLE:
        if first is None:
            return Reply((words.not_a_day(),))
        kind = KIND_OF_DAY[told["what"].removeprefix(words.ONE_DAY)]
        await set_day(turn.uow, turn.speaker, first, kind, turn.now, post_id)
        return Reply((words.day_kept(first, kind),))
    last = day_of(told["last"], first or today)
    if first is None or last is None:
        return Reply((words.not_a_day(),))
    await add_term(turn.uow, turn.speaker, first, last, turn.now, post_id)
    return Reply((words.term_kept(first, last),))


CALENDAR = register(
    Form(
        "duty_calendar",
        words.CALENDAR_TITLE,
        (
            Field("what", words.WHAT),
            Field("school", lambda draft: words.which_school(draft.extra["schools"]), wanted=_has_several),
            Field("first", words.TERM_FIRST, looks_like_day),
            Field(
                "last",
                words.TERM_LAST,
                looks_like_day,
                wanted=lambda draft: draft.answers.get("what") == words.TERM_TITLE,
            ),
        ),
        _calendar_told,
    )
)


@router.message(Said(Word.CALENDAR), F.chat.type == "private")
@router.callback_query(Said(Word.CALENDAR))
async def school_calendar(event: Message | CallbackQuery, turn: Turn) -> Reply:
    home = turn.speaker.known().community_id
    require(turn.speaker.grants, Action.ASSIGN_SHIFT, home, turn.now)
    posts = await turn.uow.duties.posts(home)
    schools = {each.name: each.id for each in posts if each.kind is DutyKind.SCHOOL_CROSSING}
    return await begin(turn, CALENDAR, extra={"schools": schools})


@router.message(Said(Word.CALL_OFF), F.chat.type == "private")
@router.callback_query(Said(Word.CALL_OFF))
async def which_day(event: Message | CallbackQuery, turn: Turn) -> Reply:
    """Show the coming days that have shifts, each with the reasons."""
    home = turn.speaker.known().community_id
    require(turn.speaker.grants, Action.ASSIGN_SHIFT, home, turn.now)
    until_at = turn.now + timedelta(days=AHEAD_DAYS)
    shifts = [each for each in await turn.uow.duties.shifts_between(home, turn.now, until_at) if not each.is_cancelled]
    return Reply((words.which_day_off(sorted({local(each.starts_at).date() for each in shifts})),))


@router.callback_query(Tapped(CancelDay))
async def call_off(event: CallbackQuery, tap: CancelDay, turn: Turn) -> Reply:
    """Say how many are affected, then do it; everybody on the shifts of that day hears it at once."""
    home = turn.speaker.known().community_id
    require(turn.speaker.grants, Action.ASSIGN_SHIFT, home, turn.now)
    on = date.fromisoformat(tap.on)
    from_at, _ = span(on)
    shifts = await turn.uow.duties.shifts_between(home, from_at, from_at + timedelta(days=1))
    alive = [each for each in shifts if not each.is_cancelled]
    why = min(int(tap.why), len(words.REASONS) - 1)
    if not tap.sure:
        duties = await turn.uow.duties.between(home, from_at, from_at + timedelta(days=1))
        people = {each.person_id for each in duties if each.is_active and not each.shift.is_cancelled}
        return Reply(redraw=words.sure_to_cancel(on, why, len(alive), len(people)))
    reason = words.REASONS[why][1]
    count, told = await cancel_shifts(turn.uow, turn.speaker, [each.id for each in alive], reason, turn.now)
    return Reply(redraw=words.day_cancelled(on, count, told))


async def _moved(turn: Turn, draft: Draft) -> Reply:
    span_ = span_of(draft, turn.now)
    if span_ is None or span_[0] <= turn.now:
        return Reply((words.gone_by(),))
    return Reply((words.moved(await move_shift(turn.uow, turn.speaker, draft.extra["shift"], *span_, turn.now)),))


MOVE = register(
    Form(
        "duty_move",
        words.MOVE_TITLE,
        (Field("day", duty_words.DAY, looks_like_day), Field("hours", duty_words.HOURS, hours_of)),
        _moved,
    )
)


@router.message(Said(Word.MOVE_SHIFT), F.chat.type == "private")
@router.callback_query(Said(Word.MOVE_SHIFT))
async def which_shift(event: Message | CallbackQuery, turn: Turn) -> Reply:
    home = turn.speaker.known().community_id
    require(turn.speaker.grants, Action.ASSIGN_SHIFT, home, turn.now)
    until_at = turn.now + timedelta(days=AHEAD_DAYS)
    shifts = await turn.uow.duties.shifts_between(home, turn.now, until_at)
    return Reply((words.which_to_move([each for each in shifts if not each.is_cancelled]),))


@router.callback_query(Tapped(ManageShift))
async def move_this(event: CallbackQuery, tap: ManageShift, turn: Turn) -> Reply:
    shift = await led(turn.uow, turn.speaker, tap.shift_id, turn.now)
    return await begin(turn, MOVE, extra={"shift": shift.id})
