"""Points for mediation in words: how long, is that so, booked."""

from domain.mediation import Case
from domain.timebank import Earned, SourceKind
from domain.timebank_notices import CaseMinutesWaiting
from wording.dates import say_minutes
from wording.message import Button, Message, rows
from wording.timebank import source_button
from wording.timebank_taps import CreditCase, TellCaseMinutes

OFFERED_MINUTES = (30, 60, 90, 120, 180, 240)


def how_long(case: Case) -> Message:
    """Ask the mediator, who may leave it; no points then."""
    return Message(
        "⭐ 这次调解，您一共用了多久？点一下，社区核对了就给您记分。",
        rows(Button(say_minutes(each), TellCaseMinutes(case.id, each).pack()) for each in OFFERED_MINUTES),
    )


def told(case: Case, minutes: int) -> Message:
    return Message(f"⭐ 记下了：{case.number}，{say_minutes(minutes)}。社区核对后告诉您。")


def waiting(fact: CaseMinutesWaiting) -> Message:
    return Message(
        f"⭐ {fact.mediator}说{fact.number}用了 {say_minutes(fact.minutes)}，属实吗？",
        rows((Button("属实，记分", CreditCase(fact.case_id, fact.minutes).pack()),)),
    )


def credited(case: Case, name: str, earned: Earned) -> Message:
    return Message(
        f"⭐ {case.number}：{name}记了 {earned.points} 分，也告诉他了。",
        rows((source_button(SourceKind.CASE, case.id, "记的分"),)),
    )
