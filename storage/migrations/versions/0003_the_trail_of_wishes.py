"""Every step of a wish leaves a line

Wishes that are there already get their first line and the one of the state they stand in.

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op

import storage.metadata

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

FIXED = "wish_id, from_state, to_state, step, taken_at, by_id, for_id"
REFUSE = "BEGIN SELECT RAISE(ABORT, 'wish_trail is append-only'); END"
EACH = "FOR EACH ROW EXECUTE FUNCTION wish_trail_refuse()"
GUARDS = {
    "sqlite": (
        f"CREATE TRIGGER wish_trail_no_update BEFORE UPDATE OF {FIXED} ON wish_trail {REFUSE}",
        f"CREATE TRIGGER wish_trail_no_delete BEFORE DELETE ON wish_trail {REFUSE}",
    ),
    "postgresql": (
        """CREATE FUNCTION wish_trail_refuse() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'wish_trail is append-only'; END $$""",
        f"CREATE TRIGGER wish_trail_kept BEFORE UPDATE OF {FIXED} OR DELETE ON wish_trail {EACH}",
    ),
}


def upgrade() -> None:
    op.create_table(
        "wish_trail",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("wish_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("from_state", sa.String(length=12), nullable=True),
        sa.Column("to_state", sa.String(length=12), nullable=False),
        sa.Column("step", sa.String(length=12), nullable=False),
        sa.Column("taken_at", storage.metadata.Instant(timezone=True), nullable=False),
        sa.Column("by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("for_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("reason", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_wish_trail_by_id")),
        sa.ForeignKeyConstraint(["for_id"], ["person.id"], name=op.f("fk_wish_trail_for_id")),
        sa.ForeignKeyConstraint(["wish_id"], ["wish.id"], name=op.f("fk_wish_trail_wish_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wish_trail")),
    )
    with op.batch_alter_table("wish_trail") as batch_op:
        batch_op.create_index("ix_wish_trail_wish", ["wish_id", "taken_at"], unique=False)
    op.execute(
        "INSERT INTO wish_trail (wish_id, from_state, to_state, step, taken_at) "
        "SELECT id, NULL, 'submitted', 'tell', created_at FROM wish ORDER BY id"
    )
    op.execute(
        "INSERT INTO wish_trail (wish_id, from_state, to_state, step, taken_at) "
        "SELECT id, NULL, state, CASE state WHEN 'open' THEN 'approve' WHEN 'claimed' THEN 'claim' "
        "WHEN 'fulfilled' THEN 'fulfil' WHEN 'reopened' THEN 'reopen' WHEN 'closed' THEN 'rate' "
        "WHEN 'returned' THEN 'return' WHEN 'withdrawn' THEN 'withdraw' ELSE 'expire' END, since_at "
        "FROM wish WHERE state <> 'submitted' ORDER BY id"
    )
    for statement in GUARDS[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    with op.batch_alter_table("wish_trail") as batch_op:
        batch_op.drop_index("ix_wish_trail_wish")
    op.drop_table("wish_trail")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION IF EXISTS wish_trail_refuse()")
