"""积分怎么算: the rules of today in words, and what comes after them."""

from datetime import date

from domain.timebank_policy import PERCENT, GiftTo, Policy, PolicyBook
from wording.dates import say_day, say_minutes
from wording.menu import Word
from wording.message import Message, lines, rows
from wording.timebank import ACTIVITIES, menu_button

BEST = 5
TO_WHOM: dict[GiftTo, str] = {
    GiftTo.NOBODY: "积分不能送人。",
    GiftTo.FAMILY: "积分能送给住一起的家人",
    GiftTo.ANYONE: "积分能送给社区里的人",
}


def rules(book: PolicyBook, today: date) -> Message:
    """Return what service is worth today, its caps, what may be done with points, and when that changes."""
    now = book.at(today)
    text = lines(
        "⭐ 积分这样算：",
        f"每 {now.per_minutes} 分钟 {now.default_rate} 分。",
        *_special(now),
        _praise(now),
        *_caps(now),
        "积分不过期。" if now.expiry_months is None else f"得了分，{now.expiry_months} 个月后的月底过期。",
        _from_when(now),
        _gifts(now),
        "花了分，服务的小时数和星都还在。",
        f"{say_day(now.until_on, today)}起换新规则，到时再来看。" if now.until_on else "",
    )
    return Message(text, rows((menu_button(Word.POINTS), menu_button(Word.REWARDS))))


def _special(policy: Policy) -> list[str]:
    """Return a line for each other rate, the highest first: 「调解：8 分。」."""
    by_rate: dict[int, list[str]] = {}
    for activity, rate in policy.rates.items():
        if rate != policy.default_rate:
            by_rate.setdefault(rate, []).append(ACTIVITIES[activity])
    return [f"{'、'.join(by_rate[rate])}：{rate} 分。" for rate in sorted(by_rate, reverse=True)]


def _praise(policy: Policy) -> str:
    more = policy.satisfaction[BEST] - PERCENT
    return f"街坊打 {BEST} 分的，多记 {more}%。" if more > 0 else ""


def _caps(policy: Policy) -> list[str]:
    caps = (("每天", policy.daily_minutes), ("每月", policy.monthly_minutes), ("一共", policy.lifetime_minutes))
    told = [f"{name}最多算 {say_minutes(minutes)}。" for name, minutes in caps if minutes is not None]
    return [*told, f"手里最多存 {policy.holding_points} 分。"] if policy.holding_points is not None else told


def _from_when(policy: Policy) -> str:
    wanted = [f"存到 {policy.redeem_from_points} 分"] if policy.redeem_from_points else []
    wanted += [f"服务满 {say_minutes(policy.redeem_from_minutes)}"] if policy.redeem_from_minutes else []
    return f"{'、'.join(wanted)}，就能换东西。" if wanted else ""


def _gifts(policy: Policy) -> str:
    said = TO_WHOM[policy.gift_to]
    if policy.gift_to is GiftTo.NOBODY:
        return said
    most = policy.gift_monthly_points
    return f"{said}，每月最多 {most} 分。" if most is not None else f"{said}。"
