"""The sheet of shifts to fill in: headings with drop-downs, one example row, and a page that explains."""

import io
from collections.abc import Collection

from openpyxl import Workbook
from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from domain.shift_sheets import REQUIRED, ShiftHeading
from paper.people_template import GREY, LARGE, LARGE_BOLD, MAY, MUST, TEXT
from wording.shift_sheets import CHOICES, EXAMPLE, HEADINGS, HELP, HELP_LINES, HELPS, KINDS, SHEET

ROWS_PREPARED = 500
WIDTHS: dict[ShiftHeading, int] = {
    ShiftHeading.DAY: 22,
    ShiftHeading.POST: 22,
    ShiftHeading.TRAINED: 18,
    ShiftHeading.CAPTAIN: 16,
    ShiftHeading.MEET: 24,
    ShiftHeading.PEOPLE: 30,
}
USUAL_WIDTH = 12
HOURS = tuple(f"{hour}:{minute:02d}" for hour in range(5, 23) for minute in (0, 30))
# A post may be new, an hour may lie between two of the list: there the list only helps.
FREE = frozenset({ShiftHeading.POST, ShiftHeading.BEGINS, ShiftHeading.ENDS})


def shift_template(posts: Collection[str] = ()) -> bytes:
    """Return the .xlsx. Every cell is text, so that no hour becomes a fraction of a day."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = SHEET
    options = book.create_sheet(CHOICES)
    options.sheet_state = "hidden"
    _headings(sheet)
    choices: dict[ShiftHeading, tuple[str, ...]] = {
        ShiftHeading.BEGINS: HOURS,
        ShiftHeading.ENDS: HOURS,
        ShiftHeading.POST: tuple(posts),
        ShiftHeading.KIND: tuple(KINDS),
        ShiftHeading.NEED: tuple(str(number) for number in range(1, 11)),
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
        top.font, top.fill = LARGE_BOLD, MUST if heading in REQUIRED else MAY
        example.font, example.number_format = GREY, TEXT
        column = sheet.column_dimensions[get_column_letter(place)]
        column.width, column.number_format, column.font = WIDTHS.get(heading, USUAL_WIDTH), TEXT, LARGE


def _offer(sheet: Worksheet, options: Worksheet, heading: ShiftHeading, labels: tuple[str, ...], letter: str) -> None:
    for row, label in enumerate(labels, 1):
        options[f"{letter}{row}"] = label
    rule = DataValidation(type="list", formula1=f"{CHOICES}!${letter}$1:${letter}${len(labels)}", allow_blank=True)
    rule.showErrorMessage = heading not in FREE
    rule.error, rule.prompt, rule.showInputMessage = HELPS[heading], HELPS[heading], True
    column = get_column_letter(list(HEADINGS).index(heading) + 1)
    rule.add(f"{column}2:{column}{ROWS_PREPARED}")
    sheet.add_data_validation(rule)


def _help(sheet: Worksheet) -> None:
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 20, 70
    rows = [("", line) for line in HELP_LINES] + [(HEADINGS[heading], text) for heading, text in HELPS.items()]
    for number, (label, text) in enumerate(rows, 1):
        for letter, words, font in (("A", label, LARGE_BOLD), ("B", text, LARGE)):
            cell = sheet[f"{letter}{number}"]
            cell.value, cell.font, cell.alignment = words, font, Alignment(vertical="top", wrap_text=True)
