"""The sheet of shifts in words: headings, help, what is wrong in which cell, and how the import went."""

from collections.abc import Sequence

from domain.duty import DutyKind
from domain.people_sheets import SheetProblem
from domain.shift_sheets import ShiftFault, ShiftFinding, ShiftHeading, ShiftReading, ShiftsUnreadable
from wording.duty_taps import ImportShifts
from wording.message import Button, Message, Shown, attached, lines, rows
from wording.names import DUTY_KINDS
from wording.paper_sheet import PROBLEMS

SHEET, HELP, CHOICES = "排班表", "怎么填", "选项"
FILE_NAME = "排班表.xlsx"
HEADINGS: dict[ShiftHeading, str] = {
    ShiftHeading.DAY: "日期",
    ShiftHeading.BEGINS: "开始",
    ShiftHeading.ENDS: "结束",
    ShiftHeading.POST: "岗位",
    ShiftHeading.KIND: "类别",
    ShiftHeading.NEED: "人数",
    ShiftHeading.TRAINED: "培训过的几位",
    ShiftHeading.CAPTAIN: "带班的几位",
    ShiftHeading.MEET: "集合地点",
    ShiftHeading.PEOPLE: "上岗人",
}
ALSO_CALLED: dict[str, ShiftHeading] = {
    "班次日期": ShiftHeading.DAY,
    "开始时间": ShiftHeading.BEGINS,
    "结束时间": ShiftHeading.ENDS,
    "地点": ShiftHeading.POST,
    "岗位名称": ShiftHeading.POST,
    "需要人数": ShiftHeading.NEED,
    "人员": ShiftHeading.PEOPLE,
    "姓名": ShiftHeading.PEOPLE,
    "值班人": ShiftHeading.PEOPLE,
}
KINDS: dict[str, DutyKind] = {name: kind for kind, name in DUTY_KINDS.items()}
EXAMPLE_MARK = "（样例）"
EXAMPLE: dict[ShiftHeading, str] = {
    ShiftHeading.DAY: f"2026-09-01{EXAMPLE_MARK}",
    ShiftHeading.BEGINS: "7:00",
    ShiftHeading.ENDS: "8:00",
    ShiftHeading.POST: "实验小学东门",
    ShiftHeading.KIND: "护学岗",
    ShiftHeading.NEED: "2",
    ShiftHeading.TRAINED: "1",
    ShiftHeading.CAPTAIN: "",
    ShiftHeading.MEET: "传达室门口",
    ShiftHeading.PEOPLE: "李秀英、王建国",
}
HELPS: dict[ShiftHeading, str] = {
    ShiftHeading.DAY: "一定要填。写成 2026-09-01，或者 9月1日。",
    ShiftHeading.BEGINS: "一定要填。写成 7:00。",
    ShiftHeading.ENDS: "一定要填，比开始晚。写成 8:00。",
    ShiftHeading.POST: "一定要填。可以选原来的，也可以写新的。",
    ShiftHeading.KIND: f"{'、'.join(KINDS)}，选一个。空着就是其他。",
    ShiftHeading.NEED: "1 到 30。空着就按上岗人的个数，没有上岗人就是 1。",
    ShiftHeading.TRAINED: "里面至少几位参加过培训。可以空着。",
    ShiftHeading.CAPTAIN: "里面至少几位能带班。可以空着。",
    ShiftHeading.MEET: "可以空着。",
    ShiftHeading.PEOPLE: "可以空着，我来排。写姓名或志愿者编号，用顿号隔开。",
}
HELP_LINES = (
    "一行填一个班。",
    "请不要合并单元格，不要写公式。",
    "填好存盘，把这个文件发给我。有不对的，我一格一格告诉您。",
)
FAULTS: dict[ShiftFault, str] = {
    ShiftFault.EMPTY: "空着，请填上。",
    ShiftFault.NOT_A_DAY: "看不出是哪一天，请写成 2026-09-01。",
    ShiftFault.DAY_GONE: "这一天已经过去了。",
    ShiftFault.DAY_FAR: "离今天太远了，最多排 {hint} 天以内的。",
    ShiftFault.NOT_A_TIME: "看不出是几点，请写成 7:00。",
    ShiftFault.BACKWARDS: "结束要比开始晚。",
    ShiftFault.NOT_A_KIND: "没有这一项，可以填：{hint}。",
    ShiftFault.NOT_A_NUMBER: "请写一个整数。",
    ShiftFault.NEED_OUT_OF_RANGE: "人数要在 1 到 30 之间。",
    ShiftFault.MORE_THAN_NEEDED: "比要的人数还多，请再看看。",
    ShiftFault.TOO_LONG: "太长了，最多 {hint} 个字。",
    ShiftFault.TWICE: "和第 {hint} 行是同一个班，请留一行。",
    ShiftFault.NOBODY: "志愿者里没有这个人：{hint}。",
    ShiftFault.SEVERAL: "有几位都叫{hint}，请写志愿者编号。",
    ShiftFault.CELL_ERROR: "这格出错了，请重新填。",
}
FINDINGS_SHOWN = 20
# What is said otherwise than of a sheet of people.
OWN_PROBLEMS: dict[SheetProblem, str] = {
    SheetProblem.NOT_EXCEL: "这不是 Excel 表格。请用我发的排班表填，存成 .xlsx 再发。",
    SheetProblem.NO_HEADINGS: "没找到写着「日期」的那一行。请用我发的排班表填。",
    SheetProblem.NO_ROWS: "表格里还没有填班。",
    SheetProblem.TOO_MANY_ROWS: "班太多了，一次最多 {limit} 行。请分成几份发。",
}


