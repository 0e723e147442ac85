"""Named rolls: pools that are kept for a character, or for a player on all sheets"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    names = postgresql.ARRAY(sa.Text)
    op.create_table(
        "named_rolls",
        sa.Column("id", sa.BigInteger, sa.Identity(always=True), nullable=False),
        sa.Column("character_id", sa.BigInteger),
        sa.Column("user_id", sa.BigInteger),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("traits", names, nullable=False),
        sa.Column("number", sa.SmallInteger, nullable=False),
        sa.Column("offers", names, nullable=False),
        sa.Column("modifier", sa.SmallInteger, nullable=False),
        sa.Column("difficulty", sa.SmallInteger),
        sa.Column("form_key", sa.Uuid, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("named_rolls_identity")),
        sa.ForeignKeyConstraint(
            ["character_id"], ["characters.id"], ondelete="CASCADE", name=op.f("named_rolls_character_id_reference")
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], ondelete="CASCADE", name=op.f("named_rolls_user_id_reference")
        ),
        sa.UniqueConstraint("character_id", "form_key", name=op.f("named_rolls_character_id_form_key_unique")),
        sa.UniqueConstraint("user_id", "form_key", name=op.f("named_rolls_user_id_form_key_unique")),
        sa.CheckConstraint("num_nonnulls(character_id, user_id) = 1", name=op.f("named_rolls_belongs_to_one")),
        sa.CheckConstraint("char_length(name) BETWEEN 1 AND 100", name=op.f("named_rolls_has_a_short_name")),
        sa.CheckConstraint("difficulty BETWEEN 0 AND 99", name=op.f("named_rolls_difficulty_in_range")),
    )


def downgrade() -> None:
    op.drop_table("named_rolls")
