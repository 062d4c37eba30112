"""Who was named to come instead is found by an index."""

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply this change."""
    with op.batch_alter_table("coming", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_coming_deputy_id"), ["deputy_id"], unique=False
        )


def downgrade() -> None:
    """Take this change back."""
    with op.batch_alter_table("coming", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_coming_deputy_id"))
