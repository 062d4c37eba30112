"""Significant adults of a family, and what was agreed that somebody will do."""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply this change."""
    op.create_table(
        "adult",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("group_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column(
            "relation",
            sa.Enum(
                "mother",
                "father",
                "partner",
                "grandparent",
                "carer",
                "other",
                name="relation",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["group_id"], ["coregroup.id"], name=op.f("fk_adult_group_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_adult")),
        sa.UniqueConstraint(
            "group_id",
            "relation",
            "number",
            name=op.f("uq_adult_group_id_relation_number"),
        ),
    )
    op.create_table(
        "sheetlink",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column(
            "token_hash", sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False
        ),
        sa.Column("adult_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("person_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("made_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("expires_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("used_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["adult_id"], ["adult.id"], name=op.f("fk_sheetlink_adult_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_sheetlink_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sheetlink")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_sheetlink_token_hash")),
    )
    op.create_table(
        "action",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("group_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("meeting_id", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("owner_id", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("adult_id", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("rolled_over", sa.Integer(), nullable=False),
        sa.Column(
            "profile_version",
            sqlmodel.sql.sqltypes.AutoString(length=80),
            nullable=False,
        ),
        sa.Column("recorded_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("done_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("ended_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column(
            "ended_because_sealed", sqlmodel.sql.sqltypes.AutoString(), nullable=True
        ),
        sa.Column("acts_on", sa.Date(), nullable=True),
        sa.Column("convenor_shown_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["adult_id"], ["adult.id"], name=op.f("fk_action_adult_id")
        ),
        sa.ForeignKeyConstraint(
            ["group_id"], ["coregroup.id"], name=op.f("fk_action_group_id")
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_action_meeting_id")
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["person.id"], name=op.f("fk_action_owner_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action")),
    )
    with op.batch_alter_table("action", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_action_acts_on"), ["acts_on"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_action_adult_id"), ["adult_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_action_group_id_due_on"),
            ["group_id", "due_on"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_action_meeting_id"), ["meeting_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_action_owner_id"), ["owner_id"], unique=False
        )

    op.create_table(
        "actionreport",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("action_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column(
            "progress",
            sa.Enum(
                "done",
                "under_way",
                "stuck",
                name="progress",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("line_sealed", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("reported_by", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("recorded_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["action_id"], ["action.id"], name=op.f("fk_actionreport_action_id")
        ),
        sa.ForeignKeyConstraint(
            ["reported_by"], ["person.id"], name=op.f("fk_actionreport_reported_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_actionreport")),
    )
    with op.batch_alter_table("actionreport", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_actionreport_action_id"), ["action_id"], unique=False
        )

    op.create_table(
        "actionversion",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("action_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("owner_id", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("adult_id", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("what_sealed", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("outcome_sealed", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("set_by", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("recorded_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["action_id"], ["action.id"], name=op.f("fk_actionversion_action_id")
        ),
        sa.ForeignKeyConstraint(
            ["adult_id"], ["adult.id"], name=op.f("fk_actionversion_adult_id")
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["person.id"], name=op.f("fk_actionversion_owner_id")
        ),
        sa.ForeignKeyConstraint(
            ["set_by"], ["person.id"], name=op.f("fk_actionversion_set_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_actionversion")),
        sa.UniqueConstraint(
            "action_id", "number", name=op.f("uq_actionversion_action_id_number")
        ),
    )


def downgrade() -> None:
    """Take this change back."""
    op.drop_table("actionversion")
    with op.batch_alter_table("actionreport", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_actionreport_action_id"))

    op.drop_table("actionreport")
    with op.batch_alter_table("action", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_action_owner_id"))
        batch_op.drop_index(batch_op.f("ix_action_meeting_id"))
        batch_op.drop_index(batch_op.f("ix_action_group_id_due_on"))
        batch_op.drop_index(batch_op.f("ix_action_adult_id"))
        batch_op.drop_index(batch_op.f("ix_action_acts_on"))

    op.drop_table("action")
    op.drop_table("sheetlink")
    op.drop_table("adult")
