"""Files that are no registration sheet: each gets its own plain answer, and none takes the house down."""

import io
import zipfile

import pytest
from openpyxl import Workbook

from domain.people_sheets import SheetProblem, SheetUnreadable
from paper import people_sheet, sheet_package
from paper.people_sheet import read_people
from paper.people_template import people_template
from tests.paper.workbooks import LABELS, TODAY, repacked, saved, wang, workbook
from wording.paper_sheet import say_problem

P = SheetProblem
SHEET_PART = "xl/worksheets/sheet1.xml"
OLD = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(600)


def packed(**parts: bytes) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return written.getvalue()


def bomb() -> bytes:
    return packed(**{"xl/workbook.xml": b"<x/>", "xl/worksheets/sheet1.xml": bytes(50_000_000)})


def many_entities() -> bytes:
    bad = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet'
    return repacked(workbook([wang()]), SHEET_PART, rb"<worksheet", bad)


FILES = {
    "nothing": (b"", P.EMPTY_FILE),
    "blanks": (b" \n", P.EMPTY_FILE),
    "a letter": ("姓名,手机\n王建国,1".encode("gbk"), P.NOT_EXCEL),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(50), P.NOT_EXCEL),
    "an old workbook": (OLD, P.OLD_EXCEL),
    "a locked workbook": (OLD + "EncryptedPackage".encode("utf-16-le"), P.LOCKED),
    "half a workbook": (workbook([wang()])[:900], P.BROKEN),
    "a zip of photos": (packed(a=b"1"), P.NOT_EXCEL),
    "a Word document": (packed(**{"word/document.xml": b"<x/>"}), P.NOT_EXCEL),
    "a hollow workbook": (packed(**{"xl/workbook.xml": b"<x/>"}), P.BROKEN),
    "a workbook of rubbish": (repacked(workbook([wang()]), SHEET_PART, rb"<sheetData>", b"<<"), P.BROKEN),
    "a zip bomb": (bomb(), P.TOO_BIG),
    "multiplying entities": (many_entities(), P.BROKEN),
    "an empty workbook": (saved(Workbook()), P.NO_HEADINGS),
    "the empty template": (people_template(), P.NO_ROWS),
    "a sheet of something else": (workbook([["苹果", 3]], headings=["品名", "斤"]), P.NO_HEADINGS),
    "a sheet without buildings": (workbook([["王建国"]], headings=["姓名"]), P.HEADINGS_MISSING),
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_a_strange_file_is_answered_by_what_it_is(name: str) -> None:
    sent, problem = FILES[name]
    found = read_people(sent, today=TODAY)
    assert isinstance(found, SheetUnreadable)
    assert found.problem is problem
    assert "{" not in say_problem(found)


def test_the_answer_says_what_to_do_about_an_old_workbook() -> None:
    assert say_problem(SheetUnreadable(P.OLD_EXCEL)) == "这是老式的 .xls 表格。请打开它，另存为 .xlsx 再发。"


def test_a_file_above_ten_megabytes_is_refused_unopened() -> None:
    found = read_people(b"PK\x03\x04" + bytes(10_000_000), today=TODAY)
    assert found == SheetUnreadable(P.TOO_BIG, limit=10)


def test_more_rows_than_the_limit_are_refused_with_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(people_sheet, "MOST_ROWS", 3)
    found = read_people(workbook([wang()] * 4), today=TODAY)
    assert found == SheetUnreadable(P.TOO_MANY_ROWS, limit=3)
    assert not isinstance(read_people(workbook([wang()] * 3), today=TODAY), SheetUnreadable)


def test_fifty_thousand_rows_are_refused_kindly() -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(LABELS)
    for number in range(50_000):
        sheet.append([f"王{number}", None, "3号楼"])
    found = read_people(saved(book), today=TODAY)
    assert isinstance(found, SheetUnreadable)
    assert say_problem(found) == "人太多了，一次最多 10000 行。请分成几份发。"


def test_a_sheet_that_reaches_for_the_last_row_is_read_without_pain() -> None:
    sent = repacked(
        workbook([wang()]),
        "xl/worksheets/sheet1.xml",
        rb"</sheetData>",
        b'<row r="40000"><c r="A40000"/></row></sheetData>',
    )
    found = read_people(sent, today=TODAY)
    assert not isinstance(found, SheetUnreadable)
    assert found.rows_seen == 1


def test_ten_thousand_merged_ranges_become_few_spans() -> None:
    ranges = tuple(sheet_package.MergedRange("A", row, "B", row + 1) for row in range(2, 10_000, 2))
    assert sheet_package.spans_of(ranges) == ((2, 9_999),)


def test_a_second_sheet_is_found_when_the_first_holds_no_people() -> None:
    book = Workbook()
    book.worksheets[0].append(["说明"])
    second = book.create_sheet("名单")
    second.append(LABELS)
    second.append(wang())
    found = read_people(saved(book), today=TODAY)
    assert not isinstance(found, SheetUnreadable)
    assert len(found.rows) == 1


def test_a_hidden_sheet_of_people_is_left_alone() -> None:
    book = Workbook()
    book.worksheets[0].append(["说明"])
    hidden = book.create_sheet("名单")
    hidden.append(LABELS)
    hidden.append(wang())
    hidden.sheet_state = "hidden"
    assert read_people(saved(book), today=TODAY) == SheetUnreadable(P.NO_HEADINGS)


def test_a_zip_with_a_password_is_locked() -> None:
    sent = bytearray(workbook([wang()]))
    sent[sent.index(b"PK\x01\x02") + 8] |= 1
    assert read_people(bytes(sent), today=TODAY) == SheetUnreadable(P.LOCKED)
