"""The 台账 of wishes in words, for the office."""

from datetime import datetime

from domain.wish_records import FIRST_YEAR, WishRegister, WishRow
from domain.wish_trail import Milestone
from wording.message import Button, Message, Shown, attached, lines, rows
from wording.names import WISH_CATEGORIES, WISH_STATES
from wording.wish_taps import TakeRegister

TITLE = "微心愿台账"
DATES: dict[Milestone, str] = {
    Milestone.RECEIVED: "收到",
    Milestone.APPROVED: "审核通过",
    Milestone.PUBLISHED: "发到群里",
    Milestone.CLAIMED: "认领",
    Milestone.AGREED: "约好时间",
    Milestone.STARTED: "上门",
    Milestone.FULFILLED: "办好",
    Milestone.RATED: "评价",
    Milestone.CLOSED: "办结",
}
HEADINGS = (
    *("编号", "类别", "心愿", "街坊", "楼栋", "代办人", "什么时候方便", "到哪一步"),
    *DATES.values(),
    *("审核人", "志愿者", "同去的", "用时（分钟）", "满意度", "谁代评的", "感谢的话", "退回或收回原因", "回访记录"),
)


def row(one: WishRow) -> tuple[str | int | datetime | None, ...]:
    wish = one.wish
    return (
        wish.number,
        WISH_CATEGORIES[wish.category],
        wish.description,
        one.requester,
        wish.building,
        one.helper,
        wish.wanted,
        WISH_STATES[wish.state],
        *(one.dates.get(each) for each in DATES),
        one.approved_by,
        one.claimer,
        one.second,
        wish.minutes or None,
        wish.rating or None,
        one.rated_by,
        wish.thanks,
        one.reason,
        one.follow_up,
    )


def sheet(asked: WishRegister) -> Message:
    earlier = (Button(f"要 {asked.year - 1} 年的", TakeRegister(asked.year - 1).pack()),)
    return Message(
        lines(f"💛 {asked.year} 年的心愿台账好了，一行一个心愿。", "里面有街坊的姓名和心愿，请收好，用完删掉。"),
        rows(earlier) if asked.year > FIRST_YEAR else (),
        document=attached(Shown.FILE, f"心愿台账{asked.year}.xlsx", "wish_register", asked),
    )
