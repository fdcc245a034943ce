"""The time bank's office in words: what there is to do."""

from wording.menu import LABELS, Word
from wording.message import Button, Message, rows
from wording.taps import Menu
from wording.timebank_taps import (
    Office,
)

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
    "meeting": "记活动",
    "books": "账本报表",
    "close": "月结",
}


def office(waiting: int) -> Message:
    head = f"⭐ 有 {waiting} 笔积分等人点头，在下面。" if waiting else "⭐ 积分管理，您要做哪一样？"
    return Message(head, rows(Button(name, Office(what).pack()) for what, name in OFFICE.items()))


def office_button() -> Button:
    return Button(LABELS[Word.POINTS_OFFICE], Menu(Word.POINTS_OFFICE.value).pack())


def office_hint() -> Message:
    return Message("上架、更正、月结在这里：", rows((office_button(),)))
