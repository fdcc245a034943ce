"""Who would rather not be sent the month's points

Revision ID: 0004
Revises: 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "timebank_statement_opt_out",
        sa.Column("person_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("community_id", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_timebank_statement_opt_out")),
    )
    with op.batch_alter_table("timebank_statement_opt_out") as batch_op:
        batch_op.create_index(batch_op.f("ix_timebank_statement_opt_out_community_id"), ["community_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("timebank_statement_opt_out") as batch_op:
        batch_op.drop_index(batch_op.f("ix_timebank_statement_opt_out_community_id"))
    op.drop_table("timebank_statement_opt_out")
