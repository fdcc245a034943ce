"""Workbooks as people send them, right and wrong."""

import io
import re
import zipfile
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from domain.people_sheets import SheetReading
from paper.people_sheet import read_people
from wording.paper_sheet import HEADINGS

TODAY = date(2026, 3, 1)
LABELS = tuple(HEADINGS.values())
WANG: dict[str, Any] = {
    "姓名": "王建国",
    "手机": "13800000001",
    "楼栋": "3号楼",
    "门牌": "2单元501",
    "出生年份": "1956",
    "原单位": "油田机修厂",
    "职务": "钳工",
    "政治面貌": "中共党员",
    "特长": "家电维修、书法绘画",
    "空闲": "平日上午、周末",
    "分类": "正常活动",
    "备注": "",
}


def wang(**changed: object) -> list[object]:
    """A row that is right, but for what is changed."""
    return [changed.get(label, WANG[label]) for label in LABELS]


def workbook(
    rows: Iterable[Sequence[Any]],
    headings: Sequence[object] = LABELS,
    change: Callable[[Worksheet], None] | None = None,
) -> bytes:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(list(headings))
    for row in rows:
        sheet.append(list(row))
    if change is not None:
        change(sheet)
    return saved(book)


def saved(book: Workbook) -> bytes:
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def read(sent: bytes, buildings: Sequence[str] = ()) -> SheetReading:
    reading = read_people(sent, today=TODAY, buildings=buildings)
    assert isinstance(reading, SheetReading), reading
    return reading


def repacked(sent: bytes, part: str, pattern: bytes, instead: bytes) -> bytes:
    """The same workbook with something changed in one part, as other programs write it."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(sent)) as old, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == part:
                assert re.search(pattern, content)
                content = re.sub(pattern, instead, content, count=1)
            new.writestr(name, content)
    return written.getvalue()
