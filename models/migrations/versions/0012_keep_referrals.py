"""Referrals, the teams that receive them, answers and chases."""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply this change."""
    op.create_table(
        "receivingteam",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("name", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
        sa.Column(
            "receives",
            sa.Enum(
                "social_care",
                "marac",
                "domestic_abuse",
                "mental_health",
                "housing",
                "home_education",
                "other",
                name="referredto",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "telephone", sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False
        ),
        sa.Column("manager_id", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("recorded_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["manager_id"], ["person.id"], name=op.f("fk_receivingteam_manager_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_receivingteam")),
        sa.UniqueConstraint("name", name=op.f("uq_receivingteam_name")),
    )
    with op.batch_alter_table("receivingteam", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_receivingteam_manager_id"), ["manager_id"], unique=False
        )

    op.create_table(
        "referral",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("alias", sqlmodel.sql.sqltypes.AutoString(length=12), nullable=False),
        sa.Column("group_id", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("team_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column(
            "referred_to",
            sa.Enum(
                "social_care",
                "marac",
                "domestic_abuse",
                "mental_health",
                "housing",
                "home_education",
                "other",
                name="referredto",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "worry",
            sa.Enum(
                "NEG",
                "PHY",
                "SAB",
                "EMO",
                "OTH",
                name="worry",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "made_as",
            sa.Enum(
                "telephone",
                "form",
                "in_person",
                name="madeas",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("made_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("clock_from", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column(
            "source_code", sqlmodel.sql.sqltypes.AutoString(length=4), nullable=False
        ),
        sa.Column("agency_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("made_by_sealed", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("concern_sealed", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("family_sealed", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column(
            "family_knows",
            sa.Enum(
                "yes",
                "not_yet",
                "unsafe",
                name="familyknows",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("about_others", sa.Boolean(), nullable=False),
        sa.Column("recorded_by", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("recorded_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("confirmed_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column(
            "acknowledged_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True
        ),
        sa.Column("acknowledged_by", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("taken_by", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("asks_more", sa.Boolean(), nullable=False),
        sa.Column("ended_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column(
            "ended_as",
            sa.Enum(
                "accepted",
                "no_further_action",
                "passed_on",
                "need_more",
                name="referralanswer",
                native_enum=False,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("answer_read_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("acts_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column(
            "profile_version",
            sqlmodel.sql.sqltypes.AutoString(length=80),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["acknowledged_by"], ["person.id"], name=op.f("fk_referral_acknowledged_by")
        ),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["agency.id"], name=op.f("fk_referral_agency_id")
        ),
        sa.ForeignKeyConstraint(
            ["group_id"], ["coregroup.id"], name=op.f("fk_referral_group_id")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["person.id"], name=op.f("fk_referral_recorded_by")
        ),
        sa.ForeignKeyConstraint(
            ["taken_by"], ["person.id"], name=op.f("fk_referral_taken_by")
        ),
        sa.ForeignKeyConstraint(
            ["team_id"], ["receivingteam.id"], name=op.f("fk_referral_team_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referral")),
        sa.UniqueConstraint("alias", name=op.f("uq_referral_alias")),
    )
    with op.batch_alter_table("referral", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_referral_acts_at"), ["acts_at"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_referral_group_id_made_at"),
            ["group_id", "made_at"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_referral_recorded_by"), ["recorded_by"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_referral_team_id_ended_at"),
            ["team_id", "ended_at"],
            unique=False,
        )

    op.create_table(
        "teammember",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("team_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("person_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_teammember_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["team_id"], ["receivingteam.id"], name=op.f("fk_teammember_team_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_teammember")),
        sa.UniqueConstraint(
            "team_id",
            "person_id",
            "from_on",
            name=op.f("uq_teammember_team_id_person_id_from_on"),
        ),
    )
    with op.batch_alter_table("teammember", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_teammember_person_id"), ["person_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_teammember_team_id"), ["team_id"], unique=False
        )

    op.create_table(
        "referraladdition",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("referral_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("added_by", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("added_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("text_sealed", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.ForeignKeyConstraint(
            ["added_by"], ["person.id"], name=op.f("fk_referraladdition_added_by")
        ),
        sa.ForeignKeyConstraint(
            ["referral_id"],
            ["referral.id"],
            name=op.f("fk_referraladdition_referral_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referraladdition")),
    )
    with op.batch_alter_table("referraladdition", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_referraladdition_referral_id"), ["referral_id"], unique=False
        )

    op.create_table(
        "referralchase",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("referral_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
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
        sa.Column("asked_id", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("begun_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["asked_id"], ["person.id"], name=op.f("fk_referralchase_asked_id")
        ),
        sa.ForeignKeyConstraint(
            ["referral_id"], ["referral.id"], name=op.f("fk_referralchase_referral_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referralchase")),
        sa.UniqueConstraint(
            "referral_id", "number", name=op.f("uq_referralchase_referral_id_number")
        ),
    )
    with op.batch_alter_table("referralchase", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_referralchase_asked_id"), ["asked_id"], unique=False
        )

    op.create_table(
        "referralchild",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("referral_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("child_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.ForeignKeyConstraint(
            ["child_id"], ["child.id"], name=op.f("fk_referralchild_child_id")
        ),
        sa.ForeignKeyConstraint(
            ["referral_id"], ["referral.id"], name=op.f("fk_referralchild_referral_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referralchild")),
        sa.UniqueConstraint(
            "referral_id",
            "child_id",
            name=op.f("uq_referralchild_referral_id_child_id"),
        ),
    )
    with op.batch_alter_table("referralchild", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_referralchild_child_id"), ["child_id"], unique=False
        )

    op.create_table(
        "referralreply",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("referral_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "answer",
            sa.Enum(
                "accepted",
                "no_further_action",
                "passed_on",
                "need_more",
                name="referralanswer",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("text_sealed", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("given_by", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("given_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("is_late", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["given_by"], ["person.id"], name=op.f("fk_referralreply_given_by")
        ),
        sa.ForeignKeyConstraint(
            ["referral_id"], ["referral.id"], name=op.f("fk_referralreply_referral_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referralreply")),
        sa.UniqueConstraint(
            "referral_id", "number", name=op.f("uq_referralreply_referral_id_number")
        ),
    )


def downgrade() -> None:
    """Take this change back."""
    op.drop_table("referralreply")
    with op.batch_alter_table("referralchild", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_referralchild_child_id"))

    op.drop_table("referralchild")
    with op.batch_alter_table("referralchase", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_referralchase_asked_id"))

    op.drop_table("referralchase")
    with op.batch_alter_table("referraladdition", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_referraladdition_referral_id"))

    op.drop_table("referraladdition")
    with op.batch_alter_table("teammember", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_teammember_team_id"))
        batch_op.drop_index(batch_op.f("ix_teammember_person_id"))

    op.drop_table("teammember")
    with op.batch_alter_table("referral", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_referral_team_id_ended_at"))
        batch_op.drop_index(batch_op.f("ix_referral_recorded_by"))
        batch_op.drop_index(batch_op.f("ix_referral_group_id_made_at"))
        batch_op.drop_index(batch_op.f("ix_referral_acts_at"))

    op.drop_table("referral")
    with op.batch_alter_table("receivingteam", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_receivingteam_manager_id"))

    op.drop_table("receivingteam")
