"""人员名册 for staff: find, add, change, import and export, posters."""

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message

from domain.answers import name_of, phone_of
from domain.papers import BuildingPoster
from domain.people import Person
from domain.permissions import Action, may, require, require_somewhere
from domain.places import buildings_of
from domain.refusals import NotFound
from domain.registration import RegistrationStep
from domain.rosters import Category
from domain.timebank import Source, SourceKind
from handlers.fields import BUILDING, ROOM, about, line_of
from handlers.filters import Said, Tapped
from handlers.forms import Draft, Field, Form, begin, register
from handlers.grids import begin_beside
from handlers.roles import begin_grid
from handlers.shift_sheets import is_shift_sheet
from handlers.turn import Turn
from usecases.audit import history
from usecases.imports import drop_import, queue_import, queue_rows
from usecases.records import (
    add_by_staff,
    change_category,
    change_standing,
    export_register,
    find,
    open_record,
    open_sensitive,
)
from usecases.shift_imports import queue_shifts
from wording import people as people_words
from wording import records as words
from wording.forms import Question
from wording.menu import Word
from wording.message import Reply
from wording.paper_sheet import CATEGORIES
from wording.people_taps import SeeSensitive
from wording.taps import ChangeStanding, ImportRows, OpenRecord, Records, SetCategory, ShowHistory

router = Router(name="records")
CATEGORY_OF = {name: category for category, name in CATEGORIES.items()}
CASE_PREFIX = "解忧"


async def _found(turn: Turn, draft: Draft) -> Reply:
    """Find a person; the number of a case gives what happened to it, without a word of the case itself."""
    number = draft.answers["who"].strip()
    if number.startswith(CASE_PREFIX):
        case_id = await turn.uow.audit.case_numbered(number, turn.speaker.known().community_id)
        if case_id is None:
            raise NotFound
        told = await history(turn.uow, turn.speaker, "case", case_id, turn.now)
        source = Source(SourceKind.CASE, case_id)
        led = await turn.uow.timebank.office.of_source(turn.speaker.known().community_id, source)
        return Reply((words.history(told, turn.now, source if led else None),))
    return Reply((words.found(await find(turn.uow, turn.speaker, draft.answers["who"], turn.now)),))


async def _added(turn: Turn, draft: Draft) -> Reply:
    told = draft.answers
    person = Person(0, 0, told["name"], told.get("phone", ""), told["building"], told["room"])
    return Reply((words.added(await add_by_staff(turn.uow, turn.speaker, person, told["consent"], turn.now)),))


async def _listed(turn: Turn, draft: Draft) -> Reply:
    me = turn.speaker.known()
    names = draft.answers["buildings"].split("、")
    await turn.uow.people.list_buildings(me.community_id, names)
    return Reply((words.listed(names),))


async def _categorised(turn: Turn, draft: Draft) -> Reply:
    told = draft.answers
    category = CATEGORY_OF.get(told["which"], Category.REGULAR)
    person_id = int(draft.extra["person"])
    changed = await change_category(turn.uow, turn.speaker, person_id, category, told["reason"], turn.now)
    return Reply((words.category_set(changed),))


async def _stood(turn: Turn, draft: Draft) -> Reply:
    step, person_id = RegistrationStep(draft.extra["step"]), int(draft.extra["person"])
    moved, released = await change_standing(turn.uow, turn.speaker, person_id, step, draft.answers["reason"], turn.now)
    person = await turn.uow.people.person(person_id)
    return Reply((words.standing_set(person.name if person else "", moved, released),))


def _whom(draft: Draft) -> Question:
    return words.find(keeps=bool(draft.extra.get("keeps")))


FIND = register(Form("find_person", "找人", (Field("who", _whom, line_of),), _found, is_summarised=False))
ADD = register(
    Form(
        "add_person",
        words.TITLE,
        (
            Field("consent", words.HOW_AGREED, line_of),
            Field("name", people_words.NAME, name_of),
            Field("phone", words.NO_PHONE, phone_of),
            BUILDING,
            ROOM,
        ),
        _added,
    )
)
BUILDINGS = register(
    Form("list_buildings", "楼栋", (Field("buildings", words.BUILDINGS, buildings_of),), _listed, is_summarised=False)
)
CATEGORISE = register(
    Form(
        "categorise",
        "分类",
        (Field("which", words.WHICH), Field("reason", words.REASON, line_of)),
        _categorised,
        is_summarised=False,
    )
)
STAND = register(
    Form("change_standing", "名册", (Field("reason", words.REASON, line_of),), _stood, is_summarised=False)
)


@router.message(Said(Word.RECORDS), F.chat.type == "private")
@router.callback_query(Said(Word.RECORDS))
async def records(event: Message | CallbackQuery, turn: Turn) -> Reply:
    """Open the register; somebody who may only look, for a building or a grid, is asked at once whom they look for."""
    home = turn.speaker.known().community_id
    if may(turn.speaker.grants, Action.IMPORT_PEOPLE, home, turn.now):
        return Reply((words.menu(),))
    require_somewhere(turn.speaker.grants, Action.READ_PERSON, home, turn.now)
    return await begin(turn, FIND)


