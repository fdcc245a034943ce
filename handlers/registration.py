"""报到: the form, the reviewers' cards."""

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message

from domain.people import Person
from domain.registration import CONSENT_VERSION, RegistrationStep
from handlers.fields import (
    BUILDING,
    CONSENT,
    NAME,
    PHONE,
    ROOM,
    about,
    line_of,
    person_from,
    skills_line,
    strange_skills,
)
from handlers.filters import Said, Tapped
from handlers.forms import Answers, Draft, Field, Form, begin, register
from handlers.turn import Turn
from usecases.registration import RESUBMITTABLE, decide, submit
from wording import dossiers as dossier_words
from wording import people as people_words
from wording import registration as words
from wording.forms import Question
from wording.menu import Word
from wording.message import Reply
from wording.taps import DecideRegistration

router = Router(name="registration")


async def _submitted(turn: Turn, draft: Draft) -> Reply:
    await submit(turn.uow, turn.speaker, person_from(draft), turn.now)
    return Reply((words.submitted(turn.keys), dossier_words.more(turn.talk.state.get("told_blocks", ()))))


def _refused(turn: Turn) -> Reply:
    return Reply((people_words.refused_consent(turn.keys),))


REGISTRATION = register(
    Form(
        "registration",
        words.TITLE,
        (
            CONSENT,
            NAME,
            PHONE,
            BUILDING,
            ROOM,
            Field("skills", words.SKILL, skills_line, doubt=strange_skills),
            Field("free", words.FREE, line_of),
        ),
        _submitted,
        ended=_refused,
    )
)


@router.message(Said(Word.REGISTER))
@router.callback_query(Said(Word.REGISTER))
async def start(event: Message | CallbackQuery, turn: Turn) -> Reply:
    """Open the form; what we know already is filled in and only has to be looked at."""
    person = turn.speaker.person
    if person is not None:
        found = await turn.uow.registrations.of_person(person.id)
        if found is not None and found.state not in RESUBMITTABLE:
            return Reply((words.already(found.state),))
    extra = await about(turn, turn.talk.state.get("community"))
    if extra["community"] is None:
        return Reply((people_words.no_community(),))
    answers = _known(person)
    if person is None and turn.talk.state.get("building"):
        answers["building"] = turn.talk.state["building"]  # read off the poster in the stairwell
    return await begin(turn, REGISTRATION, answers, extra)


@router.message(Said(Word.CARD), F.chat.type == "private")
@router.callback_query(Said(Word.CARD))
async def card(event: Message | CallbackQuery, turn: Turn) -> Reply:
    me = turn.speaker.known()
    return Reply((words.card_picture(me.id) if me.volunteer_number else words.no_card_yet(),))


def _known(person: Person | None) -> Answers:
    if person is None:
        return {}
    told: Answers = {
        "consent": person.consent_version if person.consent_version == CONSENT_VERSION else "",
        "name": person.name,
        "phone": person.phone,
        "building": person.building,
        "room": person.room,
        "skills": list(person.skills),
        "free": list(person.free),
    }
    return {key: answer for key, answer in told.items() if answer}


async def _returned(turn: Turn, draft: Draft) -> Reply:
    step = RegistrationStep(draft.extra["step"])
    moved, person = await decide(
        turn.uow, turn.speaker, int(draft.extra["registration"]), step, draft.answers["reason"], turn.now
    )
    return Reply((words.decided(person.name, moved),))


def _why(draft: Draft) -> Question:
    return words.why(RegistrationStep(draft.extra["step"] or RegistrationStep.RETURN))


RETURN = register(
    Form("return_registration", "退回", (Field("reason", _why, line_of),), _returned, is_summarised=False)
)


@router.callback_query(Tapped(DecideRegistration))
async def decided(event: CallbackQuery, tap: DecideRegistration, turn: Turn) -> Reply:
    """Take the reviewer's tap; sending back and turning down ask for the reason first."""
    step = RegistrationStep(tap.step)
    if step in words.REASONS:
        extra = {"registration": tap.registration_id, "step": step.value}
        return await begin(turn, RETURN, extra=extra)
    moved, person = await decide(turn.uow, turn.speaker, tap.registration_id, step, "", turn.now)
    return Reply(redraw=words.decided(person.name, moved))
