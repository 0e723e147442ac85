"""Rolls of dice, and those that were thrown again"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def dice(column: str, least: int, most: int) -> str:
    """The predicate that a column holds so many dice, each from 1 to 10."""
    return (
        f"cardinality({column}) BETWEEN {least} AND {most} AND array_position({column}, NULL) IS NULL"
        f" AND 1 <= ALL ({column}) AND 10 >= ALL ({column})"
    )


DICE = f"{dice('regular', 0, 30)} AND {dice('special', 0, 10)} AND cardinality(regular) + cardinality(special) > 0"
THROWN = f"{dice('thrown', 1, 3)} AND cardinality(places) = cardinality(thrown) AND 0 <= ALL (places)"
KNOWN_HAND = "hand IN ('player', 'storyteller', 'token', 'import', 'system')"

STAY = """
CREATE FUNCTION dice_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND NOT EXISTS (SELECT FROM characters WHERE id = OLD.character_id) THEN
    RETURN NULL;
  END IF;
  IF TG_OP = 'UPDATE' AND (NEW IS NOT DISTINCT FROM OLD OR (
    to_jsonb(NEW) - 'user_id' = to_jsonb(OLD) - 'user_id'
    AND NOT EXISTS (SELECT FROM users WHERE id = (to_jsonb(OLD) ->> 'user_id')::bigint)
  )) THEN
    RETURN NULL;
  END IF;
  RAISE EXCEPTION 'dice that fell stay as they fell'
    USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'dice_stay';
END
$$
"""
NEVER_EMPTIED = """
CREATE FUNCTION dice_never_emptied() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM characters) THEN
    RAISE EXCEPTION 'rolls are emptied only together with the characters'
      USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'dice_never_emptied';
  END IF;
  RETURN NULL;
END
$$
"""
GUARDED = """
CREATE TRIGGER dice_stay AFTER UPDATE OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION dice_stay()
"""
EMPTYING_GUARDED = """
CREATE TRIGGER dice_never_emptied AFTER TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION dice_never_emptied()
"""


def upgrade() -> None:
    dice_column = postgresql.ARRAY(sa.SmallInteger)
    op.create_table(
        "rolls",
        sa.Column("character_id", sa.BigInteger, nullable=False),
        sa.Column("id", sa.BigInteger, sa.Identity(always=True), nullable=False),
        sa.Column("user_id", sa.BigInteger),
        sa.Column("hand", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
        sa.Column("what", sa.Text, server_default="", nullable=False),
        sa.Column("traits", postgresql.ARRAY(sa.Text), server_default="{}", nullable=False),
        sa.Column("regular", dice_column, nullable=False),
        sa.Column("special", dice_column, nullable=False),
        sa.Column("fell", sa.Boolean, nullable=False),
        sa.Column("difficulty", sa.SmallInteger),
        sa.Column("form_key", sa.Uuid, nullable=False),
        sa.PrimaryKeyConstraint("character_id", "id", name=op.f("rolls_identity")),
        sa.ForeignKeyConstraint(
            ["character_id"], ["characters.id"], ondelete="CASCADE", name=op.f("rolls_character_id_reference")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], ondelete="SET NULL", name=op.f("rolls_user_id_reference")),
        sa.UniqueConstraint("character_id", "form_key", name=op.f("rolls_character_id_form_key_unique")),
        sa.CheckConstraint(DICE, name=op.f("rolls_shows_dice")),
        sa.CheckConstraint("difficulty BETWEEN 0 AND 99", name=op.f("rolls_difficulty_in_range")),
        sa.CheckConstraint("char_length(what) <= 200", name=op.f("rolls_is_for_something_short")),
        sa.CheckConstraint(KNOWN_HAND, name=op.f("rolls_known_hand")),
    )
    op.create_index("rolls_user_index", "rolls", ["user_id"])
    op.create_table(
        "rerolls",
        sa.Column("character_id", sa.BigInteger, nullable=False),
        sa.Column("roll_id", sa.BigInteger, nullable=False),
        sa.Column("revision_id", sa.BigInteger, nullable=False),
        sa.Column("places", dice_column, nullable=False),
        sa.Column("thrown", dice_column, nullable=False),
        sa.Column("form_key", sa.Uuid, nullable=False),
        sa.PrimaryKeyConstraint("character_id", "roll_id", name=op.f("rerolls_identity")),
        sa.ForeignKeyConstraint(
            ["character_id", "roll_id"],
            ["rolls.character_id", "rolls.id"],
            ondelete="CASCADE",
            name=op.f("rerolls_roll_of_the_same_character"),
        ),
        sa.ForeignKeyConstraint(
            ["character_id", "revision_id"],
            ["revisions.character_id", "revisions.id"],
            ondelete="CASCADE",
            name=op.f("rerolls_revision_of_the_same_character"),
        ),
        sa.CheckConstraint(THROWN, name=op.f("rerolls_shows_dice")),
    )
    op.create_index("rerolls_revision_index", "rerolls", ["character_id", "revision_id"])
    op.execute(STAY)
    op.execute(NEVER_EMPTIED)
    for table in ("rolls", "rerolls"):
        op.execute(GUARDED.format(table=table))
        op.execute(EMPTYING_GUARDED.format(table=table))


def downgrade() -> None:
    op.drop_table("rerolls")
    op.drop_table("rolls")
    op.execute("DROP FUNCTION dice_stay()")
    op.execute("DROP FUNCTION dice_never_emptied()")
