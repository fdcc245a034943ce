"""排班表: what stands in a cell is taken, or pointed at with the reason."""

import io
from datetime import date, datetime, time

import pytest
from openpyxl import Workbook, load_workbook

from domain.duty import DutyKind
from domain.people_sheets import SheetProblem
from domain.shift_sheets import ShiftFault, ShiftHeading, ShiftReading, ShiftRow, ShiftsUnreadable
from paper.shift_sheet import read_shifts
from paper.shift_template import shift_template
from wording.shift_sheets import HEADINGS, say_finding

TODAY = date(2026, 3, 10)
GOOD = ("2026-03-16", "7:00", "8:00", "实验小学东门", "护学岗", "2", "1", "", "传达室", "王建国、周大勇")


def sheet(*rows: tuple[object, ...], headings: tuple[str, ...] = tuple(HEADINGS.values())) -> bytes:
    book = Workbook()
    page = book.worksheets[0]
    page.append(list(headings))
    for row in rows:
        page.append(list(row))
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def with_cell(heading: ShiftHeading, value: object) -> tuple[object, ...]:
    place = list(ShiftHeading).index(heading)
    return (*GOOD[:place], value, *GOOD[place + 1 :])


def read(*rows: tuple[object, ...]) -> ShiftReading:
    found = read_shifts(sheet(*rows), today=TODAY)
    assert isinstance(found, ShiftReading)
    return found


def test_a_good_row_is_a_shift() -> None:
    assert read(GOOD).rows == (
        ShiftRow(
            *(2, date(2026, 3, 16), time(7), time(8), "实验小学东门", DutyKind.SCHOOL_CROSSING, 2, 1, 0, "传达室"),
            ("王建国", "周大勇"),
        ),
    )


@pytest.mark.parametrize(
    ("heading", "value", "field", "meant"),
    [
        (ShiftHeading.DAY, datetime(2026, 3, 16, tzinfo=None), "on", date(2026, 3, 16)),  # noqa: DTZ001 - as a spreadsheet has it
        (ShiftHeading.DAY, "3月16日", "on", date(2026, 3, 16)),
        (ShiftHeading.DAY, "1月5日", "on", date(2027, 1, 5)),
        (ShiftHeading.BEGINS, time(6, 30), "begins", time(6, 30)),
        (ShiftHeading.BEGINS, "6点30分", "begins", time(6, 30)),
        (ShiftHeading.NEED, 3, "need", 3),
        (ShiftHeading.NEED, "3人", "need", 3),
        (ShiftHeading.NEED, None, "need", 2),
        (ShiftHeading.KIND, None, "kind", DutyKind.OTHER),
    ],
)
def test_what_can_be_read_is_taken(heading: ShiftHeading, value: object, field: str, meant: object) -> None:
    (row,) = read(with_cell(heading, value)).rows
    assert getattr(row, field) == meant


@pytest.mark.parametrize(
    ("heading", "value", "fault"),
    [
        (ShiftHeading.DAY, None, ShiftFault.EMPTY),
        (ShiftHeading.DAY, "2026-02-30", ShiftFault.NOT_A_DAY),
        (ShiftHeading.DAY, "周一", ShiftFault.NOT_A_DAY),
        (ShiftHeading.DAY, "2026-03-09", ShiftFault.DAY_GONE),
        (ShiftHeading.DAY, "2028-01-01", ShiftFault.DAY_FAR),
        (ShiftHeading.BEGINS, "早上", ShiftFault.NOT_A_TIME),
        (ShiftHeading.BEGINS, "25:00", ShiftFault.NOT_A_TIME),
        (ShiftHeading.ENDS, "6:30", ShiftFault.BACKWARDS),
        (ShiftHeading.KIND, "站岗", ShiftFault.NOT_A_KIND),
        (ShiftHeading.NEED, "-1", ShiftFault.NEED_OUT_OF_RANGE),
        (ShiftHeading.NEED, "0", ShiftFault.NEED_OUT_OF_RANGE),
        (ShiftHeading.NEED, "几个", ShiftFault.NOT_A_NUMBER),
        (ShiftHeading.TRAINED, "3", ShiftFault.MORE_THAN_NEEDED),
        (ShiftHeading.PEOPLE, "王、周、李", ShiftFault.MORE_THAN_NEEDED),
        (ShiftHeading.POST, "门" * 81, ShiftFault.TOO_LONG),
        (ShiftHeading.POST, "#REF!", ShiftFault.CELL_ERROR),
    ],
)
def test_what_is_wrong_is_pointed_at(heading: ShiftHeading, value: object, fault: ShiftFault) -> None:
    found = read(with_cell(heading, value))
    assert found.rows == ()
    assert (fault, heading) in {(each.fault, each.heading) for each in found.findings}
    column = "ABCDEFGHIJ"[list(ShiftHeading).index(heading)]
    assert any(say_finding(each).startswith(f"{column}2 ") for each in found.findings)


def test_the_same_shift_twice_names_the_other_row() -> None:
    found = read(GOOD, GOOD)
    assert [(each.row, each.fault, each.hint) for each in found.findings] == [(3, ShiftFault.TWICE, "2")]
    assert len(found.rows) == 1


@pytest.mark.parametrize(
    ("sent", "problem"),
    [
        (b"", SheetProblem.EMPTY_FILE),
        (b"no sheet", SheetProblem.NOT_EXCEL),
        (sheet(headings=("姓名", "手机")), SheetProblem.NO_HEADINGS),
        (sheet(headings=("日期", "开始")), SheetProblem.HEADINGS_MISSING),
        (sheet(), SheetProblem.NO_ROWS),
    ],
)
def test_a_file_that_is_no_sheet_of_shifts_says_so(sent: bytes, problem: SheetProblem) -> None:
    found = read_shifts(sent, today=TODAY)
    assert isinstance(found, ShiftsUnreadable)
    assert found.problem is problem


def test_the_template_offers_lists_and_its_example_is_no_shift() -> None:
    sent = shift_template(["实验小学东门", "北门"])
    page = load_workbook(io.BytesIO(sent)).worksheets[0]
    offered = {str(rule.sqref)[0] for rule in page.data_validations.dataValidation}
    assert offered == {"B", "C", "D", "E", "F"}
    found = read_shifts(sent, today=TODAY)
    assert isinstance(found, ShiftsUnreadable)
    assert found.problem is SheetProblem.NO_ROWS
