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
class ApproveWish(Tap, verb="wa"):
    wish_id: int


@dataclass(frozen=True)
class ReturnWish(Tap, verb="wr"):
    wish_id: int


@dataclass(frozen=True)
class ClaimWish(Tap, verb="wc"):
    wish_id: int


@dataclass(frozen=True)
class ReleaseWish(Tap, verb="wl"):
    wish_id: int


@dataclass(frozen=True)
class FulfilWish(Tap, verb="wf"):
    wish_id: int


@dataclass(frozen=True)
class RateWish(Tap, verb="ws"):
    wish_id: int
    rating: int


@dataclass(frozen=True)
class ReopenWish(Tap, verb="wo"):
    wish_id: int


@dataclass(frozen=True)
class WithdrawWish(Tap, verb="ww"):
    wish_id: int


@dataclass(frozen=True)
class AnswerShift(Tap, verb="da"):
    """1 for 我能去, 0 for 去不了."""

    assignment_id: int
    can_come: int


@dataclass(frozen=True)
class ConfirmMinutes(Tap, verb="dc"):
    assignment_id: int


@dataclass(frozen=True)
class OpenSwap(Tap, verb="dv"):
    """换班: whom to ask?"""

    assignment_id: int


@dataclass(frozen=True)
class AskSwap(Tap, verb="dw"):
    """Ask one person, or everybody suitable with 0."""

    assignment_id: int
    person_id: int


@dataclass(frozen=True)
class KeepDuty(Tap, verb="dk"):
    assignment_id: int


@dataclass(frozen=True)
class TakeCover(Tap, verb="dt"):
    cover_id: int


@dataclass(frozen=True)
class PassCover(Tap, verb="dp"):
    cover_id: int


@dataclass(frozen=True)
class GiveReason(Tap, verb="dr"):
    assignment_id: int
    excuse: str


@dataclass(frozen=True)
class AskReplacement(Tap, verb="dl"):
    """The leader asks somebody of the list to step in."""

    assignment_id: int
    person_id: int


@dataclass(frozen=True)
class CallRoll(Tap, verb="do"):
    assignment_id: int
    outcome: str


@dataclass(frozen=True)
class Certify(Tap, verb="db"):
    """The second signature under a paper row."""

    backfill_id: int


@dataclass(frozen=True)
class ManageShift(Tap, verb="dm"):
    """Open one shift of the team for its leader."""

    shift_id: int


@dataclass(frozen=True)
class CancelDay(Tap, verb="dd"):
    """Cancel all shifts of a day (its ISO date), for a reason; `sure` 1 does it."""

    on: str
    why: str
    sure: int


@dataclass(frozen=True)
class ShowDuties(Tap, verb="ds"):
    """A view of 我的班: week, month, team, reach."""

    view: str


@dataclass(frozen=True)
class RosterStep(Tap, verb="dq"):
    """A step with a drafted roster: solve, publish, look, drop, copy."""

    roster_id: int
    step: str


@dataclass(frozen=True)
class DraftSeat(Tap, verb="dg"):
    """A cell of a drafted roster; person 0 asks whom, another one puts them in or takes them out."""

    roster_id: int
    shift_id: int
    person_id: int


@dataclass(frozen=True)
class DutyWish(Tap, verb="dh"):
    """One thing on the page 值班情况 of a person; what `value` means depends on it."""

    person_id: int
    what: str
    value: int


@dataclass(frozen=True)
class ImportShifts(Tap, verb="di"):
    """1 plans the right rows of a sheet of shifts, 0 none."""

    work_id: int
    right: int


@dataclass(frozen=True)
class SetPost(Tap, verb="dx"):
    """One thing to do with a post: show, meet, place, clear."""

    post_id: int
    what: str


@dataclass(frozen=True)
class DropTemplate(Tap, verb="dz"):
    """A fixed shift is not wanted any more."""

    template_id: int


@dataclass(frozen=True)
class DecideProposal(Tap, verb="dj"):
    """就这样 (1) or 我自己调 (0) to a proposal that mends a published roster."""

    proposal_id: int
    accepts: int


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
