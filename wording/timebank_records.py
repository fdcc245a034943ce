"""Headings and names of the time bank's registers."""

from datetime import datetime

from domain.papers import MerchantMonth
from domain.timebank import AccountKind, Party, SourceKind
from domain.timebank_registers import Journal
from wording.timebank import CODES

Value = str | int | datetime | None

JOURNAL = "积分流水"
JOURNAL_COLUMNS = ("号", "时间", "从", "到", "分", "分钟", "为什么", "来源", "经办", "校验")
SETTLEMENT = "商户结算"
SETTLEMENT_COLUMNS = ("时间", "兑换品", "分", "编号")
TOTAL = "合计"
COMMON: dict[AccountKind, str] = {
    AccountKind.ISSUE: "发放",
    AccountKind.REDEMPTION: "已和商户结清",
    AccountKind.POOL: "积分池",
    AccountKind.EXPIRED: "过期",
}
SOURCES: dict[SourceKind, str] = {
    SourceKind.SHIFT: "值班",
    SourceKind.WISH: "心愿",
    SourceKind.CASE: "调解",
    SourceKind.ACTIVITY: "活动",
    SourceKind.BACKFILL: "补记",
    SourceKind.ADJUSTMENT: "更正",
    SourceKind.GIFT: "赠送",
    SourceKind.REWARD: "兑换品",
    SourceKind.REDEMPTION: "兑换",
    SourceKind.DONATION: "捐赠",
    SourceKind.GRANT: "帮扶",
    SourceKind.REGISTRATION: "报到",
    SourceKind.IMPORT: "老账本",
    SourceKind.EXPIRY: "到期",
    SourceKind.TRANSFER: "账上的号",
}


def journal_rows(told: Journal) -> list[tuple[Value, ...]]:
    return [
        (
            row.sequence,
            row.at,
            account(row.debit, told.people, told.partners),
            account(row.credit, told.people, told.partners),
            row.points,
            row.minutes,
            CODES[row.code],
            f"{SOURCES[row.source_kind]} {row.source_id}",
            told.people.get(row.actor_id or 0, ""),
            row.hash[:12],
        )
        for row in told.rows
    ]


def settlement_rows(paper: MerchantMonth) -> list[tuple[Value, ...]]:
    """Return what was handed out, and the sum to be settled last."""
    rows: list[tuple[Value, ...]] = [(one.at, one.title, one.points, one.number) for one in paper.handed]
    return [*rows, (None, TOTAL, paper.points, None)]


def settlement_title(paper: MerchantMonth) -> str:
    return f"{SETTLEMENT}{paper.partner}"


def account(party: Party, people: dict[int, str], partners: dict[int, str]) -> str:
    match party.kind:
        case AccountKind.PERSON:
            return people.get(party.owner_id, f"{party.owner_id} 号")
        case AccountKind.HELD:
            return f"{people.get(party.owner_id, f'{party.owner_id} 号')}（兑换中）"
        case AccountKind.MERCHANT:
            return partners.get(party.owner_id, f"商户 {party.owner_id}")
        case _:
            return COMMON[party.kind]
