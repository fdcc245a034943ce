"""The four tables of the time bank's books, and the triggers that keep transfers and entries as they were written."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from storage.metadata import Instant, RowId, metadata

account = Table(
    "timebank_account",
    metadata,
    Column("id", RowId, primary_key=True, autoincrement=True),
    Column("community_id", BigInteger, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("owner_id", BigInteger, nullable=False),
    Column("balance", BigInteger, nullable=False, server_default="0"),
    Column("version", BigInteger, nullable=False, server_default="0"),
    Column("credit_minutes", BigInteger, nullable=False, server_default="0"),
    Column("honour_minutes", BigInteger, nullable=False, server_default="0"),
    Column("paid_minutes", BigInteger, nullable=False, server_default="0"),
    UniqueConstraint("community_id", "kind", "owner_id"),
    CheckConstraint("balance >= 0 OR kind = 'issue'", name="never_below_zero"),
    CheckConstraint(
        "credit_minutes >= 0 AND honour_minutes >= 0 AND paid_minutes >= 0", name="minutes_never_below_zero"
    ),
    CheckConstraint("(kind IN ('person', 'held', 'merchant')) = (owner_id > 0)", name="owner_goes_with_kind"),
)

transfer = Table(
    "timebank_transfer",
    metadata,
    Column("community_id", BigInteger, primary_key=True, autoincrement=False),
    Column("sequence", BigInteger, primary_key=True, autoincrement=False),
    Column("at", Instant, nullable=False),
    Column("code", String(16), nullable=False),
    Column("debit_kind", String(16), nullable=False),
    Column("debit_owner_id", BigInteger, nullable=False),
    Column("credit_kind", String(16), nullable=False),
    Column("credit_owner_id", BigInteger, nullable=False),
    Column("points", BigInteger, nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("paid_minutes", Integer, nullable=False),
    Column("is_honour", Boolean, nullable=False),
    Column("served_on", Date),
    Column("expires_on", Date, nullable=False),
    Column("source_kind", String(16), nullable=False),
    Column("source_id", BigInteger, nullable=False),
    Column("actor_id", BigInteger),
    Column("key", String(200), nullable=False),
    Column("fingerprint", String(64), nullable=False),
    Column("resolves", BigInteger),
    Column("reverses", BigInteger),
    Column("detail", Text, nullable=False),
    Column("drawn", Text, nullable=False),
    Column("previous_hash", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
    UniqueConstraint("community_id", "key"),
    UniqueConstraint("community_id", "resolves"),
    UniqueConstraint("community_id", "reverses"),
    UniqueConstraint("community_id", "previous_hash"),
    CheckConstraint("sequence > 0", name="counts_from_one"),
    CheckConstraint("points > 0 OR (points = 0 AND minutes <> 0)", name="moves_something"),
    CheckConstraint("debit_kind <> credit_kind OR debit_owner_id <> credit_owner_id", name="between_two"),
    CheckConstraint("(code IN ('post', 'void')) = (resolves IS NOT NULL)", name="resolves_a_hold"),
    CheckConstraint("(code = 'reversal') = (reverses IS NOT NULL)", name="reverses_a_transfer"),
)
Index("ix_timebank_transfer_source", transfer.c.community_id, transfer.c.source_kind, transfer.c.source_id)
Index("ix_timebank_transfer_at", transfer.c.community_id, transfer.c.at)

entry = Table(
    "timebank_entry",
    metadata,
    Column("account_id", BigInteger, ForeignKey(account.c.id), primary_key=True, autoincrement=False),
    Column("version", BigInteger, primary_key=True, autoincrement=False),
    Column("community_id", BigInteger, nullable=False),
    Column("sequence", BigInteger, nullable=False),
    Column("is_credit", Boolean, nullable=False),
    Column("points", BigInteger, nullable=False),
    Column("balance", BigInteger, nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("paid_minutes", Integer, nullable=False),
    Column("served_on", Date),
    ForeignKeyConstraint(["community_id", "sequence"], [transfer.c.community_id, transfer.c.sequence]),
    UniqueConstraint("community_id", "sequence", "is_credit"),
    CheckConstraint("version > 0", name="counts_from_one"),
)
# The caps ask for one person's month; only entries of served time are in here.
_served = entry.c.served_on.is_not(None)
Index(
    "ix_timebank_entry_served",
    entry.c.account_id,
    entry.c.served_on,
    postgresql_where=_served,
    sqlite_where=_served,
)

lot = Table(
    "timebank_lot",
    metadata,
    Column("account_id", BigInteger, ForeignKey(account.c.id), primary_key=True, autoincrement=False),
    Column("origin", BigInteger, primary_key=True, autoincrement=False),
    Column("expires_on", Date, nullable=False),
    Column("remaining", BigInteger, nullable=False),
    CheckConstraint("remaining >= 0", name="never_below_zero"),
)
# First in, first out, by expiry; spent lots cost the search nothing.
_open = lot.c.remaining > 0
Index(
    "ix_timebank_lot_open",
    lot.c.account_id,
    lot.c.expires_on,
    lot.c.origin,
    postgresql_where=_open,
    sqlite_where=_open,
)
Index("ix_timebank_lot_expiry", lot.c.expires_on, postgresql_where=_open, sqlite_where=_open)

APPEND_ONLY = (transfer.name, entry.name)
# What may change on an account is its state, and only forward; who it belongs to never does.
IDENTITY = ("id", "community_id", "kind", "owner_id")


def guards(dialect: str) -> tuple[str, ...]:
    """Return the statements, for "sqlite" or "postgresql", that make the database refuse to rewrite the books."""
    return {"sqlite": _sqlite, "postgresql": _postgresql}[dialect]()


def unguards(dialect: str) -> tuple[str, ...]:
    """Return the statements that take `guards` away again, for the way down of a migration."""
    if dialect == "sqlite":
        names = [f"{table}_no_{verb}" for table in APPEND_ONLY for verb in ("update", "delete")]
        names += [f"{account.name}_no_delete", f"{account.name}_only_forward"]
        return tuple(f"DROP TRIGGER IF EXISTS {name}" for name in names)
    tables = (*APPEND_ONLY, account.name)
    drops = [f"DROP TRIGGER IF EXISTS {t}_{what} ON {t}" for t in tables for what in ("kept", "not_emptied")]
    drops.append(f"DROP TRIGGER IF EXISTS {account.name}_only_forward ON {account.name}")
    functions = ("timebank_refuse", "timebank_only_forward")
    return (*drops, *(f"DROP FUNCTION IF EXISTS {name}()" for name in functions))


def _changed(different: str) -> str:
    return " OR ".join([*(f"NEW.{c} {different} OLD.{c}" for c in IDENTITY), "NEW.version <= OLD.version"])


def _sqlite() -> tuple[str, ...]:
    kept = [
        f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb.upper()} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        for table in APPEND_ONLY
        for verb in ("update", "delete")
    ]
    name = account.name
    stays = (
        f"CREATE TRIGGER {name}_no_delete BEFORE DELETE ON {name} "
        f"BEGIN SELECT RAISE(ABORT, '{name} is never deleted'); END"
    )
    forward = (
        f"CREATE TRIGGER {name}_only_forward BEFORE UPDATE ON {name} WHEN {_changed('IS NOT')} "
        f"BEGIN SELECT RAISE(ABORT, '{name} goes forward only'); END"
    )
    return (*kept, stays, forward)


def _postgresql() -> tuple[str, ...]:
    name = account.name
    refuse = (
        "CREATE OR REPLACE FUNCTION timebank_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$"
    )
    forward = (
        "CREATE OR REPLACE FUNCTION timebank_only_forward() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN IF {_changed('IS DISTINCT FROM')} THEN RAISE EXCEPTION '{name} goes forward only'; END IF; "
        "RETURN NEW; END $$"
    )
    kept = [
        f"CREATE TRIGGER {table}_kept BEFORE {verbs} ON {table} FOR EACH ROW EXECUTE FUNCTION timebank_refuse()"
        for table, verbs in (*((table, "UPDATE OR DELETE") for table in APPEND_ONLY), (name, "DELETE"))
    ]
    emptied = [
        f"CREATE TRIGGER {table}_not_emptied BEFORE TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION timebank_refuse()"
        for table in (*APPEND_ONLY, name)
    ]
    only = (
        f"CREATE TRIGGER {name}_only_forward BEFORE UPDATE ON {name} "
        "FOR EACH ROW EXECUTE FUNCTION timebank_only_forward()"
    )
    return (refuse, forward, *kept, *emptied, only)
