"""A sheet for people to fill in: headings with drop-downs, one example row, and a page that explains."""

import io
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

USUAL_WIDTH = 12
HELP_WIDTH = 70
LARGE = Font(name="Microsoft YaHei", size=14)
LARGE_BOLD = Font(name="Microsoft YaHei", size=14, bold=True)
GREY = Font(name="Microsoft YaHei", size=14, italic=True, color="6B5346")
MUST = PatternFill("solid", fgColor="F6C9A8")
MAY = PatternFill("solid", fgColor="FFF6E9")
TEXT = "@"
H = TypeVar("H", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class FillIn(Generic[H]):
    """What a sheet asks for.

    `offered` are the labels of each drop-down, `free` the columns whose list only helps and refuses nothing, `helps`
    stand beside a heading on the second page and appear at its cells. `rows` are prepared; widths count letters.
    """

    title: str
    help_title: str
    hidden_title: str
    headings: Mapping[H, str]
    required: Collection[H]
    example: Mapping[H, str]
    offered: Mapping[H, Collection[str]]
    free: Collection[H]
    helps: Mapping[H, str]
    help_lines: Collection[str]
    widths: Mapping[H, int]
    label_width: int
    rows: int


def fill_in_sheet(asked: FillIn[H]) -> bytes:
    """Return the .xlsx. Every cell is text: no phone is rounded, no door becomes a date, no hour part of a day."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = asked.title
    options = book.create_sheet(asked.hidden_title)
    options.sheet_state = "hidden"
    _headings(sheet, asked)
    for place, heading in enumerate(asked.offered, 1):
        if asked.offered[heading]:
            _offer(sheet, options, asked, heading, get_column_letter(place))
    _help(book.create_sheet(asked.help_title, 1), asked)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _headings(sheet: Worksheet, asked: FillIn[H]) -> None:
    sheet.freeze_panes = "B2"
    for place, heading in enumerate(asked.headings, 1):
        top, example = sheet.cell(1, place, asked.headings[heading]), sheet.cell(2, place, asked.example[heading])
        top.font, top.fill = LARGE_BOLD, MUST if heading in asked.required else MAY
        example.font, example.number_format = GREY, TEXT
        column = sheet.column_dimensions[get_column_letter(place)]
        column.width, column.number_format, column.font = asked.widths.get(heading, USUAL_WIDTH), TEXT, LARGE


def _offer(sheet: Worksheet, options: Worksheet, asked: FillIn[H], heading: H, letter: str) -> None:
    """Let a column be chosen from a list that lies on the hidden page, where it may be as long as it likes."""
    labels = asked.offered[heading]
    for row, label in enumerate(labels, 1):
        options[f"{letter}{row}"] = label
    source = f"{asked.hidden_title}!${letter}$1:${letter}${len(labels)}"
    rule = DataValidation(type="list", formula1=source, allow_blank=True)
    rule.showErrorMessage = heading not in asked.free
    rule.error, rule.prompt, rule.showInputMessage = asked.helps[heading], asked.helps[heading], True
    column = get_column_letter(list(asked.headings).index(heading) + 1)
    rule.add(f"{column}2:{column}{asked.rows}")
    sheet.add_data_validation(rule)


def _help(sheet: Worksheet, asked: FillIn[H]) -> None:
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = asked.label_width, HELP_WIDTH
    rows = [("", line) for line in asked.help_lines]
    rows += [(asked.headings[heading], text) for heading, text in asked.helps.items()]
    for number, (label, text) in enumerate(rows, 1):
        for letter, words, font in (("A", label, LARGE_BOLD), ("B", text, LARGE)):
            cell = sheet[f"{letter}{number}"]
            cell.value, cell.font, cell.alignment = words, font, Alignment(vertical="top", wrap_text=True)
