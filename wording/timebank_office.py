"""The time bank's office in words: what there is to do, and the catalogue."""

from collections.abc import Sequence

from domain.timebank_policy import RewardKind
from domain.timebank_rewards import Reward
from wording.forms import Question
from wording.menu import LABELS, Word
from wording.message import Button, Key, Message, rows
from wording.taps import Menu
from wording.timebank_taps import (
    Office,
    StockUp,
    WithdrawReward,
)

Keys = tuple[tuple[Key, ...], ...]
REWARD_KINDS: dict[RewardKind, str] = {RewardKind.SERVICE: "服务", RewardKind.GOODS: "东西"}
SHOWN = 8  # rewards and partners on one card
# What the office does: what the button says, and what it is called in the tap.
OFFICE: dict[str, str] = {
    "rewards": "看兑换品",
    "reward": "上架兑换品",
    "partners": "看商户",
    "partner": "新增商户",
    "adjust": "更正积分",
    "reverse": "撤回一笔",
    "grant": "积分池帮扶",
    "inherit": "转给家人",
    "openings": "录老账本",
    "close": "月结",
}
TITLE = Question(ask="换的是什么？比如：理发一次。", name="名字", help="请写名字，60 个字以内。")
KIND = Question(ask="是服务还是东西？", name="类别", choices=tuple(REWARD_KINDS.values()), takes_text=False)
PRICE = Question(ask="要多少分？", name="分数", help="分数要写 1 以上的整数，比如：20。")
STOCK = Question(
    ask="有多少份？不限就点「跳过」。", name="份数", can_skip=True, help="请写份数，比如：10；不限就点「跳过」。"
)
LIMIT = Question(
    ask="每人最多几份？不限就点「跳过」。", name="每人", can_skip=True, help="请写份数，比如：1；不限就点「跳过」。"
)
PIECES = Question(ask="再加多少份？", name="份数", help="请写 1 以上的整数，比如：10。")


def partner(names: Sequence[str]) -> Question:
    return Question(ask="在哪家换？", name="商户", choices=tuple(names), takes_text=False)


def office(waiting: int) -> Message:
    head = f"⭐ 有 {waiting} 笔积分等人点头，在下面。" if waiting else "⭐ 积分管理，您要做哪一样？"
    return Message(head, rows(Button(name, Office(what).pack()) for what, name in OFFICE.items()))


def office_button() -> Button:
    return Button(LABELS[Word.POINTS_OFFICE], Menu(Word.POINTS_OFFICE.value).pack())


def office_hint() -> Message:
    return Message("上架、更正、月结在这里：", rows((office_button(),)))


def no_partner() -> Message:
    return Message("还没有商户。先加一家吧。", rows((Button(OFFICE["partner"], Office("partner").pack()),)))


def reward_added(reward: Reward, partner_name: str, keys: Keys) -> Message:
    terms = reward.terms
    left = f"{terms.stock} 份" if terms.stock is not None else "份数不限"
    return Message(f"⭐ 上架了：{terms.title}，{terms.points} 分，在{partner_name}，{left}。", keyboard=keys)


def rewards(found: Sequence[Reward], partners: dict[int, str]) -> list[Message]:
    """Return a card for each reward, since each has buttons of its own."""
    if not found:
        return [Message("还没有上架的。", rows((Button(OFFICE["reward"], Office("reward").pack()),)))]
    return [_reward(each, partners.get(each.terms.partner_id, "")) for each in found[-SHOWN:]]


def _reward(reward: Reward, partner_name: str) -> Message:
    terms = reward.terms
    left = f"还剩 {terms.stock} 份" if terms.stock is not None else "份数不限"
    limit = f"，每人 {terms.limit} 份" if terms.limit is not None else ""
    restock = [Button("补货", StockUp(reward.id).pack())] if terms.stock is not None else []
    return Message(
        f"⭐ {terms.title}：{terms.points} 分，在{partner_name}，{left}{limit}",
        rows((*restock, Button("下架", WithdrawReward(reward.id).pack()))),
    )


def stocked(reward: Reward, keys: Keys) -> Message:
    return Message(f"⭐ 补好了：{reward.terms.title}，现在 {reward.terms.stock} 份。", keyboard=keys)


def withdrawn(reward: Reward) -> Message:
    return Message(f"⭐ 下架了：{reward.terms.title}。已经拿到码的人照样能换。")
