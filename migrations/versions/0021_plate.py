"""Whether the portrait on a sheet shows what its character is in"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

TABLE = "user_preferences"


def upgrade() -> None:
    op.add_column(TABLE, sa.Column("plate", sa.Text, server_default="moved", nullable=False))
    op.create_check_constraint(op.f(f"{TABLE}_known_plate"), TABLE, "plate IN ('moved', 'plain')")


def downgrade() -> None:
    op.drop_column(TABLE, "plate")
