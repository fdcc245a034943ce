"""What points can be had for, in words: the shelf, a code that waits, what became of it."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from domain.papers import RedemptionCard
from domain.timebank import Balance
from domain.timebank_desk import Offer
from domain.timebank_notices import RewardHanded
from domain.timebank_rewards import Redemption, RedemptionLapsed, RedemptionState
from domain.times import local
from wording.dates import say_day, say_when
from wording.menu import Word
from wording.message import Button, Message, Shown, attached, lines, rows
from wording.refusals import say
from wording.taps import Menu
from wording.timebank import menu_button
from wording.timebank_taps import Redeem, ShowReward, TakeBack

SHOWN_OFFERS = 8
SHOWN_REDEMPTIONS = 6
STATES: dict[RedemptionState, str] = {
    RedemptionState.HELD: "等您去换",
    RedemptionState.USED: "换走了",
    RedemptionState.CANCELLED: "退回了",
    RedemptionState.LAPSED: "过期退回了",
}


def shelf(offers: Sequence[Offer], balance: Balance, now: datetime) -> Message:
    """Return what can be had, what is left of it, and why something cannot."""
    if not offers:
        return Message("⭐ 现在还没有能换的，社区上了新的我告诉大家。", rows((menu_button(Word.POINTS),)))
    shown = offers[:SHOWN_OFFERS]
    listed = [_offer(place, each, now) for place, each in enumerate(shown, start=1)]
    buttons = [
        Button(f"看第 {place} 样", ShowReward(each.reward.id).pack()) for place, each in enumerate(shown, start=1)
    ]
    text = lines(f"⭐ 您有 {balance.available} 分，能换这些：", *listed, "想换哪样，先点开看看。")
    return Message(text, rows((*buttons, menu_button(Word.MY_REWARDS))))


def _offer(place: int, offer: Offer, now: datetime) -> str:
    terms = offer.reward.terms
    left = f"，还剩 {terms.stock} 份" if terms.stock is not None else ""
    limit = f"，每人 {terms.limit} 份" if terms.limit is not None else ""
    why = f"（{say(offer.hindrance, now)}）" if offer.hindrance is not None else ""
    return f"{place}. {terms.title}：{terms.points} 分，在{offer.partner or '社区'}{left}{limit}{why}"


def item(offer: Offer, balance: Balance, now: datetime) -> Message:
    """Return one thing by itself with its picture; only 【就换这个】 holds the points."""
    terms, today = offer.reward.terms, local(now).date()
    left = f"还剩 {terms.stock} 份" if terms.stock is not None else ""
    limit = f"每人 {terms.limit} 份" if terms.limit is not None else ""
    counted = "，".join(each for each in (left, limit) if each)
    text = lines(
        f"⭐ {terms.title}：{terms.points} 分",
        terms.description,
        f"在{offer.partner or '社区'}换{f'，{counted}' if counted else ''}。",
        f"最晚{say_day(terms.until_on - timedelta(days=1), today)}换。" if terms.until_on else "",
        say(offer.hindrance, now)
        if offer.hindrance is not None
        else f"您有 {balance.available} 分。换了给您一个码，{terms.hold_days} 天内去都行。",
    )
    take = [Button("就换这个", Redeem(offer.reward.id).pack())] if offer.hindrance is None else []
    return Message(text, rows((*take, Button("看别的", Menu(Word.REWARDS.value).pack()))), photo=terms.picture)


def reserved(held: Redemption, partner: str, balance: Balance, now: datetime) -> Message:
    """Return the code as a card to be shown, and in words: until when it holds and what is left."""
    card = RedemptionCard(held.title, held.code, partner, held.expires_at)
    return Message(
        lines(
            f"⭐ 给您留好了：{held.title}。",
            f"兑换码：{held.code[:3]} {held.code[3:]}",
            f"请在{say_when(held.expires_at, now)}前到{partner or '社区'}，把码给店里看。",
            f"先扣 {held.points} 分，您还有 {balance.available} 分。没去换，分会退给您。",
            "码只能用一次，别告诉别人。",
        ),
        rows((Button("不换了，退回", TakeBack(held.id).pack()), menu_button(Word.MY_REWARDS))),
        document=attached(Shown.PHOTO, "duihuanma.png", "redemption_card", card),
    )


def redemptions(found: Sequence[Redemption], partners: dict[int, str], now: datetime) -> Message:
    if not found:
        return Message("⭐ 您还没换过东西。", rows((menu_button(Word.REWARDS),)))
    shown = found[:SHOWN_REDEMPTIONS]
    listed = [_redemption(place, each, partners, now) for place, each in enumerate(shown, start=1)]
    buttons = [
        Button(f"退回第 {place} 份", TakeBack(each.id).pack())
        for place, each in enumerate(shown, start=1)
        if each.state is RedemptionState.HELD
    ]
    return Message(lines("⭐ 您的兑换：", *listed), rows((*buttons, menu_button(Word.REWARDS))))


def _redemption(place: int, one: Redemption, partners: dict[int, str], now: datetime) -> str:
    where = partners.get(one.partner_id, "社区")
    if one.state is RedemptionState.HELD:
        code = f"{one.code[:3]} {one.code[3:]}"
        return f"{place}. {one.title}（{one.points} 分）：码 {code}，{say_when(one.expires_at, now)}前到{where}"
    on = say_day(local(one.settled_at or one.reserved_at).date(), local(now).date())
    return f"{place}. {one.title}（{one.points} 分）：{on}{STATES[one.state]}"


def taken_back(one: Redemption, balance: Balance) -> Message:
    return Message(f"⭐ 退回了：{one.title}。{one.points} 分还给您，现在有 {balance.available} 分。")


def lapsed(fact: RedemptionLapsed) -> Message:
    return Message(
        f"⭐ 「{fact.title}」过了时间没去换，{fact.points} 分退给您了。想换可以再换。",
        rows((menu_button(Word.REWARDS),)),
    )


def handed(fact: RewardHanded) -> Message:
    return Message(
        lines(
            f"⭐ {fact.partner}给您换了：{fact.title}，用了 {fact.points} 分。",
            f"您还有 {fact.balance} 分。不是您换的，马上告诉社区。",
        )
    )
