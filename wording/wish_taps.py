"""The presses of wishes, their offers, visits and follow-ups."""

from dataclasses import dataclass

from wording.taps import Tap


@dataclass(frozen=True)
class MarkWish(Tap, verb="wm"):
    """Staff: two should go (two), or report in and out (safe)."""

    wish_id: int
    what: str


@dataclass(frozen=True)
class DeclineOffer(Tap, verb="wd"):
    wish_id: int


@dataclass(frozen=True)
class PassOn(Tap, verb="wp"):
    wish_id: int


@dataclass(frozen=True)
class RenewWish(Tap, verb="wn"):
    wish_id: int


@dataclass(frozen=True)
class ProposeVisit(Tap, verb="wv"):
    wish_id: int


@dataclass(frozen=True)
class AgreeVisit(Tap, verb="wy"):
    visit_id: int


@dataclass(frozen=True)
class Arrived(Tap, verb="wi"):
    visit_id: int


@dataclass(frozen=True)
class Left(Tap, verb="we"):
    visit_id: int


@dataclass(frozen=True)
class OwnFollowUp(Tap, verb="wu"):
    follow_up_id: int


@dataclass(frozen=True)
class CloseFollowUp(Tap, verb="wz"):
    follow_up_id: int


@dataclass(frozen=True)
class ShowBoard(Tap, verb="wb"):
    """A page of the open wishes; by_grid 0 is by age."""

    page: int
    by_grid: int


@dataclass(frozen=True)
class ShowFigures(Tap, verb="wq"):
    """The figures of a month, counted back from this one."""

    months_back: int


@dataclass(frozen=True)
class TakeRegister(Tap, verb="wx"):
    """The 台账 of a year as a sheet."""

    year: int


@dataclass(frozen=True)
class ThankYou(Tap, verb="wk"):
    """The volunteer would like the letter."""

    wish_id: int


@dataclass(frozen=True)
class PrintLetter(Tap, verb="wg"):
    """The letter as a page for the printer."""

    wish_id: int


@dataclass(frozen=True)
class SayThanks(Tap, verb="wh"):
    wish_id: int


@dataclass(frozen=True)
class SetApproval(Tap, verb="wj"):
    """Staff looks at each wish before it is opened (1), or does not (0)."""

    approves: int


@dataclass(frozen=True)
class AdoptAll(Tap, verb="wt"):
    """A partner unit takes the whole list; sure 0 asks back first."""

    sure: int


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
