"""值班: my shifts, planning one, answering, checking in and out."""

from datetime import date, datetime, timedelta

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message

from domain.attendance import require_fresh
from domain.duty import DutyKind, Place, Post
from domain.people import Role
from domain.permissions import Action, may, require
from domain.times import at_local, local
from domain.written_days import day_of
from handlers.clock_answers import hours_of, looks_like_day
from handlers.fields import line_of
from handlers.filters import Said, Tapped
from handlers.forms import Draft, Field, Form, begin, register
from handlers.turn import Turn
from usecases.attendance import check_in, check_out, nearest
from usecases.duty import answer_reminder, confirm_minutes, my_shifts, plan_shift
from usecases.duty_calendars import feed_name, new_feed
from wording import covers as cover_words
from wording import duty as words
from wording import duty_views as views
from wording.duty_taps import AnswerShift, ConfirmMinutes, ShowDuties
from wording.menu import Word
from wording.message import Reply
from wording.names import DUTY_KINDS

router = Router(name="duty")
KIND_OF = {name: kind for kind, name in DUTY_KINDS.items()}
VOLUNTEERS_OFFERED = 24


def span_of(draft: Draft, now: datetime) -> tuple[datetime, datetime] | None:
    on = day_of(draft.answers["day"], local(now).date())
    if on is None:
        return None
    begin_text, end_text = draft.answers["hours"].split("-")
    begins, ends = (at_local(on, datetime.strptime(each, "%H:%M").time()) for each in (begin_text, end_text))  # noqa: DTZ007 - a clock time, its zone comes with the day
    return begins, ends


async def _planned(turn: Turn, draft: Draft) -> Reply:
    leader = turn.speaker.known()
    span = span_of(draft, turn.now)
    chosen = [who for who in draft.extra["people"] if who[1] in draft.answers["people"]]
    if span is None or not chosen or span[0] <= turn.now:
        return Reply((words.not_possible(),))
    kind = KIND_OF.get(draft.answers["kind"], DutyKind.OTHER)
    post = Post(0, leader.community_id, kind, draft.answers["post"])
    await plan_shift(turn.uow, turn.speaker, post, *span, [int(who[0]) for who in chosen], turn.now)
    return Reply((words.planned([who[1] for who in chosen], turn.keys),))


PLAN = register(
    Form(
        "plan",
        words.TITLE,
        (
            Field("kind", words.KIND),
            Field("post", lambda draft: words.post(draft.extra["posts"]), line_of),
            Field("day", words.DAY, looks_like_day),
            Field("hours", words.HOURS, hours_of),
            Field("people", lambda draft: words.people([who[1] for who in draft.extra["people"]])),
        ),
        _planned,
    )
)


@router.message(Said(Word.PLAN), F.chat.type == "private")
@router.callback_query(Said(Word.PLAN))
async def plan(event: Message | CallbackQuery, turn: Turn) -> Reply:
    """Open the form with the posts there are and the volunteers who may be asked."""
    leader = turn.speaker.known()
    require(turn.speaker.grants, Action.ASSIGN_SHIFT, leader.community_id, turn.now)
    volunteers = await turn.uow.people.holders(leader.community_id, (Role.VOLUNTEER,), turn.now)
    persons = await turn.uow.people.persons(volunteers[:VOLUNTEERS_OFFERED])
    if not persons:
        return Reply((words.nobody_to_ask(),))
    names = _told_apart({who: persons[who].name for who in volunteers if who in persons})
    posts = [each.name for each in await turn.uow.duties.posts(leader.community_id)]
    return await begin(turn, PLAN, extra={"people": [list(each) for each in names.items()], "posts": posts[:6]})


def _told_apart(names: dict[int, str]) -> dict[int, str]:
    """Give namesakes a number, since they cannot be told apart otherwise."""
    seen: dict[str, int] = {}
    told = {}
    for who, name in names.items():
        seen[name] = seen.get(name, 0) + 1
        told[who] = name if seen[name] == 1 else f"{name}（{seen[name]}）"
    return told


@router.message(Said(Word.DUTY))
@router.callback_query(Said(Word.DUTY))
async def mine(event: Message | CallbackQuery, turn: Turn) -> Reply:
    """Show the speaker's shifts; a leader sees the team's too."""
    return await view(turn, "next")


