"""An uploaded sheet of shifts, read row by row, with a finding for every cell that is not right.

Nothing is stored here. Meant for a child process, as everything that opens a file of a stranger's.
"""

import io
import re
import unicodedata
import warnings
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from domain.drafts import MOST_PEOPLE
from domain.duty import DutyKind
from domain.people_sheets import SheetProblem
from domain.shift_sheets import (
    REQUIRED,
    ShiftFault,
    ShiftFinding,
    ShiftHeading,
    ShiftReading,
    ShiftRow,
    ShiftsUnreadable,
)
from paper.sheet_cells import CELL_ERRORS, text_of
from paper.sheet_package import problem_of
from wording.shift_sheets import ALSO_CALLED, EXAMPLE_MARK, HEADINGS, KINDS

MOST_ROWS, MOST_COLUMNS, HEADING_ROWS = 2_000, 40, 10
MOST_AHEAD_DAYS = 370
LONGEST_NAME, LONGEST_MEET, LONGEST_READ = 80, 200, 20
H = ShiftHeading
NAMED: Mapping[str, ShiftHeading] = {label: heading for heading, label in HEADINGS.items()} | ALSO_CALLED
_ASIDE = re.compile(r"[(（].*?[)）]|[*:：\s]")
_FULL = re.compile(r"^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$")
_SHORT = re.compile(r"^(\d{1,2})[-/.月](\d{1,2})[日号]?$")
_CLOCK = re.compile(r"^(\d{1,2})[:：点时](\d{2})?(?:[:：]\d{2})?分?$")
_SEPARATORS = re.compile(r"[、，,；;/\n|]+|\s+")

Row = Sequence[Any]


class _Wrong(Exception):
    def __init__(self, fault: ShiftFault, hint: str = "") -> None:
        super().__init__(fault)
        self.fault, self.hint = fault, hint


def read_shifts(sent: bytes, *, today: date) -> ShiftReading | ShiftsUnreadable:
    """Return the shifts and the findings of an uploaded .xlsx, or why it cannot be read; bad input never raises."""
    refused = problem_of(sent)
    if refused is not None:
        return ShiftsUnreadable(refused.problem, limit=refused.limit)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what openpyxl leaves out of a foreign file is of no use here
            return _read(sent, today)
    except Exception:  # noqa: BLE001 - a damaged part fails wherever it is met, with whatever error
        return ShiftsUnreadable(SheetProblem.BROKEN)


def _read(sent: bytes, today: date) -> ShiftReading | ShiftsUnreadable:
    book = load_workbook(io.BytesIO(sent), read_only=True, data_only=True, keep_links=False)
    try:
        sheets: Iterable[Any] = book.worksheets
        for sheet in sheets:
            if sheet.sheet_state != "visible":
                continue
            sheet.reset_dimensions()
            rows = enumerate(sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS), 1)
            for _, cells in islice(rows, HEADING_ROWS):
                columns = _columns(cells)
                if H.DAY in columns:
                    return _Reader(today, columns).read(rows)
        return ShiftsUnreadable(SheetProblem.NO_HEADINGS)
    finally:
        book.close()


def _columns(cells: Row) -> dict[ShiftHeading, int]:
    """Return where each heading stands, counted from 0; of two columns of one name the first counts."""
    found: dict[ShiftHeading, int] = {}
    for place, cell in enumerate(cells):
        heading = NAMED.get(_ASIDE.sub("", unicodedata.normalize("NFKC", text_of(cell))))
        if heading is not None:
            found.setdefault(heading, place)
    return found


@dataclass
class _Reader:
    """One pass over one sheet."""

    today: date
    columns: Mapping[ShiftHeading, int]
    rows: list[ShiftRow] = field(default_factory=list)
    findings: list[ShiftFinding] = field(default_factory=list)
    seen: dict[tuple[date, time, str], int] = field(default_factory=dict)

    def read(self, rows: Iterable[tuple[int, Row]]) -> ShiftReading | ShiftsUnreadable:
        missing = tuple(heading for heading in REQUIRED if heading not in self.columns)
        if missing:
            return ShiftsUnreadable(SheetProblem.HEADINGS_MISSING, missing)
        count = 0
        for number, cells in rows:
            if not any(text_of(cell) for cell in cells) or EXAMPLE_MARK in text_of(self._cell(cells, H.DAY)):
                continue
            count += 1
            if count > MOST_ROWS:
                return ShiftsUnreadable(SheetProblem.TOO_MANY_ROWS, limit=MOST_ROWS)
            self._one(number, cells)
        if not count:
            return ShiftsUnreadable(SheetProblem.NO_ROWS)
        people = get_column_letter(self.columns[H.PEOPLE] + 1) if H.PEOPLE in self.columns else ""
        return ShiftReading(tuple(self.rows), tuple(self.findings), count, people)

    def _cell(self, cells: Row, heading: ShiftHeading) -> Any:
        place = self.columns.get(heading)
        return cells[place] if place is not None and place < len(cells) else None

    def _one(self, number: int, cells: Row) -> None:
        before = len(self.findings)
        told = {heading: self._value(number, heading, self._cell(cells, heading)) for heading in ShiftHeading}
        if len(self.findings) > before:
            return
        row = _row(number, told)
        self._judge(row, text_of(self._cell(cells, H.ENDS)))
        if len(self.findings) == before:
            self.seen[row.on, row.begins, row.post] = number
            self.rows.append(row)

    def _value(self, number: int, heading: ShiftHeading, value: Any) -> Any:
        text = text_of(value)
        try:
            _refuse_unread(heading, text)
            return _READERS[heading](value, text, self.today)
        except _Wrong as wrong:
            self._found(number, heading, wrong.fault, text, wrong.hint)
            return None

    def _judge(self, row: ShiftRow, ends: str) -> None:
        """Hold the cells of a row against each other and against the rows before."""
        if row.ends <= row.begins:
            self._found(row.row, H.ENDS, ShiftFault.BACKWARDS, ends)
        if not 0 < row.need <= MOST_PEOPLE:
            self._found(row.row, H.NEED, ShiftFault.NEED_OUT_OF_RANGE, str(row.need))
        for heading, most in ((H.TRAINED, row.trained), (H.CAPTAIN, row.captain), (H.PEOPLE, len(row.people))):
            if most > row.need:
                self._found(row.row, heading, ShiftFault.MORE_THAN_NEEDED, str(most))
        twin = self.seen.get((row.on, row.begins, row.post))
        if twin is not None:
            self._found(row.row, H.BEGINS, ShiftFault.TWICE, hint=str(twin))

    def _found(self, number: int, heading: ShiftHeading, fault: ShiftFault, read: str = "", hint: str = "") -> None:
        column = get_column_letter(self.columns[heading] + 1) if heading in self.columns else ""
        shown = read if len(read) <= LONGEST_READ else f"{read[:LONGEST_READ]}…"
        self.findings.append(ShiftFinding(number, column, heading, fault, shown, hint))


