"""How somebody agreed whom staff asked is kept, sealed

Revision ID: 0010
Revises: 0009
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("consent") as batch_op:
        batch_op.add_column(sa.Column("how", sa.LargeBinary(), nullable=True))
    with op.batch_alter_table("person_code") as batch_op:
        batch_op.add_column(sa.Column("consent", sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("person_code") as batch_op:
        batch_op.drop_column("consent")
    with op.batch_alter_table("consent") as batch_op:
        batch_op.drop_column("how")
