"""登记表 as people really send them: each bad one gets a clear sentence with its cell, and nothing is half done."""

from collections.abc import Callable, Sequence
from datetime import date

import pytest
from openpyxl.worksheet.worksheet import Worksheet
from sqlalchemy import func, select

from storage.people import person
from tests.cast import Place, found_community
from tests.paper.workbooks import repacked, workbook
from tests.world import World

Change = Callable[[Worksheet], None]
SHEET_PART = "xl/worksheets/sheet1.xml"
HEADINGS = ("姓名", "手机", "楼栋", "门牌", "出生年份")
ZHAO = ("赵桂兰", "13900001111", "5号楼", "1单元302", 1950)
QIAN = ("钱德福", "13900002222", "5号楼", "1单元303", 1951)


def book(*rows: Sequence[object], headings: Sequence[object] = HEADINGS, change: Change | None = None) -> bytes:
    return workbook(rows, headings=headings, change=change)


def _formula(sheet: Worksheet) -> None:
    sheet["E2"] = "=1900+50"


def _many() -> bytes:
    row = b'<row><c t="inlineStr"><is><t>x</t></is></c></row>'
    return repacked(book(ZHAO), SHEET_PART, b"</sheetData>", row * 50_000 + b"</sheetData>")


def _csv() -> bytes:
    return "姓名,手机\n赵桂兰,13900001111".encode()


STRANGE: dict[str, tuple[Callable[[], bytes], tuple[str, ...]]] = {
    "merged": (lambda: book(ZHAO, QIAN, change=lambda sheet: sheet.merge_cells("C2:C3")), ("C2", "合并")),
    "formula": (lambda: book(ZHAO, change=_formula), ("E2", "公式")),
    "wrong columns": (lambda: book(("甲", "乙"), headings=("商品", "单价")), ("姓名",)),
    "a year of the future": (lambda: book((*ZHAO[:4], 2031)), ("E2", "2031")),
    "no phone": (lambda: book(("赵桂兰", "23900001111", *ZHAO[2:])), ("B2", "不是手机号")),
    "a sentence for a name": (lambda: book(("家住五号楼，今年七十一了", *ZHAO[1:])), ("A2",)),
    "an id number": (lambda: book((*ZHAO[:3], "370502195603154321", 1950)), ("D2", "身份证")),
    "50,000 rows": (_many, ("最多 10000 行",)),
    "not an Excel": (_csv, ("这不是 Excel 表格",)),
    "an old Excel": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), ("老式的 .xls", "另存为 .xlsx")),
    "nothing in it": (book, ("没有",)),
}


async def _people(town: World) -> int:
    async with town.app.database.read() as connection:
        count: int = (await connection.execute(select(func.count()).select_from(person))).scalar_one()
    return count


@pytest.mark.parametrize("kind", STRANGE, ids=[each.replace(" ", "_") for each in STRANGE])
async def test_a_strange_sheet_gets_a_clear_sentence_and_imports_nothing(town: World, kind: str) -> None:
    place: Place = await found_community(town)
    before = await _people(town)
    made, said = STRANGE[kind]
    await place.staff.shares_document(made(), "登记表.xlsx")
    await place.staff.sees(*said)
    assert await _people(town) == before


async def test_dates_where_years_are_asked_are_read_as_years_and_said(town: World) -> None:
    place = await found_community(town)
    await place.staff.shares_document(book((*ZHAO[:4], date(1950, 3, 12)), (*QIAN[:4], 18699)), "登记表.xlsx")
    await place.staff.sees("新录 2 人")


async def test_what_is_wrong_comes_as_a_sheet_and_the_right_rows_only_when_told(town: World) -> None:
    place = await found_community(town)
    before = await _people(town)
    await place.staff.shares_document(book(ZHAO, ("钱德福", "12345678901", *QIAN[2:])), "登记表.xlsx")
    await place.staff.sees("1 行对", "B3", "一行都没有录")
    assert await _people(town) == before
    await place.staff.taps("都不导入")
    await place.staff.sees("一行都没有录")
    assert await _people(town) == before
