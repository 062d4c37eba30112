"""Challenges and the rungs that they reach."""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply this change."""
    op.create_table(
        "challenge",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("group_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column(
            "ladder",
            sa.Enum("dissent", "ordinary", name="ladder", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column(
            "about",
            sa.Enum(
                "conference_decision",
                "threshold",
                "progress",
                "action_not_done",
                "chair",
                "other",
                name="challengeabout",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("conference_id", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("is_late", sa.Boolean(), nullable=False),
        sa.Column("immediate_risk", sa.Boolean(), nullable=False),
        sa.Column("what_sealed", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("wanted_sealed", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("raised_by", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("raised_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("rung", sa.Integer(), nullable=False),
        sa.Column("acts_on", sa.Date(), nullable=True),
        sa.Column("ended_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column(
            "ended_as",
            sa.Enum(
                "settled",
                "withdrawn",
                name="challengeend",
                native_enum=False,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column(
            "ended_because_sealed", sqlmodel.sql.sqltypes.AutoString(), nullable=True
        ),
        sa.Column(
            "profile_version",
            sqlmodel.sql.sqltypes.AutoString(length=80),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["conference_id"],
            ["conference.id"],
            name=op.f("fk_challenge_conference_id"),
        ),
        sa.ForeignKeyConstraint(
            ["group_id"], ["coregroup.id"], name=op.f("fk_challenge_group_id")
        ),
        sa.ForeignKeyConstraint(
            ["raised_by"], ["person.id"], name=op.f("fk_challenge_raised_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_challenge")),
    )
    with op.batch_alter_table("challenge", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_challenge_acts_on"), ["acts_on"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_challenge_conference_id"), ["conference_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_challenge_group_id_raised_at"),
            ["group_id", "raised_at"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_challenge_raised_by"), ["raised_by"], unique=False
        )

    op.create_table(
        "challengerung",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("challenge_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
        sa.Column(
            "answers",
            sa.Enum(
                "LSW",
                "MEM",
                "VCM",
                "VOL",
                "DEP",
                "ASL",
                "CHR",
                "TM",
                "QA",
                "CSM",
                "RCV",
                "BS",
                "OTH",
                name="personclass",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("owed_by", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("asked_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column(
            "begun_as",
            sa.Enum(
                "raised",
                "at_risk",
                "not_settled",
                "passed_up",
                "unanswered",
                "nobody_there",
                name="rungbegun",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("begun_by", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("begun_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("why_sealed", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column(
            "passed_over", sqlmodel.sql.sqltypes.AutoString(length=400), nullable=False
        ),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("answer_sealed", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("answered_by", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("answered_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["answered_by"], ["person.id"], name=op.f("fk_challengerung_answered_by")
        ),
        sa.ForeignKeyConstraint(
            ["asked_id"], ["person.id"], name=op.f("fk_challengerung_asked_id")
        ),
        sa.ForeignKeyConstraint(
            ["begun_by"], ["person.id"], name=op.f("fk_challengerung_begun_by")
        ),
        sa.ForeignKeyConstraint(
            ["challenge_id"],
            ["challenge.id"],
            name=op.f("fk_challengerung_challenge_id"),
        ),
        sa.ForeignKeyConstraint(
            ["owed_by"], ["person.id"], name=op.f("fk_challengerung_owed_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_challengerung")),
        sa.UniqueConstraint(
            "challenge_id", "number", name=op.f("uq_challengerung_challenge_id_number")
        ),
    )
    with op.batch_alter_table("challengerung", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_challengerung_asked_id"), ["asked_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_challengerung_owed_by"), ["owed_by"], unique=False
        )


def downgrade() -> None:
    """Take this change back."""
    with op.batch_alter_table("challengerung", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_challengerung_owed_by"))
        batch_op.drop_index(batch_op.f("ix_challengerung_asked_id"))

    op.drop_table("challengerung")
    with op.batch_alter_table("challenge", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_challenge_raised_by"))
        batch_op.drop_index(batch_op.f("ix_challenge_group_id_raised_at"))
        batch_op.drop_index(batch_op.f("ix_challenge_conference_id"))
        batch_op.drop_index(batch_op.f("ix_challenge_acts_on"))

    op.drop_table("challenge")