@router.callback_query(Tapped(Records))
async def records_do(event: CallbackQuery, tap: Records, turn: Turn) -> Reply:
    me = turn.speaker.known()
    require(turn.speaker.grants, Action.IMPORT_PEOPLE, me.community_id, turn.now)
    buildings = await turn.uow.people.listed_buildings(me.community_id)
    match tap.what:
        case "find":
            return await begin(turn, FIND, extra={"keeps": True})
        case "add":
            return await begin(turn, ADD, extra=await about(turn))
        case "template":
            return Reply((words.template_file(buildings),))
        case "export":
            return Reply((words.register_file(await export_register(turn.uow, turn.speaker, turn.now)),))
        case "posters":
            return await _posters(turn, buildings)
        case "grids":
            return await begin_grid(turn)
        case "beside":
            return await begin_beside(turn)
        case _:
            return await begin(turn, BUILDINGS)


async def _posters(turn: Turn, listed: list[str]) -> Reply:
    me = turn.speaker.known()
    home = await turn.uow.people.community(me.community_id)
    names = listed or await turn.uow.people.buildings(me.community_id)
    posters = [
        BuildingPoster(home.name, name, people_words.building_link(turn.bot_name, home.id, name), home.phone)
        for name in names
    ]
    return Reply((words.poster_file(posters),)) if posters else await begin(turn, BUILDINGS)


@router.callback_query(Tapped(OpenRecord))
async def opened(event: CallbackQuery, tap: OpenRecord, turn: Turn) -> Reply:
    person, dossier, registration = await open_record(turn.uow, turn.speaker, tap.person_id, turn.now)
    keeps = may(turn.speaker.grants, Action.CHANGE_CATEGORY, person.community_id, turn.now)
    return Reply((words.record(person, dossier, registration, keeps=keeps),))


async def _sensitive(turn: Turn, draft: Draft) -> Reply:
    why = words.LOOKED_FOR[draft.answers["why"]]
    person, dossier = await open_sensitive(turn.uow, turn.speaker, int(draft.extra["person"]), why, turn.now)
    return Reply((words.sensitive(person, dossier),))


SENSITIVE = register(
    Form("see_sensitive", "家里和身体", (Field("why", words.WHAT_FOR),), _sensitive, is_summarised=False)
)


@router.callback_query(Tapped(SeeSensitive))
async def see_sensitive(event: CallbackQuery, tap: SeeSensitive, turn: Turn) -> Reply:
    """Ask what for, before anything is shown."""
    require(turn.speaker.grants, Action.READ_SENSITIVE, turn.speaker.known().community_id, turn.now)
    return await begin(turn, SENSITIVE, extra={"person": tap.person_id})


@router.callback_query(Tapped(SetCategory))
async def set_category(event: CallbackQuery, tap: SetCategory, turn: Turn) -> Reply:
    require(turn.speaker.grants, Action.CHANGE_CATEGORY, turn.speaker.known().community_id, turn.now)
    return await begin(turn, CATEGORISE, extra={"person": tap.person_id})


@router.callback_query(Tapped(ChangeStanding))
async def set_standing(event: CallbackQuery, tap: ChangeStanding, turn: Turn) -> Reply:
    require(turn.speaker.grants, Action.SUSPEND_PERSON, turn.speaker.known().community_id, turn.now)
    return await begin(turn, STAND, extra={"person": tap.person_id, "step": tap.step})


@router.callback_query(Tapped(ShowHistory))
async def show_history(event: CallbackQuery, tap: ShowHistory, turn: Turn) -> Reply:
    told = await history(turn.uow, turn.speaker, tap.subject, tap.subject_id, turn.now)
    return Reply((words.history(told, turn.now),))


@router.message(F.document, F.chat.type == "private")
async def sheet(message: Message, turn: Turn) -> Reply | None:
    """Take an uploaded register: it is read by a worker; this chat gets one message that is edited as it goes on."""
    if message.document is None:
        return None
    if is_shift_sheet(turn, message.document.file_name or ""):
        await queue_shifts(turn.uow, turn.speaker, message.document.file_id, message.chat.id, turn.now)
        return Reply()
    await queue_import(turn.uow, turn.speaker, message.document.file_id, message.chat.id, turn.now)
    return Reply()


@router.callback_query(Tapped(ImportRows))
async def import_rows(event: CallbackQuery, tap: ImportRows, turn: Turn) -> Reply:
    if not tap.right:
        await drop_import(turn.uow, turn.speaker, tap.work_id, turn.now)
        return Reply(redraw=words.not_imported())
    await queue_rows(turn.uow, turn.speaker, tap.work_id, turn.now)
    return Reply(redraw=words.reading_sheet())
