"""Patches: writing what an undo, a restore or an action makes of a character, as one revision.

Parameters: id, line, user, session, hand; kind, undoes, action, form_key and today; and a ``rules.inverse.Patch``:
ratings, texts, keys and states (objects), follow, entries and portraits (arrays of rows), removed_entries,
removed_portraits, changes. A transaction locks the character and reads it before.
"""

from wodsheet.statements.revisions import squeezed
from wodsheet.statements.rights import EDIT, character, entries, locked_character


def _state(column: str, kind: str) -> str:
    return f"""{column} = CASE WHEN %(states)s::jsonb ? '{column}' THEN (%(states)s::jsonb ->> '{column}')::{kind}
                    ELSE c.{column} END"""


# The columns of states, of pictures, and the lines of the ledger: what no action changes.
_MOMENTS = ("archived_at", "died_at", "drafted_at")
_STATES = ", ".join((*(_state(column, "timestamptz") for column in _MOMENTS), _state("epitaph", "text")))
_PORTRAITS = """sent AS (SELECT r.* FROM jsonb_populate_recordset(NULL::portraits, %(portraits)s) r),
replaced_portrait AS (
  INSERT INTO removed_portraits (key, user_id)
  SELECT p.key, character.owner_id FROM portraits p JOIN character ON p.character_id = character.id
  WHERE (p.slot IN (SELECT slot FROM sent) OR p.slot = ANY(%(removed_portraits)s::text[]))
    AND p.key NOT IN (SELECT key FROM sent)
  ON CONFLICT (key) DO NOTHING
),
brought_portrait AS (DELETE FROM removed_portraits WHERE key IN (SELECT key FROM sent)),
removed_portrait AS (
  DELETE FROM portraits p USING character
  WHERE p.character_id = character.id AND p.slot = ANY(%(removed_portraits)s::text[])
),
written_portrait AS (
  INSERT INTO portraits (character_id, slot, key, alias, alt, x, y, width, height, bytes, at)
  SELECT character.id, s.slot, s.key, s.alias, s.alt, s.x, s.y, s.width, s.height, s.bytes, s.at FROM character, sent s
  ON CONFLICT (character_id, slot) DO UPDATE
  SET key = excluded.key, alias = excluded.alias, alt = excluded.alt, x = excluded.x, y = excluded.y,
      width = excluded.width, height = excluded.height, bytes = excluded.bytes, at = excluded.at
),
"""
# An undo of ledger lines writes a counter-entry to each; one of counter-entries writes again what they took back.
_COUNTER_ENTRY = """,
counter_entry AS (
  INSERT INTO experience (character_id, user_id, kind, amount, reason, day, corrects, form_key, revision_id)
  SELECT x.character_id, %(user)s, coalesce(again.kind, 'correction'), coalesce(again.amount, x.spent - x.earned),
         x.reason, coalesce(again.day, greatest(%(today)s::date, x.day)), CASE WHEN again.id IS NULL THEN x.id END,
         gen_random_uuid(), revision.id
  FROM revision JOIN experience x ON x.character_id = revision.character_id AND x.revision_id = %(undoes)s
    LEFT JOIN experience again ON again.id = x.corrects
)
"""


