"""签到码, 点名, 更正, 补录."""

import re

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message

from domain.answers import minutes_of
from domain.attendance import Outcome
from domain.duty import DutyKind
from domain.people import Person, Role
from domain.permissions import Action, require
from domain.times import local
from domain.written_days import past_day_of
from handlers.clock_answers import PAST_DAY, looks_like_day
from handlers.duty import KIND_OF
from handlers.fields import line_of
from handlers.filters import InForm, Said, Tapped
from handlers.forms import Draft, Field, Form, begin, register
from handlers.turn import Turn
from usecases.attendance import (
    backfill,
    call_roll,
    certify_backfill,
    check_in_by_code,
    code_to_show,
    roll,
)
from usecases.duty_seats import held
from wording import attendance as words
from wording import duty as duty_words
from wording.duty_taps import CallRoll, Certify
from wording.menu import Word
from wording.message import Reply

router = Router(name="attendance")
CODE = re.compile(r"^(?:签到码?)?\s*(\d)\s*(\d)\s*(\d)\s*(\d)$")


@router.message(F.text.regexp(CODE), F.chat.type == "private", ~InForm())
async def typed_code(message: Message, turn: Turn) -> Reply:
    """Check in with the four digits the leader shows."""
    found = CODE.match(message.text or "")
    digits = "".join(found.groups()) if found else ""
    begun = await check_in_by_code(turn.uow, turn.speaker, digits, turn.now)
    return Reply((duty_words.checked_in(begun, turn.keys),))


@router.message(Said(Word.CODE), F.chat.type == "private")
@router.callback_query(Said(Word.CODE))
async def show_code(event: Message | CallbackQuery, turn: Turn) -> Reply:
    shift, digits = await code_to_show(turn.uow, turn.speaker, turn.now)
    return Reply((words.code(shift, digits, turn.now),))


@router.message(Said(Word.ROLL), F.chat.type == "private")
@router.callback_query(Said(Word.ROLL))
async def show_roll(event: Message | CallbackQuery, turn: Turn) -> Reply:
    shift, duties = await roll(turn.uow, turn.speaker, turn.now)
    persons = await turn.uow.people.persons([each.person_id for each in duties])
    return Reply((words.roll(shift, duties, persons, turn.now),))


@router.callback_query(Tapped(CallRoll))
async def called(event: CallbackQuery, tap: CallRoll, turn: Turn) -> Reply:
    """Take what the leader says; putting an earlier word right asks for the reason first."""
    outcome = Outcome(tap.outcome)
    duty = await held(turn.uow, turn.speaker, tap.assignment_id)
    require(turn.speaker.grants, Action.CONFIRM_ATTENDANCE, duty.shift.community_id, turn.now)
    if not duty.is_active or duty.checked_in_at is not None:
        return await begin(turn, CORRECT, extra={"assignment": duty.id, "outcome": outcome.value})
    return await _call(turn, duty.id, outcome, "")


async def _call(turn: Turn, assignment_id: int, outcome: Outcome, reason: str) -> Reply:
    changed = await call_roll(turn.uow, turn.speaker, assignment_id, outcome, reason, turn.now)
    person = await turn.uow.people.person(changed.person_id)
    return Reply((words.called(person.name if person else "", outcome),))


async def _corrected(turn: Turn, draft: Draft) -> Reply:
    return await _call(turn, int(draft.extra["assignment"]), Outcome(draft.extra["outcome"]), draft.answers["reason"])


CORRECT = register(
    Form(
        "duty_correct",
        words.CORRECT_TITLE,
        (Field("reason", words.REASON, line_of),),
        _corrected,
        is_summarised=False,
    )
)


async def _whom(turn: Turn, said: str) -> list[Person]:
    """Return the volunteers of that number or name."""
    home = turn.speaker.known().community_id
    everybody = await turn.uow.people.persons(
        await turn.uow.people.holders(home, (Role.VOLUNTEER, Role.LEADER), turn.now)
    )
    return [each for each in everybody.values() if said in {each.name, each.volunteer_number}]


async def _backfilled(turn: Turn, draft: Draft) -> Reply:
    on = past_day_of(draft.answers[PAST_DAY], local(turn.now).date())
    found = await _whom(turn, draft.answers["who"])
    if len(found) != 1 or on is None:
        numbers = [each.volunteer_number for each in found]
        return Reply((words.several_called(numbers) if found else words.nobody_called(draft.answers["who"]),))
    kind = KIND_OF.get(draft.answers["kind"], DutyKind.OTHER)
    minutes = minutes_of(draft.answers["minutes"]) or 0
    await backfill(turn.uow, turn.speaker, found[0].id, kind, on, minutes, turn.now)
    return Reply((words.backfilled(found[0].name),))


BACKFILL = register(
    Form(
        "duty_backfill",
        words.BACKFILL_TITLE,
        (
            Field("who", words.WHO, line_of),
            Field("kind", words.KIND),
            Field(PAST_DAY, words.DAY, looks_like_day),
            Field("minutes", words.MINUTES, lambda text: text if minutes_of(text) else None),
        ),
        _backfilled,
    )
)


@router.message(Said(Word.BACKFILL), F.chat.type == "private")
@router.callback_query(Said(Word.BACKFILL))
async def open_backfill(event: Message | CallbackQuery, turn: Turn) -> Reply:
    require(turn.speaker.grants, Action.CONFIRM_ATTENDANCE, turn.speaker.known().community_id, turn.now)
    return await begin(turn, BACKFILL)


@router.callback_query(Tapped(Certify))
async def certified(event: CallbackQuery, tap: Certify, turn: Turn) -> Reply:
    row, earned = await certify_backfill(turn.uow, turn.speaker, tap.backfill_id, turn.now)
    person = await turn.uow.people.person(row.person_id)
    return Reply(redraw=words.certified(person.name if person else "", row.minutes, earned.points))
