"""What stands on the card of a redemption code."""

from domain.papers import RedemptionCard
from domain.times import local
from wording.paper import day

HEADING = "兑换码"
SCAN = "能扫码的，扫这里"


def digits(card: RedemptionCard) -> str:
    return f"{card.code[:3]} {card.code[3:]}"


def place(card: RedemptionCard) -> str:
    return f"到{card.partner}，给店里看" if card.partner else "到社区，给工作人员看"


def until(card: RedemptionCard) -> str:
    ends = local(card.expires_at)
    return f"{day(ends.date())} {ends.hour}:{ends.minute:02d} 前有效"
