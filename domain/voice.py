"""Voice notes: kept as they came, transcribed where there is an ear for it, read back before anything is done."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from domain.notices import Fact
from domain.people import Role

LONGEST_NOTE_SECONDS = 120
# A worker that has not come back by then is taken for dead, and the note is taken up again.
LEASE = timedelta(minutes=5)
TRIES = 3
KEPT = timedelta(days=30)


class VoiceState(StrEnum):
    WAITING = "waiting"
    """For a worker to transcribe it."""
    HEARD = "heard"
    """Transcribed and read back; waits for 对."""
    DONE = "done"
    PASSED_ON = "passed_on"
    """A person has to listen to it."""


@dataclass(frozen=True, slots=True)
class VoiceNote:
    """`file_id` is the messenger's; the sound itself is never stored here."""

    id: int
    chat_id: int
    file_id: str
    seconds: int
    state: VoiceState
    said: str = ""
    attempts: int = 0
    kept_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class VoiceHeard(Fact):
    """What was heard in a voice note, read back to whoever sent it."""

    voice_id: int
    text: str


@dataclass(frozen=True, slots=True)
class VoiceNotHeard(Fact):
    """The note could not be made out."""

    seconds: int


@dataclass(frozen=True, slots=True)
class VoicePassedOn(Fact):
    """For staff, or whoever has the conversation already: a note that somebody has to listen to."""

    handover_id: int
    name: str
    file_id: str
    seconds: int
    is_taken: bool = False


@dataclass(frozen=True, slots=True)
class VoiceAnswered(Fact):
    """For the asker: a person of the community answers by voice; the note goes on as it came."""

    handover_id: int
    helper: str
    role: Role
    file_id: str
    seconds: int


def is_too_long(seconds: int) -> bool:
    return seconds > LONGEST_NOTE_SECONDS
