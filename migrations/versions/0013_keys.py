"""Keys of the books' choices beside the words that a player sees

``0013_keys.json`` has the words of each line as they were when this was written, in small letters: labels and older
names, each with the key of its choice. ``inside`` has the names that mean another choice in one outer entry.
"""

from pathlib import Path

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

KEYS_ARE_KEYS = r"""keys::text ~ '^\{("[a-z][a-z0-9_]*": "[a-z][a-z0-9_]*"(, )?)*\}$'"""

TEXTS = """
UPDATE characters c SET keys = found.keys
FROM (
  SELECT c.id, jsonb_object_agg(text.key, choice.value) AS keys
  FROM jsonb_each(CAST(:book AS jsonb)) line
    CROSS JOIN jsonb_each(line.value -> 'texts') text CROSS JOIN jsonb_each_text(text.value) choice
    JOIN characters c ON c.line = line.key AND lower(c.texts ->> text.key) = lower(choice.key)
  GROUP BY c.id
) found
WHERE c.id = found.id
"""

NAMES = """
UPDATE entries e SET key = choice.value
FROM jsonb_each(CAST(:book AS jsonb)) line
  CROSS JOIN jsonb_each(line.value -> 'lists') list CROSS JOIN jsonb_each_text(list.value) choice
  JOIN characters c ON c.line = line.key
WHERE e.character_id = c.id AND e.kind = list.key AND lower(e.name) = lower(choice.key)
"""

INNER_NAMES = """
UPDATE entries e SET key = choice.value
FROM jsonb_each(CAST(:book AS jsonb)) line
  CROSS JOIN jsonb_each(line.value -> 'inside') list CROSS JOIN jsonb_each(list.value) outermost
  CROSS JOIN jsonb_each_text(outermost.value) choice
  JOIN characters c ON c.line = line.key
  JOIN entries p ON p.character_id = c.id AND p.key = outermost.key
WHERE e.parent_id = p.id AND e.kind = list.key AND lower(e.name) = lower(choice.key)
"""


def upgrade() -> None:
    op.add_column("characters", sa.Column("keys", JSONB, server_default="{}", nullable=False))
    op.add_column("entries", sa.Column("key", sa.Text))
    fill_keys()
    op.create_check_constraint(op.f("characters_keys_are_keys"), "characters", KEYS_ARE_KEYS)
    op.create_check_constraint(op.f("entries_key_is_a_key"), "entries", "key ~ '^[a-z][a-z0-9_]{0,79}$'")


def fill_keys() -> None:
    """Set the key of every row whose words are a book's. Migration 0014 uses it, too."""
    book = Path(__file__).with_suffix(".json").read_text(encoding="utf-8")
    for fill in (TEXTS, NAMES, INNER_NAMES):
        op.execute(sa.text(fill).bindparams(book=book))


def downgrade() -> None:
    op.drop_constraint(op.f("entries_key_is_a_key"), "entries")
    op.drop_constraint(op.f("characters_keys_are_keys"), "characters")
    op.drop_column("entries", "key")
    op.drop_column("characters", "keys")
