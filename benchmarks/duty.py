"""The reminder tick over 10,000 volunteers: its cost grows with what is due, not with what exists."""

import asyncio
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter
from typing import Any

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.duty import AssignmentState
from domain.reminders import ladder
from storage import schema
from storage.database import Database
from storage.duty import assignment, post, shift
from storage.duty_steps import WAITING, duty_step
from storage.people import person
from storage.places import community
from storage.unit_of_work import SqlUnitOfWork
from storage.vault import Vault, fresh_vault
from usecases.reminders import sound_due

NOW = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
VOLUNTEERS, SHIFTS, SEATS = 10_000, 12_000, 4  # 48,000 assignments
DUE = (48, 480, 4_800)  # assignments whose rung is due: 1×, 10×, 100×
ROWS = 2_000
QUIET_ROUNDS = 20

Figure = dict[str, Any]


async def _fill(connection: AsyncConnection, vault: Vault, scale: int) -> None:
    """Write a house of that scale: everybody on shifts of the coming weeks, every ladder as rows."""
    people, shifts = VOLUNTEERS // scale, SHIFTS // scale
    await connection.execute(insert(community).values(name="河口社区", approves_wishes=True, phone="", created_at=NOW))
    await connection.execute(insert(post).values(community_id=1, kind="patrol", name="北门", meet="", radius_metres=0))
    rows: list[dict[str, Any]] = [
        {
            "uid": f"{number}",
            "community_id": 1,
            "name": vault.seal("王建国", "person", "name", f"{number}"),
            "phone": vault.seal("", "person", "phone", f"{number}"),
            "building": "",
            "room": vault.seal("", "person", "room", f"{number}"),
            "skills": "",
            "free": "",
            "volunteer_number": "",
            "consent_version": "",
            "created_at": NOW,
        }
        for number in range(people)
    ]
    await _insert(connection, person, rows)
    # One shift every minute from the day after tomorrow on, so that almost nothing is due now.
    starts = [NOW + timedelta(days=2, minutes=number) for number in range(shifts)]
    await _insert(
        connection,
        shift,
        [
            {
                "community_id": 1,
                "post_id": 1,
                "starts_at": at,
                "ends_at": at + timedelta(hours=1),
                "leader_id": 1,
                "need": 4,
            }
            for at in starts
        ],
    )
    seats = [(number, seat) for number in range(shifts) for seat in range(SEATS)]
    await _insert(
        connection,
        assignment,
        [
            {
                "shift_id": number + 1,
                "person_id": (number * SEATS + seat) % people + 1,
                "state": AssignmentState.ASSIGNED.value,
            }
            for number, seat in seats
        ],
    )
    steps = [
        {
            "assignment_id": index + 1,
            "person_id": (number * SEATS + seat) % people + 1,
            "rung": step.rung.value,
            "planned_for": starts[number],
            "due_at": step.due_at,
            "state": WAITING,
        }
        for index, (number, seat) in enumerate(seats)
        for step in ladder(starts[number], starts[number] + timedelta(hours=1), NOW)
    ]
    await _insert(connection, duty_step, steps)


async def _insert(connection: AsyncConnection, table: Any, rows: list[dict[str, Any]]) -> None:
    for start in range(0, len(rows), ROWS):
        await connection.execute(insert(table), rows[start : start + ROWS])


async def _make_due(connection: AsyncConnection, first: int, count: int) -> None:
    """Let one rung of so many assignments come due at this moment."""
    wanted = duty_step.c.assignment_id.between(first, first + count - 1) & (duty_step.c.rung == "evening")
    await connection.execute(duty_step.update().where(wanted).values(due_at=NOW - timedelta(seconds=1)))


async def _tick(database: Database, vault: Vault) -> tuple[int, float]:
    """Return how many rungs were settled by ticking until nothing is due, and the seconds it took."""
    settled, began = 0, perf_counter()
    while True:
        async with database.write() as connection:
            done = await sound_due(SqlUnitOfWork(connection, vault), NOW)
        if not done:
            return settled, perf_counter() - began
        settled += done


async def _house(scale: int, due: tuple[int, ...]) -> list[Figure]:
    vault = fresh_vault()
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'bench.sqlite'}")
        async with database.write() as connection:
            await connection.run_sync(schema.metadata.create_all)
            await _fill(connection, vault, scale)
        exists = {"volunteers": VOLUNTEERS // scale, "assignments": SHIFTS // scale * SEATS}
        began = perf_counter()
        for _ in range(QUIET_ROUNDS):
            async with database.write() as connection:
                await sound_due(SqlUnitOfWork(connection, vault), NOW)
        quiet = {"figure": "duty tick, nothing due", **exists, "ms": _ms(perf_counter() - began, QUIET_ROUNDS)}
        figures, first = [quiet], 1
        for count in due:
            async with database.write() as connection:
                await _make_due(connection, first, count)
            first += count
            settled, seconds = await _tick(database, vault)
            figures.append(
                {
                    "figure": "duty tick",
                    **exists,
                    "due": count,
                    "settled": settled,
                    "ms": _ms(seconds, 1),
                    "ms_each": _ms(seconds, count),
                }
            )
        await database.close()
    return figures


def _ms(seconds: float, count: int) -> float:
    return round(seconds * 1000 / count, 3)


def figures() -> Iterator[Figure]:
    """Ten times and a hundred times as much due, and the same due in a house a hundredth of the size."""
    yield from asyncio.run(_house(1, DUE))
    yield from asyncio.run(_house(100, DUE[:1]))
