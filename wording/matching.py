"""Personal offers of wishes in words."""

from datetime import datetime

from domain.matching import OfferOver, Why, WishOffer
from wording.dates import say_when
from wording.message import Button, Message, lines, rows
from wording.names import WISH_CATEGORIES
from wording.wish_taps import ClaimWish, DeclineOffer

REASONS: dict[Why, str] = {
    Why.SKILL: "您会这个",
    Why.SAME_BUILDING: "同楼栋",
    Why.NEXT_BUILDING: "离得近",
    Why.SAME_GRID: "同网格",
    Why.HELPED_BEFORE: "上次帮过",
    Why.FREE_THEN: "那时您有空",
    Why.WELL_RATED: "街坊都夸您",
}
GO, NOT_NOW = "我去", "这次不行"


def offered(fact: WishOffer, now: datetime) -> Message:
    reasons = " · ".join(REASONS[why] for why in fact.reasons if why in REASONS)
    head = "💛 有位志愿者去不了，想请您接手：" if fact.is_handover else "💛 有位街坊想请您帮个忙："
    text = lines(
        head,
        f"{WISH_CATEGORIES[fact.category]}：{fact.description}",
        f"{fact.building}，时间：{fact.wanted}" if fact.building else f"时间：{fact.wanted}",
        f"想到您，是因为：{reasons}" if reasons else "",
        f"{say_when(fact.answer_by, now)} 前回我就行。",
    )
    return Message(
        text, rows((Button(GO, ClaimWish(fact.wish_id).pack()), Button(NOT_NOW, DeclineOffer(fact.wish_id).pack())))
    )


def over(fact: OfferOver) -> Message:
    return Message(f"💛 心愿 {fact.number} 号已经有着落了，谢谢您！")


def declined() -> Message:
    return Message("好的，您忙您的。我请别人去。")


def passing_on(number: str) -> Message:
    return Message(
        lines(f"💛 好的，心愿 {number} 号我请别人接手。", "有人接之前，还请您先放在心上。接了我马上告诉您。")
    )
