"""Giving and taking back roles by taps, and saying which buildings a grid has."""

from datetime import datetime, timedelta
from typing import Any

from aiogram import Router
from aiogram.types import CallbackQuery

from domain.answers import cleaned
from domain.people import Grant, Role, ScopeKind
from domain.places import building_name, buildings_of
from domain.roles import end_of, fitting, last_day
from domain.times import local
from handlers.fields import BUILDING, BUILDINGS_OFFERED
from handlers.filters import Tapped
from handlers.forms import Draft, Field, Form, begin, register
from handlers.turn import Turn
from usecases.roles import end_role, find_grant, give_role, roles_of, set_grid
from wording import roles as words
from wording.message import Reply
from wording.names import ROLES
from wording.people_taps import EndRole, GiveRole, ShowRoles

router = Router(name="roles")
ROLE_OF = {name: role for role, name in ROLES.items()}
SIZE_OF = {name: kind for kind, name in words.SIZES.items()}
LONGEST_GRID = 20


def _role(draft: Draft) -> Role:
    return ROLE_OF.get(draft.answers.get("role", ""), Role.RESIDENT)


def _sizes(draft: Draft) -> list[str]:
    """Return how much of the community the chosen role may be for; a grid only where there are grids."""
    there = [kind for kind in fitting(_role(draft)) if kind is not ScopeKind.GRID or draft.extra["grids"]]
    return [words.SIZES[kind] for kind in there]


def _size(draft: Draft) -> ScopeKind:
    """Return how much the role is for; what was chosen for another role before does not count."""
    told = SIZE_OF.get(draft.answers.get("size", ""), ScopeKind.COMMUNITY)
    return told if told in fitting(_role(draft)) else ScopeKind.COMMUNITY


def _day(text: str) -> str | None:
    return text.strip() if any(sign.isdecimal() for sign in text) and len(text) <= LONGEST_GRID else None


def _no_such_day(draft: Draft, answer: Any) -> str:
    today = datetime.fromisoformat(draft.extra["today"]).date()
    return "" if answer in words.SPANS or last_day(answer, today) else words.UNTIL_WRONG


def _until(told: str, now: datetime) -> datetime | None:
    """Return when a role ends; None for one that is given for good."""
    if told == words.ALWAYS:
        return None
    today = local(now).date()
    on = today + timedelta(days=words.SPANS[told]) if told in words.SPANS else last_day(told, today)
    return end_of(on or today)


async def _given(turn: Turn, draft: Draft) -> Reply:
    told, size = draft.answers, _size(draft)
    place = {ScopeKind.GRID: told.get("grid"), ScopeKind.BUILDING: told.get("building")}.get(size) or ""
    wanted = Grant(_role(draft), None, size, place, until_at=_until(told["until"], turn.now))
    person, grant = await give_role(turn.uow, turn.speaker, int(draft.extra["person"]), wanted, turn.now)
    return Reply((words.given(person, grant, turn.now),))


GIVE = register(
    Form(
        "give_role",
        words.TITLE,
        (
            Field("role", lambda draft: words.which_role(draft.extra["roles"])),
            Field(
                "size", lambda draft: words.how_much(_sizes(draft)), wanted=lambda draft: len(fitting(_role(draft))) > 1
            ),
            Field(
                "grid",
                lambda draft: words.which_grid(draft.extra["grids"]),
                wanted=lambda draft: _size(draft) is ScopeKind.GRID,
            ),
            Field(
                "building",
                lambda draft: words.which_building(draft.extra["buildings"]),
                building_name,
                wanted=lambda draft: _size(draft) is ScopeKind.BUILDING,
                doubt=BUILDING.doubt,
            ),
            Field("until", words.UNTIL, _day, doubt=_no_such_day),
        ),
        _given,
    )
)


def grid_name(text: str) -> str | None:
    name = "".join(cleaned(text).split())
    return name if 0 < len(name) <= LONGEST_GRID else None


async def _grid(turn: Turn, draft: Draft) -> Reply:
    names = draft.answers["buildings"].split("、")
    await set_grid(turn.uow, turn.speaker, draft.answers["grid"], names, turn.now)
    return Reply((words.grid_set(draft.answers["grid"], names),))


GRID = register(
    Form(
        "set_grid",
        "网格",
        (
            Field("grid", lambda draft: words.name_grid(draft.extra["grids"]), grid_name),
            Field("buildings", words.GRID_BUILDINGS, buildings_of),
        ),
        _grid,
        is_summarised=False,
    )
)


async def begin_grid(turn: Turn) -> Reply:
    there = await turn.uow.people.grids(turn.speaker.known().community_id)
    return await begin(turn, GRID, extra={"grids": list(there)})


@router.callback_query(Tapped(ShowRoles))
async def shown(event: CallbackQuery, tap: ShowRoles, turn: Turn) -> Reply:
    person, held, may_give = await roles_of(turn.uow, turn.speaker, tap.person_id, turn.now)
    return Reply((words.held_by(person, held, may_give, turn.now),))


@router.callback_query(Tapped(GiveRole))
async def give(event: CallbackQuery, tap: GiveRole, turn: Turn) -> Reply:
    person, _, may_give = await roles_of(turn.uow, turn.speaker, tap.person_id, turn.now)
    home = person.community_id
    listed = await turn.uow.people.listed_buildings(home)
    peopled = await turn.uow.people.buildings(home)
    own = [person.building] if person.building else []
    extra = {
        "person": tap.person_id,
        "roles": [ROLES[role] for role in may_give],
        "grids": list(await turn.uow.people.grids(home)),
        "all_buildings": listed or peopled,
        "buildings": list(dict.fromkeys([*own, *(peopled or listed)]))[:BUILDINGS_OFFERED],
        "today": local(turn.now).date().isoformat(),
    }
    return await begin(turn, GIVE, extra=extra)


@router.callback_query(Tapped(EndRole))
async def end(event: CallbackQuery, tap: EndRole, turn: Turn) -> Reply:
    if not tap.sure:
        return Reply((words.really_end(*await find_grant(turn.uow, turn.speaker, tap.grant_id, turn.now)),))
    return Reply(redraw=words.ended(*await end_role(turn.uow, turn.speaker, tap.grant_id, turn.now)))
