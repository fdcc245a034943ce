"""Every trigger by which the database itself refuses to rewrite what is append-only."""

from storage import audit, timebank_tables


def guards(dialect: str) -> tuple[str, ...]:
    return (*timebank_tables.guards(dialect), *audit.guards(dialect))


def unguards(dialect: str) -> tuple[str, ...]:
    return (*audit.unguards(dialect), *timebank_tables.unguards(dialect))
