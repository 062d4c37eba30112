"""What conferences decided, and what is owed after it."""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply this change."""
    op.create_table(
        "aftercheck",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("group_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("conference_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("month", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("asked_of", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("chair_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("recorded_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("acts_on", sa.Date(), nullable=True),
        sa.Column("asked_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column(
            "lasted",
            sa.Enum(
                "holding",
                "worries_again",
                "do_not_know",
                name="lasted",
                native_enum=False,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("line_sealed", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("answered_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("read_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("ended_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column(
            "profile_version",
            sqlmodel.sql.sqltypes.AutoString(length=80),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["asked_of"], ["person.id"], name=op.f("fk_aftercheck_asked_of")
        ),
        sa.ForeignKeyConstraint(
            ["chair_id"], ["person.id"], name=op.f("fk_aftercheck_chair_id")
        ),
        sa.ForeignKeyConstraint(
            ["conference_id"],
            ["conference.id"],
            name=op.f("fk_aftercheck_conference_id"),
        ),
        sa.ForeignKeyConstraint(
            ["group_id"], ["coregroup.id"], name=op.f("fk_aftercheck_group_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_aftercheck")),
        sa.UniqueConstraint(
            "conference_id",
            "month",
            "asked_of",
            name=op.f("uq_aftercheck_conference_id_month_asked_of"),
        ),
    )
    with op.batch_alter_table("aftercheck", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_aftercheck_acts_on"), ["acts_on"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_aftercheck_asked_of"), ["asked_of"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_aftercheck_chair_id"), ["chair_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_aftercheck_group_id"), ["group_id"], unique=False
        )

    op.create_table(
        "assurance",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("group_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("conference_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column(
            "duty",
            sa.Enum(
                "confirm",
                "audit",
                "manager_review",
                "senior_review",
                name="duty",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("owed_by", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("due_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("recorded_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("acts_on", sa.Date(), nullable=True),
        sa.Column("escalated_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("escalated_to", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("done_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("done_by", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column(
            "finding",
            sa.Enum(
                "sound",
                "sound_with_lessons",
                "too_early",
                name="finding",
                native_enum=False,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("text_sealed", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("ended_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column(
            "profile_version",
            sqlmodel.sql.sqltypes.AutoString(length=80),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["conference_id"],
            ["conference.id"],
            name=op.f("fk_assurance_conference_id"),
        ),
        sa.ForeignKeyConstraint(
            ["done_by"], ["person.id"], name=op.f("fk_assurance_done_by")
        ),
        sa.ForeignKeyConstraint(
            ["escalated_to"], ["person.id"], name=op.f("fk_assurance_escalated_to")
        ),
        sa.ForeignKeyConstraint(
            ["group_id"], ["coregroup.id"], name=op.f("fk_assurance_group_id")
        ),
        sa.ForeignKeyConstraint(
            ["owed_by"], ["person.id"], name=op.f("fk_assurance_owed_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assurance")),
        sa.UniqueConstraint(
            "conference_id", "duty", name=op.f("uq_assurance_conference_id_duty")
        ),
    )
    with op.batch_alter_table("assurance", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_assurance_acts_on"), ["acts_on"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_assurance_due_at"), ["due_at"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_assurance_escalated_to"), ["escalated_to"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_assurance_group_id"), ["group_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_assurance_owed_by"), ["owed_by"], unique=False
        )

    op.create_table(
        "closing",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("group_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("conference_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("closes_on", sa.Date(), nullable=False),
        sa.Column("acts_on", sa.Date(), nullable=True),
        sa.Column("recorded_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("closed_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["conference_id"], ["conference.id"], name=op.f("fk_closing_conference_id")
        ),
        sa.ForeignKeyConstraint(
            ["group_id"], ["coregroup.id"], name=op.f("fk_closing_group_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_closing")),
        sa.UniqueConstraint("conference_id", name=op.f("uq_closing_conference_id")),
    )
    with op.batch_alter_table("closing", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_closing_acts_on"), ["acts_on"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_closing_group_id_recorded_at"),
            ["group_id", "recorded_at"],
            unique=False,
        )

    op.create_table(
        "outcomechase",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("conference_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("acts_on", sa.Date(), nullable=True),
        sa.Column(
            "manager_told_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True
        ),
        sa.ForeignKeyConstraint(
            ["conference_id"],
            ["conference.id"],
            name=op.f("fk_outcomechase_conference_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outcomechase")),
        sa.UniqueConstraint(
            "conference_id", name=op.f("uq_outcomechase_conference_id")
        ),
    )
    with op.batch_alter_table("outcomechase", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_outcomechase_acts_on"), ["acts_on"], unique=False
        )

    op.create_table(
        "outcome",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("group_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("conference_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("plan_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "decision",
            sa.Enum(
                "continues",
                "end_child_in_need",
                "end_universal",
                "continues_and_legal",
                name="decision",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("because_sealed", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column(
            "follows",
            sa.Enum(
                "child_in_need",
                "family_help",
                "universal",
                "other",
                name="whatfollows",
                native_enum=False,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("led_by", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("led_by_sealed", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("first_meeting_on", sa.Date(), nullable=True),
        sa.Column("at_first_review", sa.Boolean(), nullable=False),
        sa.Column("against_lead", sa.Boolean(), nullable=False),
        sa.Column("open_actions", sa.Integer(), nullable=False),
        sa.Column("decided_by", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("recorded_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column(
            "profile_version",
            sqlmodel.sql.sqltypes.AutoString(length=80),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["conference_id"], ["conference.id"], name=op.f("fk_outcome_conference_id")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["person.id"], name=op.f("fk_outcome_decided_by")
        ),
        sa.ForeignKeyConstraint(
            ["group_id"], ["coregroup.id"], name=op.f("fk_outcome_group_id")
        ),
        sa.ForeignKeyConstraint(
            ["led_by"], ["person.id"], name=op.f("fk_outcome_led_by")
        ),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["plan.id"], name=op.f("fk_outcome_plan_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outcome")),
        sa.UniqueConstraint(
            "conference_id",
            "plan_id",
            "version",
            name=op.f("uq_outcome_conference_id_plan_id_version"),
        ),
    )
    with op.batch_alter_table("outcome", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_outcome_decided_by"), ["decided_by"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_outcome_group_id"), ["group_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_outcome_plan_id"), ["plan_id"], unique=False
        )

    with op.batch_alter_table("conference", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_conference_dated_on"), ["dated_on"], unique=False
        )


def downgrade() -> None:
    """Take this change back."""
    with op.batch_alter_table("conference", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_conference_dated_on"))

    with op.batch_alter_table("outcome", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_outcome_plan_id"))
        batch_op.drop_index(batch_op.f("ix_outcome_group_id"))
        batch_op.drop_index(batch_op.f("ix_outcome_decided_by"))

    op.drop_table("outcome")
    with op.batch_alter_table("outcomechase", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_outcomechase_acts_on"))

    op.drop_table("outcomechase")
    with op.batch_alter_table("closing", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_closing_group_id_recorded_at"))
        batch_op.drop_index(batch_op.f("ix_closing_acts_on"))

    op.drop_table("closing")
    with op.batch_alter_table("assurance", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_assurance_owed_by"))
        batch_op.drop_index(batch_op.f("ix_assurance_group_id"))
        batch_op.drop_index(batch_op.f("ix_assurance_escalated_to"))
        batch_op.drop_index(batch_op.f("ix_assurance_due_at"))
        batch_op.drop_index(batch_op.f("ix_assurance_acts_on"))

    op.drop_table("assurance")
    with op.batch_alter_table("aftercheck", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_aftercheck_group_id"))
        batch_op.drop_index(batch_op.f("ix_aftercheck_chair_id"))
        batch_op.drop_index(batch_op.f("ix_aftercheck_asked_of"))
        batch_op.drop_index(batch_op.f("ix_aftercheck_acts_on"))

    op.drop_table("aftercheck")
