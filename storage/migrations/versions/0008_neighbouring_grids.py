"""Grids know the grids next to them

Revision ID: 0008
Revises: 0007
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "grid_neighbour",
        sa.Column("community_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("grid", sa.String(length=80), nullable=False),
        sa.Column("neighbour", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"], name=op.f("fk_grid_neighbour_community_id")),
        sa.PrimaryKeyConstraint("community_id", "grid", "neighbour", name=op.f("pk_grid_neighbour")),
    )


def downgrade() -> None:
    op.drop_table("grid_neighbour")
