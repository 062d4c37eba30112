"""Alerts that plans drift, their signals, and what was answered."""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply this change."""
    op.create_table(
        "alert",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("group_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("raised_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("ended_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("owed_since", sa.Date(), nullable=True),
        sa.Column("acts_on", sa.Date(), nullable=True),
        sa.Column("escalated_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("escalated_to", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column(
            "profile_version",
            sqlmodel.sql.sqltypes.AutoString(length=80),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["escalated_to"], ["person.id"], name=op.f("fk_alert_escalated_to")
        ),
        sa.ForeignKeyConstraint(
            ["group_id"], ["coregroup.id"], name=op.f("fk_alert_group_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alert")),
        sa.UniqueConstraint(
            "group_id", "number", name=op.f("uq_alert_group_id_number")
        ),
    )
    with op.batch_alter_table("alert", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_alert_acts_on"), ["acts_on"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_alert_ended_at"), ["ended_at"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_alert_escalated_to"), ["escalated_to"], unique=False
        )

    op.create_table(
        "alertanswer",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("alert_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "midway_review",
                "reflective",
                "legal_route",
                "not_drift",
                name="alertanswerkind",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("text_sealed", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("meeting_id", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("answered_by", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("answered_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column(
            "profile_version",
            sqlmodel.sql.sqltypes.AutoString(length=80),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["alert_id"], ["alert.id"], name=op.f("fk_alertanswer_alert_id")
        ),
        sa.ForeignKeyConstraint(
            ["answered_by"], ["person.id"], name=op.f("fk_alertanswer_answered_by")
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_alertanswer_meeting_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alertanswer")),
    )
    with op.batch_alter_table("alertanswer", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_alertanswer_alert_id"), ["alert_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_alertanswer_answered_by"), ["answered_by"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_alertanswer_meeting_id"), ["meeting_id"], unique=False
        )

    op.create_table(
        "alertline",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("alert_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("line_sealed", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("written_by", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("written_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["alert_id"], ["alert.id"], name=op.f("fk_alertline_alert_id")
        ),
        sa.ForeignKeyConstraint(
            ["written_by"], ["person.id"], name=op.f("fk_alertline_written_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alertline")),
    )
    with op.batch_alter_table("alertline", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_alertline_alert_id"), ["alert_id"], unique=False
        )

    op.create_table(
        "alertsignal",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("alert_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("name", sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
        sa.Column("since_on", sa.Date(), nullable=False),
        sa.Column("says", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column(
            "fingerprint", sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False
        ),
        sa.Column("raised_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("gone_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("answer_id", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.ForeignKeyConstraint(
            ["alert_id"], ["alert.id"], name=op.f("fk_alertsignal_alert_id")
        ),
        sa.ForeignKeyConstraint(
            ["answer_id"], ["alertanswer.id"], name=op.f("fk_alertsignal_answer_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alertsignal")),
    )
    with op.batch_alter_table("alertsignal", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_alertsignal_alert_id_gone_at"),
            ["alert_id", "gone_at"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_alertsignal_answer_id"), ["answer_id"], unique=False
        )
    with op.batch_alter_table("attended", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_attended_record_id_attended_agency_id"),
            ["record_id", "attended", "agency_id"],
            unique=False,
        )


def downgrade() -> None:
    """Take this change back."""
    with op.batch_alter_table("attended", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_attended_record_id_attended_agency_id"))

    with op.batch_alter_table("alertsignal", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_alertsignal_answer_id"))
        batch_op.drop_index(batch_op.f("ix_alertsignal_alert_id_gone_at"))

    op.drop_table("alertsignal")
    with op.batch_alter_table("alertline", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_alertline_alert_id"))

    op.drop_table("alertline")
    with op.batch_alter_table("alertanswer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_alertanswer_meeting_id"))
        batch_op.drop_index(batch_op.f("ix_alertanswer_answered_by"))
        batch_op.drop_index(batch_op.f("ix_alertanswer_alert_id"))

    op.drop_table("alertanswer")
    with op.batch_alter_table("alert", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_alert_escalated_to"))
        batch_op.drop_index(batch_op.f("ix_alert_ended_at"))
        batch_op.drop_index(batch_op.f("ix_alert_acts_on"))

    op.drop_table("alert")
