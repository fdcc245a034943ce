"""Mending a published roster, in words for the leader."""

from collections.abc import Sequence
from datetime import datetime

from domain.roster_proposals import MendedLine, RepairProposed
from wording.dates import say_when
from wording.duty_taps import DecideProposal
from wording.message import Button, Message, lines, rows

MOST_LINES = 12


def proposed(fact: RepairProposed, now: datetime) -> Message:
    """Return the changes only; without anybody to propose there is nothing to agree to."""
    listed = [_line(each, now) for each in fact.lines[:MOST_LINES]]
    if not any(each.names for each in fact.lines):
        return Message(lines("🚩 这几个班还缺人，能来的人里没有合适的：", *listed, "请您打电话找找。"))
    head = "🚩 班上空出位子了。我想这样补，别人都不动："
    buttons = (("就这样", 1), ("我自己调", 0))
    return Message(
        lines(head, *listed, "您说就这样，我再告诉他们。"),
        rows(Button(label, DecideProposal(fact.proposal_id, accepts).pack()) for label, accepts in buttons),
    )


def _line(each: MendedLine, now: datetime) -> str:
    who = f"请{'、'.join(each.names)}" if each.names else "没有合适的人"
    missing = f"，还缺 {each.missing} 人" if each.missing and each.names else ""
    return f"🚩 {say_when(each.starts_at, now)}，{each.post}：{who}{missing}"


def mended(coming: Sequence[str], left_out: Sequence[str]) -> Message:
    told = f"🚩 好的，请了{'、'.join(coming)}，只告诉了他们。" if coming else "🚩 这些位子刚才已经有人补上了。"
    gone = f"{'、'.join(left_out)}刚刚有变化，没有排。" if left_out and coming else ""
    return Message(lines(told, gone))


def left_to_you() -> Message:
    return Message("🚩 好的，您来调，我没有动任何人。")
