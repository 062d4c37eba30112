"""Records of meetings: who took part, the children seen, who has read it."""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply this change."""
    op.create_table(
        "record",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("meeting_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("group_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("missing_sealed", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("begun_by", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("begun_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("finished_by", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("finished_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column(
            "profile_version",
            sqlmodel.sql.sqltypes.AutoString(length=80),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["begun_by"], ["person.id"], name=op.f("fk_record_begun_by")
        ),
        sa.ForeignKeyConstraint(
            ["finished_by"], ["person.id"], name=op.f("fk_record_finished_by")
        ),
        sa.ForeignKeyConstraint(
            ["group_id"], ["coregroup.id"], name=op.f("fk_record_group_id")
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_record_meeting_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_record")),
        sa.UniqueConstraint(
            "meeting_id", "version", name=op.f("uq_record_meeting_id_version")
        ),
    )
    with op.batch_alter_table("record", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_record_group_id"), ["group_id"], unique=False
        )

    op.create_table(
        "recordchase",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("meeting_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("acts_on", sa.Date(), nullable=True),
        sa.Column(
            "manager_told_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_recordchase_meeting_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recordchase")),
        sa.UniqueConstraint("meeting_id", name=op.f("uq_recordchase_meeting_id")),
    )
    with op.batch_alter_table("recordchase", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_recordchase_acts_on"), ["acts_on"], unique=False
        )

    op.create_table(
        "attended",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("record_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("person_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("agency_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column(
            "attended",
            sa.Enum(
                "came",
                "deputy",
                "sent_report",
                "apologies",
                "absent",
                name="attendedas",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["agency.id"], name=op.f("fk_attended_agency_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_attended_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["record_id"], ["record.id"], name=op.f("fk_attended_record_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attended")),
        sa.UniqueConstraint(
            "record_id", "person_id", name=op.f("uq_attended_record_id_person_id")
        ),
    )
    with op.batch_alter_table("attended", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_attended_agency_id"), ["agency_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_attended_person_id"), ["person_id"], unique=False
        )

    op.create_table(
        "childseen",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("record_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("child_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("seen_on", sa.Date(), nullable=True),
        sa.Column("seen_by", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("alone", sa.Boolean(), nullable=False),
        sa.Column("observed", sa.Boolean(), nullable=False),
        sa.Column("access_refused", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["child_id"], ["child.id"], name=op.f("fk_childseen_child_id")
        ),
        sa.ForeignKeyConstraint(
            ["record_id"], ["record.id"], name=op.f("fk_childseen_record_id")
        ),
        sa.ForeignKeyConstraint(
            ["seen_by"], ["person.id"], name=op.f("fk_childseen_seen_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_childseen")),
        sa.UniqueConstraint(
            "record_id", "child_id", name=op.f("uq_childseen_record_id_child_id")
        ),
    )
    with op.batch_alter_table("childseen", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_childseen_child_id"), ["child_id"], unique=False
        )

    op.create_table(
        "recordreader",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("record_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("person_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("circulated_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("opened_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_recordreader_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["record_id"], ["record.id"], name=op.f("fk_recordreader_record_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recordreader")),
        sa.UniqueConstraint(
            "record_id", "person_id", name=op.f("uq_recordreader_record_id_person_id")
        ),
    )
    with op.batch_alter_table("recordreader", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_recordreader_person_id"), ["person_id"], unique=False
        )

    with op.batch_alter_table("meeting", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_meeting_dated_on"), ["dated_on"], unique=False
        )


def downgrade() -> None:
    """Take this change back."""
    with op.batch_alter_table("meeting", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_meeting_dated_on"))

    with op.batch_alter_table("recordreader", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_recordreader_person_id"))

    op.drop_table("recordreader")
    with op.batch_alter_table("childseen", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_childseen_child_id"))

    op.drop_table("childseen")
    with op.batch_alter_table("attended", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_attended_person_id"))
        batch_op.drop_index(batch_op.f("ix_attended_agency_id"))

    op.drop_table("attended")
    with op.batch_alter_table("recordchase", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_recordchase_acts_on"))

    op.drop_table("recordchase")
    with op.batch_alter_table("record", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_record_group_id"))

    op.drop_table("record")
