"""Old changes and old lines of the ledger each become a revision, in the order in which they happened

There may be a million of them. They are read once and given their revisions in steps, each a transaction of its own. A
run that was cut off goes on where it was.
"""

from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

# The guard of the ledger, and while its old lines are given their revisions.
LEDGER_STAYS = """
CREATE OR REPLACE FUNCTION experience_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND NOT EXISTS (SELECT FROM characters WHERE id = OLD.character_id) THEN
    RETURN NULL;
  END IF;
  IF TG_OP = 'UPDATE' AND NOT EXISTS (SELECT FROM users WHERE id = OLD.user_id) THEN
    OLD.user_id := NULL;
    IF NEW IS NOT DISTINCT FROM OLD THEN
      RETURN NULL;
    END IF;
  END IF;
  RAISE EXCEPTION 'what is written in the ledger of experience stays; write a correction'
    USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'experience_only_grows';
END
$$
"""
LEDGER_IS_GIVEN_REVISIONS = """
CREATE OR REPLACE FUNCTION experience_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND NOT EXISTS (SELECT FROM characters WHERE id = OLD.character_id) THEN
    RETURN NULL;
  END IF;
  IF TG_OP = 'UPDATE' THEN
    IF NOT EXISTS (SELECT FROM users WHERE id = OLD.user_id) THEN
      OLD.user_id := NULL;
    END IF;
    OLD.revision_id := coalesce(OLD.revision_id, NEW.revision_id);
    IF NEW IS NOT DISTINCT FROM OLD THEN
      RETURN NULL;
    END IF;
  END IF;
  RAISE EXCEPTION 'what is written in the ledger of experience stays; write a correction'
    USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'experience_only_grows';
END
$$
"""
# Rows written since 0018 are numbered from the start of the sequence on, which is above all old rows there can be.
OLD_ROWS = """
CREATE TEMPORARY TABLE old_rows AS
SELECT row_number() OVER (ORDER BY at, kind, id) + (
    SELECT coalesce(max(r.id), 0) FROM revisions r
    WHERE r.id < (SELECT seqstart FROM pg_sequence WHERE seqrelid = pg_get_serial_sequence('revisions', 'id')::regclass)
  ) AS revision_id, *
FROM (
  SELECT id, character_id, user_id, what AS kind, at FROM changes WHERE revision_id IS NULL
  UNION ALL SELECT id, character_id, user_id, 'experience', at FROM experience WHERE revision_id IS NULL
) unnumbered
"""
FILL = """
DO $$
DECLARE
  step CONSTANT int := 5000;
  first bigint;
  last bigint;
BEGIN
  SELECT min(revision_id), max(revision_id) INTO first, last FROM old_rows;
  WHILE first <= last LOOP
    WITH rows AS (
      SELECT o.revision_id, o.id, o.character_id, o.kind, o.at,
             (SELECT u.id FROM users u WHERE u.id = o.user_id) AS user_id
      FROM old_rows o JOIN characters c ON c.id = o.character_id
      WHERE o.revision_id >= first AND o.revision_id < first + step
      FOR KEY SHARE OF c
    ),
    made AS (
      INSERT INTO revisions (id, character_id, user_id, hand, kind, at) OVERRIDING SYSTEM VALUE
      SELECT revision_id, character_id, user_id, 'player', kind, at FROM rows
    ),
    lines AS (
      UPDATE experience x SET revision_id = rows.revision_id FROM rows WHERE rows.kind = 'experience' AND x.id = rows.id
    )
    UPDATE changes ch SET revision_id = rows.revision_id FROM rows WHERE rows.kind <> 'experience' AND ch.id = rows.id;
    COMMIT;
    first := first + step;
  END LOOP;
END
$$
"""


def upgrade() -> None:
    with op.get_context().autocommit_block():
        for statement in (
            *("SET statement_timeout = 0", LEDGER_IS_GIVEN_REVISIONS),
            *(OLD_ROWS, "CREATE INDEX ON old_rows (revision_id)", "ANALYZE old_rows", FILL, "DROP TABLE old_rows"),
            *(LEDGER_STAYS, "RESET statement_timeout"),
        ):
            op.execute(statement)


def downgrade() -> None:
    op.execute("""
        UPDATE changes SET user_id = r.user_id FROM revisions r
        WHERE changes.user_id IS NULL AND r.user_id IS NOT NULL
          AND r.character_id = changes.character_id AND r.id = changes.revision_id
    """)
