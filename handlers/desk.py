"""待办事项 for those who decide, and 到哪一步了 for everybody."""

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message

from domain.audit import Seen, Why
from domain.mediation import CaseState
from domain.permissions import Action, may
from domain.registration import RegistrationState, RegistrationStep, RegistrationWaiting
from domain.wishes import WishState
from handlers import timebank_office
from handlers.filters import Said
from handlers.turn import Turn
from usecases.announcements import recent
from usecases.audit import seen
from usecases.progress import where_is_it
from usecases.wishes import waiting_card
from wording import announcements as announcement_words
from wording import desk as words
from wording import mediation as mediation_words
from wording import registration as registration_words
from wording import wishes as wish_words
from wording.menu import Word
from wording.message import Message as Said_
from wording.message import Reply
from wording.progress import progress

router = Router(name="desk")
SHOWN = 5
REVIEWS = (
    (RegistrationState.SUBMITTED, RegistrationStep.REVIEW, Action.REVIEW_REGISTRATION),
    (RegistrationState.REVIEWED, RegistrationStep.CONFIRM, Action.CONFIRM_REGISTRATION),
)

# What the six big keys have no room for: whoever may do it finds it here and need not know its name.
DOORS = (
    (Action.IMPORT_PEOPLE, Word.RECORDS),
    (Action.ASSIGN_SHIFT, Word.DUTY),
    (Action.SEE_BOARD, Word.BOARD),
    (Action.APPROVE_WISH, Word.WISH_APPROVAL),
    (Action.APPROVE_WISH, Word.WISH_REGISTER),
    (Action.SEE_BOARD, Word.WISH_FIGURES),
    (Action.READ_BOOKS, Word.POINTS_OFFICE),
)


@router.message(Said(Word.PROGRESS))
@router.callback_query(Said(Word.PROGRESS))
async def where(event: Message | CallbackQuery, turn: Turn) -> Reply:
    return Reply((progress(await where_is_it(turn.uow, turn.speaker, turn.now), turn.now),))


@router.message(Said(Word.DESK), F.chat.type == "private")
@router.callback_query(Said(Word.DESK))
async def desk(event: Message | CallbackQuery, turn: Turn) -> Reply:
    """Show what waits for the speaker's decision, a card each, and how announcements were read."""
    cards = [*await _registrations(turn), *await _wishes(turn), *await _cases(turn), *await timebank_office.cards(turn)]
    counted = ""
    me = turn.speaker.known()
    if may(turn.speaker.grants, Action.ANNOUNCE, me.community_id, turn.now):
        counted = announcement_words.counted(await recent(turn.uow, turn.speaker, turn.now), turn.now)
    doors = [word for action, word in DOORS if may(turn.speaker.grants, action, me.community_id, turn.now)]
    return Reply((words.desk(len(cards), counted, doors), *cards[:SHOWN]))


async def _registrations(turn: Turn) -> list[Said_]:
    home = turn.speaker.known().community_id
    cards = []
    for state, step, action in REVIEWS:
        if not may(turn.speaker.grants, action, home, turn.now):
            continue
        waiting = await turn.uow.registrations.waiting(home, state, SHOWN)
        waits_for = [each.person_id for each in waiting]
        owners = [each.owner_id for each in waiting if each.owner_id is not None]
        persons = await turn.uow.people.persons([*waits_for, *owners])
        await seen(turn.uow, turn.speaker, waits_for, [Seen.PHONE], Why.REGISTRATION, turn.now)
        for each in waiting:
            who = persons[each.person_id]
            owner = persons[each.owner_id].name if each.owner_id in persons else ""
            fact = RegistrationWaiting(each.id, step, who.name, who.building, who.phone, who.skills, who.free, owner)
            cards.append(registration_words.card(fact))
    return cards


async def _wishes(turn: Turn) -> list[Said_]:
    home = turn.speaker.known().community_id
    if not may(turn.speaker.grants, Action.APPROVE_WISH, home, turn.now):
        return []
    waiting = await turn.uow.wishes.in_state(home, WishState.SUBMITTED, SHOWN)
    return [wish_words.waiting(await waiting_card(turn.uow, each)) for each in waiting]


async def _cases(turn: Turn) -> list[Said_]:
    mine = await turn.uow.cases.in_hands_of(turn.speaker.known().id)
    return [mediation_words.accepted(each) for each in mine if each.state is CaseState.IN_MEDIATION]
