"""The time bank's refusals as kind sentences; `wording.refusals` takes this table into its own."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from domain import timebank_activities as activities
from domain import timebank_desk as desk
from domain import timebank_gifts as gifts
from domain import timebank_months as months
from domain import timebank_openings as openings
from domain import timebank_policy as policies
from domain import timebank_rewards as rewards
from domain.refusals import Refusal
from domain.timebank_policy import GiftTo
from domain.timebank_rewards import RedemptionState
from wording.dates import say_minutes

Say = Callable[[Any, datetime], str]
FIELDS = {
    "title": "名字",
    "stock": "份数",
    "limit": "每人几份",
    "hold_days": "保留几天",
    "until_on": "截止日期",
    "points": "分数",
}
SETTLED: dict[RedemptionState, str] = {
    RedemptionState.HELD: "还在等您去换。",
    RedemptionState.USED: "已经换走了。",
    RedemptionState.CANCELLED: "已经退回了。",
    RedemptionState.LAPSED: "过了时间，分已经退给您了。",
}
GIFTS: dict[GiftTo, str] = {
    GiftTo.NOBODY: "咱们社区的积分不能转送。",
    GiftTo.FAMILY: "咱们社区的积分只能送给住在一起的家人。",
    GiftTo.ANYONE: "这次送不了，请问问社区。",
}


def _always(sentence: str) -> Say:
    return lambda refusal, now: sentence  # noqa: ARG005 - one shape for the table


def _from_when(refusal: rewards.RedeemingNotYet, now: datetime) -> str:  # noqa: ARG001 - one shape for the table
    wanted = [f"存到 {refusal.points} 分"] if refusal.points else []
    wanted += [f"服务满 {say_minutes(refusal.minutes)}"] if refusal.minutes else []
    return f"咱们社区要{'、'.join(wanted)}才能换东西。您再攒攒。"


def _out_of_range(refusal: rewards.RewardOutOfRange, now: datetime) -> str:  # noqa: ARG001 - one shape for the table
    return f"「{FIELDS.get(refusal.field, '这一项')}」填得不对，请您再看看。"


TABLE: dict[type[Refusal], Say] = {
    desk.NoTill: _always("还没登记您是哪家店的。请让社区给您登记一下，就能收码了。"),
    desk.PartnerNameTaken: _always("这家已经登记过了。"),
    desk.OpeningLineUnclear: lambda refusal, now: (  # noqa: ARG005 - one shape
        f"第 {refusal.number} 行我没看明白，一个人也没记。请写成：姓名 分数 小时 手机号，一人一行。"
    ),
    desk.NothingServed: lambda refusal, now: f"{refusal.year} 年还没有服务记录，先不开证明。",  # noqa: ARG005 - one shape
    gifts.GiftToOneself: _always("这是您自己的账，不用送。"),
    gifts.GiftsNotAllowed: lambda refusal, now: GIFTS[refusal.to],  # noqa: ARG005 - one shape
    gifts.GiftCapReached: lambda refusal, now: f"这个月您还能送 {refusal.left} 分。",  # noqa: ARG005 - one shape
    gifts.DonationsNotAllowed: _always("咱们社区现在不收捐分，谢谢您的心意！"),
    gifts.GrantTooLarge: lambda refusal, now: f"一次最多帮扶 {refusal.most} 分。",  # noqa: ARG005 - one shape
    gifts.SecondPersonNeeded: _always("这笔要请另一位同事来点，自己提的、给自己的，自己不能点同意。"),
    gifts.ProposalDecided: _always("这笔已经有人处理过了，您不用再点。"),
    gifts.ReasonNeeded: _always("请写一句原因，200 个字以内。"),
    gifts.NotReversible: _always("这一笔不能整笔撤回，请用「更正积分」改。"),
    gifts.NothingToInherit: _always("他名下没有积分可以转。"),
    months.MonthNotOver: _always("这个月还没过完，过完再结。"),
    months.MonthNotNext: lambda refusal, now: (  # noqa: ARG005 - one shape
        f"要先结 {refusal.expected.year} 年 {refusal.expected.month} 月。"
    ),
    activities.TooManyPeople: _always("一次活动最多记 100 个人，请分两次记。"),
    openings.NamesakesFound: lambda refusal, now: (  # noqa: ARG005 - one shape
        f"这几位有重名或写了两遍：{'、'.join(refusal.names)}。请加上手机号再发，这次一个人也没记。"
    ),
    openings.PersonNotFound: lambda refusal, now: (  # noqa: ARG005 - one shape
        f"没找到：{'、'.join(refusal.names)}。请看看名字，或者先请他报到。这次一个人也没记。"
    ),
    policies.PolicyGap: lambda refusal, now: (  # noqa: ARG005 - one shape
        f"{refusal.from_on} 到 {refusal.until_on} 没有规则管，请把日子接上。"
    ),
    policies.PolicyOverlap: lambda refusal, now: (  # noqa: ARG005 - one shape
        f"{refusal.from_on} 到 {refusal.until_on} 有两套规则，请只留一套。"
    ),
    policies.PolicyMissing: _always("那一天还没有积分规则，请社区先定好。"),
    policies.PolicyOutOfRange: lambda refusal, now: f"规则里「{refusal.field}」这一项不对，请再看看。",  # noqa: ARG005 - one shape
    policies.PastPolicyKept: _always("过去日子的规则不能改，只能从明天起换新的。"),
    rewards.RewardWithdrawn: _always("这一样现在不换了，请看看别的。"),
    rewards.RewardSoldOut: _always("这一样刚刚换完了，请看看别的。"),
    rewards.RewardLimitReached: lambda refusal, now: f"这一样每人最多换 {refusal.limit} 份，您已经换够了。",  # noqa: ARG005 - one shape
    rewards.RewardNotAllowed: _always("咱们社区的积分现在不能换这一类。"),
    rewards.RewardOutOfRange: _out_of_range,
    rewards.RedeemingNotYet: _from_when,
    rewards.RedemptionsStopped: _always("账正在核对，兑换先停一停。您的分都在，放心，核完就开。"),
    rewards.RedemptionSettled: lambda refusal, now: f"这一份{SETTLED[refusal.state]}",  # noqa: ARG005 - one shape
}
