"""台账 and the template as workbooks: frozen headings, real dates, and text that never becomes a formula."""

import io
import tempfile
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from paper import records
from paper.people_template import people_template
from paper.records import Column, TooManyRows, Value, table
from wording.paper_sheet import HEADINGS


def opened(written: bytes) -> Workbook:
    return load_workbook(io.BytesIO(written))


def first_row(*values: Value) -> list[tuple[object, str]]:
    sheet = opened(table("台账", [str(place) for place in range(len(values))], [values])).worksheets[0]
    return [(cell.value, cell.data_type) for cell in sheet[2]]


@pytest.mark.parametrize("text", ["=1+1", "+86 138", "-5", "@SUM(A1)", "\t=1", '=HYPERLINK("x")'])  # fmt: skip
def test_a_text_that_looks_like_a_formula_stays_a_text_also_when_edited(text: str) -> None:
    sheet = opened(table("台账", ["话"], [[text]])).worksheets[0]
    assert (sheet["A2"].value, sheet["A2"].data_type, sheet["A2"].quotePrefix) == (text, "s", True)


@settings(max_examples=50, deadline=None)
@given(st.text(min_size=1, max_size=40))
def test_no_text_becomes_anything_but_text(text: str) -> None:
    sheet = opened(table("台账", ["话", "还"], [[text, "x"]])).worksheets[0]
    assert sheet["A2"].data_type in {"s", "n", "inlineStr"}
    assert sheet["A2"].value is None or isinstance(sheet["A2"].value, str)


def test_a_heading_that_looks_like_a_formula_stays_a_text() -> None:
    assert opened(table("x", ["=1+1"], [])).worksheets[0]["A1"].data_type == "s"


def test_numbers_days_and_instants_stay_what_they_are() -> None:
    at = datetime(2026, 3, 1, 23, 30, tzinfo=UTC)
    row = first_row(3, date(2026, 3, 1), at, True, None, 4.5)
    assert [value for value, _ in row] == [
        3,
        datetime(2026, 3, 1),  # noqa: DTZ001 - a spreadsheet knows no zone
        datetime(2026, 3, 2, 7, 30),  # noqa: DTZ001 - a spreadsheet knows no zone
        "是",
        None,
        4.5,
    ]


def test_the_heading_is_frozen_and_columns_are_wide_enough() -> None:
    sheet = opened(table("台账", [Column("姓名"), Column("编号", 20)], [["欧阳阿里木江买买提", "1"]])).worksheets[0]
    assert sheet.freeze_panes == "A2"
    assert sheet.column_dimensions["A"].width >= 18
    assert sheet.column_dimensions["B"].width == 20


def test_a_title_no_sheet_may_have_is_made_one() -> None:
    assert opened(table("[2026/03]: 心愿*?" + "长" * 40, ["x"], [])).sheetnames == ["202603 心愿" + "长" * 22]


def test_a_row_that_does_not_fit_its_columns_is_a_fault_of_ours() -> None:
    with pytest.raises(ValueError, match="row 1"):
        table("台账", ["a", "b"], [["1"]])


def test_more_rows_than_a_sheet_holds_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(records, "MOST_ROWS", 2)
    with pytest.raises(TooManyRows):
        table("台账", ["a"], [["1"]] * 3)


def test_signs_a_workbook_cannot_hold_are_left_out() -> None:
    assert first_row("a\x00\x0bb") == [("ab", "s")]


def test_rows_beyond_the_first_ones_looked_at_are_all_there() -> None:
    assert opened(table("台账", ["n"], ([number] for number in range(450)))).worksheets[0].max_row == 451


def test_the_template_offers_choices_where_there_are_choices() -> None:
    sheet = opened(people_template(["1号楼", "3号楼"])).worksheets[0]
    offered = {str(rule.sqref)[0]: rule.showErrorMessage for rule in sheet.data_validations.dataValidation}
    assert offered == {"C": True, "H": True, "I": False, "J": False, "K": True}


def test_the_template_is_text_all_over_so_that_nothing_is_rounded() -> None:
    sheet = opened(people_template()).worksheets[0]
    assert [cell.value for cell in sheet[1]] == list(HEADINGS.values())
    assert {dimension.number_format for dimension in sheet.column_dimensions.values()} == {"@"}


def test_the_template_explains_itself_and_hides_its_lists() -> None:
    book = opened(people_template())
    assert [sheet.sheet_state for sheet in book.worksheets] == ["visible", "visible", "hidden"]
    assert any("身份证号不要填" in str(row[1].value) for row in book["怎么填"].rows)


@pytest.mark.parametrize("rows", [[["王建国"]], [["王建国"], ["周", "德福"]]], ids=["written", "refused"])
def test_no_register_is_left_behind_in_the_temporary_folder(
    rows: list[list[Value]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with suppress(ValueError):
        table("台账", ["姓名"], rows)
    assert list(tmp_path.iterdir()) == []
