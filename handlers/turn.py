"""What a handler is given: who speaks, the open unit of work, where the conversation stands, and the moment."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, Protocol

from domain.people import Grant, Person, Role, Speaker
from usecases.ports import UnitOfWork
from wording.menu import keyboard
from wording.message import Key


@dataclass(slots=True)
class Talk:
    """Where a conversation stands; saved with the update that moves it, and only if it moved."""

    state: dict[str, Any] = field(default_factory=dict)
    changed_at: datetime | None = None
    has_moved: bool = False

    def put(self, name: str, value: Any) -> None:
        self.has_moved = True
        if value is None:
            self.state.pop(name, None)
        else:
            self.state[name] = value


class Understanding(Protocol):
    """What a sentence seems to mean, likeliest first."""

    @property
    def intent(self) -> str: ...
    @property
    def sure(self) -> bool: ...
    @property
    def candidates(self) -> tuple[str, ...]: ...
    @property
    def slots(self) -> dict[str, Any]: ...
    @property
    def options(self) -> tuple[str, ...]:
        """What the only time of the sentence can mean, likeliest first, in the notation of `domain.spoken`."""

    @property
    def danger(self) -> str | None:
        """The kind of danger that is told of."""

    @property
    def seems_urgent(self) -> bool:
        """Whether it is likely a call for help, be it sure or not."""


class Corrected(Protocol):
    """不是…，是…: what was wrong (may be empty), what is right, and the facts in it."""

    @property
    def wrong(self) -> str: ...
    @property
    def right(self) -> str: ...
    @property
    def slots(self) -> dict[str, Any]: ...


class Reader(Protocol):
    """Reads free text; lives in `understanding`, handed in by `bot`."""

    @property
    def hears(self) -> bool:
        """Say whether voice notes are transcribed here."""

    def read(
        self, text: str, now: datetime, meant: str | None = None, *, answer_to: str | None = None
    ) -> Understanding:
        """Return what it means; `meant` is the intent when the speaker chose it, and only the facts are open.

        With `answer_to`, the intent of the form whose question is open, its times are read as an answer to that.
        """

    def requests(self, text: str) -> list[str]: ...
    def correction(self, text: str, now: datetime) -> Corrected | None: ...
    def choice(self, text: str, count: int, current: int | None = None) -> int | None:
        """Return which of `count` is chosen, counted from 0, or None; 上一个 counts from `current`."""

    def lunar(self, on: date) -> str:
        """Return the day in the old calendar (正月廿三), or nothing where the almanac ends."""


@dataclass(frozen=True, slots=True)
class Turn:
    uow: UnitOfWork
    speaker: Speaker
    talk: Talk
    now: datetime
    bot_name: str
    reader: Reader
    is_operator: bool = False
    """Named in the settings as somebody who may found communities."""
    calendar_base: str = ""
    """Where phones can fetch calendars from us; empty where nobody can reach us over the web."""

    @property
    def keys(self) -> tuple[tuple[Key, ...], ...]:
        """The six big keys of this speaker."""
        return keyboard(self.speaker.roles())

    async def again(self, person: Person) -> Speaker:
        """Return the speaker as the person they have just introduced themselves as."""
        community = await self.uow.people.community(person.community_id)
        grants = self.speaker.grants or (Grant(Role.RESIDENT, person.community_id),)
        return replace(self.speaker, person=person, community=community, grants=grants)
