"""A district's register in one go: rows per CPU-second and peak memory, beside openpyxl parsing the same file alone."""

import asyncio
import io
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROWS = 3335


def figures() -> Iterator[dict[str, Any]]:
    """Each measurement runs in a process of its own, so that the peak is its own."""
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "people.xlsx"
        made.write_bytes(_sheet())
        for part in ("openpyxl", "read", "import"):
            command = [sys.executable, "-m", "benchmarks.imports", part, str(made)]
            measured = subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - our own module
            yield json.loads(measured.stdout)


def _sheet() -> bytes:
    from openpyxl import Workbook  # noqa: PLC0415 - each process imports what it measures

    book = Workbook(write_only=True)
    sheet = book.create_sheet("报到登记表")
    sheet.append(["姓名", "手机", "楼栋", "门牌", "出生年份", "原单位", "职务", "特长", "空闲"])
    signs = str.maketrans("0123456789", "甲乙丙丁戊己庚辛壬癸")
    for number in range(ROWS):
        name = "李" + f"{number:04d}".translate(signs)
        door = f"{number % 6 + 1}单元{number % 900 + 100}"
        told = [name, f"138{number:08d}", f"{number % 40 + 1}号楼", door, 1956, "第一小学", "教师", "理发", "周末"]
        sheet.append(told)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _openpyxl(path: Path) -> int:
    from openpyxl import load_workbook  # noqa: PLC0415 - see above

    book = load_workbook(path, read_only=True, data_only=True)
    return sum(1 for _ in book.worksheets[0].iter_rows(values_only=True)) - 1


def _read(path: Path) -> int:
    from datetime import date  # noqa: PLC0415 - see above

    from paper.people_sheet import read_people  # noqa: PLC0415 - see above

    return len(getattr(read_people(path.read_bytes(), today=date(2026, 3, 10)), "rows", ()))


def _import(path: Path) -> int:
    return asyncio.run(_imported(path.read_bytes(), f"sqlite:///{path.with_suffix('.sqlite')}"))


async def _imported(sent: bytes, database_url: str) -> int:
    from datetime import UTC, date, datetime  # noqa: PLC0415 - see above

    from domain.people_sheets import SheetReading  # noqa: PLC0415 - see above
    from paper.people_sheet import read_people  # noqa: PLC0415 - see above
    from storage.migrate import open_migrated  # noqa: PLC0415 - see above
    from storage.unit_of_work import SqlUnitOfWork  # noqa: PLC0415 - see above
    from storage.vault import fresh_vault  # noqa: PLC0415 - see above
    from usecases.imports import import_rows  # noqa: PLC0415 - see above

    now = datetime(2026, 3, 10, tzinfo=UTC)
    reading = read_people(sent, today=date(2026, 3, 10))
    assert isinstance(reading, SheetReading)  # noqa: S101 - the file is our own
    database = await open_migrated(database_url)
    async with database.write() as connection:
        uow = SqlUnitOfWork(connection, fresh_vault())
        home = await uow.people.found_community("河口社区", now)
        done = await import_rows(uow, home.id, reading.rows, now)
    await database.close()
    return done.fresh


def _measure(part: str, path: Path) -> dict[str, Any]:
    import time  # noqa: PLC0415 - only the child measures itself

    began = time.process_time()
    rows = {"openpyxl": _openpyxl, "read": _read, "import": _import}[part](path)
    spent = time.process_time() - began
    status = Path("/proc/self/status").read_text()  # `ru_maxrss` would begin with the peak of whoever forked us
    peak = int(status.partition("VmHWM:")[2].split()[0]) // 1024
    name = {"openpyxl": "openpyxl parses alone", "read": "read and check", "import": "read, check and write"}[part]
    return {
        "figure": f"register of {ROWS}: {name}",
        "rows": rows,
        "cpu_seconds": round(spent, 3),
        "rows_per_cpu_second": round(rows / spent),
        "peak_mb": peak,
    }


if __name__ == "__main__":
    print(json.dumps(_measure(sys.argv[1], Path(sys.argv[2])), ensure_ascii=False))
