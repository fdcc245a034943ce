"""All tables: importing this makes the metadata whole."""

from storage import (  # noqa: F401 - imported for the tables they define
    announcements,
    attendance,
    audit,
    calendars,
    conversations,
    covers,
    dossiers,
    duty,
    duty_profiles,
    duty_steps,
    followups,
    handover,
    inbox,
    matching,
    mediation,
    outbox,
    people,
    periods,
    proxies,
    registration,
    roster_proposals,
    rosters,
    timebank_catalogue_tables,
    timebank_desk_tables,
    timebank_office_tables,
    timebank_policies,
    timebank_tables,
    visits,
    voice,
    wish_trail,
    wishes,
    work,
)
from storage.metadata import metadata

__all__ = ["metadata"]
