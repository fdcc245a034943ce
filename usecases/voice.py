"""Voice notes: keep one, hand it to a worker, read back what was heard, take the sender's 对."""

from dataclasses import replace
from datetime import datetime

from domain.answers import without_ids
from domain.handover import Handover
from domain.notices import Fact, Lane, Notice
from domain.refusals import NotFound, OutOfDate
from domain.voice import KEPT, TRIES, VoiceHeard, VoiceNote, VoiceNotHeard, VoicePassedOn, VoiceState
from usecases.handover import ANSWERING
from usecases.ports import UnitOfWork


async def keep_voice(
    uow: UnitOfWork, chat_id: int, file_id: str, seconds: int, now: datetime, *, has_ears: bool
) -> VoiceNote:
    """Keep the note; where nobody can transcribe it, it waits for a person."""
    state = VoiceState.WAITING if has_ears else VoiceState.PASSED_ON
    return await uow.voices.add(chat_id, file_id, seconds, state, now)


async def next_voice(uow: UnitOfWork, now: datetime) -> VoiceNote | None:
    """Return the next note to transcribe, leased to the caller; tried too often, it is given up kindly."""
    note = await uow.voices.take(now)
    if note is None or note.attempts <= TRIES:
        return note
    await not_heard(uow, note, now)
    return None


async def heard(uow: UnitOfWork, note: VoiceNote, text: str, now: datetime) -> None:
    """Read back what was heard; nothing else happens before the sender says 对. ID numbers are not kept."""
    text = without_ids(text)
    await uow.voices.save(replace(note, state=VoiceState.HEARD, said=text))
    await _tell(uow, note, VoiceHeard(note.id, text), now)


async def not_heard(uow: UnitOfWork, note: VoiceNote, now: datetime) -> None:
    await uow.voices.save(replace(note, state=VoiceState.PASSED_ON))
    await _tell(uow, note, VoiceNotHeard(note.seconds), now)


async def confirm_voice(uow: UnitOfWork, chat_id: int, voice_id: int) -> str:
    """Return the words for the sender's 对, once. Refuses with `NotFound` for another's note, `OutOfDate` after."""
    note = await uow.voices.get(voice_id)
    if note is None or note.chat_id != chat_id:
        raise NotFound
    if note.state is not VoiceState.HEARD:
        raise OutOfDate
    await uow.voices.save(replace(note, state=VoiceState.DONE, said=""))
    return note.said


async def hear_by_person(uow: UnitOfWork, there: Handover, note: VoiceNote, noted: str, now: datetime) -> None:
    """Put the asker's note into the conversation that somebody has taken, and let them listen."""
    said = there.hear(there.name, noted, now)
    await uow.handovers.save(said)
    await pass_voice_on(uow, note, said, now)


async def pass_voice_on(uow: UnitOfWork, note: VoiceNote, to: Handover, now: datetime) -> None:
    """Let whoever has the conversation listen; while nobody has, everybody who may answer."""
    there = [to.helper_id] if to.helper_id else await uow.people.holders(to.community_id, ANSWERING, now)
    fact = VoicePassedOn(to.id, to.name, note.file_id, note.seconds, is_taken=to.helper_id is not None)
    await uow.outbox.push(
        Notice(f"voice:{note.id}:passed-on:{who}", fact, now, to_person=who, urgent=bool(to.helper_id))
        for who in there
        if who != to.person_id
    )


async def forget_voices(uow: UnitOfWork, now: datetime) -> int:
    return await uow.voices.forget(now - KEPT)


async def _tell(uow: UnitOfWork, note: VoiceNote, fact: Fact, now: datetime) -> None:
    key = f"voice:{note.id}:{type(fact).__name__}"
    await uow.outbox.push([Notice(key, fact, now, to_chat=note.chat_id, lane=Lane.REPLY, urgent=True)])
