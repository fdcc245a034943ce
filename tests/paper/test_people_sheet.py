"""An uploaded sheet, cell by cell: what is taken, what is asked for again, and what is never kept."""

import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from domain.people_sheets import FindingKind, Heading, PersonRow, SheetReading, SheetUnreadable
from domain.rosters import Category
from paper.people_sheet import read_people
from paper.people_template import people_template
from tests.paper.workbooks import LABELS, TODAY, WANG, read, repacked, wang, workbook
from wording.paper_sheet import where

K = FindingKind
READ_WANG = PersonRow(
    row=2,
    name="王建国",
    phone="13800000001",
    building="3号楼",
    room="2单元501",
    birth_year=1956,
    former_unit="油田机修厂",
    former_post="钳工",
    party="中共党员",
    skills=("家电维修", "书法绘画"),
    free=("平日上午", "周末"),
    category=Category.REGULAR,
    note="",
)
SHEET_PART = "xl/worksheets/sheet1.xml"


def test_a_row_that_is_right_is_read_whole() -> None:
    assert read(workbook([wang()])) == SheetReading((READ_WANG,), (), 1)


@pytest.mark.parametrize(
    ("label", "typed", "place", "kind"),
    [
        ("姓名", "", "A2", K.NAME_MISSING),
        ("姓名", "住三号楼的那位王师傅，找他修灯泡最好", "A2", K.NOT_A_NAME),
        ("姓名", 12, "A2", K.NOT_A_NAME),
        ("手机", "12345678901", "B2", K.NOT_A_PHONE),
        ("手机", 1380000000, "B2", K.NOT_A_PHONE),
        ("手机", "1.38E+10", "B2", K.PHONE_ROUNDED),
        ("楼栋", "", "C2", K.BUILDING_MISSING),
        ("楼栋", "大院里头", "C2", K.NOT_A_BUILDING),
        ("楼栋", date(2026, 3, 5), "C2", K.BECAME_A_DATE),
        ("门牌", "楼上", "D2", K.NOT_A_ROOM),
        ("门牌", datetime(2026, 3, 5), "D2", K.BECAME_A_DATE),  # noqa: DTZ001 - a spreadsheet knows no zone
        ("出生年份", "56年", "E2", K.NOT_A_YEAR),
        ("出生年份", 1856, "E2", K.NOT_A_YEAR),
        ("出生年份", 2025, "E2", K.YEAR_IMPOSSIBLE),
        ("原单位", "厂" * 41, "F2", K.TOO_LONG),
        ("政治面貌", "火星", "H2", K.NOT_A_CHOICE),
        ("特长", "、".join(f"第{number}样" for number in range(500)), "I2", K.TOO_MANY),
        ("特长", "会修各种各样的家用电器和自行车", "I2", K.TOO_LONG),
        ("空闲", "半夜", "J2", K.NOT_A_CHOICE),
        ("分类", "随便", "K2", K.NOT_A_CHOICE),
        ("备注", "说" * 201, "L2", K.TOO_LONG),
        ("备注", "#REF!", "L2", K.CELL_ERROR),
    ],
)
def test_a_wrong_cell_is_named_by_its_letter_and_row_and_the_row_is_not_taken(
    label: str, typed: object, place: str, kind: FindingKind
) -> None:
    reading = read(workbook([wang(**{label: typed})]))
    assert [(where(finding), finding.kind) for finding in reading.findings] == [(place, kind)]
    assert reading.rows == ()


@pytest.mark.parametrize(
    ("label", "typed", "field", "value"),
    [
        ("手机", 13800000001, "phone", "13800000001"),
        ("手机", 1.3800000001e10, "phone", "13800000001"),
        ("手机", "138 0000 0001", "phone", "13800000001"),
        ("手机", None, "phone", ""),
        ("楼栋", 3, "building", "3号楼"),
        ("楼栋", "三栋", "building", "3号楼"),
        ("门牌", "2-501", "room", "2单元501"),
        ("门牌", None, "room", ""),
        ("出生年份", 1956, "birth_year", 1956),
        ("出生年份", "1956年3月", "birth_year", 1956),
        ("出生年份", "1956.03.12", "birth_year", 1956),
        ("出生年份", None, "birth_year", None),
        ("政治面貌", "党员", "party", "中共党员"),
        ("政治面貌", None, "party", ""),
        ("特长", "家电维修,书法绘画;家电维修", "skills", ("家电维修", "书法绘画")),
        ("分类", None, "category", Category.REGULAR),
        ("分类", "流动在外", "category", Category.AWAY),
        ("姓名", " 王建国\u200b ", "name", "王建国"),
    ],
)
def test_what_people_mean_is_understood(label: str, typed: object, field: str, value: object) -> None:
    reading = read(workbook([wang(**{label: typed})]))
    assert reading.rows == (replace(READ_WANG, **{field: value}),)  # type: ignore[arg-type]  # one field of many kinds
    assert reading.findings == ()


