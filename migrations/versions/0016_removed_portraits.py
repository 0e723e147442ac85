"""Portraits that were replaced or removed, whose files stay for some days"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "removed_portraits",
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("user_id", sa.BigInteger, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("removed_portraits_identity")),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("removed_portraits_user_id_reference"), ondelete="CASCADE"
        ),
    )
    op.create_index(op.f("removed_portraits_user_index"), "removed_portraits", ["user_id"])


def downgrade() -> None:
    op.drop_table("removed_portraits")
