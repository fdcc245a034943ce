"""五个清楚: five short forms after the registration, in any order, each of which may be left out."""

from datetime import datetime
from typing import Any

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message

from domain.answers import name_of, phone_of
from domain.dossiers import LONGEST_SKILL, birth_year_of, hours_of
from handlers.fields import line_of, skills_line, strange_skills
from handlers.filters import Said, Tapped
from handlers.forms import Draft, Field, Form, begin, register
from handlers.turn import Turn
from usecases.dossiers import agreed_to_sensitive, tell, tell_hours, tell_skills
from wording import dossiers as words
from wording.menu import Word
from wording.message import Reply
from wording.people import AGREE, REFUSE
from wording.taps import TellMore

router = Router(name="dossiers")
LONGEST_UNIT, LONGEST_NOTE = 40, 100


def _short(longest: int) -> Any:
    def read(text: str) -> str | None:
        said = line_of(text)
        return said if said is not None and len(said) <= longest else None

    return read


def _impossible_year(draft: Draft, answer: Any) -> str:
    now = datetime.fromisoformat(draft.extra["now"])
    return "" if birth_year_of(answer, now) else words.IMPOSSIBLE_YEAR


def _year(text: str) -> str | None:
    return text.strip() if any(sign.isdecimal() for sign in text) and len(text) <= LONGEST_SKILL else None


def _not_agreed(draft: Draft) -> bool:
    return not draft.extra["agreed"]


async def _said(turn: Turn) -> Reply:
    return Reply((words.more(turn.talk.state.get("told_blocks", ()), fresh=False),))


def _mark(turn: Turn, block: str) -> None:
    told = list(turn.talk.state.get("told_blocks", ()))
    turn.talk.put("told_blocks", [*told, block] if block not in told else told)


async def _past(turn: Turn, draft: Draft) -> Reply:
    told = draft.answers
    year = birth_year_of(told["birth_year"], turn.now) if told["birth_year"] else None
    facts = {key: told[key] for key in ("former_unit", "former_post", "party")}
    await tell(turn.uow, turn.speaker, {"birth_year": year} | facts, turn.now)
    _mark(turn, "past")
    return await _said(turn)


async def _talents(turn: Turn, draft: Draft) -> Reply:
    if draft.answers["skills"]:
        await tell_skills(turn.uow, turn.speaker, draft.answers["skills"])
    await tell(turn.uow, turn.speaker, {"intentions": tuple(draft.answers["intentions"])}, turn.now)
    _mark(turn, "talents")
    return await _said(turn)


async def _hours(turn: Turn, draft: Draft) -> Reply:
    await tell_hours(turn.uow, turn.speaker, hours_of(draft.answers["days"], draft.answers["parts"]))
    _mark(turn, "hours")
    return await _said(turn)


async def _sensitive(turn: Turn, draft: Draft, block: str, keys: tuple[str, ...]) -> Reply:
    facts = {key: draft.answers.get(key, "") for key in keys}
    agrees = draft.answers.get("sensitive") == AGREE
    await tell(turn.uow, turn.speaker, facts, turn.now, agrees=agrees)
    _mark(turn, block)
    return await _said(turn)


async def _family(turn: Turn, draft: Draft) -> Reply:
    return await _sensitive(turn, draft, "family", ("living", "emergency_name", "emergency_phone"))


async def _health(turn: Turn, draft: Draft) -> Reply:
    return await _sensitive(turn, draft, "health", ("health", "health_note"))


def _refused(turn: Turn) -> Reply:
    return Reply((words.refused_sensitive(),))


CONSENT = Field("sensitive", words.SENSITIVE, ends_on=REFUSE, wanted=_not_agreed)
FORMS: dict[str, Form] = {
    "past": Form(
        "tell_past",
        words.BLOCKS["past"],
        (
            Field("birth_year", words.BIRTH_YEAR, _year, doubt=_impossible_year),
            Field("former_unit", words.FORMER_UNIT, _short(LONGEST_UNIT)),
            Field("former_post", words.FORMER_POST, _short(LONGEST_UNIT)),
            Field("party", words.PARTY),
        ),
        _past,
        is_summarised=False,
    ),
    "talents": Form(
        "tell_talents",
        words.BLOCKS["talents"],
        (
            Field("skills", words.TALENTS, skills_line, doubt=strange_skills),
            Field("intentions", words.INTENTION, _short(40)),
        ),
        _talents,
        is_summarised=False,
    ),
    "hours": Form(
        "tell_hours",
        words.BLOCKS["hours"],
        (Field("days", words.DAYS), Field("parts", words.PARTS)),
        _hours,
        is_summarised=False,
    ),
    "family": Form(
        "tell_family",
        words.BLOCKS["family"],
        (
            CONSENT,
            Field("living", words.LIVES),
            Field("emergency_name", words.EMERGENCY_NAME, name_of),
            Field(
                "emergency_phone",
                words.EMERGENCY_PHONE,
                phone_of,
                wanted=lambda draft: draft.answers.get("emergency_name", "?") != "",
            ),
        ),
        _family,
        is_summarised=False,
        ended=_refused,
    ),
    "health": Form(
        "tell_health",
        words.BLOCKS["health"],
        (CONSENT, Field("health", words.FEELS), Field("health_note", words.HEALTH_NOTE, _short(LONGEST_NOTE))),
        _health,
        is_summarised=False,
        ended=_refused,
    ),
}
for each in FORMS.values():
    register(each)


@router.message(Said(Word.MORE), F.chat.type == "private")
@router.callback_query(Said(Word.MORE))
async def more(event: Message | CallbackQuery, turn: Turn) -> Reply:
    turn.speaker.known()
    return Reply((words.more(turn.talk.state.get("told_blocks", ())),))


@router.callback_query(Tapped(TellMore))
async def tell_more(event: CallbackQuery, tap: TellMore, turn: Turn) -> Reply:
    if tap.block not in FORMS:
        return Reply(redraw=words.enough())
    person = turn.speaker.known()
    agreed = await agreed_to_sensitive(turn.uow, person.id)
    return await begin(turn, FORMS[tap.block], extra={"now": turn.now.isoformat(), "agreed": agreed})
