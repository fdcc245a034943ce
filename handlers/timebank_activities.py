"""记活动: who was there, how long, and a second person's word."""

from datetime import date, timedelta

from aiogram import Router
from aiogram.types import CallbackQuery

from domain.permissions import Action, require
from domain.timebank_activities import DAYS_BACK, LONGEST_NAME
from domain.times import local
from handlers.filters import Tapped
from handlers.forms import Draft, Field, Form, begin, register
from handlers.timebank_fields import lines_of, service_minutes_of, title_of
from handlers.turn import Turn
from usecases.timebank_activities import decide_meeting, meeting_waiting, propose_meeting
from wording import timebank_activities as words
from wording.dates import say_day
from wording.message import Reply
from wording.timebank_taps import DecideMeeting

router = Router(name="timebank_activities")


def _name(text: str) -> str | None:
    said = title_of(text)
    return said if said and len(said) <= LONGEST_NAME else None


async def _told(turn: Turn, draft: Draft) -> Reply:
    told = draft.answers
    served_on = next(date.fromisoformat(on) for on, label in draft.extra["days"] if label == told["on"])
    made = await propose_meeting(
        turn.uow,
        turn.speaker,
        told["title"],
        words.KINDS[told["kind"]],
        served_on,
        int(told["minutes"]),
        told["people"],
        turn.now,
    )
    return Reply((words.proposed(await meeting_waiting(turn.uow, made), turn.keys),))


MEETING = register(
    Form(
        "meeting",
        words.TITLE_OF_FORM,
        (
            Field("title", words.TITLE, _name),
            Field("kind", words.KIND),
            Field("on", lambda draft: words.which_day([label for _, label in draft.extra["days"]])),
            Field("minutes", words.MINUTES, service_minutes_of),
            Field("people", words.PEOPLE, lines_of),
        ),
        _told,
    )
)


async def begin_meeting(turn: Turn) -> Reply:
    require(turn.speaker.grants, Action.PROPOSE_POINTS, turn.speaker.known().community_id, turn.now)
    today = local(turn.now).date()
    days = [today - timedelta(days=back) for back in range(DAYS_BACK + 1)]
    return await begin(turn, MEETING, extra={"days": [[on.isoformat(), say_day(on, today)] for on in days]})


@router.callback_query(Tapped(DecideMeeting))
async def decide(event: CallbackQuery, tap: DecideMeeting, turn: Turn) -> Reply:
    agrees = bool(tap.agrees)
    fact = await decide_meeting(turn.uow, turn.speaker, tap.meeting_id, turn.now, agrees=agrees)
    return Reply(redraw=words.decided(fact, turn.speaker.known().name, agrees=agrees))
