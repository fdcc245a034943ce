"""What voice notes need from storage."""

from datetime import datetime
from typing import Protocol

from domain.voice import VoiceNote, VoiceState


class Voices(Protocol):
    async def add(self, chat_id: int, file_id: str, seconds: int, state: VoiceState, now: datetime) -> VoiceNote: ...
    async def take(self, now: datetime) -> VoiceNote | None:
        """Lease the oldest note that waits, or whose worker has not come back."""

    async def get(self, voice_id: int) -> VoiceNote | None: ...
    async def save(self, changed: VoiceNote) -> None: ...
    async def forget(self, before: datetime) -> int: ...
