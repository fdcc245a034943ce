"""Headings and names of the time bank's registers."""

from domain.timebank import AccountKind, Party, SourceKind

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
