"""The registration sheet to fill in."""

from collections.abc import Collection

from domain.people_sheets import REQUIRED_HEADINGS, Heading
from paper.fill_in_sheet import FillIn, fill_in_sheet
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


def people_template(buildings: Collection[str] = ()) -> bytes:
    """Return the .xlsx, with the buildings of this community in its list."""
    return fill_in_sheet(
        FillIn(
            title=SHEET,
            help_title=HELP,
            hidden_title=CHOICES,
            headings=HEADINGS,
            required=REQUIRED_HEADINGS,
            example=EXAMPLE,
            offered={
                Heading.BUILDING: tuple(buildings),
                Heading.PARTY: PARTIES,
                Heading.SKILLS: SKILLS,
                Heading.FREE: FREE_TIMES,
                Heading.CATEGORY: tuple(CATEGORIES.values()),
            },
            free=TAKES_SEVERAL,
            helps=HELPS,
            help_lines=HELP_LINES,
            widths=WIDTHS,
            label_width=16,
            rows=ROWS_PREPARED,
        )
    )
