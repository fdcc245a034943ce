"""All tables: importing this makes the metadata whole."""

from storage import (
    announcements,
    conversations,
    duty,
    inbox,
    mediation,
    outbox,
    people,
    periods,
    registration,
    timebank_catalogue_tables,
    timebank_office_tables,
    timebank_policies,
    timebank_tables,
    wishes,
)
from storage.metadata import metadata

TABLES = (
    announcements,
    conversations,
    duty,
    inbox,
    mediation,
    outbox,
    people,
    periods,
    registration,
    timebank_catalogue_tables,
    timebank_office_tables,
    timebank_policies,
    timebank_tables,
    wishes,
)

__all__ = ["TABLES", "metadata"]
