"""上门: agree on a time, say 到了 and 出来了."""

from datetime import date, datetime, time, timedelta

from aiogram import Router
from aiogram.types import CallbackQuery

from domain.times import at_local, local
from domain.wanted import span_of
from handlers.fields import line_of
from handlers.filters import Tapped
from handlers.forms import Draft, Field, Form, begin, register
from handlers.subjects import answered_as
from handlers.turn import Turn
from usecases.visits import agree_visit, arrive, leave, propose_visit
from wording import visits as words
from wording.dates import say_when
from wording.message import Reply
from wording.wish_taps import AgreeVisit, Arrived, Left, ProposeVisit

router = Router(name="visits")
OFFERED_CLOCKS = (time(9, 0), time(15, 0))
OFFERED_DAYS = 3
LEAD = timedelta(hours=1)


def offered(now: datetime) -> dict[str, datetime]:
    """Return the next times one can simply tap, as they are said."""
    today = local(now).date()
    times = [_on(today, days, clock) for days in range(OFFERED_DAYS) for clock in OFFERED_CLOCKS]
    return {say_when(at, now): at for at in times if at > now + LEAD}


def _on(today: date, days: int, clock: time) -> datetime:
    return at_local(today + timedelta(days=days), clock)


async def _proposed(turn: Turn, draft: Draft) -> Reply:
    said = draft.answers["when"]
    begun = datetime.fromisoformat(draft.extra["asked_at"])
    at = offered(begun).get(said) or _read(turn, draft)
    if at is None:
        return Reply((words.unclear(),))
    await propose_visit(turn.uow, turn.speaker, int(draft.extra["wish"]), at, turn.now)
    return Reply((words.proposing(at, turn.now),))


def _read(turn: Turn, draft: Draft) -> datetime | None:
    noted = turn.reader.read(draft.answers["when"], turn.now, answer_to=answered_as(WHEN.name)).slots.get("when", ())
    span = span_of([str(each) for each in noted], turn.now)
    return None if span is None else span.from_at


WHEN = register(
    Form(
        "visit",
        "约时间",
        (Field("when", lambda draft: words.when(draft.extra["offers"]), line_of),),
        _proposed,
        is_summarised=False,
    )
)


@router.callback_query(Tapped(ProposeVisit))
async def propose(event: CallbackQuery, tap: ProposeVisit, turn: Turn) -> Reply:
    extra = {"wish": tap.wish_id, "asked_at": turn.now.isoformat(), "offers": list(offered(turn.now))}
    return await begin(turn, WHEN, extra=extra)


@router.callback_query(Tapped(AgreeVisit))
async def agree(event: CallbackQuery, tap: AgreeVisit, turn: Turn) -> Reply:
    await agree_visit(turn.uow, turn.speaker, tap.visit_id, turn.now)
    return Reply(toast=words.noted())


@router.callback_query(Tapped(Arrived))
async def arrived(event: CallbackQuery, tap: Arrived, turn: Turn) -> Reply:
    await arrive(turn.uow, turn.speaker, tap.visit_id, turn.now)
    return Reply((words.arrived(tap.visit_id),))


@router.callback_query(Tapped(Left))
async def left(event: CallbackQuery, tap: Left, turn: Turn) -> Reply:
    _, wish = await leave(turn.uow, turn.speaker, tap.visit_id, turn.now)
    return Reply(redraw=words.left(wish.id))
