"""排班表: what an uploaded sheet of shifts was found to hold, cell by cell."""

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from domain.duty import DutyKind
from domain.people_sheets import SheetProblem


class ShiftHeading(StrEnum):
    """The columns of the sheet in the template's order; a sheet may have them in any."""

    DAY = "day"
    BEGINS = "begins"
    ENDS = "ends"
    POST = "post"
    KIND = "kind"
    NEED = "need"
    TRAINED = "trained"
    CAPTAIN = "captain"
    MEET = "meet"
    PEOPLE = "people"


REQUIRED = (ShiftHeading.DAY, ShiftHeading.BEGINS, ShiftHeading.ENDS, ShiftHeading.POST)


@dataclass(frozen=True, slots=True)
class ShiftRow:
    """A row that passed every check; `people` are names or numbers as they were written."""

    row: int
    on: date
    begins: time
    ends: time
    post: str
    kind: DutyKind
    need: int
    trained: int = 0
    captain: int = 0
    meet: str = ""
    people: tuple[str, ...] = ()


class ShiftFault(StrEnum):
    EMPTY = "empty"
    NOT_A_DAY = "not_a_day"
    DAY_GONE = "day_gone"
    DAY_FAR = "day_far"
    NOT_A_TIME = "not_a_time"
    BACKWARDS = "backwards"
    NOT_A_KIND = "not_a_kind"
    NOT_A_NUMBER = "not_a_number"
    NEED_OUT_OF_RANGE = "need_out_of_range"
    MORE_THAN_NEEDED = "more_than_needed"
    TOO_LONG = "too_long"
    TWICE = "twice"
    NOBODY = "nobody"
    SEVERAL = "several"
    CELL_ERROR = "cell_error"


@dataclass(frozen=True, slots=True)
class ShiftFinding:
    """What one cell holds that it should not; `hint` is the twin's row, the limit, or what may be written."""

    row: int
    column: str
    heading: ShiftHeading
    fault: ShiftFault
    read: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class ShiftsUnreadable:
    """Why the file could not be read as a sheet of shifts at all."""

    problem: SheetProblem
    missing: tuple[ShiftHeading, ...] = ()
    limit: int = 0


@dataclass(frozen=True, slots=True)
class ShiftReading:
    """Good rows and everything found; `people_column` is where names stand, so that a wrong one can be pointed at."""

    rows: tuple[ShiftRow, ...]
    findings: tuple[ShiftFinding, ...]
    rows_seen: int
    people_column: str = ""
