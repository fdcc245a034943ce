"""Activities at which many served

Revision ID: 0009
Revises: 0008
"""

import sqlalchemy as sa
from alembic import op

from storage.metadata import Instant, RowId

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "timebank_meeting",
        sa.Column("id", RowId, autoincrement=True, nullable=False),
        sa.Column("community_id", sa.BigInteger(), nullable=False),
        sa.Column("title", sa.String(length=40), nullable=False),
        sa.Column("activity", sa.String(length=20), nullable=False),
        sa.Column("served_on", sa.Date(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("people", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("proposer_id", sa.BigInteger(), nullable=False),
        sa.Column("proposed_at", Instant(), nullable=False),
        sa.Column("decider_id", sa.BigInteger(), nullable=True),
        sa.Column("decided_at", Instant(), nullable=True),
        sa.CheckConstraint("minutes > 0", name=op.f("ck_timebank_meeting_lasts")),
        sa.CheckConstraint(
            "(state = 'pending') = (decider_id IS NULL)", name=op.f("ck_timebank_meeting_decided_by_somebody")
        ),
        sa.CheckConstraint(
            "state <> 'approved' OR decider_id <> proposer_id", name=op.f("ck_timebank_meeting_two_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_timebank_meeting")),
    )
    with op.batch_alter_table("timebank_meeting") as batch_op:
        batch_op.create_index(batch_op.f("ix_timebank_meeting_community_id"), ["community_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("timebank_meeting") as batch_op:
        batch_op.drop_index(batch_op.f("ix_timebank_meeting_community_id"))
    op.drop_table("timebank_meeting")
