"""Every change and every line of the ledger belongs to a revision, and the journal stays as it is written"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

STAY = """
CREATE FUNCTION changes_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND NOT EXISTS (SELECT FROM characters WHERE id = OLD.character_id) THEN
    RETURN NULL;
  END IF;
  IF TG_OP = 'UPDATE' THEN
    IF NOT EXISTS (SELECT FROM users WHERE id = OLD.user_id) THEN
      OLD.user_id := NULL;
    END IF;
    IF OLD.what IN ('texts', 'entry', 'portrait') AND OLD.was IS NOT NULL AND OLD.now IS NOT NULL
      AND ARRAY(SELECT jsonb_object_keys(NEW.now)) = ARRAY(SELECT jsonb_object_keys(OLD.now)) THEN
      OLD.now := NEW.now;
    END IF;
    IF NEW IS NOT DISTINCT FROM OLD THEN
      RETURN NULL;
    END IF;
  END IF;
  RAISE EXCEPTION 'what is written in the journal stays; a change back is another change'
    USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'changes_stay';
END
$$
"""
GUARDED = """
CREATE TRIGGER changes_stay AFTER UPDATE OR DELETE ON changes
FOR EACH ROW EXECUTE FUNCTION changes_stay()
"""
EMPTYING_GUARDED = """
CREATE TRIGGER changes_never_emptied AFTER TRUNCATE ON changes
FOR EACH STATEMENT EXECUTE FUNCTION revisions_never_emptied()
"""


def upgrade() -> None:
    # Whatever looks through a whole table locks out nobody, and does so in transactions of its own.
    with op.get_context().autocommit_block():
        op.execute("SET statement_timeout = 0")
        replace_index("changes_user_index", "changes (user_id) WHERE user_id IS NOT NULL")
        replace_index("experience_revision_index", "experience (character_id, revision_id, id)")
        replace_index("changes_new_identity", "changes (character_id, revision_id, id)", "UNIQUE")
        for table in ("changes", "experience"):
            op.execute(f"ALTER TABLE {table} DROP CONSTRAINT IF EXISTS has_a_revision")
            op.execute(f"ALTER TABLE {table} ADD CONSTRAINT has_a_revision CHECK (revision_id IS NOT NULL) NOT VALID")
            op.execute(f"ALTER TABLE {table} VALIDATE CONSTRAINT has_a_revision")
            reference(table, "ON DELETE CASCADE" if table == "changes" else "")
        op.execute("ALTER TABLE changes VALIDATE CONSTRAINT changes_known_what")
        op.execute("DROP INDEX CONCURRENTLY IF EXISTS changes_character_index")
        op.execute("RESET statement_timeout")
    for table in ("changes", "experience"):
        op.alter_column(table, "revision_id", nullable=False)
        op.drop_constraint("has_a_revision", table)
    op.drop_constraint(op.f("changes_character_id_reference"), "changes")
    op.drop_constraint(op.f("changes_identity"), "changes")
    op.execute("ALTER TABLE changes ADD CONSTRAINT changes_identity PRIMARY KEY USING INDEX changes_new_identity")
    for statement in (STAY, GUARDED, EMPTYING_GUARDED):
        op.execute(statement)


def replace_index(name: str, columns: str, how: str = "") -> None:
    """Make an index without locking writers out; one that was cut off before goes first."""
    op.execute(f"DROP INDEX CONCURRENTLY IF EXISTS {name}")
    op.execute(f"CREATE {how} INDEX CONCURRENTLY {name} ON {columns}")


def reference(table: str, then: str) -> None:
    """Let a table refer to revisions of the same character."""
    name = f"{table}_revision_of_the_same_character"
    op.execute(f"ALTER TABLE {table} DROP CONSTRAINT IF EXISTS {name}")
    op.execute(f"""
        ALTER TABLE {table} ADD CONSTRAINT {name} FOREIGN KEY (character_id, revision_id)
        REFERENCES revisions (character_id, id) {then} NOT VALID
    """)
    op.execute(f"ALTER TABLE {table} VALIDATE CONSTRAINT {name}")


def downgrade() -> None:
    op.execute("DROP TRIGGER changes_never_emptied ON changes")
    op.execute("DROP TRIGGER changes_stay ON changes")
    op.execute("DROP FUNCTION changes_stay()")
    op.create_foreign_key(
        op.f("changes_character_id_reference"), "changes", "characters", ["character_id"], ["id"], ondelete="CASCADE"
    )
    op.create_index("changes_character_index", "changes", ["character_id", "id"])
    op.drop_index("changes_user_index", "changes")
    op.create_index("changes_user_index", "changes", ["user_id"])
    for table in ("changes", "experience"):
        op.drop_constraint(f"{table}_revision_of_the_same_character", table)
    op.drop_index("experience_revision_index", "experience")
    op.drop_constraint(op.f("changes_identity"), "changes")
    op.create_primary_key(op.f("changes_identity"), "changes", ["id"])
    for table in ("changes", "experience"):
        op.alter_column(table, "revision_id", existing_type=sa.BigInteger, nullable=True)