def _apply(when: str, states: str = "", portraits: str = "", further: str = "") -> str:
    """The CTEs that write a patch, and ``revision`` where the predicate ``when`` holds."""
    return f"""WITH {locked_character(EDIT, "c.id, c.owner_id")},
patched AS (
  UPDATE characters c
  SET ratings = c.ratings || %(ratings)s, texts = (c.texts || %(texts)s) - %(follow)s::text[],
      keys = jsonb_strip_nulls(c.keys || %(keys)s) - %(follow)s::text[],
      {states}changed_at = now()
  FROM character WHERE c.id = character.id AND {when}
),
removed_entry AS (
  DELETE FROM entries e USING character
  WHERE e.character_id = character.id AND e.id = ANY(%(removed_entries)s::bigint[])
),
written_entry AS (
  INSERT INTO entries AS e (id, character_id, kind, parent_id, position, name, dots, texts, form_key, key)
  OVERRIDING SYSTEM VALUE
  SELECT r.id, character.id, r.kind, r.parent_id, r.position, r.name, r.dots, r.texts, r.form_key, r.key
  FROM character, jsonb_populate_recordset(NULL::entries, %(entries)s) r
  ON CONFLICT (id) DO UPDATE
  SET position = excluded.position, name = excluded.name, dots = excluded.dots, texts = excluded.texts,
      key = excluded.key
  WHERE e.character_id = excluded.character_id
),
{portraits}revision AS (
  INSERT INTO revisions (character_id, user_id, hand, kind, undoes, form_key, action)
  SELECT character.id, %(user)s, %(hand)s, %(kind)s, %(undoes)s, %(form_key)s, %(action)s FROM character WHERE {when}
  RETURNING id, character_id
),
journal_row AS (
  INSERT INTO changes (character_id, revision_id, what, entry_id, was, now)
  SELECT revision.character_id, revision.id, ch.what, ch.entry_id, ch.was, ch.now
  FROM revision, jsonb_to_recordset(%(changes)s) ch(what text, entry_id bigint, was jsonb, now jsonb)
){further}
"""


# One row: the revision's id.
APPLY = squeezed(f"{_apply('true', _STATES + ', ', _PORTRAITS, _COUNTER_ENTRY)} SELECT id FROM revision")

# The character as an action finds it: the parts of a Sheet; the rows of what is in effect, by id; and what the same
# form did before, or null.
BEFORE_ACTION = f"""
WITH {character(EDIT)}
SELECT character.ratings, character.texts, character.keys, {entries()} AS entries,
       (SELECT coalesce(jsonb_object_agg(e.id, to_jsonb(e)), '{{}}')
        FROM entries e WHERE e.character_id = character.id AND e.kind = 'in_effect') AS in_effect,
       (SELECT r.id FROM revisions r WHERE r.character_id = character.id AND r.form_key = %(form_key)s) AS revision,
       (SELECT r.id FROM rolls r WHERE r.character_id = character.id AND r.form_key = %(form_key)s) AS roll
FROM character
"""

# One more parameter: many.
NEW_ENTRIES = "SELECT nextval(pg_get_serial_sequence('entries', 'id')) AS id FROM generate_series(1, %(many)s)"

# More parameters: regular, the dice that were thrown, and fell. An action that changes nothing is no revision, and one
# without dice no roll. One row: their ids, or null.
ACT = f"""
{_apply("jsonb_array_length(%(changes)s) > 0")},
r AS (
  INSERT INTO rolls (character_id, user_id, hand, action, revision_id, regular, special, fell, form_key)
  SELECT character.id, %(user)s, %(hand)s, %(action)s, revision.id, %(regular)s, '{{}}', %(fell)s, %(form_key)s
  FROM character LEFT JOIN revision ON true
  WHERE cardinality(%(regular)s::smallint[]) > 0
  RETURNING id
)
SELECT (SELECT id FROM revision) AS revision, (SELECT id FROM r) AS roll
"""

# What the form ``form_key`` did: its revision with the changes, and its roll with the dice; null where there is none.
DONE = f"""
WITH {character(EDIT, "c.id")}
SELECT r.id AS revision, x.id AS roll, x.regular, coalesce(r.action, x.action) AS action,
       (SELECT coalesce(jsonb_agg(jsonb_build_array(ch.what, ch.entry_id, ch.was, ch.now) ORDER BY ch.id), '[]')
        FROM changes ch WHERE ch.character_id = character.id AND ch.revision_id = r.id) AS changes
FROM character
  LEFT JOIN revisions r ON r.character_id = character.id AND r.form_key = %(form_key)s
  LEFT JOIN rolls x ON x.character_id = character.id AND x.form_key = %(form_key)s
"""
