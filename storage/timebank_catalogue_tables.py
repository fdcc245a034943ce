"""Tables of what points can be had for, who waits for what at a counter, and which till rests."""

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
    text,
)

from storage.metadata import Instant, RowId, metadata
from storage.timebank_tables import transfer

reward = Table(
    "timebank_reward",
    metadata,
    Column("id", RowId, primary_key=True, autoincrement=True),
    Column("community_id", BigInteger, nullable=False, index=True),
    Column("partner_id", BigInteger, nullable=False),
    Column("title", String(60), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("points", BigInteger, nullable=False),
    Column("stock", Integer),
    Column("limit", Integer),
    Column("hold_days", Integer, nullable=False),
    Column("from_on", Date),
    Column("until_on", Date),
    Column("description", Text, nullable=False),
    Column("picture", Text, nullable=False),
    Column("is_withdrawn", Boolean, nullable=False, server_default=text("false")),
    CheckConstraint("points > 0", name="costs_something"),
    CheckConstraint("stock >= 0", name="stock_never_below_zero"),
)

redemption = Table(
    "timebank_redemption",
    metadata,
    Column("id", RowId, primary_key=True, autoincrement=True),
    Column("community_id", BigInteger, nullable=False),
    Column("reward_id", BigInteger, ForeignKey(reward.c.id), nullable=False),
    Column("person_id", BigInteger, nullable=False),
    Column("partner_id", BigInteger, nullable=False),
    Column("points", BigInteger, nullable=False),
    Column("state", String(16), nullable=False),
    Column("code", String(6), nullable=False),
    Column("hold_sequence", BigInteger, nullable=False),
    Column("reserved_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Column("key", String(200), nullable=False),
    Column("settled_at", Instant),
    Column("settled_by", BigInteger),
    ForeignKeyConstraint(["community_id", "hold_sequence"], [transfer.c.community_id, transfer.c.sequence]),
    UniqueConstraint("community_id", "key"),
    UniqueConstraint("community_id", "hold_sequence"),
    CheckConstraint("points > 0", name="costs_something"),
    CheckConstraint("(state = 'held') = (settled_at IS NULL)", name="settled_when_not_held"),
)
_held = redemption.c.state == "held"
Index(
    "uq_timebank_redemption_open_code",
    redemption.c.community_id,
    redemption.c.code,
    unique=True,
    postgresql_where=_held,
    sqlite_where=_held,
)
Index("ix_timebank_redemption_lapsing", redemption.c.expires_at, postgresql_where=_held, sqlite_where=_held)
Index("ix_timebank_redemption_person", redemption.c.community_id, redemption.c.person_id, redemption.c.reward_id)
Index("ix_timebank_redemption_partner", redemption.c.community_id, redemption.c.partner_id, redemption.c.settled_at)

till = Table(
    "timebank_till",
    metadata,
    Column("community_id", BigInteger, primary_key=True, autoincrement=False),
    Column("actor_id", BigInteger, primary_key=True, autoincrement=False),
    Column("wrong_tries", Integer, nullable=False),
    Column("last_wrong_at", Instant),
    Column("rests_until_at", Instant),
)

stop = Table(
    "timebank_stop",
    metadata,
    Column("community_id", BigInteger, primary_key=True, autoincrement=False),
    Column("since_at", Instant, nullable=False),
    Column("reason", Text, nullable=False),
)
