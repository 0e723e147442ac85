"""Up to which revision a player has seen a character"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "visits",
        sa.Column("character_id", sa.BigInteger, nullable=False),
        sa.Column("user_id", sa.BigInteger, nullable=False),
        sa.Column("seen", sa.BigInteger, nullable=False),
        sa.Column("seen_before", sa.BigInteger, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
        sa.PrimaryKeyConstraint("character_id", "user_id", name=op.f("visits_identity")),
        sa.ForeignKeyConstraint(
            ["character_id"], ["characters.id"], name=op.f("visits_character_id_reference"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("visits_user_id_reference"), ondelete="CASCADE"),
    )
    op.create_index(op.f("visits_user_index"), "visits", ["user_id"])


def downgrade() -> None:
    op.drop_table("visits")
