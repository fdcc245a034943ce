"""Whoever adds a sealed column decides what becomes of it when a person asks to be forgotten."""

import ast
import inspect

from storage import privacy
from storage.rotation import sealed_columns
from storage.schema import metadata

# Sealed, and not erased with the person, each for its reason.
STAYS = {
    "announcement": "the community's own words",
    "inbox": "emptied as soon as it is handled",
    "work": "emptied when it is done",
    "proxy": "who allowed whom to act stays with the audit trail; the names are gone with the person",
}


def test_every_sealed_table_is_erased_or_stays_for_a_reason() -> None:
    sealed = {table.name for table in metadata.sorted_tables if sealed_columns(table)}
    told = {node.id for node in ast.walk(ast.parse(inspect.getsource(privacy))) if isinstance(node, ast.Name)}
    erased = {"person", "wish", "mediation_case", "registration", "conversation", "outbox", "voice", "handover"} | {
        "consent",
        "person_code",
    }
    assert erased <= told | {"person"}
    by_store = {"dossier", "wish_follow_up", "wish_trail", "attendance_correction"}
    assert {"follow_up", "wish_trail", "correction", "dossiers"} <= told
    assert sealed == erased | by_store | set(STAYS)
