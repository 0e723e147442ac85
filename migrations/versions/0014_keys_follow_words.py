"""A key goes when code from before keys changes the words beside it

Code from before 0013 writes words without their key. It may have run since then, so all keys are filled again first.
"""

from alembic import context, op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

TEXTS_FUNCTION = """
CREATE FUNCTION drop_keys_of_other_texts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.keys := NEW.keys - ARRAY(
    SELECT name FROM jsonb_object_keys(OLD.keys) name
    WHERE NEW.texts -> name IS DISTINCT FROM OLD.texts -> name
  );
  RETURN NEW;
END
$$
"""
TEXTS_TRIGGER = """
CREATE TRIGGER drop_keys_of_other_texts BEFORE UPDATE OF texts ON characters
FOR EACH ROW WHEN (NEW.texts IS DISTINCT FROM OLD.texts AND NEW.keys = OLD.keys AND OLD.keys <> '{}')
EXECUTE FUNCTION drop_keys_of_other_texts()
"""
NAME_FUNCTION = """
CREATE FUNCTION drop_key_of_another_name() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.key := NULL;
  RETURN NEW;
END
$$
"""
NAME_TRIGGER = """
CREATE TRIGGER drop_key_of_another_name BEFORE UPDATE OF name ON entries
FOR EACH ROW WHEN (NEW.name IS DISTINCT FROM OLD.name AND NEW.key = OLD.key)
EXECUTE FUNCTION drop_key_of_another_name()
"""


def upgrade() -> None:
    op.execute("UPDATE characters SET keys = '{}' WHERE keys <> '{}'")
    op.execute("UPDATE entries SET key = NULL WHERE key IS NOT NULL")
    context.script.get_revision("0013").module.fill_keys()
    for statement in (TEXTS_FUNCTION, TEXTS_TRIGGER, NAME_FUNCTION, NAME_TRIGGER):
        op.execute(statement)


def downgrade() -> None:
    op.execute("DROP TRIGGER drop_key_of_another_name ON entries")
    op.execute("DROP FUNCTION drop_key_of_another_name()")
    op.execute("DROP TRIGGER drop_keys_of_other_texts ON characters")
    op.execute("DROP FUNCTION drop_keys_of_other_texts()")