@pytest.mark.parametrize(
    ("typed", "kind", "hint"),
    [
        (date(1956, 3, 12), K.DATE_AS_YEAR, "1956"),
        (20526, K.DATE_AS_NUMBER, "1956-03-12"),
    ],
)
def test_a_birth_date_gives_its_year_and_a_note(typed: object, kind: FindingKind, hint: str) -> None:
    reading = read(workbook([wang(出生年份=typed)]))
    assert reading.rows == (READ_WANG,)
    assert [(finding.kind, finding.hint) for finding in reading.findings] == [(kind, hint)]
    assert reading.is_clean


def test_columns_may_stand_in_any_order_under_a_title_and_other_names() -> None:
    headings = [f"{label}（必填）*" if label == "姓名" else label for label in reversed(LABELS)]
    headings[headings.index("手机")] = "联系 电话"
    rows: list[Sequence[object]] = [[], headings, list(reversed(wang()))]
    assert read(workbook(rows, headings=["河口社区2026年登记"])).rows == (replace(READ_WANG, row=4),)


def test_a_column_nobody_needs_and_one_that_is_absent_are_noted() -> None:
    headings = ["血型" if label == "备注" else label for label in LABELS]
    reading = read(workbook([wang()], headings=headings))
    assert reading.rows == (READ_WANG,)
    assert [(where(f), f.kind) for f in reading.findings] == [("L 列", K.COLUMN_UNKNOWN), ("", K.COLUMN_ABSENT)]


def test_a_column_that_comes_twice_is_asked_about() -> None:
    reading = read(workbook([[*wang(), "赵大海"]], headings=[*LABELS, "姓名"]))
    assert [(where(f), f.kind) for f in reading.findings] == [("M 列", K.COLUMN_TWICE)]
    assert not reading.is_clean


def test_missing_columns_are_named() -> None:
    found = read_people(workbook([["王建国"]], headings=["姓名"]), today=TODAY)
    assert isinstance(found, SheetUnreadable)
    assert found.missing == (Heading.BUILDING,)


ID_NUMBERS = {
    "text": "110105194912310021",
    "with an X": "11010519491231002X",
    "in a sentence": "备注 110105 19491231 0021",
    "rounded": 110105194912310021,
}


@pytest.mark.parametrize("typed", ID_NUMBERS.values(), ids=ID_NUMBERS)
def test_an_id_number_is_masked_refused_and_kept_nowhere(typed: object) -> None:
    reading = read(workbook([wang(备注=typed)]))
    assert [(f.kind, f.read) for f in reading.findings] == [(K.ID_NUMBER, "110***************")]
    assert "19491231" not in repr(reading)


@pytest.mark.parametrize("label", LABELS)
def test_an_id_number_is_found_in_every_column(label: str) -> None:
    reading = read(workbook([wang(**{label: "110105194912310021"})]))
    assert reading.findings[0].kind is K.ID_NUMBER
    assert "19491231" not in repr(reading)


def test_a_column_of_id_numbers_is_refused_unread() -> None:
    reading = read(workbook([[*wang(), "110105194912310021"]], headings=[*LABELS, "身份证号"]))
    assert [(where(f), f.kind) for f in reading.findings] == [("M 列", K.ID_COLUMN)]
    assert "19491231" not in repr(reading)
    assert not reading.is_clean


def test_a_building_that_is_not_here_offers_the_nearest() -> None:
    reading = read(workbook([wang(楼栋="33号楼")]), ["1号楼", "3号楼", "12号楼"])
    assert [(f.kind, f.hint) for f in reading.findings] == [(K.UNKNOWN_BUILDING, "3号楼")]


def test_merged_cells_are_named_and_their_rows_are_not_taken() -> None:
    rows = [wang(), wang(姓名="周德福", 手机=None), wang(姓名="李秀英", 手机="13800000003", 门牌="2单元502")]
    reading = read(workbook(rows, change=lambda sheet: sheet.merge_cells("C2:C3")))
    assert [(where(f), f.kind, f.hint) for f in reading.findings if f.kind is K.MERGED] == [("C2", K.MERGED, "C2:C3")]
    assert [row.name for row in reading.rows] == ["李秀英"]


