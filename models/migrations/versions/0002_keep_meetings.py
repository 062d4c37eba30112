"""Meetings as they go: times, changes, proposals, calendars and notices."""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply this change."""
    with op.batch_alter_table("conference", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("starts_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True)
        )
        batch_op.add_column(
            sa.Column("minutes", sa.Integer(), nullable=False, server_default="60")
        )
        batch_op.add_column(
            sa.Column("sequence", sa.Integer(), nullable=False, server_default="0")
        )
        batch_op.add_column(
            sa.Column("changed_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True)
        )

    with op.batch_alter_table("meeting", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("starts_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True)
        )
        batch_op.add_column(
            sa.Column("minutes", sa.Integer(), nullable=False, server_default="60")
        )
        batch_op.add_column(sa.Column("limit_on", sa.Date(), nullable=True))
        batch_op.add_column(
            sa.Column("agreed_by", sqlmodel.sql.sqltypes.AutoString(), nullable=True)
        )
        batch_op.add_column(
            sa.Column(
                "agreed_because_sealed",
                sqlmodel.sql.sqltypes.AutoString(),
                nullable=True,
            )
        )
        batch_op.add_column(
            sa.Column("chaired_by", sqlmodel.sql.sqltypes.AutoString(), nullable=True)
        )
        batch_op.add_column(
            sa.Column("venue_sealed", sqlmodel.sql.sqltypes.AutoString(), nullable=True)
        )
        batch_op.add_column(
            sa.Column(
                "interpreter_sealed", sqlmodel.sql.sqltypes.AutoString(), nullable=True
            )
        )
        batch_op.add_column(
            sa.Column("in_place_of", sqlmodel.sql.sqltypes.AutoString(), nullable=True)
        )
        batch_op.add_column(
            sa.Column("sequence", sa.Integer(), nullable=False, server_default="0")
        )
        batch_op.add_column(
            sa.Column("changed_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True)
        )
        batch_op.add_column(
            sa.Column("cancelled_by", sqlmodel.sql.sqltypes.AutoString(), nullable=True)
        )
        batch_op.add_column(
            sa.Column(
                "cancelled_because_sealed",
                sqlmodel.sql.sqltypes.AutoString(),
                nullable=True,
            )
        )
        batch_op.add_column(sa.Column("notice_days", sa.Integer(), nullable=True))
        batch_op.add_column(
            sa.Column(
                "short_notice", sa.Boolean(), nullable=False, server_default=sa.false()
            )
        )
        batch_op.add_column(sa.Column("acts_on", sa.Date(), nullable=True))
        batch_op.add_column(
            sa.Column(
                "limit_told_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True
            )
        )
        batch_op.create_index(batch_op.f("ix_meeting_acts_on"), ["acts_on"])
        batch_op.create_foreign_key(
            batch_op.f("fk_meeting_agreed_by"), "person", ["agreed_by"], ["id"]
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_meeting_chaired_by"), "person", ["chaired_by"], ["id"]
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_meeting_in_place_of"), "meeting", ["in_place_of"], ["id"]
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_meeting_cancelled_by"), "person", ["cancelled_by"], ["id"]
        )

    op.create_table(
        "notice",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("group_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "police_attended",
                "access_refused",
                "not_brought",
                "household_changed",
                "adult_mental_health",
                "other",
                name="noticekind",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("assisted_entry", sa.Boolean(), nullable=False),
        sa.Column("line_sealed", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("given_by", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("recorded_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("corrects_id", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column(
            "profile_version",
            sqlmodel.sql.sqltypes.AutoString(length=80),
            nullable=False,
        ),
        sa.Column("read_by", sa.Date(), nullable=False),
        sa.Column("acts_on", sa.Date(), nullable=True),
        sa.Column(
            "convenor_told_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True
        ),
        sa.Column("check_in_by", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["corrects_id"], ["notice.id"], name=op.f("fk_notice_corrects_id")
        ),
        sa.ForeignKeyConstraint(
            ["given_by"], ["person.id"], name=op.f("fk_notice_given_by")
        ),
        sa.ForeignKeyConstraint(
            ["group_id"], ["coregroup.id"], name=op.f("fk_notice_group_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
        sa.UniqueConstraint("corrects_id", name=op.f("uq_notice_corrects_id")),
    )
    with op.batch_alter_table("notice", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_notice_acts_on"), ["acts_on"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_notice_group_id_happened_on"),
            ["group_id", "happened_on"],
            unique=False,
        )

    op.create_table(
        "noticechild",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("notice_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("child_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.ForeignKeyConstraint(
            ["child_id"], ["child.id"], name=op.f("fk_noticechild_child_id")
        ),
        sa.ForeignKeyConstraint(
            ["notice_id"], ["notice.id"], name=op.f("fk_noticechild_notice_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_noticechild")),
        sa.UniqueConstraint(
            "notice_id", "child_id", name=op.f("uq_noticechild_notice_id_child_id")
        ),
    )
    with op.batch_alter_table("noticechild", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_noticechild_child_id"), ["child_id"], unique=False
        )

    op.create_table(
        "acknowledgement",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("notice_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("person_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("asked_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column(
            "acknowledged_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True
        ),
        sa.Column("ended_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["notice_id"], ["notice.id"], name=op.f("fk_acknowledgement_notice_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_acknowledgement_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_acknowledgement")),
        sa.UniqueConstraint(
            "notice_id",
            "person_id",
            name=op.f("uq_acknowledgement_notice_id_person_id"),
        ),
    )
    with op.batch_alter_table("acknowledgement", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_acknowledgement_person_id"), ["person_id"], unique=False
        )

    op.create_table(
        "checkin",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("notice_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("meeting_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_checkin_meeting_id")
        ),
        sa.ForeignKeyConstraint(
            ["notice_id"], ["notice.id"], name=op.f("fk_checkin_notice_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checkin")),
        sa.UniqueConstraint(
            "notice_id", "meeting_id", name=op.f("uq_checkin_notice_id_meeting_id")
        ),
    )
    with op.batch_alter_table("checkin", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_checkin_meeting_id"), ["meeting_id"], unique=False
        )

    op.create_table(
        "proposal",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("group_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("open_for", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("proposed_by", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("proposed_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("limit_on", sa.Date(), nullable=False),
        sa.Column("answer_by", sa.Date(), nullable=False),
        sa.Column("acts_on", sa.Date(), nullable=True),
        sa.Column("fixed_id", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("closed_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("reopened_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column(
            "profile_version",
            sqlmodel.sql.sqltypes.AutoString(length=80),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["fixed_id"], ["meeting.id"], name=op.f("fk_proposal_fixed_id")
        ),
        sa.ForeignKeyConstraint(
            ["group_id"], ["coregroup.id"], name=op.f("fk_proposal_group_id")
        ),
        sa.ForeignKeyConstraint(
            ["open_for"], ["coregroup.id"], name=op.f("fk_proposal_open_for")
        ),
        sa.ForeignKeyConstraint(
            ["proposed_by"], ["person.id"], name=op.f("fk_proposal_proposed_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal")),
        sa.UniqueConstraint("fixed_id", name=op.f("uq_proposal_fixed_id")),
        sa.UniqueConstraint("open_for", name=op.f("uq_proposal_open_for")),
    )
    with op.batch_alter_table("proposal", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_proposal_acts_on"), ["acts_on"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_proposal_group_id"), ["group_id"], unique=False
        )

    op.create_table(
        "proposeddate",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("proposal_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("dated_on", sa.Date(), nullable=False),
        sa.Column("starts_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposal.id"], name=op.f("fk_proposeddate_proposal_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposeddate")),
        sa.UniqueConstraint(
            "proposal_id",
            "starts_at",
            name=op.f("uq_proposeddate_proposal_id_starts_at"),
        ),
    )

    op.create_table(
        "dateanswer",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column(
            "proposed_date_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False
        ),
        sa.Column("person_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column(
            "answer",
            sa.Enum(
                "myself",
                "by_phone",
                "deputy",
                "cannot",
                name="comingas",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("answered_by", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("answered_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["answered_by"], ["person.id"], name=op.f("fk_dateanswer_answered_by")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_dateanswer_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["proposed_date_id"],
            ["proposeddate.id"],
            name=op.f("fk_dateanswer_proposed_date_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dateanswer")),
        sa.UniqueConstraint(
            "proposed_date_id",
            "person_id",
            name=op.f("uq_dateanswer_proposed_date_id_person_id"),
        ),
    )
    with op.batch_alter_table("dateanswer", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_dateanswer_person_id"), ["person_id"], unique=False
        )

    op.create_table(
        "headcount",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("meeting_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("acts_on", sa.Date(), nullable=True),
        sa.Column("asked_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("forecast_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column(
            "profile_version",
            sqlmodel.sql.sqltypes.AutoString(length=80),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_headcount_meeting_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_headcount")),
        sa.UniqueConstraint("meeting_id", name=op.f("uq_headcount_meeting_id")),
    )
    with op.batch_alter_table("headcount", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_headcount_acts_on"), ["acts_on"], unique=False
        )

    op.create_table(
        "coming",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("meeting_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("person_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column(
            "answer",
            sa.Enum(
                "myself",
                "by_phone",
                "deputy",
                "cannot",
                name="comingas",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("deputy_id", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("sends_report", sa.Boolean(), nullable=False),
        sa.Column("answered_by", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("answered_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["answered_by"], ["person.id"], name=op.f("fk_coming_answered_by")
        ),
        sa.ForeignKeyConstraint(
            ["deputy_id"], ["person.id"], name=op.f("fk_coming_deputy_id")
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_coming_meeting_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_coming_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coming")),
        sa.UniqueConstraint(
            "meeting_id", "person_id", name=op.f("uq_coming_meeting_id_person_id")
        ),
    )
    with op.batch_alter_table("coming", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_coming_person_id"), ["person_id"], unique=False
        )

    op.create_table(
        "leadchange",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("group_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("before_id", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("after_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("stays", sa.Boolean(), nullable=False),
        sa.Column("changed_by", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("recorded_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("withdrawn_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["after_id"], ["person.id"], name=op.f("fk_leadchange_after_id")
        ),
        sa.ForeignKeyConstraint(
            ["before_id"], ["person.id"], name=op.f("fk_leadchange_before_id")
        ),
        sa.ForeignKeyConstraint(
            ["changed_by"], ["person.id"], name=op.f("fk_leadchange_changed_by")
        ),
        sa.ForeignKeyConstraint(
            ["group_id"], ["coregroup.id"], name=op.f("fk_leadchange_group_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_leadchange")),
    )
    with op.batch_alter_table("leadchange", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_leadchange_after_id"), ["after_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_leadchange_group_id_from_on"),
            ["group_id", "from_on"],
            unique=False,
        )

    op.create_table(
        "channellook",
        sa.Column(
            "group_id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False
        ),
        sa.Column("look_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("looked_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("quiet_since", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column(
            "told_of", sqlmodel.sql.sqltypes.AutoString(length=2000), nullable=False
        ),
        sa.ForeignKeyConstraint(
            ["group_id"], ["coregroup.id"], name=op.f("fk_channellook_group_id")
        ),
        sa.PrimaryKeyConstraint("group_id", name=op.f("pk_channellook")),
    )
    with op.batch_alter_table("channellook", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_channellook_look_at"), ["look_at"], unique=False
        )

    op.create_table(
        "feed",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column(
            "token_hash", sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False
        ),
        sa.Column("person_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column(
            "current_for", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=True
        ),
        sa.Column("discreet", sa.Boolean(), nullable=False),
        sa.Column("with_tasks", sa.Boolean(), nullable=False),
        sa.Column("created_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("set_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("retired_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("suspended_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column(
            "version", sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False
        ),
        sa.Column("changed_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column(
            "last_fetched_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True
        ),
        sa.Column("hour_began_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("fetches", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["current_for"], ["person.id"], name=op.f("fk_feed_current_for")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_feed_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feed")),
        sa.UniqueConstraint("current_for", name=op.f("uq_feed_current_for")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_feed_token_hash")),
    )
    with op.batch_alter_table("feed", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_feed_person_id"), ["person_id"], unique=False
        )


def downgrade() -> None:
    """Take this change back."""
    with op.batch_alter_table("feed", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_feed_person_id"))
    op.drop_table("feed")

    with op.batch_alter_table("channellook", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_channellook_look_at"))
    op.drop_table("channellook")

    with op.batch_alter_table("leadchange", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_leadchange_group_id_from_on"))
        batch_op.drop_index(batch_op.f("ix_leadchange_after_id"))
    op.drop_table("leadchange")

    with op.batch_alter_table("coming", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_coming_person_id"))
    op.drop_table("coming")

    with op.batch_alter_table("headcount", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_headcount_acts_on"))
    op.drop_table("headcount")

    with op.batch_alter_table("dateanswer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_dateanswer_person_id"))
    op.drop_table("dateanswer")

    op.drop_table("proposeddate")

    with op.batch_alter_table("proposal", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_proposal_group_id"))
        batch_op.drop_index(batch_op.f("ix_proposal_acts_on"))
    op.drop_table("proposal")

    with op.batch_alter_table("checkin", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_checkin_meeting_id"))
    op.drop_table("checkin")

    with op.batch_alter_table("acknowledgement", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_acknowledgement_person_id"))
    op.drop_table("acknowledgement")

    with op.batch_alter_table("noticechild", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_noticechild_child_id"))
    op.drop_table("noticechild")

    with op.batch_alter_table("notice", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_notice_group_id_happened_on"))
        batch_op.drop_index(batch_op.f("ix_notice_acts_on"))
    op.drop_table("notice")

    with op.batch_alter_table("meeting", schema=None) as batch_op:
        batch_op.drop_constraint(
            batch_op.f("fk_meeting_cancelled_by"), type_="foreignkey"
        )
        batch_op.drop_constraint(
            batch_op.f("fk_meeting_in_place_of"), type_="foreignkey"
        )
        batch_op.drop_constraint(
            batch_op.f("fk_meeting_chaired_by"), type_="foreignkey"
        )
        batch_op.drop_constraint(batch_op.f("fk_meeting_agreed_by"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_meeting_acts_on"))
        batch_op.drop_column("limit_told_at")
        batch_op.drop_column("acts_on")
        batch_op.drop_column("short_notice")
        batch_op.drop_column("notice_days")
        batch_op.drop_column("cancelled_because_sealed")
        batch_op.drop_column("cancelled_by")
        batch_op.drop_column("changed_at")
        batch_op.drop_column("sequence")
        batch_op.drop_column("in_place_of")
        batch_op.drop_column("interpreter_sealed")
        batch_op.drop_column("venue_sealed")
        batch_op.drop_column("chaired_by")
        batch_op.drop_column("agreed_because_sealed")
        batch_op.drop_column("agreed_by")
        batch_op.drop_column("limit_on")
        batch_op.drop_column("minutes")
        batch_op.drop_column("starts_at")

    with op.batch_alter_table("conference", schema=None) as batch_op:
        batch_op.drop_column("changed_at")
        batch_op.drop_column("sequence")
        batch_op.drop_column("minutes")
        batch_op.drop_column("starts_at")