def _refuse_unread(heading: ShiftHeading, text: str) -> None:
    if text in CELL_ERRORS:
        raise _Wrong(ShiftFault.CELL_ERROR)
    if not text and heading in REQUIRED:
        raise _Wrong(ShiftFault.EMPTY)


def _row(number: int, told: Mapping[ShiftHeading, Any]) -> ShiftRow:
    people: tuple[str, ...] = told[H.PEOPLE]
    need = told[H.NEED]
    return ShiftRow(
        number,
        told[H.DAY],
        told[H.BEGINS],
        told[H.ENDS],
        told[H.POST],
        told[H.KIND],
        max(1, len(people)) if need is None else need,
        told[H.TRAINED] or 0,
        told[H.CAPTAIN] or 0,
        told[H.MEET],
        people,
    )


def _day(value: Any, text: str, today: date) -> date:
    """Return the day; one without a year is the next to come. A spreadsheet's own date is taken as it is."""
    if isinstance(value, datetime | date):
        on = value.date() if isinstance(value, datetime) else value
    else:
        on = _typed_day(text.replace(" ", ""), today)
    if on < today:
        raise _Wrong(ShiftFault.DAY_GONE)
    if on > today + timedelta(days=MOST_AHEAD_DAYS):
        raise _Wrong(ShiftFault.DAY_FAR, str(MOST_AHEAD_DAYS))
    return on


def _typed_day(text: str, today: date) -> date:
    full, short = _FULL.match(text), _SHORT.match(text)
    try:
        if full:
            return date(*map(int, full.groups()))
        if short:
            month, day = map(int, short.groups())
            on = date(today.year, month, day)
            return on if on >= today else on.replace(year=today.year + 1)
    except ValueError:
        pass
    raise _Wrong(ShiftFault.NOT_A_DAY)


def _clock(value: Any, text: str, _today: date) -> time:
    if isinstance(value, time):
        return value.replace(second=0, microsecond=0)
    if isinstance(value, datetime):
        return value.time().replace(second=0, microsecond=0)
    found = _CLOCK.match(text.replace(" ", ""))
    try:
        return time(int(found[1]), int(found[2] or 0)) if found else _no_time()
    except ValueError:
        return _no_time()


def _no_time() -> time:
    raise _Wrong(ShiftFault.NOT_A_TIME)


def _number(_value: Any, text: str, _today: date) -> int | None:
    plain = text.removesuffix("人").removesuffix("位").strip()
    if not plain:
        return None
    if not re.fullmatch(r"-?\d{1,4}", plain):
        raise _Wrong(ShiftFault.NOT_A_NUMBER)
    number = int(plain)
    if number < 0:
        raise _Wrong(ShiftFault.NEED_OUT_OF_RANGE)
    return number


def _kind(_value: Any, text: str, _today: date) -> DutyKind:
    if text and text not in KINDS:
        raise _Wrong(ShiftFault.NOT_A_KIND, "、".join(KINDS))
    return KINDS.get(text, DutyKind.OTHER)


def _people(_value: Any, text: str, _today: date) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part for part in _SEPARATORS.split(text) if part))


def _short_text(longest: int) -> Any:
    def read(_value: Any, text: str, _today: date) -> str:
        if len(text) > longest:
            raise _Wrong(ShiftFault.TOO_LONG, str(longest))
        return " ".join(text.split())

    return read


_READERS: Mapping[ShiftHeading, Any] = {
    H.DAY: _day,
    H.BEGINS: _clock,
    H.ENDS: _clock,
    H.POST: _short_text(LONGEST_NAME),
    H.KIND: _kind,
    H.NEED: _number,
    H.TRAINED: _number,
    H.CAPTAIN: _number,
    H.MEET: _short_text(LONGEST_MEET),
    H.PEOPLE: _people,
}
