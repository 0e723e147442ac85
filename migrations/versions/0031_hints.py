"""Whether a player is shown hints for new players"""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

TABLE = "user_preferences"


def upgrade() -> None:
    op.add_column(TABLE, sa.Column("hints", sa.Text, server_default="shown", nullable=False))
    op.create_check_constraint(op.f(f"{TABLE}_known_hints"), TABLE, "hints IN ('shown', 'hidden')")


def downgrade() -> None:
    op.drop_column(TABLE, "hints")