def template_file(posts: Sequence[str]) -> Message:
    return Message(
        "🚩 这是排班表。一行一个班，填好存盘，直接发给我。",
        document=attached(Shown.FILE, FILE_NAME, "shift_template", list(posts)),
    )


def reading() -> Message:
    return Message("🚩 收到排班表了，正在看…")


def unreadable(found: ShiftsUnreadable) -> Message:
    missing = "、".join(HEADINGS[heading] for heading in found.missing)
    if found.missing:
        return Message(f"没找到写着「{missing}」的列。请用我发的排班表填。")
    said = OWN_PROBLEMS.get(found.problem) or PROBLEMS[found.problem]
    return Message(said.format(limit=found.limit, missing=missing))


def say_finding(finding: ShiftFinding) -> str:
    """Return 「B5 开始：看不出是几点，请写成 7:00。写的是「早上」」."""
    place = f"{finding.column}{finding.row} {HEADINGS[finding.heading]}"
    quoted = f"写的是「{finding.read}」" if finding.read else ""
    return f"{place}：{FAULTS[finding.fault].format(hint=finding.hint)}{quoted}"


def not_clean(found: ShiftReading, work_id: int) -> Message:
    """Return the report with its two ways on; nothing has been planned yet."""
    told = [say_finding(each) for each in found.findings[:FINDINGS_SHOWN]]
    more = len(found.findings) - len(told)
    head = f"看了 {found.rows_seen} 行，{len(found.rows)} 行对，有 {len(found.findings)} 处要改："
    buttons = (
        Button(f"先排正确的 {len(found.rows)} 行", ImportShifts(work_id, 1).pack()),
        Button("都不排", ImportShifts(work_id, 0).pack()),
    )
    rest = f"还有 {more} 处，改好这些再发给我看。" if more > 0 else ""
    return Message(
        lines(head, *told, rest, "现在一个班都没有排。改好再发，或者：" if found.rows else "改好再发给我。"),
        rows(buttons) if found.rows else (),
    )


def imported(fresh: int, changed: int, same: int, seated: int, refused: Sequence[str]) -> Message:
    parts = [f"新排 {fresh} 个班"]
    parts += [f"改了 {changed} 个"] if changed else []
    parts += [f"{same} 个原来就有、没有变"] if same else []
    told = f"请了 {seated} 人次，已经告诉他们。" if seated else ""
    return Message(lines(f"🚩 排好了：{'，'.join(parts)}。", told, *refused[:FINDINGS_SHOWN]))


def refused(row: int, why: str) -> str:
    return f"第 {row} 行：{why}"


def not_imported() -> Message:
    return Message("好的，一个班都没有排。")


def gone() -> Message:
    return Message("这份排班表放久了，请再发一次。")


def work_failed() -> Message:
    return Message("对不住，这份排班表我没读成，是我的毛病。一个班都没有排，请再发一次。")
