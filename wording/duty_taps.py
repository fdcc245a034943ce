"""The buttons of duty as typed values."""

from dataclasses import dataclass

from wording.taps import Tap


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
