"""Whether a player throws dice of their own"""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

TABLE = "user_preferences"


def upgrade() -> None:
    op.add_column(TABLE, sa.Column("dice", sa.Text, server_default="thrown", nullable=False))
    op.create_check_constraint(op.f(f"{TABLE}_known_dice"), TABLE, "dice IN ('thrown', 'real')")


def downgrade() -> None:
    op.drop_column(TABLE, "dice")
