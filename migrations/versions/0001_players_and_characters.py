"""Players, their characters, what stands on the sheets, and the journal"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


KEYS_AND_WORDS = """
jsonb_typeof(texts) = 'object'
AND NOT jsonb_path_exists(texts, 'strict $.* ? (@.type() <> "string")')
AND NOT jsonb_path_exists(texts, 'strict $.keyvalue().key ? (!(@ like_regex "^[a-z][a-z0-9_]*$"))')
"""
KEYS_AND_DOTS = r"""ratings::text ~ '^\{("[a-z][a-z0-9_]*": (1?[0-9]|20)(, )?)*\}$'"""
WAS_AND_NOW = """
num_nonnulls(was, now) >= 1
AND coalesce(jsonb_typeof(was), 'object') = 'object' AND coalesce(jsonb_typeof(now), 'object') = 'object'
"""


def numbered(table: str) -> list[sa.schema.SchemaItem]:
    """The identity every table of ours has."""
    column = sa.Column("id", sa.BigInteger, sa.Identity(always=True), nullable=False)
    return [column, sa.PrimaryKeyConstraint("id", name=op.f(f"{table}_identity"))]


def moment(name: str) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False)


def upgrade() -> None:
    op.create_table(
        "users",
        *numbered("users"),
        sa.Column("discord_id", sa.Text),
        sa.Column("desk_name", sa.Text),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("session_epoch", sa.Integer, server_default="1", nullable=False),
        moment("created_at"),
        sa.UniqueConstraint("discord_id", name=op.f("users_discord_id_unique")),
        sa.UniqueConstraint("desk_name", name=op.f("users_desk_name_unique")),
        sa.CheckConstraint("num_nonnulls(discord_id, desk_name) = 1", name=op.f("users_known_one_way")),
    )
    op.create_table(
        "user_preferences",
        sa.Column("user_id", sa.BigInteger, nullable=False),
        sa.Column("paper", sa.Text, server_default="a4", nullable=False),
        sa.Column("theme", sa.Text, server_default="system", nullable=False),
        sa.PrimaryKeyConstraint("user_id", name=op.f("user_preferences_identity")),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], ondelete="CASCADE", name=op.f("user_preferences_user_id_reference")
        ),
        sa.CheckConstraint("paper IN ('a4', 'letter')", name=op.f("user_preferences_known_paper")),
        sa.CheckConstraint("theme IN ('system', 'light', 'dark')", name=op.f("user_preferences_known_theme")),
    )
    op.create_table(
        "characters",
        *numbered("characters"),
        sa.Column("owner_id", sa.BigInteger, nullable=False),
        sa.Column("line", sa.Text, nullable=False),
        sa.Column("ratings", JSONB, server_default="{}", nullable=False),
        sa.Column("texts", JSONB, nullable=False),
        sa.Column("name", sa.Text, sa.Computed("texts ->> 'name'", persisted=True), nullable=False),
        sa.Column(
            "chronicle", sa.Text, sa.Computed("coalesce(texts ->> 'chronicle', '')", persisted=True), nullable=False
        ),
        sa.Column("form_key", sa.Uuid, nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True)),
        moment("created_at"),
        moment("changed_at"),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["users.id"], ondelete="CASCADE", name=op.f("characters_owner_id_reference")
        ),
        sa.UniqueConstraint("owner_id", "form_key", name=op.f("characters_owner_id_form_key_unique")),
        sa.CheckConstraint(KEYS_AND_DOTS, name=op.f("characters_ratings_in_range")),
        sa.CheckConstraint(KEYS_AND_WORDS, name=op.f("characters_texts_are_words")),
        sa.CheckConstraint("texts ->> 'name' <> ''", name=op.f("characters_has_a_name")),
        sa.CheckConstraint("line ~ '^[a-z]{2,12}$'", name=op.f("characters_line_is_a_key")),
        postgresql_with={"fillfactor": 70},
    )
    op.create_table(
        "entries",
        *numbered("entries"),
        sa.Column("character_id", sa.BigInteger, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("parent_id", sa.BigInteger),
        sa.Column("position", sa.Integer, server_default="0", nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("dots", sa.SmallInteger, server_default="0", nullable=False),
        sa.Column("texts", JSONB, server_default="{}", nullable=False),
        sa.Column("form_key", sa.Uuid, nullable=False),
        sa.ForeignKeyConstraint(
            ["character_id"], ["characters.id"], ondelete="CASCADE", name=op.f("entries_character_id_reference")
        ),
        sa.UniqueConstraint("character_id", "form_key", name=op.f("entries_character_id_form_key_unique")),
        sa.UniqueConstraint("character_id", "id", name=op.f("entries_character_id_id_unique")),
        sa.ForeignKeyConstraint(
            ["character_id", "parent_id"],
            ["entries.character_id", "entries.id"],
            ondelete="CASCADE",
            name=op.f("entries_parent_of_the_same_character"),
        ),
        sa.CheckConstraint("kind ~ '^[a-z][a-z0-9_]{0,59}$'", name=op.f("entries_kind_is_a_key")),
        sa.CheckConstraint("dots BETWEEN 0 AND 20", name=op.f("entries_dots_in_range")),
        sa.CheckConstraint("name <> ''", name=op.f("entries_has_a_name")),
        sa.CheckConstraint(KEYS_AND_WORDS, name=op.f("entries_texts_are_words")),
    )
    op.create_index("entries_parent_index", "entries", ["character_id", "parent_id"])
    op.create_table(
        "changes",
        *numbered("changes"),
        sa.Column("character_id", sa.BigInteger, nullable=False),
        sa.Column("user_id", sa.BigInteger),
        sa.Column("entry_id", sa.BigInteger),
        sa.Column("what", sa.Text, nullable=False),
        moment("at"),
        sa.Column("was", JSONB),
        sa.Column("now", JSONB),
        sa.ForeignKeyConstraint(
            ["character_id"], ["characters.id"], ondelete="CASCADE", name=op.f("changes_character_id_reference")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], ondelete="SET NULL", name=op.f("changes_user_id_reference")),
        sa.CheckConstraint("what IN ('ratings', 'texts', 'entry')", name=op.f("changes_known_what")),
        sa.CheckConstraint("(what = 'entry') = (entry_id IS NOT NULL)", name=op.f("changes_entries_have_ids")),
        sa.CheckConstraint(WAS_AND_NOW, name=op.f("changes_was_and_now")),
    )
    op.create_index("changes_character_index", "changes", ["character_id", "id"])
    op.create_index("changes_entry_index", "changes", ["entry_id"], postgresql_where=sa.text("entry_id IS NOT NULL"))


def downgrade() -> None:
    for table in ("changes", "entries", "characters", "user_preferences", "users"):
        op.drop_table(table)
