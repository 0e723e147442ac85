"""Characters that died, with an epitaph, and characters that were deleted and can still come back"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("characters", sa.Column("died_at", sa.DateTime(timezone=True)))
    op.add_column("characters", sa.Column("epitaph", sa.Text, server_default="", nullable=False))
    op.add_column("characters", sa.Column("deleted_at", sa.DateTime(timezone=True)))
    op.create_check_constraint(op.f("characters_epitaph_is_short"), "characters", "char_length(epitaph) <= 500")


def downgrade() -> None:
    op.drop_constraint(op.f("characters_epitaph_is_short"), "characters")
    for column in ("deleted_at", "epitaph", "died_at"):
        op.drop_column("characters", column)
