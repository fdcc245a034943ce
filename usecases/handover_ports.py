"""What handing a conversation over to a person needs from storage."""

from datetime import datetime
from typing import Protocol

from domain.handover import Handover


class Handovers(Protocol):
    async def add(self, fresh: Handover) -> Handover: ...
    async def hold(self, handover_id: int) -> Handover | None: ...
    async def save(self, changed: Handover) -> None: ...
    async def open_of_chat(self, chat_id: int) -> Handover | None:
        """Return the asker's conversation that has not ended, locked."""

    async def waiting(self) -> list[Handover]: ...
    async def silent_since(self, before: datetime) -> list[Handover]: ...
    async def forget_ended(self, before: datetime) -> int:
        """Empty the words of what ended before that instant."""
