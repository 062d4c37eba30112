"""Scores and end-of-meeting answers of core groups, and the asking for them."""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply this change."""
    op.create_table(
        "aftermeeting",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("meeting_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("asked_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("acts_on", sa.Date(), nullable=True),
        sa.Column("opened_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("ended_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column(
            "profile_version",
            sqlmodel.sql.sqltypes.AutoString(length=80),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_aftermeeting_meeting_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_aftermeeting")),
        sa.UniqueConstraint("meeting_id", name=op.f("uq_aftermeeting_meeting_id")),
    )
    with op.batch_alter_table("aftermeeting", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_aftermeeting_acts_on"), ["acts_on"], unique=False
        )

    op.create_table(
        "endofmeeting",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("meeting_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("person_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("agency_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("given_by", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("given_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column(
            "profile_version",
            sqlmodel.sql.sqltypes.AutoString(length=80),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["agency.id"], name=op.f("fk_endofmeeting_agency_id")
        ),
        sa.ForeignKeyConstraint(
            ["given_by"], ["person.id"], name=op.f("fk_endofmeeting_given_by")
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_endofmeeting_meeting_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_endofmeeting_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_endofmeeting")),
        sa.UniqueConstraint(
            "meeting_id",
            "person_id",
            "version",
            name=op.f("uq_endofmeeting_meeting_id_person_id_version"),
        ),
    )
    with op.batch_alter_table("endofmeeting", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_endofmeeting_agency_id"), ["agency_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_endofmeeting_person_id"), ["person_id"], unique=False
        )

    op.create_table(
        "endanswer",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("end_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column(
            "question",
            sa.Enum(
                "achieved",
                "stuck",
                "account",
                "challenged",
                "legal_route",
                name="endquestion",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "choice",
            sa.Enum(
                "something_achieved",
                "nothing_changed",
                "nothing_stuck",
                "something_stuck",
                "several_accounts",
                "one_account",
                "cannot_say",
                "challenged",
                "nobody_disagrees",
                "wondered",
                "not_needed",
                "being_looked_at",
                "nobody_asked",
                name="endchoice",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("line_sealed", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.ForeignKeyConstraint(
            ["end_id"], ["endofmeeting.id"], name=op.f("fk_endanswer_end_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_endanswer")),
        sa.UniqueConstraint(
            "end_id", "question", name=op.f("uq_endanswer_end_id_question")
        ),
    )
    op.create_table(
        "meetingscore",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("end_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("child_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["child_id"], ["child.id"], name=op.f("fk_meetingscore_child_id")
        ),
        sa.ForeignKeyConstraint(
            ["end_id"], ["endofmeeting.id"], name=op.f("fk_meetingscore_end_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meetingscore")),
        sa.UniqueConstraint(
            "end_id", "child_id", name=op.f("uq_meetingscore_end_id_child_id")
        ),
    )
    with op.batch_alter_table("meetingscore", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_meetingscore_child_id"), ["child_id"], unique=False
        )


def downgrade() -> None:
    """Take this change back."""
    with op.batch_alter_table("meetingscore", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_meetingscore_child_id"))

    op.drop_table("meetingscore")
    op.drop_table("endanswer")
    with op.batch_alter_table("endofmeeting", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_endofmeeting_person_id"))
        batch_op.drop_index(batch_op.f("ix_endofmeeting_agency_id"))

    op.drop_table("endofmeeting")
    with op.batch_alter_table("aftermeeting", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_aftermeeting_acts_on"))

    op.drop_table("aftermeeting")
