"""What players' scripts carry"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "tokens",
        sa.Column("id", sa.BigInteger, sa.Identity(always=True), nullable=False),
        sa.Column("user_id", sa.BigInteger, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("scope", sa.Text, nullable=False),
        sa.Column("hash", sa.LargeBinary, nullable=False),
        sa.Column("form_key", sa.Uuid, nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("id", name=op.f("tokens_identity")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], ondelete="CASCADE", name=op.f("tokens_user_id_reference")),
        sa.UniqueConstraint("hash", name=op.f("tokens_hash_unique")),
        sa.UniqueConstraint("user_id", "form_key", name=op.f("tokens_user_id_form_key_unique")),
        sa.CheckConstraint("name <> ''", name=op.f("tokens_has_a_name")),
        sa.CheckConstraint("scope IN ('read', 'write')", name=op.f("tokens_known_scope")),
        sa.CheckConstraint("octet_length(hash) = 32", name=op.f("tokens_hash_is_whole")),
    )


def downgrade() -> None:
    op.drop_table("tokens")
