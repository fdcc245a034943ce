"""Tables of the time bank's counter: partners and tills, opt-outs, opening books, certificates. No names of persons."""

from sqlalchemy import BigInteger, CheckConstraint, Column, Date, Index, Integer, String, Table, Text, UniqueConstraint

from storage.metadata import Instant, RowId, metadata

partner = Table(
    "timebank_partner",
    metadata,
    Column("id", RowId, primary_key=True, autoincrement=True),
    Column("community_id", BigInteger, nullable=False),
    Column("name", String(40), nullable=False),
    UniqueConstraint("community_id", "name"),
)

clerk = Table(
    "timebank_clerk",
    metadata,
    Column("person_id", BigInteger, primary_key=True, autoincrement=False),
    Column("community_id", BigInteger, nullable=False),
    Column("partner_id", BigInteger, nullable=False),
)
Index("ix_timebank_clerk_partner", clerk.c.community_id, clerk.c.partner_id)

star_opt_out = Table(
    "timebank_star_opt_out",
    metadata,
    Column("person_id", BigInteger, primary_key=True, autoincrement=False),
    Column("community_id", BigInteger, nullable=False, index=True),
)

statement_opt_out = Table(
    "timebank_statement_opt_out",
    metadata,
    Column("person_id", BigInteger, primary_key=True, autoincrement=False),
    Column("community_id", BigInteger, nullable=False, index=True),
)

opening_book = Table(
    "timebank_opening_book",
    metadata,
    Column("id", RowId, primary_key=True, autoincrement=True),
    Column("community_id", BigInteger, nullable=False, index=True),
    Column("document", Text, nullable=False),
    Column("state", String(16), nullable=False),
    Column("proposer_id", BigInteger, nullable=False),
    Column("proposed_at", Instant, nullable=False),
    Column("decider_id", BigInteger),
    Column("decided_at", Instant),
    CheckConstraint("(state = 'pending') = (decider_id IS NULL)", name="decided_by_somebody"),
    CheckConstraint("state <> 'approved' OR decider_id <> proposer_id", name="two_people"),
)

meeting = Table(
    "timebank_meeting",
    metadata,
    Column("id", RowId, primary_key=True, autoincrement=True),
    Column("community_id", BigInteger, nullable=False, index=True),
    Column("title", String(40), nullable=False),
    Column("activity", String(20), nullable=False),
    Column("served_on", Date, nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("people", Text, nullable=False),
    Column("state", String(16), nullable=False),
    Column("proposer_id", BigInteger, nullable=False),
    Column("proposed_at", Instant, nullable=False),
    Column("decider_id", BigInteger),
    Column("decided_at", Instant),
    CheckConstraint("minutes > 0", name="lasts"),
    CheckConstraint("(state = 'pending') = (decider_id IS NULL)", name="decided_by_somebody"),
    CheckConstraint("state <> 'approved' OR decider_id <> proposer_id", name="two_people"),
)

certificate = Table(
    "timebank_certificate",
    metadata,
    Column("community_id", BigInteger, primary_key=True, autoincrement=False),
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("sequence", Integer, primary_key=True, autoincrement=False),
    Column("person_id", BigInteger, nullable=False),
    Column("check_code", String(8), nullable=False),
    Column("from_on", Date, nullable=False),
    Column("to_on", Date, nullable=False),
    Column("credit_minutes", Integer, nullable=False),
    Column("honour_minutes", Integer, nullable=False),
    Column("document", Text, nullable=False),
    Column("issued_at", Instant, nullable=False),
)
Index("ix_timebank_certificate_person", certificate.c.community_id, certificate.c.person_id)
