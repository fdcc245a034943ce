"""The books as a whole in words: month close, anchors, and the shout when they do not prove."""

from domain.timebank_audit import Report
from domain.timebank_desk import (
    BooksAnchored,
    BooksStopped,
    MonthReported,
)
from domain.timebank_months import Month
from wording.message import Button, Key, Message, lines, rows
from wording.timebank_taps import (
    CloseMonth,
)

Keys = tuple[tuple[Key, ...], ...]
ACCOUNTS: dict[str, str] = {
    "person": "大家手里",
    "held": "兑换中",
    "issue": "一共发出",
    "redemption": "已和商户结清",
    "merchant": "商户待结",
    "pool": "积分池",
    "expired": "过期",
}


def close_which(month: Month) -> Message:
    return Message(
        f"⭐ 结 {month.year} 年 {month.month} 月的账？会把每一笔从头核一遍。",
        rows((Button("开始月结", CloseMonth(month.year, month.month).pack()),)),
    )


def closed(fact: MonthReported) -> Message:
    """Return the report: whose points lie where, and that they add up to nothing."""
    listed = [f"{ACCOUNTS.get(kind, kind)}：{abs(points)} 分" for kind, points in fact.trial.items() if points]
    return Message(
        lines(
            f"⭐ {fact.year} 年 {fact.month} 月的账结好了，{fact.closed_by}经办。",
            f"一共 {fact.sequence} 笔，从头核过，一分不差。",
            *listed,
        )
    )


def not_closed(report: Report) -> Message:
    return Message(
        lines(
            f"账对不上，有 {len(report.problems)} 处，这个月先不结。",
            "兑换已经停了，大家的分都在。请马上告诉管系统的人。",
        )
    )


def stopped(fact: BooksStopped) -> Message:
    return Message(
        lines(
            f"要紧：积分账有 {fact.problems} 处对不上，兑换已经停了。",
            "请马上告诉管系统的人，核好之前别手工改分。",
            f"（第一处：{fact.first}）",
        )
    )


def anchored(fact: BooksAnchored) -> Message:
    on = f"{fact.on.month} 月 {fact.on.day} 日"
    return Message(
        lines(f"⭐ {on}积分账核过了，{fact.sequence} 笔，一分不差。", f"封条：{fact.hash}", "这条请留着，以后对账用。")
    )
