"""When the social worker last saw a child, as the council's own system says."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply this change."""
    with op.batch_alter_table("child", schema=None) as batch_op:
        batch_op.add_column(sa.Column("visited_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("visits_known_on", sa.Date(), nullable=True))


def downgrade() -> None:
    """Take this change back."""
    with op.batch_alter_table("child", schema=None) as batch_op:
        batch_op.drop_column("visits_known_on")
        batch_op.drop_column("visited_on")
