"""The sheet of shifts to fill in."""

from collections.abc import Collection

from domain.shift_sheets import REQUIRED, ShiftHeading
from paper.fill_in_sheet import FillIn, fill_in_sheet
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
HOURS = tuple(f"{hour}:{minute:02d}" for hour in range(5, 23) for minute in (0, 30))
# A post may be new, an hour may lie between two of the list: there the list only helps.
FREE = frozenset({ShiftHeading.POST, ShiftHeading.BEGINS, ShiftHeading.ENDS})


def shift_template(posts: Collection[str] = ()) -> bytes:
    """Return the .xlsx, with the posts that there are in its list."""
    return fill_in_sheet(
        FillIn(
            title=SHEET,
            help_title=HELP,
            hidden_title=CHOICES,
            headings=HEADINGS,
            required=REQUIRED,
            example=EXAMPLE,
            offered={
                ShiftHeading.BEGINS: HOURS,
                ShiftHeading.ENDS: HOURS,
                ShiftHeading.POST: tuple(posts),
                ShiftHeading.KIND: tuple(KINDS),
                ShiftHeading.NEED: tuple(str(number) for number in range(1, 11)),
            },
            free=FREE,
            helps=HELPS,
            help_lines=HELP_LINES,
            widths=WIDTHS,
            label_width=20,
            rows=ROWS_PREPARED,
        )
    )
