"""The catalogue in words, as the office keeps it."""

from collections.abc import Sequence

from domain.timebank_policy import RewardKind
from domain.timebank_rewards import Reward
from wording.forms import Question
from wording.message import Button, Key, Message, rows
from wording.timebank_office import OFFICE
from wording.timebank_taps import (
    AddPicture,
    Office,
    StockUp,
    WithdrawReward,
)

Keys = tuple[tuple[Key, ...], ...]
REWARD_KINDS: dict[RewardKind, str] = {RewardKind.SERVICE: "服务", RewardKind.GOODS: "东西"}
SHOWN = 8  # rewards and partners on one card
TITLE = Question(ask="换的是什么？比如：理发一次。", name="名字", help="请写名字，60 个字以内。")
KIND = Question(ask="是服务还是东西？", name="类别", choices=tuple(REWARD_KINDS.values()), takes_text=False)
PRICE = Question(ask="要多少分？", name="分数", help="分数要写 1 以上的整数，比如：20。")
STOCK = Question(
    ask="有多少份？不限就点「跳过」。", name="份数", can_skip=True, help="请写份数，比如：10；不限就点「跳过」。"
)
LIMIT = Question(
    ask="每人最多几份？不限就点「跳过」。", name="每人", can_skip=True, help="请写份数，比如：1；不限就点「跳过」。"
)
# How long it is offered: whole months, up to the end of the last one.
MONTHS_OFFERED: dict[str, int] = {"到下个月底": 1, "3 个月": 3, "半年": 6, "一年": 12}
UNTIL = Question(ask="能换到什么时候？", name="期限", choices=("一直能换", *MONTHS_OFFERED), takes_text=False)
DESCRIPTION = Question(
    ask="还要说明几句吗？比如：周一到周五去。",
    name="说明",
    can_skip=True,
    help="请写 200 个字以内；没有就点「跳过」。",
)
PIECES = Question(ask="再加多少份？", name="份数", help="请写 1 以上的整数，比如：10。")


def partner(names: Sequence[str]) -> Question:
    return Question(ask="在哪家换？", name="商户", choices=tuple(names), takes_text=False)


def no_partner() -> Message:
    return Message("还没有商户。先加一家吧。", rows((Button(OFFICE["partner"], Office("partner").pack()),)))


def reward_added(reward: Reward, partner_name: str) -> Message:
    terms = reward.terms
    left = f"{terms.stock} 份" if terms.stock is not None else "份数不限"
    return Message(
        f"⭐ 上架了：{terms.title}，{terms.points} 分，在{partner_name}，{left}。",
        rows((Button("加照片", AddPicture(reward.id).pack()),)),
    )


def send_picture() -> Message:
    return Message("请把照片发给我，10 分钟内都行。拍清楚东西或店面就好。")


def pictured(reward: Reward) -> Message:
    return Message(
        f"⭐ 照片放好了，大家点开「{reward.terms.title}」就能看到。",
        rows((Button("换一张照片", AddPicture(reward.id).pack()),)),
        photo=reward.terms.picture,
    )


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
    picture = Button("换照片" if terms.picture else "加照片", AddPicture(reward.id).pack())
    return Message(
        f"⭐ {terms.title}：{terms.points} 分，在{partner_name}，{left}{limit}",
        rows((*restock, picture, Button("下架", WithdrawReward(reward.id).pack()))),
    )


def stocked(reward: Reward, keys: Keys) -> Message:
    return Message(f"⭐ 补好了：{reward.terms.title}，现在 {reward.terms.stock} 份。", keyboard=keys)


def withdrawn(reward: Reward) -> Message:
    return Message(f"⭐ 下架了：{reward.terms.title}。已经拿到码的人照样能换。")
