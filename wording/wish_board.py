"""The board of open wishes in words."""

from collections.abc import Sequence
from datetime import datetime

from domain.wishes import Wish
from wording.dates import say_ago
from wording.menu import LABELS, Word
from wording.message import Button, Message, lines, rows
from wording.names import WISH_CATEGORIES
from wording.taps import Menu
from wording.wish_taps import AdoptAll, ClaimWish, ShowBoard, WithdrawWish

# What staff may want next, under the board.
BESIDE = (Word.WISH_FIGURES, Word.WISH_REGISTER, Word.WISH_APPROVAL)


def board(
    there: Sequence[tuple[Wish, str]],
    page: int,
    now: datetime,
    *,
    by_grid: bool,
    more: bool,
    adopts: bool,
    manages: bool,
) -> Message:
    """Show a page; a partner unit may take wishes from it, staff may take one down."""
    if not there:
        return Message("💛 现在没有等着的心愿。")
    other = 0 if by_grid else 1
    moves = [Button("上一页", ShowBoard(page - 1, int(by_grid)).pack())] if page else []
    moves += [Button("下一页", ShowBoard(page + 1, int(by_grid)).pack())] if more else []
    moves += [Button("按时间排" if by_grid else "按网格排", ShowBoard(0, other).pack())]
    does: list[Button] = []
    if adopts:
        does += [Button(f"认领 {each.number} 号", ClaimWish(each.id).pack()) for each, _ in there]
        does += [Button("都由我们单位来", AdoptAll(0).pack())]
    if manages:
        does += [Button(f"撤下 {each.number} 号", WithdrawWish(each.id).pack()) for each, _ in there]
        moves += [Button(LABELS[word], Menu(word.value).pack()) for word in BESIDE]
    return Message(lines("💛 等着的心愿：", *_listed(there, now, by_grid=by_grid)), (*rows(does), *rows(moves)))


def _listed(there: Sequence[tuple[Wish, str]], now: datetime, *, by_grid: bool) -> list[str]:
    """Return a line a wish; grid by grid each grid is named above its own."""
    listed: list[str] = []
    heading = None
    for each, grid in there:
        if by_grid and grid != heading:
            listed.append(f"【{grid or '没分网格'}】")
            heading = grid
        where = each.building or "没写楼栋"
        waited = say_ago(each.since_at, now)
        listed.append(f"{each.number} 号 {WISH_CATEGORIES[each.category]}：{each.description}（{where}，{waited}）")
    return listed


def sure_to_adopt() -> Message:
    return Message(
        lines("💛 等得最久的 10 个心愿，都由您单位来办，对吗？"),
        rows((Button("对，我们来", AdoptAll(1).pack()), Button("再看看", ShowBoard(0, 0).pack()))),
    )


def adopted(there: Sequence[Wish]) -> Message:
    if not there:
        return Message("💛 现在没有等着的心愿。")
    numbers = "、".join(each.number for each in there)
    return Message(f"💛 谢谢！心愿 {numbers} 号都交给您单位了，详情一个一个发给您。")
