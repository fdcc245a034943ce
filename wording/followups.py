"""Chases, calls and follow-ups of wishes in words; all for those who look after them."""

from domain.elsewhere import AskedElsewhere, Elsewhere
from domain.followups import CallForRating, FollowUpWaiting, WishAgain, WishChased, WishExpired, WishLost
from domain.wishes import Wish
from wording.forms import Question
from wording.message import Button, Message, lines, rows
from wording.people import say_phone
from wording.wish_taps import (
    ClaimWish,
    CloseFollowUp,
    OwnFollowUp,
    RateWish,
    RenewWish,
    ReopenWish,
    ShowBoard,
    WithdrawWish,
)

NOTE = Question(ask="是怎么办的？请写一句，留个底。", name="经过", help="请写一句经过。")
ELSEWHERE: dict[Elsewhere, str] = {
    Elsewhere.MONEY: "钱和卡的事，志愿者不能经手，是怕您吃亏。请让家里人办，或者给社区打电话。",
    Elsewhere.LOAN: "借钱的事，志愿者帮不了，还请您多当心。有难处可以跟社区说，社区想办法。",
    Elsewhere.MEDICINE: "药的事要听大夫的，志愿者不能代办。请给社区卫生服务中心或社区打电话。",
}
KINDS = {kind.value: name for kind, name in zip(Elsewhere, ("钱或卡", "借钱", "药"), strict=True)}


def asked_elsewhere(fact: AskedElsewhere) -> Message:
    kind = KINDS.get(fact.kind)
    head = f"💛 有人问到{kind}的事，我已经婉言说明：" if kind else "📞 紧急，请马上打电话："
    return Message(
        lines(
            head,
            f"{fact.person}，{fact.building}",
            f"📞 {say_phone(fact.phone)}" if fact.phone else "",
            f"「{fact.text}」",
        )
    )


def chased(fact: WishChased) -> Message:
    return Message(
        lines(
            f"💛 心愿 {fact.number} 号等了 {fact.hours} 小时，还没人接：",
            fact.description,
            f"{fact.building}，时间：{fact.wanted}" if fact.building else f"时间：{fact.wanted}",
            "麻烦您想想办法。",
        ),
        rows((Button("我来认领", ClaimWish(fact.wish_id).pack()), Button("看全部", ShowBoard(0, 0).pack()))),
    )


def expired(fact: WishExpired) -> Message:
    return Message(
        lines(f"💛 对不住，心愿 {fact.number} 号找了很久，还没找到人。", "您还需要吗？"),
        rows((Button("还需要", RenewWish(fact.wish_id).pack()), Button("不用了", WithdrawWish(fact.wish_id).pack()))),
    )


def renewed(wish: Wish) -> Message:
    return Message(f"💛 好的，心愿 {wish.number} 号我接着找。")


def call_for_rating(fact: CallForRating) -> Message:
    buttons = [Button(f"{rating} 分", RateWish(fact.wish_id, rating).pack()) for rating in (5, 4, 3, 2, 1)]
    return Message(
        lines(
            f"💛 心愿 {fact.number} 号办好 {fact.days} 天了，{fact.requester}还没评价。",
            f"📞 请打个电话问问：{say_phone(fact.phone)}" if fact.phone else "请您问问。",
            f"是{fact.claimer}办的。他说几分，您点几分。",
        ),
        rows((*buttons, Button("还没解决", ReopenWish(fact.wish_id).pack()))),
    )


def follow_up(fact: FollowUpWaiting) -> Message:
    return Message(
        lines(
            f"💛 心愿 {fact.number} 号，{fact.requester}只打了 {fact.rating} 分。",
            f"📞 {say_phone(fact.phone)}" if fact.phone else "",
            "谁来回访一下？",
        ),
        rows((Button("我来回访", OwnFollowUp(fact.follow_up_id).pack()),)),
    )


def owned(wish: Wish, follow_up_id: int, who: str) -> Message:
    return Message(
        f"💛 心愿 {wish.number} 号由{who}回访。办完点一下。",
        rows((Button("回访好了", CloseFollowUp(follow_up_id).pack()),)),
    )


def closed(wish: Wish) -> Message:
    return Message(f"💛 心愿 {wish.number} 号的回访记下了，谢谢您。")


def lost(fact: WishLost) -> Message:
    return Message(
        lines(
            f"💛 {fact.claimer}收不到我的消息了，心愿 {fact.number} 号我先另找人。",
            f"📞 请给他打个电话：{say_phone(fact.phone)}" if fact.phone else "",
        )
    )


def again(fact: WishAgain) -> Message:
    return Message(
        lines(
            f"💛 心愿 {fact.number} 号的评价改成了 {fact.rating} 分。",
            f"⭐ 积分跟着改了：这次记 {fact.points} 分，您现在有 {fact.balance} 分。",
        )
    )
