"""What is said of a sheet of people that was read: by cell, in words, and in a sheet of its own."""

from domain.people_sheets import Finding, FindingKind, Heading
from tests.paper.workbooks import read, wang, workbook
from wording.paper_sheet import FINDINGS, PROBLEMS, report, report_rows, say_finding

K = FindingKind


def test_every_finding_and_every_problem_has_its_sentence() -> None:
    assert set(FINDINGS) == set(FindingKind)
    assert {problem.value for problem in PROBLEMS} == {problem.value for problem in type(next(iter(PROBLEMS)))}


def test_the_report_names_cells_and_quotes_what_was_read() -> None:
    reading = read(workbook([wang(手机="1380000")]))
    assert report(reading) == ("看了 1 行，0 行对，有 1 处要改：\nB2 手机：不是手机号，要 11 位数字。写的是「1380000」")


def test_a_clean_report_is_one_line() -> None:
    assert report(read(workbook([wang()]))) == "看完了，1 行都对。"


def test_the_findings_go_into_a_sheet_row_by_row() -> None:
    reading = read(workbook([wang(手机="1380000")]))
    sentence = "B2 手机：不是手机号，要 11 位数字。写的是「1380000」"
    assert report_rows(reading.findings) == (("B2", "手机", sentence, "1380000"),)


def test_a_long_report_says_how_much_is_left_out() -> None:
    rows = [wang(手机=f"1{number}", 门牌=f"1单元{number}") for number in range(100, 160)]
    assert "还有 40 处" in report(read(workbook(rows)))


def test_a_finding_without_a_cell_still_reads_well() -> None:
    assert say_finding(Finding(0, "", Heading.PHONE, K.COLUMN_ABSENT, "手机")) == "手机：没有「手机」这一列，先空着。"
