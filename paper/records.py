"""台账 as Excel: any list of rows with a frozen heading, fit to be filtered, printed and read by other programs."""

import io
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import chain, islice
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from domain.times import local
from wording.paper_sheet import NO, YES

MOST_ROWS = 1_048_575  # what a sheet holds below its heading
LONGEST_TEXT = 32_767
LONGEST_TITLE = 31
FORBIDDEN_IN_TITLE = str.maketrans(dict.fromkeys("[]:*?/\\'"))
# Weekday beside every date, in Chinese whatever the computer speaks.
DAY_FORMAT = "[$-804]yyyy-mm-dd aaa"
MINUTE_FORMAT = "[$-804]yyyy-mm-dd aaa hh:mm"
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
NARROWEST, WIDEST = 8, 48
ROWS_LOOKED_AT = 200
HEADING_FILL = PatternFill("solid", fgColor="FFF6E9")
HEADING_FONT = Font(name="Microsoft YaHei", size=12, bold=True)
BODY_FONT = Font(name="Microsoft YaHei", size=12)
WRAPPED = Alignment(vertical="top", wrap_text=True)

Value = str | int | float | bool | date | datetime | None


class TooManyRows(ValueError):
    """A sheet holds 1,048,575 rows below its heading; a longer register is asked for year by year."""


@dataclass(frozen=True, slots=True)
class Column:
    """`width` counts Latin letters, two for a Chinese one; 0 takes it from the first 200 rows."""

    heading: str
    width: int = 0


def table(title: str, columns: Sequence[Column | str], rows: Iterable[Sequence[Value]]) -> bytes:
    """Return an .xlsx. A text stays a text: with a leading = + - @ it never becomes a formula, nor when it is edited.

    Instants are shown as Shanghai wall-clock time. Raises `TooManyRows`, and `ValueError` for a row that does not fit
    its columns. openpyxl streams through a file of its own in the temporary folder, which is gone when this returns.
    """
    wanted = [column if isinstance(column, Column) else Column(column) for column in columns]
    book = Workbook(write_only=True)
    sheet: Any = book.create_sheet(_title(title))
    try:
        count = _fill(sheet, title, wanted, iter(rows))
    except BaseException:
        sheet.close()
        sheet._writer.cleanup()  # noqa: SLF001 - what was written is about people; openpyxl only removes it after a save
        raise
    sheet.auto_filter.ref = f"A1:{get_column_letter(max(1, len(wanted)))}{count + 1}"
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _fill(sheet: Any, title: str, wanted: Sequence[Column], coming: Iterator[Sequence[Value]]) -> int:
    """Write heading and rows, and return how many rows there were."""
    first = list(islice(coming, ROWS_LOOKED_AT))
    sheet.freeze_panes = "A2"
    for place, column in enumerate(wanted):
        sheet.column_dimensions[get_column_letter(place + 1)].width = column.width or _width(column, place, first)
    sheet.append([_heading(sheet, column.heading) for column in wanted])
    count = 0
    for row in chain(first, coming):
        count += 1
        if count > MOST_ROWS:
            raise TooManyRows(title)
        if len(row) != len(wanted):
            raise ValueError(f"row {count} has {len(row)} of {len(wanted)} columns")
        sheet.append([_cell(sheet, value) for value in row])
    return count


def _title(text: str) -> str:
    return plain_text(text).translate(FORBIDDEN_IN_TITLE).strip()[:LONGEST_TITLE] or "1"


def plain_text(text: str) -> str:
    """Return the text without the signs a workbook cannot hold, cut where a cell ends."""
    return ILLEGAL_CHARACTERS_RE.sub("", text)[:LONGEST_TEXT]


def text_cell(sheet: Any, text: str) -> Any:
    """Return a cell that holds the text and nothing but the text."""
    plain = plain_text(text)
    cell = WriteOnlyCell(sheet, plain)
    cell.data_type = "s"
    cell.quotePrefix = plain.startswith(FORMULA_SIGNS)
    return cell


def _heading(sheet: Any, text: str) -> Any:
    cell = text_cell(sheet, text)
    cell.font, cell.fill, cell.alignment = HEADING_FONT, HEADING_FILL, WRAPPED
    return cell


def _cell(sheet: Any, value: Value) -> Any:
    match value:
        case None:
            return None
        case bool():
            cell = text_cell(sheet, YES if value else NO)
        case str():
            cell = text_cell(sheet, value)
        case datetime():
            cell = WriteOnlyCell(sheet, local(value).replace(tzinfo=None))
            cell.number_format = MINUTE_FORMAT
        case date():
            cell = WriteOnlyCell(sheet, datetime.combine(value, time.min))
            cell.number_format = DAY_FORMAT
        case _:
            cell = WriteOnlyCell(sheet, value)
    cell.font, cell.alignment = BODY_FONT, WRAPPED
    return cell


def _width(column: Column, place: int, rows: Sequence[Sequence[Value]]) -> int:
    longest = max((_letters(row[place]) for row in rows if place < len(row)), default=0)
    return min(WIDEST, max(NARROWEST, _letters(column.heading) + 4, longest + 2))


def _letters(value: Value) -> int:
    if isinstance(value, date):
        return len("2026-03-15 周日 07:00") + 2 if isinstance(value, datetime) else len("2026-03-15 周日") + 2
    text = "" if value is None else str(value)
    return max(sum(1 + (unicodedata.east_asian_width(sign) in "WF") for sign in line) for line in text.split("\n"))
