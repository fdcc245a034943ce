"""A wish keeps the names of its photos and voice notes, sealed

Revision ID: 0007
Revises: 0006
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("wish") as batch_op:
        batch_op.add_column(sa.Column("files", sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("wish") as batch_op:
        batch_op.drop_column("files")
