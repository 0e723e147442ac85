"""The language and the time zone of a player"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

TABLE = "user_preferences"


def upgrade() -> None:
    op.add_column(TABLE, sa.Column("language", sa.Text, server_default="", nullable=False))
    op.add_column(TABLE, sa.Column("time_zone", sa.Text, server_default="", nullable=False))
    op.create_check_constraint(
        op.f(f"{TABLE}_language_is_a_tag"), TABLE, "language ~ '^([A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3})?$'"
    )
    op.create_check_constraint(
        op.f(f"{TABLE}_time_zone_is_a_name"), TABLE, "time_zone ~ '^([A-Za-z][A-Za-z0-9_+/-]{0,63})?$'"
    )


def downgrade() -> None:
    op.drop_column(TABLE, "time_zone")
    op.drop_column(TABLE, "language")
