"""An uploaded workbook before it is opened: what kind of file it is, how large it gets, and what its sheet hides.

Nothing here trusts the sender. Python's zip reader never gives more than the directory announces, so the announced
sizes bound the memory; a document type in the XML, which is how entities multiply, is refused.
"""

import io
import re
import zipfile
from dataclasses import dataclass

from domain.people_sheets import SheetProblem, SheetUnreadable

MEGABYTE = 1_000_000
MOST_SENT_MEGABYTES = 10
MOST_UNPACKED_MEGABYTES = 40
MOST_PARTS = 500
OLD_CONTAINER = bytes.fromhex("D0CF11E0A1B11AE1")
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
ZIP_SIGN = b"PK\x03\x04"
WORKBOOK = "xl/workbook.xml"
_HAS_TYPE = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)")
# Bounded by the next bracket, so that no file however odd takes more than one pass.
_HIDDEN = re.compile(rb'<(?:\w+:)?row\b(?=[^<>]*\bhidden="(?:1|true)")[^<>]*\br="(\d{1,7})"')
_FORMULA = re.compile(rb'<(?:\w+:)?c\b[^<>]*\br="([A-Z]{1,3}\d{1,7})"[^<>]*>\s*<(?:\w+:)?f\b')
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\b[^<>]*\bref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')


@dataclass(frozen=True, slots=True)
class MergedRange:
    first_column: str
    first_row: int
    last_column: str
    last_row: int

    def __str__(self) -> str:
        return f"{self.first_column}{self.first_row}:{self.last_column}{self.last_row}"


@dataclass(frozen=True, slots=True)
class SheetStructure:
    """What a stream of values does not show."""

    hidden_rows: frozenset[int]
    formulas: frozenset[str]
    merged: tuple[MergedRange, ...]


def problem_of(sent: bytes) -> SheetUnreadable | None:
    """Return why these bytes are not a workbook that may be opened, or None."""
    if not sent.strip():
        return SheetUnreadable(SheetProblem.EMPTY_FILE)
    if len(sent) > MOST_SENT_MEGABYTES * MEGABYTE:
        return SheetUnreadable(SheetProblem.TOO_BIG, limit=MOST_SENT_MEGABYTES)
    if sent.startswith(OLD_CONTAINER):
        return SheetUnreadable(SheetProblem.LOCKED if ENCRYPTED in sent else SheetProblem.OLD_EXCEL)
    if not sent.startswith(ZIP_SIGN):
        return SheetUnreadable(SheetProblem.NOT_EXCEL)
    try:
        return _package_problem(sent)
    except Exception:  # noqa: BLE001 - archive and decompressors raise errors of six kinds, and all say the same
        return SheetUnreadable(SheetProblem.BROKEN)


def _package_problem(sent: bytes) -> SheetUnreadable | None:
    with zipfile.ZipFile(io.BytesIO(sent)) as package:
        parts = package.infolist()
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED_MEGABYTES * MEGABYTE:
            return SheetUnreadable(SheetProblem.TOO_BIG, limit=MOST_SENT_MEGABYTES)
        if any(part.flag_bits & 1 for part in parts):
            return SheetUnreadable(SheetProblem.LOCKED)
        if WORKBOOK not in package.namelist():
            return SheetUnreadable(SheetProblem.NOT_EXCEL)
        if any(_HAS_TYPE.search(package.read(part)) for part in parts if part.filename.endswith((".xml", ".rels"))):
            return SheetUnreadable(SheetProblem.BROKEN)
    return None


def structure_of(sent: bytes, part: str) -> SheetStructure:
    """Return the hidden rows, formula cells and merged ranges of one sheet, given the name of its part."""
    with zipfile.ZipFile(io.BytesIO(sent)) as package:
        raw = package.read(part)
    return SheetStructure(
        hidden_rows=frozenset(int(row) for row in _HIDDEN.findall(raw)),
        formulas=frozenset(cell.decode() for cell in _FORMULA.findall(raw)),
        merged=tuple(
            MergedRange(first.decode(), int(top), last.decode(), int(bottom))
            for first, top, last, bottom in _MERGED.findall(raw)
        ),
    )


def spans_of(merged: tuple[MergedRange, ...]) -> tuple[tuple[int, int], ...]:
    """Return the rows under merged ranges as sorted spans that do not touch each other."""
    spans: list[tuple[int, int]] = []
    for first, last in sorted((each.first_row, each.last_row) for each in merged):
        if spans and first <= spans[-1][1] + 1:
            spans[-1] = (spans[-1][0], max(last, spans[-1][1]))
        else:
            spans.append((first, last))
    return tuple(spans)
