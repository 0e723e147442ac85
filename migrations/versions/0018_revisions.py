"""Revisions, one for everything that a person does to a character; changes and experience get one as they are written

Old rows are given theirs in 0019, and what holds for all rows is said in 0020.
"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

KNOWN_HAND = "hand IN ('player', 'storyteller', 'token', 'import', 'system')"
KNOWN_KIND = "kind IN ('creation', 'ratings', 'texts', 'entry', 'portrait', 'state', 'experience', 'undo')"
KNOWN_WHAT = "what IN ('ratings', 'texts', 'keys', 'follows', 'entry', 'portrait', 'state')"
KNOWN_BEFORE = "what IN ('ratings', 'texts', 'entry')"

ONLY_GROW = """
CREATE FUNCTION revisions_only_grow() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND NOT EXISTS (SELECT FROM characters WHERE id = OLD.character_id) THEN
    RETURN NULL;
  END IF;
  IF TG_OP = 'UPDATE' THEN
    IF NOT EXISTS (SELECT FROM users WHERE id = OLD.user_id) THEN
      OLD.user_id := NULL;
    END IF;
    IF OLD.kind IN ('texts', 'entry', 'portrait') AND NEW.at >= OLD.at THEN
      OLD.at := NEW.at;
    END IF;
    IF NEW IS NOT DISTINCT FROM OLD THEN
      RETURN NULL;
    END IF;
  END IF;
  RAISE EXCEPTION 'a revision stays as it is; write another'
    USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'revisions_only_grow';
END
$$
"""
GUARDED = """
CREATE TRIGGER revisions_only_grow AFTER UPDATE OR DELETE ON revisions
FOR EACH ROW EXECUTE FUNCTION revisions_only_grow()
"""
NEVER_EMPTIED = """
CREATE FUNCTION revisions_never_emptied() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM characters) THEN
    RAISE EXCEPTION 'revisions and changes are emptied only together with the characters'
      USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'revisions_never_emptied';
  END IF;
  RETURN NULL;
END
$$
"""
EMPTYING_GUARDED = """
CREATE TRIGGER revisions_never_emptied AFTER TRUNCATE ON revisions
FOR EACH STATEMENT EXECUTE FUNCTION revisions_never_emptied()
"""
GIVE_REVISION = """
CREATE FUNCTION give_revision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO revisions (character_id, user_id, hand, kind)
  VALUES (NEW.character_id, NEW.user_id, 'player', coalesce(to_jsonb(NEW) ->> 'what', 'experience'))
  RETURNING id INTO NEW.revision_id;
  RETURN NEW;
END
$$
"""
GIVEN_A_REVISION = """
CREATE TRIGGER {table}_given_a_revision BEFORE INSERT ON {table}
FOR EACH ROW WHEN (NEW.revision_id IS NULL) EXECUTE FUNCTION give_revision()
"""
# The revisions of old rows are numbered below these.
NUMBER_ABOVE_OLD_ROWS = """
DO $$
BEGIN
  EXECUTE format(
    'ALTER TABLE revisions ALTER COLUMN id SET START WITH %s RESTART',
    1 + (SELECT coalesce(max(id), 0) FROM changes) + (SELECT coalesce(max(id), 0) FROM experience)
  );
END
$$
"""


def upgrade() -> None:
    op.create_table(
        "revisions",
        sa.Column("character_id", sa.BigInteger, nullable=False),
        sa.Column("id", sa.BigInteger, sa.Identity(always=True), nullable=False),
        sa.Column("user_id", sa.BigInteger),
        sa.Column("hand", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
        sa.Column("undoes", sa.BigInteger),
        sa.Column("form_key", sa.Uuid),
        sa.PrimaryKeyConstraint("character_id", "id", name=op.f("revisions_identity")),
        sa.ForeignKeyConstraint(
            ["character_id"], ["characters.id"], ondelete="CASCADE", name=op.f("revisions_character_id_reference")
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], ondelete="SET NULL", name=op.f("revisions_user_id_reference")
        ),
        sa.ForeignKeyConstraint(
            ["character_id", "undoes"],
            ["revisions.character_id", "revisions.id"],
            name=op.f("revisions_undo_the_same_character"),
        ),
        sa.CheckConstraint(KNOWN_HAND, name=op.f("revisions_known_hand")),
        sa.CheckConstraint(KNOWN_KIND, name=op.f("revisions_known_kind")),
        sa.CheckConstraint("(kind = 'undo') = (undoes IS NOT NULL)", name=op.f("revisions_only_an_undo_undoes")),
    )
    op.create_index("revisions_user_index", "revisions", ["user_id"])
    for column in ("undoes", "form_key"):
        op.create_index(
            f"revisions_{column}_unique",
            "revisions",
            ["character_id", column],
            unique=True,
            postgresql_where=sa.text(f"{column} IS NOT NULL"),
        )
    for statement in (ONLY_GROW, GUARDED, NEVER_EMPTIED, EMPTYING_GUARDED, GIVE_REVISION):
        op.execute(statement)
    for table in ("changes", "experience"):
        op.add_column(table, sa.Column("revision_id", sa.BigInteger))
        op.execute(GIVEN_A_REVISION.format(table=table))
    op.execute(NUMBER_ABOVE_OLD_ROWS)
    op.drop_constraint(op.f("changes_known_what"), "changes")
    op.create_check_constraint(op.f("changes_known_what"), "changes", KNOWN_WHAT, postgresql_not_valid=True)


def downgrade() -> None:
    op.drop_constraint(op.f("changes_known_what"), "changes")
    op.execute(f"DELETE FROM changes WHERE NOT ({KNOWN_BEFORE})")
    op.create_check_constraint(op.f("changes_known_what"), "changes", KNOWN_BEFORE)
    for table in ("changes", "experience"):
        op.execute(f"DROP TRIGGER {table}_given_a_revision ON {table}")
        op.drop_column(table, "revision_id")
    op.drop_table("revisions")
    for function in ("revisions_only_grow", "revisions_never_emptied", "give_revision"):
        op.execute(f"DROP FUNCTION {function}()")
