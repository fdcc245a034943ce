"""Points given away, in words: to somebody, or to everybody's pool."""

from collections.abc import Sequence

from domain.timebank import Balance
from domain.timebank_notices import GiftReceived, StartingGift
from domain.timebank_policy import GiftTo
from wording.forms import Question
from wording.message import Key, Message

Keys = tuple[tuple[Key, ...], ...]
GIVE_TITLE, DONATE_TITLE = "送积分", "捐积分"
WHO = Question(
    ask="送给谁？请写他的姓名，或者手机号。", name="给谁", help="请写姓名或手机号，比如：王建国，或 13700000001。"
)
POINTS = Question(ask="多少分？", name="分数", help="分数要写 1 以上的整数，比如：5。")


def which(labels: Sequence[str]) -> Question:
    return Question(ask="是哪一位？", name="给谁", choices=tuple(labels), takes_text=False)


def give_intro(to: GiftTo, left: int | None, available: int) -> Message:
    """Say what may be given to whom, before it is asked."""
    whom = "送给住在一起的家人" if to is GiftTo.FAMILY else "送给社区里的人"
    cap = f"，这个月还能送 {left} 分" if left is not None else ""
    return Message(f"您有 {available} 分，可以{whom}{cap}。小时数留给您自己。")


def donate_ask(available: int) -> Question:
    return Question(
        ask=f"您有 {available} 分。捐给大家的积分池，社区两个人同意后帮给有难处的街坊。捐多少分？",
        name="分数",
        help="分数要写 1 以上的整数，比如：5。",
    )


def gave(name: str, points: int, balance: Balance, keys: Keys) -> Message:
    return Message(f"⭐ 送好了：{name}，{points} 分。您还有 {balance.available} 分。", keyboard=keys)


def received(fact: GiftReceived) -> Message:
    return Message(f"⭐ {fact.giver}送您 {fact.points} 分。您现在有 {fact.balance} 分。")


def donated(points: int, balance: Balance, keys: Keys) -> Message:
    return Message(f"⭐ 谢谢您捐了 {points} 分！您还有 {balance.available} 分。", keyboard=keys)


def welcome(fact: StartingGift) -> Message:
    return Message(f"⭐ 送您 {fact.points} 分见面礼，欢迎您！您现在有 {fact.balance} 分。")
