"""Voice notes: kept, transcribed where that is set up, else passed to a person; nothing is done before 对."""

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message, Voice

from domain.handover import HandoverOver, HandoverState, Spoken
from domain.refusals import NotFound, NotYours
from domain.voice import VoiceNote, is_too_long
from handlers import forms, listening
from handlers.filters import Tapped
from handlers.turn import Turn
from usecases.handover import answer_by_voice, ask_for_person, open_of
from usecases.people import community_of
from usecases.voice import confirm_voice, hear_by_person, keep_voice, pass_voice_on
from wording import handover as handover_words
from wording import voice as words
from wording.message import Message as Said
from wording.message import Reply
from wording.taps import ConfirmVoice

router = Router(name="voice")


@router.message(F.voice, F.chat.type == "private")
async def note(message: Message, turn: Turn) -> Reply:
    """Pass it on to whoever is spoken with; else keep it, and without an ear ask a person to listen."""
    sound = message.voice
    if sound is None:
        return Reply()
    if not forms.is_open(turn):
        through = await _to_person(turn, sound)
        if through is not None:
            return through
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


async def _to_person(turn: Turn, sound: Voice) -> Reply | None:
    """Pass the note on as it came when a person is talking with the speaker, from either side."""

    async def kept() -> VoiceNote:
        return await keep_voice(turn.uow, turn.speaker.chat_id, sound.file_id, sound.duration, turn.now, has_ears=False)

    noted = words.note(sound.duration)
    helping = turn.talk.state.get("helping")
    if helping is not None:
        try:
            await answer_by_voice(turn.uow, turn.speaker, int(helping), await kept(), noted, turn.now)
        except (HandoverOver, NotFound, NotYours):
            turn.talk.put("helping", None)
        else:
            return Reply((Said(handover_words.passed_on()),))
    there = await open_of(turn.uow, turn.speaker.chat_id)
    if there is None or there.state is not HandoverState.TAKEN:
        return None
    await hear_by_person(turn.uow, there, await kept(), noted, turn.now)
    return Reply((Said(handover_words.passed_on()),))


@router.callback_query(Tapped(ConfirmVoice))
async def confirmed(event: CallbackQuery, tap: ConfirmVoice, turn: Turn) -> Reply:
    """Take the words as if they had been typed, once their sender says that they are right."""
    said = await confirm_voice(turn.uow, turn.speaker.chat_id, tap.voice_id)
    return await listening.listen(event, turn, said) if tap.right else Reply(redraw=words.say_again())
