"""The registration sheet in words: headings, help, what is wrong in which cell, and why a file cannot be read."""

from collections.abc import Sequence

from domain.people_sheets import Finding, FindingKind, Heading, SheetProblem, SheetReading, SheetUnreadable
from domain.rosters import Category
from wording.names import FREE_TIMES, SKILLS

YES, NO = "是", "否"
SHEET, HELP, CHOICES = "报到登记表", "怎么填", "选项"
HEADINGS: dict[Heading, str] = {
    Heading.NAME: "姓名",
    Heading.PHONE: "手机",
    Heading.BUILDING: "楼栋",
    Heading.ROOM: "门牌",
    Heading.BIRTH_YEAR: "出生年份",
    Heading.FORMER_UNIT: "原单位",
    Heading.FORMER_POST: "职务",
    Heading.PARTY: "政治面貌",
    Heading.SKILLS: "特长",
    Heading.FREE: "空闲",
    Heading.CATEGORY: "分类",
    Heading.NOTE: "备注",
}
# What people call the columns when they bring a sheet of their own.
ALSO_CALLED: dict[str, Heading] = {
    "名字": Heading.NAME,
    "人员姓名": Heading.NAME,
    "手机号": Heading.PHONE,
    "手机号码": Heading.PHONE,
    "电话": Heading.PHONE,
    "联系电话": Heading.PHONE,
    "联系方式": Heading.PHONE,
    "楼号": Heading.BUILDING,
    "楼幢": Heading.BUILDING,
    "几号楼": Heading.BUILDING,
    "门牌号": Heading.ROOM,
    "房号": Heading.ROOM,
    "单元房号": Heading.ROOM,
    "出生年": Heading.BIRTH_YEAR,
    "出生年月": Heading.BIRTH_YEAR,
    "出生日期": Heading.BIRTH_YEAR,
    "单位": Heading.FORMER_UNIT,
    "原工作单位": Heading.FORMER_UNIT,
    "原职务": Heading.FORMER_POST,
    "党员": Heading.PARTY,
    "爱好特长": Heading.SKILLS,
    "特长爱好": Heading.SKILLS,
    "空闲时间": Heading.FREE,
    "活动分类": Heading.CATEGORY,
    "说明": Heading.NOTE,
}
ID_HEADINGS = ("身份证", "证件号")
CATEGORIES: dict[Category, str] = {
    Category.REGULAR: "正常活动",
    Category.LIMITED: "适当参加",
    Category.EXEMPT: "免予参加",
    Category.AWAY: "流动在外",
}
PARTIES = ("中共党员", "民主党派", "群众")
PARTY_SHORT = {"党员": "中共党员", "共产党员": "中共党员", "中共预备党员": "中共党员", "非党员": "群众"}
EXAMPLE_MARK = "（样例）"
EXAMPLE: dict[Heading, str] = {
    Heading.NAME: f"李秀英{EXAMPLE_MARK}",
    Heading.PHONE: "13800000000",
    Heading.BUILDING: "3号楼",
    Heading.ROOM: "2单元501",
    Heading.BIRTH_YEAR: "1956",
    Heading.FORMER_UNIT: "第一小学",
    Heading.FORMER_POST: "教师",
    Heading.PARTY: "中共党员",
    Heading.SKILLS: "手机教学、陪聊探望",
    Heading.FREE: "平日上午、周末",
    Heading.CATEGORY: "正常活动",
    Heading.NOTE: "这一行是样例，不用删，不会录进去",
}
HELPS: dict[Heading, str] = {
    Heading.NAME: "一定要填。2 到 20 个字。",
    Heading.PHONE: "11 位手机号。没有手机就空着。",
    Heading.BUILDING: "一定要填。比如 3号楼，也可以只写 3。",
    Heading.ROOM: "比如 2单元501。",
    Heading.BIRTH_YEAR: "4 位数字，比如 1956。",
    Heading.FORMER_UNIT: "可以空着。",
    Heading.FORMER_POST: "可以空着。",
    Heading.PARTY: f"可以空着。{'、'.join(PARTIES)}，选一个。",
    Heading.SKILLS: f"可以写几样，用顿号隔开。比如：{'、'.join(SKILLS[:3])}。",
    Heading.FREE: f"可以写几样，用顿号隔开：{'、'.join(FREE_TIMES)}。",
    Heading.CATEGORY: f"{'、'.join(CATEGORIES.values())}，选一个。空着就是正常活动。",
    Heading.NOTE: "可以空着。请不要写身份证号。",
}
HELP_LINES = (
    "一行填一个人。",
    "请不要合并单元格，不要写公式。",
    "身份证号不要填，我们不收。",
    "填好存盘，把这个文件发给我。有不对的，我一格一格告诉您。",
)
FINDINGS: dict[FindingKind, str] = {
    FindingKind.NAME_MISSING: "姓名空着，请填上。",
    FindingKind.NOT_A_NAME: "不像姓名，请写 2 到 20 个字。",
    FindingKind.NOT_A_PHONE: "不是手机号，要 11 位数字。",
    FindingKind.PHONE_ROUNDED: "手机号被表格改成了「1.38E+10」的样子，数字丢了。请把这格设成文本，再打一遍。",
    FindingKind.PHONE_TWICE: "这个手机号和第 {hint} 行一样，请看看哪个对。",
    FindingKind.PERSON_TWICE: "这个人和第 {hint} 行是同一个人，请留一行。",
    FindingKind.BUILDING_MISSING: "楼栋空着，请填上。",
    FindingKind.NOT_A_BUILDING: "看不出是几号楼，请写成「3号楼」。",
    FindingKind.UNKNOWN_BUILDING: "社区里没有这栋楼，是不是 {hint}？",
    FindingKind.NOT_A_ROOM: "看不出门牌，请写成「2单元501」。",
    FindingKind.BECAME_A_DATE: "被表格改成了日期。请把这格设成文本，再打一遍。",
    FindingKind.NOT_A_YEAR: "看不出出生年份，请写 4 位数字，比如 1956。",
    FindingKind.YEAR_IMPOSSIBLE: "出生年份不太可能，请再看看。",
    FindingKind.NOT_A_CHOICE: "没有这一项，可以填：{hint}。",
    FindingKind.TOO_LONG: "太长了，最多 {hint} 个字。",
    FindingKind.TOO_MANY: "太多了，最多 {hint} 样。",
    FindingKind.ID_NUMBER: "像是身份证号。我们不收，也没有记下，请删掉。",
    FindingKind.ID_COLUMN: "这一列是身份证号。我们不收，也没有记下，请整列删掉。",
    FindingKind.FORMULA_EMPTY: "这格是公式，没有算好的结果。请直接填上。",
    FindingKind.CELL_ERROR: "这格出错了，请重新填。",
    FindingKind.MERGED: "{hint} 合并在一起了，请拆开，一行填一个人。",
    FindingKind.HIDDEN_ROW: "这一行是藏起来的，没有录。要录就取消隐藏，不要就删掉。",
    FindingKind.COLUMN_TWICE: "「{read}」有两列，请留一列。",
    FindingKind.DATE_AS_NUMBER: "这个数字是日期 {hint}，我只记年份。",
    FindingKind.DATE_AS_YEAR: "这是日期，我只记年份 {hint}。",
    FindingKind.FORMULA_VALUE: "这格是公式，我用了算好的结果。",
    FindingKind.COLUMN_UNKNOWN: "「{read}」这一列用不上，没有录。",
    FindingKind.COLUMN_ABSENT: "没有「{read}」这一列，先空着。",
}
# A sentence that quotes what it read needs no quotation after it.
QUOTING = frozenset({FindingKind.COLUMN_TWICE, FindingKind.COLUMN_UNKNOWN, FindingKind.COLUMN_ABSENT})
PROBLEMS: dict[SheetProblem, str] = {
    SheetProblem.EMPTY_FILE: "这个文件是空的，请再发一次。",
    SheetProblem.TOO_BIG: "这个文件太大了，最多 {limit} MB。请分成几份发。",
    SheetProblem.NOT_EXCEL: "这不是 Excel 表格。请用我发的登记表填，存成 .xlsx 再发。",
    SheetProblem.OLD_EXCEL: "这是老式的 .xls 表格。请打开它，另存为 .xlsx 再发。",
    SheetProblem.LOCKED: "这个表格设了密码，我打不开。请去掉密码再发。",
    SheetProblem.BROKEN: "这个表格坏了，我打不开。请在电脑上打开、另存一份再发。",
    SheetProblem.NO_HEADINGS: "没找到写着「姓名」的那一行。请用我发的登记表填。",
    SheetProblem.HEADINGS_MISSING: "少了这几列：{missing}。请补上再发。",
    SheetProblem.NO_ROWS: "表格里还没有填人。",
    SheetProblem.TOO_MANY_ROWS: "人太多了，一次最多 {limit} 行。请分成几份发。",
}
FINDINGS_SHOWN = 20


