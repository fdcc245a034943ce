"""时间银行 in words: how much, where from, and how it was reckoned."""

from domain.timebank import Activity, Code, Explanation, Limit, SourceKind
from wording.menu import LABELS, Word
from wording.message import Button, Message
from wording.taps import Menu
from wording.timebank_taps import PointsOf

ACTIVITIES: dict[Activity, str] = {
    Activity.REPAIR: "家电维修",
    Activity.ERRAND: "代买代办",
    Activity.HOSPITAL: "陪同就医",
    Activity.CLEANING: "打扫整理",
    Activity.HAIRCUT: "理发",
    Activity.PHONE_LESSON: "手机教学",
    Activity.COMPANY: "陪聊探望",
    Activity.SCHOOL_THINGS: "学习用品",
    Activity.OTHER: "其他帮忙",
    Activity.SCHOOL_CROSSING: "护学岗",
    Activity.PATROL: "巡逻",
    Activity.MEDIATION: "调解",
    Activity.LECTURE: "宣讲",
    Activity.LESSON: "课堂",
    Activity.VISIT: "走访",
}
CODES: dict[Code, str] = {
    Code.EARN: "服务得分",
    Code.OVERFLOW: "超出部分捐给大家",
    Code.STARTING_GIFT: "见面礼",
    Code.OPENING: "以前的积分",
    Code.HOLD: "兑换",
    Code.POST: "换走了",
    Code.VOID: "兑换退回",
    Code.GIFT: "赠送",
    Code.DONATION: "捐给大家",
    Code.GRANT: "社区帮扶",
    Code.INHERITANCE: "家人转来",
    Code.EXPIRY: "过期",
    Code.ADJUSTMENT: "更正",
    Code.REVERSAL: "更正",
    Code.SETTLEMENT: "跟商户结清",
}
LIMITS: dict[Limit, str] = {
    Limit.DAY: "每天最多算这些",
    Limit.MONTH: "每月最多算这些",
    Limit.LIFETIME: "累计最多算这些",
    Limit.HOLDING: "最多存这些",
}
HUNDRED = 100
STAR = "★"


def explain(how: Explanation) -> str:
    """Return one sentence: 「护学岗 45 分钟，每 30 分钟 5 分，满意度 5 分 +20% = 9 分」."""
    parts = [f"{ACTIVITIES[how.activity]} {how.minutes} 分钟"]
    if how.paid_minutes != how.minutes:
        parts.append(f"按 {how.paid_minutes} 分钟算")
    parts.append(f"每 {how.per_minutes} 分钟 {how.rate} 分")
    if how.difficulty_percent != HUNDRED:
        parts.append(f"难度 ×{how.difficulty_percent / HUNDRED:.1f}")
    if how.rating is not None and how.satisfaction_percent != HUNDRED:
        parts.append(f"满意度 {how.rating} 分 {how.satisfaction_percent - HUNDRED:+d}%")
    parts += [LIMITS[limit] for limit in how.limits]
    return f"{'，'.join(parts)} = {how.points} 分"


def menu_button(word: Word) -> Button:
    return Button(LABELS[word], Menu(word.value).pack())


def nobody_so_called(told: str) -> Message:
    return Message(f"没找到「{told}」。请看看名字，或者写他登记的手机号。")


def source_button(kind: SourceKind, source_id: int, label: str = "看这件事") -> Button:
    """Return the button that opens a source with its lines; other subjects put it on pages of theirs."""
    return Button(label, PointsOf(kind.value, source_id).pack())
