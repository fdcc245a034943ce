"""Voice notes: kept, transcribed where that is set up, else passed to a person; nothing is done before 对."""

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message

from domain.handover import Spoken
from domain.voice import is_too_long
from handlers import listening
from handlers.filters import Tapped
from handlers.turn import Turn
from usecases.handover import ask_for_person
from usecases.people import community_of
from usecases.voice import confirm_voice, keep_voice, pass_voice_on
from wording import voice as words
from wording.message import Reply
from wording.taps import ConfirmVoice

router = Router(name="voice")


@router.message(F.voice, F.chat.type == "private")
async def note(message: Message, turn: Turn) -> Reply:
    """Keep the note; where we have no ear, a person of the community is asked to listen."""
    sound = message.voice
    if sound is None:
        return Reply()
    if turn.reader.hears and is_too_long(sound.duration):
        return Reply((words.too_long(),))
    kept = await keep_voice(
        turn.uow, turn.speaker.chat_id, sound.file_id, sound.duration, turn.now, has_ears=turn.reader.hears
    )
    if turn.reader.hears:
        return Reply((words.listening(),))
    community = await community_of(turn.uow, turn.speaker, turn.talk.state.get("community"))
    if community is None:
        return Reply((words.kept_but_nobody(),))
    name = turn.speaker.person.name if turn.speaker.person else ""
    turns = (*listening.last_turns(turn), Spoken(name, words.note(sound.duration)))
    there = await ask_for_person(turn.uow, turn.speaker, community, turns, turn.now)
    await pass_voice_on(turn.uow, kept, there, turn.now)
    return Reply((words.passed_on(),))


@router.callback_query(Tapped(ConfirmVoice))
async def confirmed(event: CallbackQuery, tap: ConfirmVoice, turn: Turn) -> Reply:
    """Take the words as if they had been typed, once their sender says that they are right."""
    said = await confirm_voice(turn.uow, turn.speaker.chat_id, tap.voice_id)
    return await listening.listen(event, turn, said) if tap.right else Reply(redraw=words.say_again())
