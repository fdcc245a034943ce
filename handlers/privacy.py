"""我的资料: look, correct, see who looked, take along, delete."""

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message

from domain.people import Person
from handlers.fields import BUILDING, NAME, PHONE, ROOM, about, line_of
from handlers.filters import Said, Tapped
from handlers.forms import Draft, Field, Form, begin, register
from handlers.turn import Turn
from usecases.dossiers import forget_sensitive
from usecases.privacy import correct, erase, own
from usecases.records import leave
from wording import privacy as words
from wording import records as record_words
from wording.menu import Word
from wording.message import Reply
from wording.taps import Papers

router = Router(name="privacy")
LINES = 20
DELETE = ("删除", "“删除”", "「删除」", "确认删除")


async def _corrected(turn: Turn, draft: Draft) -> Reply:
    told = draft.answers
    person = Person(0, 0, told["name"], told.get("phone", ""), told.get("building", ""), told.get("room", ""))
    await correct(turn.uow, turn.speaker, person, turn.now)
    return Reply((words.corrected(),))


CORRECT = register(Form("correct", words.TITLE, (NAME, PHONE, BUILDING, ROOM), _corrected))


async def _erased(turn: Turn, draft: Draft) -> Reply:
    await erase(turn.uow, turn.speaker, turn.now)
    turn.talk.state.clear()
    turn.talk.has_moved = True
    return Reply((words.erased(),))


def _sure(text: str) -> str | None:
    return text.strip() if text.strip() in DELETE else None


ERASE = register(Form("erase", "删除", (Field("sure", words.SURE, _sure),), _erased, is_summarised=False))


@router.message(Said(Word.PAPERS), F.chat.type == "private")
@router.callback_query(Said(Word.PAPERS))
async def papers(event: Message | CallbackQuery, turn: Turn) -> Reply:
    me = own(turn.speaker)
    reveals = await turn.uow.audit.reveals_of(me.id, LINES)
    looks = {(each.at, each.seen_by) for each in reveals}
    return Reply((words.mine(me, await turn.uow.dossiers.of_person(me.id), len(looks)),))


@router.callback_query(Tapped(Papers))
async def papers_do(event: CallbackQuery, tap: Papers, turn: Turn) -> Reply:
    me = own(turn.speaker)
    match tap.what:
        case "correct":
            told = {"name": me.name, "phone": me.phone, "building": me.building, "room": me.room}
            answers = {key: value for key, value in told.items() if value}
            return await begin(turn, CORRECT, answers, await about(turn))
        case "seen":
            reveals = await turn.uow.audit.reveals_of(me.id, LINES)
            persons = await turn.uow.people.persons({each.seen_by for each in reveals})
            named = [(each, persons[each.seen_by].name if each.seen_by in persons else "") for each in reveals]
            return Reply((words.seen_by(named, turn.now),))
        case "export":
            return Reply(words.exported(me.id))
        case "sensitive":
            had = await forget_sensitive(turn.uow, turn.speaker, turn.now)
            return Reply((words.sensitive_gone(had=had),))
        case _:
            return await begin(turn, ERASE)


async def _left(turn: Turn, draft: Draft) -> Reply:

    released = await leave(turn.uow, turn.speaker, draft.answers["reason"], turn.now)
    return Reply((record_words.left(released),))


LEAVE = register(Form("leave", "退出", (Field("reason", record_words.LEAVING, line_of),), _left, is_summarised=False))


@router.message(Said(Word.LEAVE), F.chat.type == "private")
async def leave_start(message: Message, turn: Turn) -> Reply:
    own(turn.speaker)
    return await begin(turn, LEAVE)