def where(finding: Finding) -> str:
    """Return 「B5」, or 「C 列」 for what concerns a whole column, or nothing for a column that is not there."""
    if not finding.column:
        return f"第 {finding.row} 行" if finding.row else ""
    return f"{finding.column}{finding.row}" if finding.row else f"{finding.column} 列"


def say_finding(finding: Finding) -> str:
    """Return 「B5 手机：不是手机号，要 11 位数字。写的是「1380000」」."""
    place = " ".join(part for part in (where(finding), HEADINGS[finding.heading] if finding.heading else "") if part)
    wrong = FINDINGS[finding.kind].format(hint=finding.hint, read=finding.read)
    quoted = f"写的是「{finding.read}」" if finding.read and finding.kind not in QUOTING else ""
    return f"{place}：{wrong}{quoted}" if place else f"{wrong}{quoted}"


def say_problem(found: SheetUnreadable) -> str:
    missing = "、".join(HEADINGS[heading] for heading in found.missing)
    return PROBLEMS[found.problem].format(limit=found.limit, missing=missing)


def report(reading: SheetReading) -> str:
    """Return the summary for the chat: how many are right, and the first findings; the rest goes into a sheet."""
    wrong = [finding for finding in reading.findings if not finding.is_note]
    notes = [finding for finding in reading.findings if finding.is_note]
    if not wrong:
        head = f"看完了，{reading.rows_seen} 行都对。"
    else:
        head = f"看了 {reading.rows_seen} 行，{len(reading.rows)} 行对，有 {len(wrong)} 处要改："
    shown = [*wrong, *notes][:FINDINGS_SHOWN]
    rest = len(wrong) + len(notes) - len(shown)
    more = (f"还有 {rest} 处，都写在表里了。",) if rest else ()
    return "\n".join((head, *map(say_finding, shown), *more))


def report_rows(findings: Sequence[Finding]) -> tuple[tuple[str, str, str, str], ...]:
    """Return the findings as rows of a sheet under `REPORT_HEADINGS`."""
    return tuple(
        (where(each), HEADINGS[each.heading] if each.heading else "", say_finding(each), each.read) for each in findings
    )


REPORT_HEADINGS = ("格子", "哪一项", "怎么改", "写的是")
