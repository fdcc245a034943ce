"""An uploaded registration sheet, read row by row into people, with a finding for every cell that is not right.

Nothing is stored here. The file is streamed, so memory stays bounded whatever was sent; meant for a child process.
"""

import io
import re
import unicodedata
import warnings
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import column_index_from_string, get_column_letter

from domain.people_sheets import (
    REQUIRED_HEADINGS,
    Finding,
    FindingKind,
    Heading,
    PersonRow,
    SheetProblem,
    SheetReading,
    SheetUnreadable,
)
from domain.rosters import Category
from paper.sheet_cells import Checked, Register, checked, masked_id, text_of
from paper.sheet_package import SheetStructure, problem_of, spans_of, structure_of
from wording.paper_sheet import ALSO_CALLED, EXAMPLE_MARK, HEADINGS, ID_HEADINGS

MOST_ROWS = 10_000
MOST_COLUMNS = 60
HEADING_ROWS = 10  # a title and a few lines of explanation may stand above the headings
LONGEST_READ = 20
MOST_MERGED_SHOWN = 100
NAMED: Mapping[str, Heading] = {label: heading for heading, label in HEADINGS.items()} | ALSO_CALLED
_ASIDE = re.compile(r"[(（].*?[)）]|[*:：\s]")

Row = Sequence[Any]


def read_people(sent: bytes, *, today: date, buildings: Collection[str] = ()) -> SheetReading | SheetUnreadable:
    """Return the people and the findings of an uploaded .xlsx, or why it cannot be read.

    With `buildings` given, any other building is a finding that offers the nearest. At most 10,000 rows, 10 MB sent
    and 40 MB unpacked. Bad input never raises.
    """
    refused = problem_of(sent)
    if refused is not None:
        return refused
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what openpyxl leaves out of a foreign file is of no use here
            return _read(sent, today, buildings)
    except Exception:  # noqa: BLE001 - a damaged part fails wherever it is met, with whatever error
        return SheetUnreadable(SheetProblem.BROKEN)


def _read(sent: bytes, today: date, buildings: Collection[str]) -> SheetReading | SheetUnreadable:
    book = load_workbook(io.BytesIO(sent), read_only=True, data_only=True, keep_links=False)
    try:
        sheets: Iterable[Any] = book.worksheets
        for sheet in sheets:
            if sheet.sheet_state != "visible":
                continue
            sheet.reset_dimensions()
            rows = enumerate(sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS), 1)
            heading = next(((row, cells) for row, cells in islice(rows, HEADING_ROWS) if _is_heading(cells)), None)
            if heading is not None:
                part = sheet._worksheet_path  # noqa: SLF001 - the only place that knows which part this sheet is
                reader = _Reader(Register(today, buildings, book.epoch), structure_of(sent, part.lstrip("/")))
                return reader.read(*heading, rows)
        return SheetUnreadable(SheetProblem.NO_HEADINGS)
    finally:
        book.close()


def _is_heading(cells: Row) -> bool:
    return any(_heading_of(cell) is Heading.NAME for cell in cells)


def _heading_of(cell: object) -> Heading | None:
    return NAMED.get(_plain_heading(cell))


def _plain_heading(cell: object) -> str:
    return _ASIDE.sub("", unicodedata.normalize("NFKC", text_of(cell)))


