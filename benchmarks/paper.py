"""Reading a district's 3,335 people from Excel beside parsing alone, and a volunteer card cold and warm.

Every measurement has a process of its own, so that no peak is another's and "cold" is cold.
"""

import io
import re
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import date
from multiprocessing import get_context
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.line import Figure, figure

PEOPLE = 3_335  # on record in one real district
BUILDINGS = tuple(f"{number}号楼" for number in range(1, 41))
TODAY = date(2026, 3, 1)
ROUNDS = 3
CARDS = 40
COLD_LIMIT_S, WARM_LIMIT_MS = 1.0, 50.0
LINK = "https://t.me/yinling_hekou_bot?start=c-1-b-3"
PEAK = re.compile(r"VmHWM:\s+(\d+) kB")


class Measured(NamedTuple):
    cpu_seconds: float
    peak_mib: float


def figures() -> Iterator[Figure]:
    sheet = _alone(people)
    read, parsed = _alone(reading, sheet), _alone(parsing, sheet)
    yield figure(
        "paper: people read and checked", PEOPLE / read.cpu_seconds, "rows per CPU-second",
        "openpyxl parsing alone", PEOPLE / parsed.cpu_seconds,
    )  # fmt: skip
    yield figure("paper: peak memory reading people", read.peak_mib, "MiB", "openpyxl parsing alone", parsed.peak_mib)
    cold, warm = _alone(cards)
    yield figure("paper: first card, imports included", cold, "s", "promised at most", COLD_LIMIT_S)
    yield figure("paper: further cards", warm * 1000, "CPU ms per card", "promised at most", WARM_LIMIT_MS)


def _alone(work: Callable[..., Any], *given: object) -> Any:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as child:
        return child.submit(work, *given).result()


def _measured(work: Callable[[], object]) -> Measured:
    """The best of three, since other processes share the machine, and the highest memory this process had."""
    spent = []
    for _ in range(ROUNDS):
        start = time.process_time()
        work()
        spent.append(time.process_time() - start)
    found = PEAK.search(Path("/proc/self/status").read_text(encoding="ascii"))
    return Measured(min(spent), int(found[1]) / 1024 if found else 0.0)


def people() -> bytes:
    from openpyxl import Workbook  # noqa: PLC0415 - loaded in the child that measures, never before

    from wording.paper_sheet import HEADINGS  # noqa: PLC0415 - likewise

    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(list(HEADINGS.values()))
    for number in range(PEOPLE):
        sheet.append(_row(number))
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _row(number: int) -> list[object]:
    name = "王李张刘陈"[number % 5] + "建国秀英德福桂兰"[number % 7] + "华明丽"[number % 3]
    home = (BUILDINGS[number % 40], f"{number % 4 + 1}单元{number // 160 + 1}0{number % 3 + 1}")
    work = ("河口采油厂第三修理车间", "技术员", "群众")
    return [
        name, 13_800_000_000 + number, *home, 1940 + number % 25, *work,
        "家电维修、书法绘画", "平日上午、周末", "正常活动", "",
    ]  # fmt: skip


def reading(sheet: bytes) -> Measured:
    from domain.people_sheets import SheetReading  # noqa: PLC0415 - loaded in the child that measures
    from paper.people_sheet import read_people  # noqa: PLC0415 - likewise

    def work() -> None:
        found = read_people(sheet, today=TODAY, buildings=BUILDINGS)
        if not isinstance(found, SheetReading) or len(found.rows) != PEOPLE:
            raise RuntimeError("not everybody was read")

    return _measured(work)


def parsing(sheet: bytes) -> Measured:
    from openpyxl import load_workbook  # noqa: PLC0415 - loaded in the child that measures

    def work() -> None:
        book = load_workbook(io.BytesIO(sheet), read_only=True, data_only=True)
        if sum(1 for _ in book.worksheets[0].iter_rows(values_only=True)) != PEOPLE + 1:
            raise RuntimeError("not every row was parsed")
        book.close()

    return _measured(work)


def cards() -> tuple[float, float]:
    """Seconds of wall time for the first card with everything it imports, CPU seconds for each of the next."""
    start = time.perf_counter()
    from domain.papers import Medium, VolunteerCard  # noqa: PLC0415 - the import is part of what is measured
    from paper.people import volunteer_card  # noqa: PLC0415 - likewise

    card = VolunteerCard("王建国", "0100042", "河口社区", ("家电维修", "护学巡逻", "书法绘画"), 3, LINK)
    volunteer_card(card, Medium.PNG)
    cold = time.perf_counter() - start
    start = time.process_time()
    for number in range(CARDS):
        volunteer_card(replace(card, name=f"王建{'国华明丽'[number % 4]}", number=f"01{number:05d}"), Medium.PNG)
    return cold, (time.process_time() - start) / CARDS
