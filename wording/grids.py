"""相邻网格 in words."""

from collections.abc import Sequence

from wording.forms import Question
from wording.message import Message


def which(grids: Sequence[str]) -> Question:
    return Question(ask="哪个网格？", name="网格", choices=tuple(grids), takes_text=False, help="请点一个网格。")


def beside(grids: Sequence[str], but: str) -> Question:
    return Question(
        ask="它挨着哪几个网格？",
        name="相邻网格",
        choices=tuple(each for each in grids if each != but),
        takes_many=True,
        takes_text=False,
        can_skip=True,
        help="请点挨着的网格，没有就点「跳过」。",
    )


def told(grid: str, there: Sequence[str]) -> Message:
    if not there:
        return Message(f"记下了，{grid}没有挨着的网格。")
    return Message(f"记下了，{grid}挨着{'、'.join(there)}。心愿 24 小时没人接，也去那边问问。")


def too_few() -> Message:
    return Message("要先分好两个网格，再说谁挨着谁。请点「人员名册」里的「网格」。")
