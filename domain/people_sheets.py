"""报到登记表: what an uploaded sheet of people was found to hold, cell by cell."""

from dataclasses import dataclass
from enum import StrEnum

from domain.rosters import Category


class Heading(StrEnum):
    """The columns of the registration sheet, in the template's order; a sheet may have them in any."""

    NAME = "name"
    PHONE = "phone"
    BUILDING = "building"
    ROOM = "room"
    BIRTH_YEAR = "birth_year"
    FORMER_UNIT = "former_unit"
    FORMER_POST = "former_post"
    PARTY = "party"
    SKILLS = "skills"
    FREE = "free"
    CATEGORY = "category"
    NOTE = "note"


REQUIRED_HEADINGS = (Heading.NAME, Heading.BUILDING)


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A row that passed every check; `row` is its number in the sheet as the spreadsheet program shows it."""

    row: int
    name: str
    phone: str
    building: str
    room: str
    birth_year: int | None
    former_unit: str
    former_post: str
    party: str
    skills: tuple[str, ...]
    free: tuple[str, ...]
    category: Category
    note: str


class FindingKind(StrEnum):
    NAME_MISSING = "name_missing"
    NOT_A_NAME = "not_a_name"
    NOT_A_PHONE = "not_a_phone"
    PHONE_ROUNDED = "phone_rounded"
    PHONE_TWICE = "phone_twice"
    PERSON_TWICE = "person_twice"
    BUILDING_MISSING = "building_missing"
    NOT_A_BUILDING = "not_a_building"
    UNKNOWN_BUILDING = "unknown_building"
    NOT_A_ROOM = "not_a_room"
    BECAME_A_DATE = "became_a_date"
    NOT_A_YEAR = "not_a_year"
    YEAR_IMPOSSIBLE = "year_impossible"
    NOT_A_CHOICE = "not_a_choice"
    TOO_LONG = "too_long"
    TOO_MANY = "too_many"
    ID_NUMBER = "id_number"
    ID_COLUMN = "id_column"
    FORMULA_EMPTY = "formula_empty"
    CELL_ERROR = "cell_error"
    MERGED = "merged"
    HIDDEN_ROW = "hidden_row"
    COLUMN_TWICE = "column_twice"
    DATE_AS_NUMBER = "date_as_number"
    DATE_AS_YEAR = "date_as_year"
    FORMULA_VALUE = "formula_value"
    COLUMN_UNKNOWN = "column_unknown"
    COLUMN_ABSENT = "column_absent"


# Told to the sender, but the row is taken.
NOTES = frozenset(
    {
        FindingKind.DATE_AS_NUMBER,
        FindingKind.DATE_AS_YEAR,
        FindingKind.FORMULA_VALUE,
        FindingKind.COLUMN_UNKNOWN,
        FindingKind.COLUMN_ABSENT,
    }
)


@dataclass(frozen=True, slots=True)
class Finding:
    """What one cell holds that it should not. `read` is cut short, and an ID number in it is masked.

    `row` 0 speaks of the whole column. `hint` is the nearest building, the row of the twin, the merged range, or how
    the value was understood.
    """

    row: int
    column: str
    heading: Heading | None
    kind: FindingKind
    read: str = ""
    hint: str = ""

    @property
    def is_note(self) -> bool:
        return self.kind in NOTES


class SheetProblem(StrEnum):
    """Why a file could not be read as a registration sheet at all."""

    EMPTY_FILE = "empty_file"
    TOO_BIG = "too_big"
    NOT_EXCEL = "not_excel"
    OLD_EXCEL = "old_excel"
    LOCKED = "locked"
    BROKEN = "broken"
    NO_HEADINGS = "no_headings"
    HEADINGS_MISSING = "headings_missing"
    NO_ROWS = "no_rows"
    TOO_MANY_ROWS = "too_many_rows"


@dataclass(frozen=True, slots=True)
class SheetUnreadable:
    """`missing` are the headings that have to be there and are not; `limit` is rows or megabytes."""

    problem: SheetProblem
    missing: tuple[Heading, ...] = ()
    limit: int = 0


@dataclass(frozen=True, slots=True)
class SheetReading:
    """Good rows, and everything found; a row with a finding that is no note is not among the good ones."""

    rows: tuple[PersonRow, ...]
    findings: tuple[Finding, ...]
    rows_seen: int

    @property
    def is_clean(self) -> bool:
        return all(finding.is_note for finding in self.findings)
