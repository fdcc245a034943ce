"""排班: fixed shifts, the week's draft, edits, publishing, and whom the bot cannot reach."""

import re
from datetime import date, datetime, time

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message

from domain.calendars import FEASTS, Pattern
from domain.drafts import Draft as Roster
from domain.drafts import ReachList, Template
from domain.duty import DutyKind, Post
from domain.permissions import Action, require
from domain.times import local
from domain.written_days import coming_day_of
from handlers.clock_answers import hours_of, looks_like_day
from handlers.duty import KIND_OF
from handlers.fields import line_of
from handlers.filters import Said, Tapped
from handlers.forms import Draft, Field, Form, begin, register
from handlers.turn import Turn
from usecases.duty_seats import volunteers
from usecases.roster_problems import next_monday
from usecases.roster_publishing import publish, unreachable, week_of
from usecases.roster_repairs import decide_proposal
from usecases.rosters import (
    add_template,
    change_seat,
    draft_week,
    drop_template,
    fixed_shifts,
    held_draft,
    lines_of,
    want_solver,
)
from wording import duty as duty_words
from wording import roster_repairs as repair_words
from wording import rosters as words
from wording.duty_taps import DecideProposal, DraftSeat, DropTemplate, RosterStep
from wording.menu import Word
from wording.message import Message as Said_
from wording.message import Reply
from wording.people import community_link

router = Router(name="rosters")
PATTERN_OF = {name: pattern for pattern, name in words.PATTERNS.items()}
PEOPLE_OFFERED = 40
LONGEST_NUMBER = 3
_BETWEEN = re.compile(r"[、，,；;\s]+")


def number_of(text: str) -> str | None:
    said = text.strip().removesuffix("人").removesuffix("个")
    return said if said.isdecimal() and len(said) < LONGEST_NUMBER else None


def looks_like_days(text: str) -> str | None:
    """Return 「中秋、12月5日」 if every part of it names a day."""
    parts = [part for part in _BETWEEN.split(text.strip()) if part]
    return "、".join(parts) if parts and all(_feast(part) or looks_like_day(part) for part in parts) else None


def days_of(text: str, today: date) -> tuple[str, ...]:
    """Return the days as templates keep them: feasts by name, for they come every year, other days by date."""
    days = [_feast(part) or _iso(part, today) for part in _BETWEEN.split(text) if part]
    return tuple(dict.fromkeys(filter(None, days)))


def _feast(part: str) -> str:
    plain = part.removesuffix("那天").removesuffix("当天")
    return next((name for name in FEASTS if plain in {name, name.removesuffix("节"), f"{name}节"}), "")


def _iso(part: str, today: date) -> str:
    on = coming_day_of(part, today)
    return on.isoformat() if on else ""


def _is_by_date(draft: Draft) -> bool:
    return bool(draft.answers.get("pattern") == words.PATTERNS[Pattern.DATES])


def _clock(text: str) -> time:
    return datetime.strptime(text, "%H:%M").time()  # noqa: DTZ007 - a clock time, its zone comes with the day


async def _template(turn: Turn, draft: Draft) -> Reply:
    told = draft.answers
    begins, ends = (_clock(each) for each in told["hours"].split("-"))
    kind = KIND_OF.get(told["kind"], DutyKind.OTHER)
    post = Post(0, turn.speaker.known().community_id, kind, told["post"])
    pattern = PATTERN_OF.get(told["pattern"], Pattern.EVERY_DAY)
    trained, captain = words.CREWS[told["crew"]]
    days = days_of(told.get("days", ""), local(turn.now).date()) if pattern is Pattern.DATES else ()
    made = Template(post, pattern, begins, ends, int(told["need"]), trained, captain, days)
    await add_template(turn.uow, turn.speaker, made, turn.now)
    return Reply((words.template_kept(),))


TEMPLATE = register(
    Form(
        "duty_template",
        words.TEMPLATE_TITLE,
        (
            Field("kind", duty_words.KIND),
            Field("post", lambda draft: duty_words.post(draft.extra["posts"]), line_of),
            Field("pattern", words.PATTERN),
            Field("days", words.DAYS, looks_like_days, wanted=_is_by_date),
            Field("hours", duty_words.HOURS, hours_of),
            Field("need", words.NEED, number_of),
            Field("crew", words.CREW),
        ),
        _template,
    )
)


