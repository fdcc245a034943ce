"""All tables: importing this makes the metadata whole."""

from storage import (
    announcements,
    audit,
    conversations,
    dossiers,
    duty,
    inbox,
    mediation,
    outbox,
    people,
    periods,
    proxies,
    registration,
    timebank_catalogue_tables,
    timebank_desk_tables,
    timebank_office_tables,
    timebank_policies,
    timebank_tables,
    wishes,
    work,
)
from storage.metadata import metadata

TABLES = (
    announcements,
    audit,
    conversations,
    dossiers,
    duty,
    inbox,
    mediation,
    outbox,
    people,
    periods,
    proxies,
    registration,
    timebank_catalogue_tables,
    timebank_desk_tables,
    timebank_office_tables,
    timebank_policies,
    timebank_tables,
    wishes,
    work,
)

__all__ = ["TABLES", "metadata"]
