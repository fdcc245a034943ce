"""The heads of the books kept in a file beside the database: whoever rewrites the one has to find the other."""

import json
import os
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from domain.timebank_audit import Head
from storage.database import Database


def anchors_file(database: Database) -> Path | None:
    """Return the file next to the SQLite database; of a PostgreSQL server the heads stand in the staff's group only."""
    name = database.url.database if database.is_sqlite else None
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
