"""Characters that are still being made"""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

TABLE = "characters"


def upgrade() -> None:
    op.add_column(TABLE, sa.Column("drafted_at", sa.DateTime(timezone=True)))


def downgrade() -> None:
    op.drop_column(TABLE, "drafted_at")
