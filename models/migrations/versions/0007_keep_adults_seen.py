"""How the significant adults of a family were seen."""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply this change."""
    op.create_table(
        "adultseen",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("record_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("adult_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column(
            "heard",
            sa.Enum(
                "alone", "overheard", name="adultheard", native_enum=False, length=32
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["adult_id"], ["adult.id"], name=op.f("fk_adultseen_adult_id")
        ),
        sa.ForeignKeyConstraint(
            ["record_id"], ["record.id"], name=op.f("fk_adultseen_record_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_adultseen")),
        sa.UniqueConstraint(
            "record_id", "adult_id", name=op.f("uq_adultseen_record_id_adult_id")
        ),
    )
    with op.batch_alter_table("adultseen", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_adultseen_adult_id"), ["adult_id"], unique=False
        )


def downgrade() -> None:
    """Take this change back."""
    with op.batch_alter_table("adultseen", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_adultseen_adult_id"))

    op.drop_table("adultseen")
