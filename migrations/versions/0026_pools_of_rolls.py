"""Rolls: the pool that the server counted"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Rows that are there keep what they are: a constant default rewrites no table.
    op.add_column("rolls", sa.Column("number", sa.SmallInteger, server_default="0", nullable=False))
    op.add_column("rolls", sa.Column("offers", postgresql.ARRAY(sa.Text), server_default="{}", nullable=False))
    op.add_column("rolls", sa.Column("modifier", sa.SmallInteger, server_default="0", nullable=False))


def downgrade() -> None:
    op.drop_column("rolls", "modifier")
    op.drop_column("rolls", "offers")
    op.drop_column("rolls", "number")
