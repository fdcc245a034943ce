"""Buttons as typed values: what a press means, packed into the 64 bytes that Telegram carries."""

from dataclasses import dataclass, fields
from enum import Enum
from typing import Any, ClassVar, Self, get_type_hints

LONGEST_BYTES = 64


class Tap:
    """Base of all presses. Subclasses are dataclasses of ints, short strings and string enums."""

    verb: ClassVar[str]
    registry: ClassVar[dict[str, type["Tap"]]] = {}

    def __init_subclass__(cls, verb: str) -> None:
        if verb in Tap.registry:
            raise TypeError(f"{verb} is the verb of {Tap.registry[verb].__name__} already")
        cls.verb = verb
        Tap.registry[verb] = cls

    def pack(self) -> str:
        """Return the callback data; longer than 64 bytes is a bug of ours."""
        values = (getattr(self, each.name) for each in fields(self))  # type: ignore[arg-type]  # every subclass is a dataclass
        packed = ":".join([self.verb, *(str(each.value if isinstance(each, Enum) else each) for each in values)])
        if len(packed.encode()) > LONGEST_BYTES:
            raise ValueError(f"callback data over {LONGEST_BYTES} bytes: {self.verb}")
        return packed

    @classmethod
    def of(cls, parts: list[str]) -> Self:
        hints: dict[str, Any] = get_type_hints(cls)
        names = [each.name for each in fields(cls)]  # type: ignore[arg-type]  # every subclass is a dataclass
        if len(names) != len(parts):
            raise ValueError("another number of parts")
        return cls(**{name: hints[name](part) for name, part in zip(names, parts, strict=True)})


def unpack(pressed: str) -> Tap | None:
    """Return what was pressed, or None for a press from another age or from a forger."""
    verb, *parts = pressed.split(":")
    kind = Tap.registry.get(verb)
    try:
        return None if kind is None else kind.of(parts)
    except ValueError:
        return None


@dataclass(frozen=True)
class Choose(Tap, verb="f"):
    """A numbered answer of a form; `run` tells this filling from an earlier one."""

    run: str
    field: int
    choice: int


@dataclass(frozen=True)
class Move(Tap, verb="fm"):
    """Move within a form: back, cancel, skip, done, submit, resume, drop."""

    run: str
    move: str


@dataclass(frozen=True)
class Change(Tap, verb="fe"):
    """Change one line of the summary."""

    run: str
    field: int


@dataclass(frozen=True)
class Menu(Tap, verb="m"):
    """A thing to do, as on the big keys."""

    word: str


@dataclass(frozen=True)
class DecideRegistration(Tap, verb="rd"):
    registration_id: int
    step: str


@dataclass(frozen=True)
class TakeCase(Tap, verb="ct"):
    """1 takes the case, 0 gives it back."""

    case_id: int
    accepts: int


@dataclass(frozen=True)
class FinishCase(Tap, verb="cf"):
    case_id: int
    settled: int


@dataclass(frozen=True)
class SendAnnouncement(Tap, verb="as"):
    announcement_id: int


@dataclass(frozen=True)
class Acknowledge(Tap, verb="ak"):
    announcement_id: int


@dataclass(frozen=True)
class Invite(Tap, verb="iv"):
    role: str


@dataclass(frozen=True)
class BindGroup(Tap, verb="bg"):
    purpose: str


@dataclass(frozen=True)
class Understood(Tap, verb="u"):
    """对 (1) or 不对 (0) to what was understood."""

    run: str
    right: int


@dataclass(frozen=True)
class Meant(Tap, verb="um"):
    """One of the guesses when we were not sure."""

    run: str
    intent: str


@dataclass(frozen=True)
class TellMore(Tap, verb="tm"):
    """One of the five blocks about oneself, or "enough"."""

    block: str


@dataclass(frozen=True)
class Papers(Tap, verb="pp"):
    """One thing to do with one's own papers: correct, seen, export, sensitive, erase."""

    what: str


@dataclass(frozen=True)
class ActFor(Tap, verb="pa"):
    proxy_id: int


@dataclass(frozen=True)
class RevokeProxy(Tap, verb="px"):
    proxy_id: int


@dataclass(frozen=True)
class StopActing(Tap, verb="ps"):
    now: int


@dataclass(frozen=True)
class NameProxy(Tap, verb="pn"):
    """0 for oneself."""

    person: int


@dataclass(frozen=True)
class NewPhone(Tap, verb="ph"):
    """0 for oneself."""

    person: int


@dataclass(frozen=True)
class NotMyPhone(Tap, verb="pu"):
    account_id: int


@dataclass(frozen=True)
class Records(Tap, verb="rm"):
    """One thing to do with the register: find, add, template, export, buildings, posters."""

    what: str


@dataclass(frozen=True)
class OpenRecord(Tap, verb="ro"):
    person_id: int


@dataclass(frozen=True)
class SetCategory(Tap, verb="rc"):
    person_id: int


@dataclass(frozen=True)
class ChangeStanding(Tap, verb="rs"):
    person_id: int
    step: str


@dataclass(frozen=True)
class StaffCode(Tap, verb="rp"):
    person_id: int


@dataclass(frozen=True)
class StaffProxy(Tap, verb="rx"):
    person_id: int


@dataclass(frozen=True)
class ShowHistory(Tap, verb="rh"):
    subject: str
    subject_id: int


@dataclass(frozen=True)
class ImportRows(Tap, verb="ri"):
    """1 imports the right rows, 0 none."""

    work_id: int
    right: int


@dataclass(frozen=True)
class NextRequest(Tap, verb="nx"):
    """1 goes on with the next request of the same message, 0 lets it go."""

    run: str
    yes: int


@dataclass(frozen=True)
class TakeHandover(Tap, verb="ht"):
    handover_id: int


@dataclass(frozen=True)
class AnswerAsker(Tap, verb="ha"):
    """What the helper types next goes to this conversation."""

    handover_id: int


@dataclass(frozen=True)
class EndHandover(Tap, verb="he"):
    handover_id: int


@dataclass(frozen=True)
class ConfirmVoice(Tap, verb="vc"):
    """对 (1) or 不对 (0) to what was heard in a voice note."""

    voice_id: int
    right: int
