"""Changing the key: a new one is put on the ring, everything sealed is sealed again, and the old one leaves in the end.

The bot may keep running: whoever meets a key it does not know reads the ring again. The key before the new one stays
on the ring until the next rotation, which seals anew whatever a running process has still written with it.
"""

import asyncio
import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import LargeBinary, Row, Table, select, update

from storage.database import Connection, Database
from storage.schema import metadata
from storage.vault import KEY_BYTES, OWNER_ONLY, Vault, load_vault

ROWS_AT_ONCE = 200
RowKey = Callable[[Row[Any]], str]
# How each table names its rows to the vault; a table that is not here names them by `uid`.
ROW_KEYS: dict[str, RowKey] = {
    "inbox": lambda row: str(row.update_id),
    "outbox": lambda row: str(row.key),
    "conversation": lambda row: f"{row.chat_id}/{row.user_id}",
    "dossier": lambda row: str(row.person_id),
    "consent": lambda row: str(row.person_id),
    "person_code": lambda row: str(row.code_index),
    "proxy": lambda row: f"{row.person_id}/{row.proxy_id}",
    "wish_trail": lambda row: str(row.wish_id),
    "wish_follow_up": lambda row: str(row.wish_id),
    "attendance_correction": lambda row: str(row.assignment_id),
    "work": lambda row: str(row.id),
}


@dataclass(frozen=True, slots=True)
class Rotated:
    """`number` is the new key; `resealed` counts values; `dropped` are the keys that nothing needed any more."""

    number: int
    resealed: int
    dropped: tuple[int, ...]


class NothingNamesTheRows(LookupError):
    """A table holds sealed values, and nobody has said how its rows are named to the vault."""


def sealed_columns(table: Table) -> list[str]:
    return [column.name for column in table.columns if isinstance(column.type, LargeBinary)]


def row_key_of(table: Table) -> RowKey:
    if table.name in ROW_KEYS:
        return ROW_KEYS[table.name]
    if "uid" not in table.columns:
        raise NothingNamesTheRows(table.name)
    return lambda row: str(row.uid)


async def rotate(database: Database, key_file: Path) -> Rotated:
    """Put a new key on the ring, seal everything anew with it, and drop the keys that nothing is sealed with."""
    ring = await asyncio.to_thread(_read, key_file)
    number = max(int(each) for each in ring["keys"]) + 1
    if number > 255:  # noqa: PLR2004 - a sealed value names its key in one byte
        number = next(each for each in range(1, 256) if str(each) not in ring["keys"])
    ring["keys"][str(number)] = secrets.token_hex(KEY_BYTES)
    ring["current"] = number
    _write(key_file, ring)
    vault = load_vault(key_file)
    resealed = 0
    for table in metadata.sorted_tables:
        for column in sealed_columns(table):
            resealed += await _reseal(database, vault, table, column, number)
    # All is sealed with the new key now; the one before it stays for a process that has not read the ring again.
    before = max((int(each) for each in ring["keys"] if int(each) != number), default=number)
    dropped = tuple(sorted(int(each) for each in ring["keys"] if int(each) not in {number, before}))
    if dropped:
        ring["keys"] = {name: key for name, key in ring["keys"].items() if int(name) not in dropped}
        _write(key_file, ring)
    return Rotated(number, resealed, dropped)


async def _reseal(database: Database, vault: Vault, table: Table, column: str, number: int) -> int:
    """Seal one column anew, a few rows a transaction, and return how many values there were."""
    keys, name_of = list(table.primary_key.columns), row_key_of(table)
    count, after = 0, None
    while True:
        async with database.write() as connection:
            rows = await _some(connection, table, after)
            for row in rows:
                sealed = getattr(row, column)
                if not sealed or sealed[0] == number:
                    continue
                text = vault.open(sealed, table.name, column, name_of(row))
                anew = vault.seal(text, table.name, column, name_of(row))
                mine = [key == getattr(row, key.name) for key in keys]
                await connection.execute(update(table).where(*mine).values({column: anew}))
                count += 1
        if not rows:
            return count
        after = tuple(getattr(rows[-1], key.name) for key in keys)


async def _some(connection: Connection, table: Table, after: tuple[Any, ...] | None) -> list[Row[Any]]:
    keys = list(table.primary_key.columns)
    statement = select(table).order_by(*keys).limit(ROWS_AT_ONCE).with_for_update()
    if after is not None:
        first, *rest = keys
        beyond = first > after[0]
        for place, key in enumerate(rest, start=1):
            same = [earlier == after[number] for number, earlier in enumerate(keys[:place])]
            condition = key > after[place]
            for each in same:
                condition &= each
            beyond |= condition
        statement = statement.where(beyond)
    return list((await connection.execute(statement)).all())


def _read(key_file: Path) -> dict[str, Any]:
    ring: dict[str, Any] = json.loads(key_file.read_text())
    return ring


def _write(key_file: Path, ring: dict[str, Any]) -> None:
    """Replace the ring in one step, readable by its owner only: a crash leaves the old one or the new one."""
    fresh = key_file.with_name(f"{key_file.name}.new")
    fresh.touch(mode=OWNER_ONLY)
    fresh.chmod(OWNER_ONLY)
    fresh.write_text(json.dumps(ring))
    fresh.replace(key_file)
