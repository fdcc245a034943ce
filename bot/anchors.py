"""The heads of the books kept in a file beside the database: whoever rewrites the one has to find the other."""

import json
import os
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from bot.settings import Settings
from domain.timebank_audit import Head
from storage.database import Database


def anchors_file(database: Database, settings: Settings) -> Path | None:
    """Return where the heads are kept: as the operator says, next to the SQLite database, or next to the key.

    The server of a PostgreSQL database is elsewhere or somebody else's; the key's folder is ours. A database that lives
    in memory leaves nothing behind, so its heads are kept nowhere.
    """
    if settings.anchors_file is not None:
        return settings.anchors_file
    if not database.is_sqlite:
        return settings.key_file.with_suffix(".anchors")
    name = database.url.database
    return Path(name).with_suffix(".anchors") if name and name != ":memory:" else None


def read_anchors(path: Path | None) -> list[Head]:
    """Return the heads written down so far. A line that cannot be read raises `ValueError`: it was tampered with."""
    if path is None or not path.exists():
        return []
    told = [json.loads(line) for line in path.read_text().splitlines() if line.strip()]
    return [Head(int(one["community"]), int(one["sequence"]), str(one["hash"])) for one in told]


def write_anchors(path: Path | None, on: date, heads: Iterable[Head]) -> None:
    """Append the heads and wait until they are on the disk; what stands there already is not written again."""
    if path is None:
        return
    known = set(read_anchors(path))
    fresh = [head for head in heads if head not in known]
    with path.open("a") as file:
        for head in fresh:
            line = {"on": on.isoformat(), "community": head.community_id, "sequence": head.sequence, "hash": head.hash}
            file.write(json.dumps(line) + "\n")
        file.flush()
        os.fsync(file.fileno())