@dataclass
class _Reader:
    """One pass over one sheet: what was found so far, and who was seen."""

    register: Register
    structure: SheetStructure
    columns: dict[Heading, int] = field(default_factory=dict)
    rows: list[PersonRow] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    phones: dict[str, int] = field(default_factory=dict)
    people: dict[tuple[str, str, str], int] = field(default_factory=dict)

    def read(self, heading_row: int, cells: Row, rows: Iterable[tuple[int, Row]]) -> SheetReading | SheetUnreadable:
        self.findings += self._columns(cells)
        missing = tuple(heading for heading in REQUIRED_HEADINGS if heading not in self.columns)
        if missing:
            return SheetUnreadable(SheetProblem.HEADINGS_MISSING, missing)
        merged = [each for each in self.structure.merged if each.last_row > heading_row and self._is_used(each)]
        self.findings += [
            Finding(each.first_row, each.first_column, None, FindingKind.MERGED, hint=str(each))
            for each in merged[:MOST_MERGED_SHOWN]
        ]
        spans = spans_of(tuple(merged))
        seen = 0
        for number, row in rows:
            if not self._holds_somebody(row):
                continue
            seen += 1
            if seen > MOST_ROWS:
                return SheetUnreadable(SheetProblem.TOO_MANY_ROWS, limit=MOST_ROWS)
            self._take(number, row, is_merged=_covers(spans, number))
        if not seen:
            return SheetUnreadable(SheetProblem.NO_ROWS)
        return SheetReading(tuple(self.rows), tuple(self.findings), seen)

    def _columns(self, cells: Row) -> Iterator[Finding]:
        """Find the known columns wherever they stand, and say which are unknown, doubled or absent."""
        for place, cell in enumerate(cells):
            plain, letter, heading = _plain_heading(cell), get_column_letter(place + 1), _heading_of(cell)
            if heading is not None and heading in self.columns:
                yield Finding(0, letter, heading, FindingKind.COLUMN_TWICE, _short(plain))
            elif heading is not None:
                self.columns[heading] = place
            elif any(word in plain for word in ID_HEADINGS):
                yield Finding(0, letter, None, FindingKind.ID_COLUMN)
            elif plain:
                yield Finding(0, letter, None, FindingKind.COLUMN_UNKNOWN, _short(plain))
        absent = (heading for heading in HEADINGS if heading not in self.columns)
        yield from (Finding(0, "", heading, FindingKind.COLUMN_ABSENT, HEADINGS[heading]) for heading in absent)

    def _is_used(self, merged: Any) -> bool:
        first, last = (column_index_from_string(each) - 1 for each in (merged.first_column, merged.last_column))
        return any(first <= place <= last for place in self.columns.values())

    def _holds_somebody(self, row: Row) -> bool:
        texts = [row[place] for place in self.columns.values() if row[place] is not None]
        name = row[self.columns[Heading.NAME]]
        is_example = isinstance(name, str) and name.rstrip().endswith(EXAMPLE_MARK)
        return not is_example and any(not isinstance(text, str) or text.strip() for text in texts)

    def _take(self, number: int, row: Row, *, is_merged: bool) -> None:
        """Check a row; it counts only when nothing but notes was found in it."""
        values: dict[Heading, Any] = {}
        found: list[Finding] = []
        for heading, place in self.columns.items():
            read = self._cell(number, heading, place, row[place])
            values[heading] = read[0].value
            found += read[1]
        if number in self.structure.hidden_rows:
            found.append(Finding(number, "", None, FindingKind.HIDDEN_ROW))
        if not is_merged and all(finding.is_note for finding in found):
            person = _person(number, values)
            found += self._twins(person)
            if all(finding.is_note for finding in found):
                self.rows.append(person)
        self.findings += found

    def _cell(self, number: int, heading: Heading, place: int, value: object) -> tuple[Checked, list[Finding]]:
        letter, text = get_column_letter(place + 1), text_of(value)
        is_formula = bool(self.structure.formulas) and f"{letter}{number}" in self.structure.formulas
        masked = masked_id(value, text)
        if masked is not None:
            return Checked(None), [Finding(number, letter, heading, FindingKind.ID_NUMBER, masked)]
        if is_formula and not text:
            return Checked(None), [Finding(number, letter, heading, FindingKind.FORMULA_EMPTY)]
        result = checked(heading, value, text, self.register)
        kinds = [(result.kind, result.hint)] if result.kind else [(FindingKind.FORMULA_VALUE, "")] if is_formula else []
        return result, [Finding(number, letter, heading, kind, _short(text), hint) for kind, hint in kinds]

    def _twins(self, person: PersonRow) -> list[Finding]:
        """Find somebody who stands in the sheet already; without a room two namesakes may share a building."""
        by_phone = self.phones.setdefault(person.phone, person.row) if person.phone else person.row
        if by_phone != person.row:
            letter = get_column_letter(self.columns[Heading.PHONE] + 1)
            return [
                Finding(person.row, letter, Heading.PHONE, FindingKind.PHONE_TWICE, person.phone, hint=str(by_phone))
            ]
        who = (person.name, person.building, person.room)
        by_home = self.people.setdefault(who, person.row) if person.room else person.row
        if by_home != person.row:
            letter = get_column_letter(self.columns[Heading.NAME] + 1)
            return [Finding(person.row, letter, Heading.NAME, FindingKind.PERSON_TWICE, person.name, hint=str(by_home))]
        return []


def _person(number: int, values: Mapping[Heading, Any]) -> PersonRow:
    def of(heading: Heading, otherwise: Any = "") -> Any:
        return values.get(heading, otherwise)

    return PersonRow(
        row=number,
        name=of(Heading.NAME),
        phone=of(Heading.PHONE),
        building=of(Heading.BUILDING),
        room=of(Heading.ROOM),
        birth_year=of(Heading.BIRTH_YEAR, None),
        former_unit=of(Heading.FORMER_UNIT),
        former_post=of(Heading.FORMER_POST),
        party=of(Heading.PARTY),
        skills=of(Heading.SKILLS, ()),
        free=of(Heading.FREE, ()),
        category=of(Heading.CATEGORY, Category.REGULAR),
        note=of(Heading.NOTE),
    )


def _covers(spans: Sequence[tuple[int, int]], number: int) -> bool:
    place = bisect_right(spans, (number, float("inf"))) - 1
    return place >= 0 and number <= spans[place][1]


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_READ else f"{text[:LONGEST_READ]}…"
