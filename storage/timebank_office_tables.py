"""Tables of what two people decide about the books, and of the months that were closed."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from storage.metadata import Instant, RowId, metadata

proposal = Table(
    "timebank_proposal",
    metadata,
    Column("id", RowId, primary_key=True, autoincrement=True),
    Column("community_id", BigInteger, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("person_id", BigInteger, nullable=False),
    Column("reason", String(200), nullable=False),
    Column("points", BigInteger, nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("is_honour", Boolean, nullable=False),
    Column("sequence", BigInteger),
    Column("heir_id", BigInteger),
    Column("state", String(16), nullable=False),
    Column("proposer_id", BigInteger, nullable=False),
    Column("proposed_at", Instant, nullable=False),
    Column("key", String(200), nullable=False),
    Column("decider_id", BigInteger),
    Column("decided_at", Instant),
    UniqueConstraint("community_id", "key"),
    CheckConstraint("(state = 'pending') = (decider_id IS NULL)", name="decided_by_somebody"),
    CheckConstraint("state <> 'approved' OR decider_id <> proposer_id", name="two_people"),
)
Index("ix_timebank_proposal_state", proposal.c.community_id, proposal.c.state)

closed_month = Table(
    "timebank_closed_month",
    metadata,
    Column("community_id", BigInteger, primary_key=True, autoincrement=False),
    Column("month", String(7), primary_key=True),
    Column("sequence", BigInteger, nullable=False),
    Column("hash", String(64), nullable=False),
    Column("closed_at", Instant, nullable=False),
    Column("closed_by", BigInteger, nullable=False),
    Column("trial", Text, nullable=False),
)
