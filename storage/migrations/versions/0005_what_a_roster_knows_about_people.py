"""What a roster knows about people

Revision ID: 0005
Revises: 0004
"""

import sqlalchemy as sa
from alembic import op

import storage.metadata

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "calendar_feast",
        sa.Column("name", sa.String(length=20), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("name", "on_day", name=op.f("pk_calendar_feast")),
    )
    op.create_table(
        "duty_partner",
        sa.Column(
            "person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False
        ),
        sa.Column(
            "partner_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False
        ),
        sa.ForeignKeyConstraint(["partner_id"], ["person.id"], name=op.f("fk_duty_partner_partner_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_duty_partner_person_id")),
        sa.PrimaryKeyConstraint("person_id", "partner_id", name=op.f("pk_duty_partner")),
    )
    op.create_table(
        "duty_profile",
        sa.Column(
            "person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False
        ),
        sa.Column("is_trained", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("is_captain", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("most_per_week", sa.Integer(), nullable=True),
        sa.Column("feed", sa.Integer(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_duty_profile_person_id")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_duty_profile")),
    )
    op.create_table(
        "duty_way",
        sa.Column(
            "person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False
        ),
        sa.Column("post_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("metres", sa.Integer(), nullable=True),
        sa.Column("is_wished", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_duty_way_person_id")),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_duty_way_post_id")),
        sa.PrimaryKeyConstraint("person_id", "post_id", name=op.f("pk_duty_way")),
    )
    op.create_table(
        "roster_proposal",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("roster_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("made_at", storage.metadata.Instant(timezone=True), nullable=False),
        sa.Column("decided_at", storage.metadata.Instant(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["roster_id"], ["roster.id"], name=op.f("fk_roster_proposal_roster_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roster_proposal")),
    )
    with op.batch_alter_table("roster_proposal", schema=None) as batch_op:
        batch_op.create_index("ix_roster_proposal_roster", ["roster_id", "state"], unique=False)

    op.create_table(
        "roster_proposal_seat",
        sa.Column(
            "proposal_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False
        ),
        sa.Column(
            "shift_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False
        ),
        sa.Column(
            "person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_roster_proposal_seat_person_id")),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["roster_proposal.id"], name=op.f("fk_roster_proposal_seat_proposal_id")
        ),
        sa.ForeignKeyConstraint(["shift_id"], ["shift.id"], name=op.f("fk_roster_proposal_seat_shift_id")),
        sa.PrimaryKeyConstraint("proposal_id", "shift_id", "person_id", name=op.f("pk_roster_proposal_seat")),
    )
    with op.batch_alter_table("roster", schema=None) as batch_op:
        batch_op.add_column(sa.Column("repair_at", storage.metadata.Instant(timezone=True), nullable=True))

    with op.batch_alter_table("shift", schema=None) as batch_op:
        batch_op.add_column(sa.Column("trained", sa.Integer(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("captain", sa.Integer(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("planned_at", storage.metadata.Instant(timezone=True), nullable=True))

    with op.batch_alter_table("shift_template", schema=None) as batch_op:
        batch_op.add_column(sa.Column("trained", sa.Integer(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("captain", sa.Integer(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("days", sa.Text(), server_default="", nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("shift_template", schema=None) as batch_op:
        batch_op.drop_column("days")
        batch_op.drop_column("captain")
        batch_op.drop_column("trained")

    with op.batch_alter_table("shift", schema=None) as batch_op:
        batch_op.drop_column("planned_at")
        batch_op.drop_column("captain")
        batch_op.drop_column("trained")

    with op.batch_alter_table("roster", schema=None) as batch_op:
        batch_op.drop_column("repair_at")

    op.drop_table("roster_proposal_seat")
    with op.batch_alter_table("roster_proposal", schema=None) as batch_op:
        batch_op.drop_index("ix_roster_proposal_roster")

    op.drop_table("roster_proposal")
    op.drop_table("duty_way")
    op.drop_table("duty_profile")
    op.drop_table("duty_partner")
    op.drop_table("calendar_feast")
