"""The books as a whole in words: month close, anchors, and the shout when they do not prove."""

from domain.papers import JournalAsked
from domain.timebank import AccountKind
from domain.timebank_audit import Report
from domain.timebank_months import Month
from domain.timebank_notices import BooksAnchored, BooksStopped, MonthReported
from domain.timebank_registers import TrialBalance
from wording.message import Button, Message, Shown, attached, lines, rows
from wording.timebank_taps import CloseMonth, TakeJournal

ACCOUNTS: dict[str, str] = {
    "person": "大家手里",
    "held": "兑换中",
    "redemption": "已和商户结清",
    "merchant": "商户待结",
    "pool": "积分池",
    "expired": "过期",
}


def trial(found: TrialBalance, month: Month) -> Message:
    """Return whose points lie where, what they add up to, and the journals of this month and the last."""
    issued = abs(found.by_kind.get(AccountKind.ISSUE, 0))
    sound = "都对得上，一分不差。" if found.total == 0 else f"对不上，差 {found.total} 分。请马上告诉管系统的人。"
    buttons = [
        Button(f"{each.month} 月流水表格", TakeJournal(each.year, each.month).pack())
        for each in (month, month.previous)
    ]
    if not found.by_kind:
        return Message("⭐ 账本还是空的。", rows(buttons))
    return Message(lines(f"⭐ 一共发出 {issued} 分，现在都在：", *_where(found.by_kind), sound), rows(buttons))


def _where(trial: dict[str, int]) -> list[str]:
    """Return in whose hands points are; what was issued is said apart."""
    there = {kind: points for kind, points in trial.items() if points and kind != AccountKind.ISSUE}
    return [f"{ACCOUNTS.get(kind, kind)}：{points} 分" for kind, points in there.items()]


def journal_file(community_id: int, month: Month) -> Message:
    return Message(
        f"⭐ {month.year} 年 {month.month} 月的流水，每一笔都在。里面有姓名，请收好。",
        document=attached(Shown.FILE, f"积分流水{month}.xlsx", "journal", JournalAsked(community_id, month)),
    )


def close_which(month: Month) -> Message:
    return Message(
        f"⭐ 结 {month.year} 年 {month.month} 月的账？会把每一笔从头核一遍。",
        rows((Button("开始月结", CloseMonth(month.year, month.month).pack()),)),
    )


def closed(fact: MonthReported) -> Message:
    """Return the report: whose points lie where, and that they add up to nothing."""
    issued = abs(fact.trial.get(AccountKind.ISSUE, 0))
    return Message(
        lines(
            f"⭐ {fact.year} 年 {fact.month} 月的账结好了，{fact.closed_by}经办。",
            f"一共 {fact.sequence} 笔，从头核过，一分不差。",
            f"一共发出 {issued} 分，现在在：" if issued else "",
            *_where(fact.trial),
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
