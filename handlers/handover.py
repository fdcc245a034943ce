"""找人工: asking for a person, taking a conversation, speaking through the bot, ending it."""

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message

from handlers.filters import Said, Tapped
from handlers.listening import last_turns
from handlers.turn import Turn
from usecases.handover import ask_for_person, end_handover, take_handover
from usecases.people import community_of
from wording import handover as words
from wording.menu import Word
from wording.message import Reply
from wording.taps import AnswerAsker, EndHandover, TakeHandover

router = Router(name="handover")


@router.message(Said(Word.HUMAN), F.chat.type == "private")
@router.callback_query(Said(Word.HUMAN))
async def ask(event: Message | CallbackQuery, turn: Turn) -> Reply:
    """Ask staff to take over, with the conversation so far."""
    community = await community_of(turn.uow, turn.speaker, turn.talk.state.get("community"))
    if community is None:
        return Reply((words.no_one_to_ask(),))
    turn.talk.put("misses", None)
    turn.talk.put("heard", None)
    return Reply((words.opened(await ask_for_person(turn.uow, turn.speaker, community, last_turns(turn), turn.now)),))


@router.callback_query(Tapped(TakeHandover))
async def take(event: CallbackQuery, tap: TakeHandover, turn: Turn) -> Reply:
    """Give the conversation to the first; from now on what they type goes to the person."""
    taken = await take_handover(turn.uow, turn.speaker, tap.handover_id, turn.now)
    turn.talk.put("helping", taken.id)
    return Reply((words.taken(taken),))


@router.callback_query(Tapped(AnswerAsker))
async def answer(event: CallbackQuery, tap: AnswerAsker, turn: Turn) -> Reply:
    """Turn to this person; useful to whoever talks with several."""
    taken = await take_handover(turn.uow, turn.speaker, tap.handover_id, turn.now)
    turn.talk.put("helping", taken.id)
    return Reply((words.answering(taken),))


@router.callback_query(Tapped(EndHandover))
async def end(event: CallbackQuery, tap: EndHandover, turn: Turn) -> Reply:
    await end_handover(turn.uow, turn.speaker, tap.handover_id, turn.now)
    turn.talk.put("helping", None)
    turn.talk.put("turns", None)
    return Reply((words.over(),))