async def view(turn: Turn, what: str) -> Reply:
    """Show 我的班: what is next, this week, the month, or the team's."""
    shifts = await my_shifts(turn.uow, turn.speaker, turn.now)
    me = turn.speaker.known()
    leads = may(turn.speaker.grants, Action.ASSIGN_SHIFT, me.community_id, turn.now)
    if leads and (what == "team" or (what == "next" and not shifts)):
        led = await turn.uow.duties.led_by(me.id, turn.now)
        persons = await turn.uow.people.persons({each.person_id for each in led})
        if led or what == "team":
            return Reply((views.team(led, persons, turn.now),))
    title, days = VIEWS.get(what, VIEWS["next"])
    today = local(turn.now).date()
    ends_on = {"week": today + timedelta(days=7 - today.weekday()), "month": _next_month(today)}.get(what)
    shown = [each for each in shifts if ends_on is None or local(each.shift.starts_at).date() < ends_on]
    return Reply((views.mine(shown[:days], turn.now, title, me=me.id, leads=leads),))


VIEWS = {"next": ("您的班：", 5), "week": ("您这周的班：", 40), "month": ("您这个月的班：", 40)}


def _next_month(on: date) -> date:
    return date(on.year + on.month // 12, on.month % 12 + 1, 1)


@router.callback_query(Tapped(ShowDuties))
async def show(event: CallbackQuery, tap: ShowDuties, turn: Turn) -> Reply:
    if tap.view in {"calendar", "new_feed"}:
        return await _calendar(turn, is_new=tap.view == "new_feed")
    return await view(turn, tap.view)


async def _calendar(turn: Turn, *, is_new: bool) -> Reply:
    """Hand out one's own calendar; the address is made anew when it has got into other hands."""
    me = turn.speaker.known()
    if is_new:
        await new_feed(turn.uow, await turn.uow.duty_profiles.of_person(me.id))
    address = f"{turn.calendar_base}/{await feed_name(turn.uow, me.id)}.ics" if turn.calendar_base else ""
    return Reply((views.calendar(me.id, address),))


@router.callback_query(Tapped(AnswerShift))
async def answer(event: CallbackQuery, tap: AnswerShift, turn: Turn) -> Reply:
    answered, asked = await answer_reminder(
        turn.uow, turn.speaker, tap.assignment_id, turn.now, can_come=bool(tap.can_come)
    )
    if tap.can_come:
        return Reply(redraw=words.answered(answered, turn.now))
    return Reply(redraw=cover_words.declined(answered, asked))


@router.message(F.location, F.chat.type == "private")
async def located(message: Message, turn: Turn) -> Reply:
    """Check in by location; a forwarded or an old one is refused with the reason."""
    if message.location is None:
        return Reply((words.where_are_you(),))
    require_fresh(message.date, turn.now, is_forwarded=message.forward_origin is not None)
    place = Place(message.location.latitude, message.location.longitude)
    return Reply((words.checked_in(await check_in(turn.uow, turn.speaker, place, turn.now), turn.keys),))


@router.message(Said(Word.CHECK_IN))
async def arrived(message: Message, turn: Turn) -> Reply:
    """Check in by word; where the post has a place, the location or the leader's code is asked for."""
    if (await nearest(turn.uow, turn.speaker, turn.now)).shift.post.place is not None:
        return Reply((words.where_are_you(),))
    return Reply((words.checked_in(await check_in(turn.uow, turn.speaker, None, turn.now), turn.keys),))


@router.message(Said(Word.CHECK_OUT))
async def left(message: Message, turn: Turn) -> Reply:
    return Reply((words.checked_out(await check_out(turn.uow, turn.speaker, turn.now), turn.keys),))


@router.callback_query(Tapped(ConfirmMinutes))
async def confirm(event: CallbackQuery, tap: ConfirmMinutes, turn: Turn) -> Reply:
    assignment, volunteer, earned = await confirm_minutes(turn.uow, turn.speaker, tap.assignment_id, turn.now)
    return Reply(redraw=words.confirmed(volunteer.name, assignment.minutes_served(), earned.points))