def test_a_merged_title_above_the_headings_does_no_harm() -> None:
    sent = workbook([list(LABELS), wang()], headings=["登记表"], change=lambda sheet: sheet.merge_cells("A1:L1"))
    assert read(sent).rows == (replace(READ_WANG, row=3),)


def test_a_formula_without_a_result_is_asked_for() -> None:
    reading = read(workbook([wang(出生年份="=1950+6")]))
    assert [(where(f), f.kind) for f in reading.findings] == [("E2", K.FORMULA_EMPTY)]


def test_a_formula_with_a_result_is_taken_with_a_note() -> None:
    sent = repacked(
        workbook([wang(出生年份="=1950+6")]), SHEET_PART, rb"<f>1950\+6</f><v ?/?>(</v>)?", b"<f>1950+6</f><v>1956</v>"
    )
    reading = read(sent)
    assert reading.rows == (READ_WANG,)
    assert [(where(f), f.kind) for f in reading.findings] == [("E2", K.FORMULA_VALUE)]


def test_a_hidden_row_is_not_taken_unseen() -> None:
    def hide(sheet: object) -> None:
        sheet.row_dimensions[2].hidden = True  # type: ignore[attr-defined]  # a worksheet

    reading = read(workbook([wang(), wang(姓名="周德福", 手机="13800000002", 门牌="1单元101")], change=hide))
    assert [row.name for row in reading.rows] == ["周德福"]
    assert [(where(f), f.kind) for f in reading.findings] == [("第 2 行", K.HIDDEN_ROW)]


def test_a_phone_that_comes_twice_names_the_other_row() -> None:
    reading = read(workbook([wang(), wang(姓名="李秀英", 门牌="1单元101")]))
    assert [(where(f), f.kind, f.hint) for f in reading.findings] == [("B3", K.PHONE_TWICE, "2")]
    assert len(reading.rows) == 1


def test_a_person_who_comes_twice_without_a_phone_is_found_by_the_door() -> None:
    reading = read(workbook([wang(手机=None), wang(手机=None)]))
    assert [(where(f), f.kind, f.hint) for f in reading.findings] == [("A3", K.PERSON_TWICE, "2")]


def test_namesakes_in_one_building_are_two_people() -> None:
    assert len(read(workbook([wang(), wang(手机="13800000002", 门牌="1单元101")])).rows) == 2


def test_empty_rows_between_people_do_not_shift_the_numbers() -> None:
    rows: list[Sequence[object]] = [wang(), [], [None, "  "], wang(姓名="李秀英", 手机="x", 门牌="1单元101")]
    reading = read(workbook(rows))
    assert reading.rows_seen == 2
    assert [where(f) for f in reading.findings] == ["B5"]


def test_a_sheet_that_lies_about_its_size_is_read_whole() -> None:
    sent = repacked(workbook([wang()]), SHEET_PART, rb'<dimension ref="[^"]*"', b'<dimension ref="A1"')
    assert read(sent).rows == (READ_WANG,)


def test_the_template_with_a_person_in_it_comes_back_as_that_person() -> None:
    book = load_workbook(io.BytesIO(people_template(["1号楼", "3号楼"])))
    for place, label in enumerate(LABELS, 1):
        book.worksheets[0].cell(3, place, WANG[label])
    written = io.BytesIO()
    book.save(written)
    assert read(written.getvalue(), ["1号楼", "3号楼"]) == SheetReading((replace(READ_WANG, row=3),), (), 1)


@settings(max_examples=60, deadline=None)
@given(
    st.fixed_dictionaries(
        {
            label: st.one_of(
                st.none(),
                st.integers(),
                st.floats(allow_nan=False, allow_infinity=False),
                st.booleans(),
                st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=25),
            )
            for label in LABELS
        }
    )
)
def test_no_cell_whatever_stops_the_reading(cells: dict[str, object]) -> None:
    found = read_people(
        workbook(
            [
                [
                    value if not isinstance(value, str) or not value.startswith("=") else f"x{value}"
                    for value in cells.values()
                ],
                wang(),
            ]
        ),
        today=TODAY,
    )
    assert isinstance(found, SheetReading)
    assert found.rows_seen == len(found.rows) + len({finding.row for finding in found.findings if not finding.is_note})
    assert WANG["姓名"] in {row.name for row in found.rows} | {finding.read for finding in found.findings}