@router.message(Said(Word.TEMPLATE), F.chat.type == "private")
@router.callback_query(Said(Word.TEMPLATE))
async def template(event: Message | CallbackQuery, turn: Turn) -> Reply:
    home = turn.speaker.known().community_id
    require(turn.speaker.grants, Action.ASSIGN_SHIFT, home, turn.now)
    posts = [each.name for each in await turn.uow.duties.posts(home)]
    return await begin(turn, TEMPLATE, extra={"posts": posts[:6]})


@router.message(Said(Word.TEMPLATES), F.chat.type == "private")
@router.callback_query(Said(Word.TEMPLATES))
async def templates(event: Message | CallbackQuery, turn: Turn) -> Reply:
    return Reply((words.fixed(await fixed_shifts(turn.uow, turn.speaker, turn.now)),))


@router.callback_query(Tapped(DropTemplate))
async def dropped(event: CallbackQuery, tap: DropTemplate, turn: Turn) -> Reply:
    gone = await drop_template(turn.uow, turn.speaker, tap.template_id, turn.now)
    return Reply(
        (words.template_dropped(gone),), redraw=words.fixed(await fixed_shifts(turn.uow, turn.speaker, turn.now))
    )


@router.message(Said(Word.ROSTER), F.chat.type == "private")
@router.callback_query(Said(Word.ROSTER))
async def roster(event: Message | CallbackQuery, turn: Turn) -> Reply:
    """Draft the coming week; what was drafted before is shown again."""
    from_on: date = next_monday(local(turn.now).date())
    return Reply((await _shown(turn, await draft_week(turn.uow, turn.speaker, from_on, turn.now)),))


async def _shown(turn: Turn, one: Roster) -> Said_:
    return words.draft(one, await lines_of(turn.uow, one))


@router.callback_query(Tapped(RosterStep))
async def step(event: CallbackQuery, tap: RosterStep, turn: Turn) -> Reply:
    match tap.step:
        case "publish":
            return Reply((words.published(*await publish(turn.uow, turn.speaker, tap.roster_id, turn.now)),))
        case "solve":
            await want_solver(turn.uow, turn.speaker, tap.roster_id, turn.now)
            return Reply()
        case "sheet":
            one = await held_draft(turn.uow, turn.speaker, tap.roster_id, turn.now)
            home = await turn.uow.people.community(one.community_id)
            link = community_link(turn.bot_name, home.id)
            week = await week_of(turn.uow, home, one.from_on, link, respectful=False)
            return Reply((words.sheet(week),))
        case "edit":
            one = await held_draft(turn.uow, turn.speaker, tap.roster_id, turn.now)
            return Reply((words.which_shift(one, await lines_of(turn.uow, one)),))
        case _:
            one = await held_draft(turn.uow, turn.speaker, tap.roster_id, turn.now)
            return Reply(redraw=await _shown(turn, one))


@router.callback_query(Tapped(DecideProposal))
async def decided(event: CallbackQuery, tap: DecideProposal, turn: Turn) -> Reply:
    """Take 就这样 or 我自己调; the latter opens the roster as it stands."""
    accepts = bool(tap.accepts)
    proposal, coming, left_out = await decide_proposal(
        turn.uow, turn.speaker, tap.proposal_id, turn.now, accepts=accepts
    )
    if accepts:
        return Reply(redraw=repair_words.mended(coming, left_out))
    one = await held_draft(turn.uow, turn.speaker, proposal.roster_id, turn.now)
    return Reply((await _shown(turn, one),), redraw=repair_words.left_to_you())


@router.callback_query(Tapped(DraftSeat))
async def cell(event: CallbackQuery, tap: DraftSeat, turn: Turn) -> Reply:
    """Show a cell of the draft, or put somebody in or take them out."""
    if tap.person_id:
        one = await change_seat(turn.uow, turn.speaker, tap.roster_id, tap.shift_id, tap.person_id, turn.now)
    else:
        one = await held_draft(turn.uow, turn.speaker, tap.roster_id, turn.now)
    lines = [each for each in await lines_of(turn.uow, one) if each.shift_id == tap.shift_id]
    if not lines:
        return Reply(redraw=await _shown(turn, one))
    people = await turn.uow.people.persons((await volunteers(turn.uow, one.community_id, turn.now))[:PEOPLE_OFFERED])
    return Reply(redraw=words.which_person(one, lines[0], list(people.values())))


@router.message(Said(Word.REACH), F.chat.type == "private")
@router.callback_query(Said(Word.REACH))
async def reach(event: Message | CallbackQuery, turn: Turn) -> Reply:
    home = turn.speaker.known().community_id
    require(turn.speaker.grants, Action.ASSIGN_SHIFT, home, turn.now)
    return Reply((words.reach(ReachList(await unreachable(turn.uow, home, turn.now))),))
