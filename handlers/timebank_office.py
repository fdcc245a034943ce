"""积分管理: catalogue, partners, month close; what waits for a second person stands on top."""

from collections.abc import Awaitable, Callable

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message

from domain.permissions import Action, may, require
from domain.timebank_months import CloseRefused, Month
from domain.timebank_notices import MonthReported
from domain.times import local
from handlers import timebank_catalogue, timebank_corrections
from handlers.filters import Said, Tapped
from handlers.timebank_activities import begin_meeting
from handlers.timebank_fields import month_in
from handlers.turn import Turn
from usecases.timebank_activities import meeting_waiting
from usecases.timebank_desk import (
    close_books,
    month_to_close,
    waiting,
)
from usecases.timebank_openings import openings_waiting
from usecases.timebank_registers import take_journal, trial_balance
from wording import timebank_activities as meeting_words
from wording import timebank_books as book_words
from wording import timebank_corrections as correction_words
from wording import timebank_office as words
from wording.menu import Word
from wording.message import Message as Said_
from wording.message import Reply
from wording.timebank_taps import CloseMonth, Office, TakeJournal

router = Router(name="timebank_office")
SHOWN = 5


async def cards(turn: Turn) -> list[Said_]:
    """Return what waits for the speaker's agreement, a card each; nothing for those who may not decide."""
    me = turn.speaker.known()
    if not may(turn.speaker.grants, Action.DECIDE_POINTS, me.community_id, turn.now):
        return []
    books = turn.uow.timebank
    proposals = await books.office.pending_proposals(me.community_id)
    openings = await books.desk.pending_openings(me.community_id)
    return [
        *[
            correction_words.proposal(await waiting(turn.uow, each))
            for each in proposals
            if me.id not in {each.proposer_id, *each.terms.gainers}
        ],
        *[
            meeting_words.waiting(await meeting_waiting(turn.uow, each))
            for each in await books.meetings.pending(me.community_id)
            if me.id not in {each.proposer_id, *each.people}
        ],
        *[
            correction_words.openings(await openings_waiting(turn.uow, each))
            for each in openings
            if each.proposer_id != me.id
        ],
    ]


@router.message(Said(Word.POINTS_OFFICE), F.chat.type == "private")
@router.callback_query(Said(Word.POINTS_OFFICE))
async def office(event: Message | CallbackQuery, turn: Turn) -> Reply:
    require(turn.speaker.grants, Action.READ_BOOKS, turn.speaker.known().community_id, turn.now)
    waits = await cards(turn)
    return Reply((words.office(len(waits)), *waits[:SHOWN]))


@router.callback_query(Tapped(Office))
async def do(event: CallbackQuery, tap: Office, turn: Turn) -> Reply:
    start = STARTS.get(tap.what)
    return Reply() if start is None else await start(turn)


async def _books(turn: Turn) -> Reply:
    trial = await trial_balance(turn.uow, turn.speaker, turn.now)
    return Reply((book_words.trial(trial, Month.of(local(turn.now).date())),))


@router.callback_query(Tapped(TakeJournal))
async def take(event: CallbackQuery, tap: TakeJournal, turn: Turn) -> Reply:
    month = month_in(tap.year, tap.month)
    home = await take_journal(turn.uow, turn.speaker, month, turn.now)
    return Reply((book_words.journal_file(home, month),))


async def _begin_close(turn: Turn) -> Reply:
    return Reply((book_words.close_which(await month_to_close(turn.uow, turn.speaker, turn.now)),))


STARTS: dict[str, Callable[[Turn], Awaitable[Reply]]] = {
    **timebank_catalogue.STARTS,
    "books": _books,
    "meeting": begin_meeting,
    "close": _begin_close,
    **timebank_corrections.STARTS,
}


@router.callback_query(Tapped(CloseMonth))
async def close(event: CallbackQuery, tap: CloseMonth, turn: Turn) -> Reply:
    """Report or shout; what was found out is committed either way, since it is an answer and no refusal."""
    answer = await close_books(turn.uow, turn.speaker, month_in(tap.year, tap.month), turn.now)
    if isinstance(answer, CloseRefused):
        return Reply(redraw=book_words.not_closed(answer.report))
    person = await turn.uow.people.person(answer.closed_by)
    who = person.name if person else ""
    fact = MonthReported(answer.month.year, answer.month.month, answer.sequence, answer.trial, who)
    return Reply(redraw=book_words.closed(fact))
