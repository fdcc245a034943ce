"""The registration sheet to fill in: headings with drop-downs, one example row, and a page that explains."""

import io
from collections.abc import Collection

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from domain.people_sheets import REQUIRED_HEADINGS, Heading
from wording.names import FREE_TIMES, SKILLS
from wording.paper_sheet import CATEGORIES, CHOICES, EXAMPLE, HEADINGS, HELP, HELP_LINES, HELPS, PARTIES, SHEET

ROWS_PREPARED = 2_000
WIDTHS: dict[Heading, int] = {
    Heading.NAME: 18,
    Heading.PHONE: 16,
    Heading.BUILDING: 12,
    Heading.ROOM: 14,
    Heading.BIRTH_YEAR: 12,
    Heading.FORMER_UNIT: 24,
    Heading.FORMER_POST: 14,
    Heading.PARTY: 14,
    Heading.SKILLS: 28,
    Heading.FREE: 26,
    Heading.CATEGORY: 14,
    Heading.NOTE: 36,
}
# Of these several may be written into one cell, so the list only helps and refuses nothing.
TAKES_SEVERAL = frozenset({Heading.SKILLS, Heading.FREE})
LARGE = Font(name="Microsoft YaHei", size=14)
LARGE_BOLD = Font(name="Microsoft YaHei", size=14, bold=True)
GREY = Font(name="Microsoft YaHei", size=14, italic=True, color="6B5346")
MUST = PatternFill("solid", fgColor="F6C9A8")
MAY = PatternFill("solid", fgColor="FFF6E9")
TEXT = "@"


def people_template(buildings: Collection[str] = ()) -> bytes:
    """Return the .xlsx. Every cell is text, so that no phone is rounded and no door number becomes a date."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = SHEET
    options = book.create_sheet(CHOICES)
    options.sheet_state = "hidden"
    _headings(sheet)
    choices: dict[Heading, tuple[str, ...]] = {
        Heading.BUILDING: tuple(buildings),
        Heading.PARTY: PARTIES,
        Heading.SKILLS: SKILLS,
        Heading.FREE: FREE_TIMES,
        Heading.CATEGORY: tuple(CATEGORIES.values()),
    }
    for place, (heading, labels) in enumerate(choices.items(), 1):
        if labels:
            _offer(sheet, options, heading, labels, get_column_letter(place))
    _help(book.create_sheet(HELP, 1))
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _headings(sheet: Worksheet) -> None:
    sheet.freeze_panes = "B2"
    for place, heading in enumerate(HEADINGS, 1):
        top, example = sheet.cell(1, place, HEADINGS[heading]), sheet.cell(2, place, EXAMPLE[heading])
        top.font, top.fill = LARGE_BOLD, MUST if heading in REQUIRED_HEADINGS else MAY
        example.font, example.number_format = GREY, TEXT
        column = sheet.column_dimensions[get_column_letter(place)]
        column.width, column.number_format, column.font = WIDTHS[heading], TEXT, LARGE


def _offer(sheet: Worksheet, options: Worksheet, heading: Heading, labels: tuple[str, ...], letter: str) -> None:
    """Let a column be chosen from a list that lies on the hidden page, where it may be as long as it likes."""
    for row, label in enumerate(labels, 1):
        options[f"{letter}{row}"] = label
    rule = DataValidation(type="list", formula1=f"{CHOICES}!${letter}$1:${letter}${len(labels)}", allow_blank=True)
    rule.showErrorMessage = heading not in TAKES_SEVERAL
    rule.error, rule.prompt, rule.showInputMessage = HELPS[heading], HELPS[heading], True
    column = get_column_letter(list(HEADINGS).index(heading) + 1)
    rule.add(f"{column}2:{column}{ROWS_PREPARED}")
    sheet.add_data_validation(rule)


def _help(sheet: Worksheet) -> None:
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 16, 70
    rows = [("", line) for line in HELP_LINES] + [(HEADINGS[heading], text) for heading, text in HELPS.items()]
    for number, (label, text) in enumerate(rows, 1):
        for letter, words, font in (("A", label, LARGE_BOLD), ("B", text, LARGE)):
            cell = sheet[f"{letter}{number}"]
            cell.value, cell.font, cell.alignment = words, font, Alignment(vertical="top", wrap_text=True)
