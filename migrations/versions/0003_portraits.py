"""The pictures of a character"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "portraits",
        sa.Column("character_id", sa.BigInteger, nullable=False),
        sa.Column("slot", sa.Text, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("alias", sa.Text, server_default="", nullable=False),
        sa.Column("alt", sa.Text, server_default="", nullable=False),
        sa.Column("x", sa.SmallInteger, server_default="50", nullable=False),
        sa.Column("y", sa.SmallInteger, server_default="50", nullable=False),
        sa.Column("width", sa.Integer, nullable=False),
        sa.Column("height", sa.Integer, nullable=False),
        sa.Column("bytes", sa.Integer, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
        sa.PrimaryKeyConstraint("character_id", "slot", name=op.f("portraits_identity")),
        sa.ForeignKeyConstraint(
            ["character_id"], ["characters.id"], ondelete="CASCADE", name=op.f("portraits_character_id_reference")
        ),
        sa.UniqueConstraint("key", name=op.f("portraits_key_unique")),
        sa.CheckConstraint("slot ~ '^[a-z][a-z0-9_]{0,59}$'", name=op.f("portraits_slot_is_a_key")),
        sa.CheckConstraint("key ~ '^[0-9a-f]{32}$'", name=op.f("portraits_key_is_random")),
        sa.CheckConstraint("x BETWEEN 0 AND 100 AND y BETWEEN 0 AND 100", name=op.f("portraits_focus_in_the_picture")),
        sa.CheckConstraint("width > 0 AND height > 0 AND bytes > 0", name=op.f("portraits_has_a_size")),
    )


def downgrade() -> None:
    op.drop_table("portraits")
