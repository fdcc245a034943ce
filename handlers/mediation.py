"""解忧调解: intake in private, the mediator's answers."""

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message

from domain.mediation import DisputeKind
from handlers.fields import CONSENT, WHO, about, line_of, person_from
from handlers.filters import Said, Tapped
from handlers.forms import Answers, Draft, Field, Form, begin, register
from handlers.turn import Turn
from handlers.wish_fields import description_of
from usecases.mediation import accept_case, decline_case, finish_case, report_dispute
from usecases.people import agree_anew, introduce
from wording import mediation as words
from wording import people as people_words
from wording.menu import Word
from wording.message import Reply
from wording.names import DISPUTE_KINDS
from wording.taps import FinishCase, TakeCase
from wording.timebank_mediation import how_long

router = Router(name="mediation")
KIND_OF = {name: kind for kind, name in DISPUTE_KINDS.items()}


async def _reported(turn: Turn, draft: Draft) -> Reply:
    speaker = turn.speaker
    if not draft.extra["known"]:
        person = await introduce(turn.uow, speaker, person_from(draft), turn.now)
        speaker = await turn.again(person)
    elif "consent" in draft.answers:
        await agree_anew(turn.uow, speaker, turn.now)
    told = draft.answers
    kind = KIND_OF.get(told["kind"], DisputeKind.OTHER)
    case = await report_dispute(
        turn.uow, speaker, kind, told["description"], told["other_party"], told["available"], turn.now
    )
    return Reply((words.received(case, turn.keys),))


DISPUTE = register(
    Form(
        "dispute",
        words.TITLE,
        (
            Field("kind", words.KIND),
            Field("description", words.DESCRIPTION, description_of),
            Field("other_party", words.OTHER_PARTY, line_of),
            Field("available", words.AVAILABLE, line_of),
            CONSENT,
            *WHO,
        ),
        _reported,
        ended=lambda turn: Reply((people_words.refused_consent(turn.keys),)),
    )
)


@router.message(Said(Word.DISPUTE), F.chat.type == "private")
@router.callback_query(Said(Word.DISPUTE))
async def start(event: Message | CallbackQuery, turn: Turn) -> Reply:
    return await open_dispute(turn, {})


async def open_dispute(turn: Turn, answers: Answers, *, redraws: bool = False) -> Reply:
    """Open the form, pre-filled with what was understood already."""
    extra = await about(turn, turn.talk.state.get("community"))
    if extra["community"] is None:
        return Reply((people_words.no_community(),))
    return await begin(turn, DISPUTE, answers, extra, redraws=redraws)


@router.callback_query(Tapped(TakeCase))
async def take(event: CallbackQuery, tap: TakeCase, turn: Turn) -> Reply:
    if tap.accepts:
        return Reply(redraw=words.accepted(await accept_case(turn.uow, turn.speaker, tap.case_id, turn.now)))
    case = await decline_case(turn.uow, turn.speaker, tap.case_id, turn.now)
    return Reply(redraw=words.declined(case))


@router.callback_query(Tapped(FinishCase))
async def finish(event: CallbackQuery, tap: FinishCase, turn: Turn) -> Reply:
    case = await finish_case(turn.uow, turn.speaker, tap.case_id, turn.now, is_settled=bool(tap.settled))
    return Reply((how_long(case),), redraw=words.finished(case))
