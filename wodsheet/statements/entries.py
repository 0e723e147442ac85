"""Adding, rating, writing, moving, removing and restoring an entry, each in one statement.

Parameters: id, line, user, session, hand, kind (the listing's name) and those that each statement names. Each gives one
row, or none when there is nothing that the asker may edit. ``rights.LOCK`` goes before MOVE, REMOVE, RESTORE and an ADD
inside another entry: they go by other rows than the one they write. The row has the character's ratings and texts, and
all entries as they are after the statement.
"""

from wodsheet.statements.revisions import NOT_FOLDED, entry_changes, folded, revision, squeezed
from wodsheet.statements.rights import EDIT, character, entries, entries_after, locked_character
from wodsheet.statements.texts import text_hash

_OLD = f"""
WITH {locked_character(EDIT)},
old AS (
  SELECT e.* FROM entries e JOIN character ON e.character_id = character.id
  WHERE e.id = %(entry)s AND e.kind = %(kind)s
  FOR UPDATE OF e
)
"""

# The entry that was removed last under this id, as the journal recorded it.
_REMOVED = """
removed AS (
  SELECT ch.was FROM changes ch JOIN character ON ch.character_id = character.id
  WHERE ch.entry_id = %(entry)s AND ch.now IS NULL AND ch.was ->> 'kind' = %(kind)s
  ORDER BY ch.id DESC LIMIT 1
)
"""

_TOUCHED = """
touched AS (
  UPDATE characters c SET changed_at = now() FROM character WHERE c.id = character.id AND EXISTS (SELECT FROM saved)
)
"""

_AFTER = f"character.ratings, character.texts, character.keys, {entries_after('saved')} AS entries"


def _key(parent: str) -> str:
    """The SQL for the key beside a name, in an entry whose id is ``parent``. Of ``keys`` (``Listing.keys``), the key
    under that of the outer entry comes first.
    """
    return f"""coalesce(%(keys)s::jsonb ->> (
      SELECT p.key FROM entries p WHERE p.character_id = character.id AND p.id = {parent}
    ), %(keys)s::jsonb ->> '')"""


# More parameters: under (the id of the entry it stands in, or null), outer (the kind of that entry, or null), name,
# keys, dots, texts, form_key, most (how many of its kind a character may have). A form sent twice finds its key and
# adds nothing.
ADD = f"""
WITH {locked_character(EDIT)},
place AS (
  SELECT character.id, (
    SELECT coalesce(max(position) + 1, 0) FROM entries
    WHERE character_id = character.id AND kind = %(kind)s AND parent_id IS NOT DISTINCT FROM %(under)s::bigint
  ) AS position, {_key("%(under)s::bigint")} AS key
  FROM character
  WHERE (SELECT count(*) FROM entries WHERE character_id = character.id AND kind = %(kind)s) < %(most)s
    AND (%(outer)s::text IS NULL OR EXISTS (
      SELECT FROM entries p WHERE p.id = %(under)s::bigint AND p.character_id = character.id AND p.kind = %(outer)s
    ))
),
saved AS (
  INSERT INTO entries (character_id, kind, parent_id, position, name, dots, texts, form_key, key)
  SELECT place.id, %(kind)s, %(under)s::bigint, place.position, %(name)s, %(dots)s, %(texts)s, %(form_key)s, place.key
  FROM place
  ON CONFLICT (character_id, form_key) DO NOTHING
  RETURNING *
),
{_TOUCHED},
{revision("entry")},
{entry_changes("saved.id, NULL, to_jsonb(saved) FROM revision, saved")}
SELECT {_AFTER},
       coalesce((SELECT id FROM saved),
                (SELECT id FROM entries WHERE character_id = character.id AND form_key = %(form_key)s)) AS entry
FROM character
"""

# More parameters: entry, dots, bound (the key of the text that says how many dots the entry has at most, or ''), most
# (``Listing.most_dots``: the limit when that text is empty). As many dots as the entry has now are always allowed;
# where the dots are more than ``most``, nothing is saved.
RATE = f"""
{_OLD},
bound AS (
  SELECT old.id, greatest(old.dots, CASE WHEN old.texts ->> %(bound)s ~ '^[0-9]{{1,2}}$'
                                         THEN (old.texts ->> %(bound)s)::int
                                         ELSE coalesce(%(most)s ->> old.key, %(most)s ->> '')::int END) AS most
  FROM old
),
saved AS (
  UPDATE entries e SET dots = %(dots)s FROM old JOIN bound USING (id)
  WHERE e.id = old.id AND old.dots <> %(dots)s AND %(dots)s <= bound.most
  RETURNING e.*
),
{_TOUCHED},
{revision("entry")},
{
    entry_changes(
        "old.id, jsonb_build_object('dots', old.dots), jsonb_build_object('dots', saved.dots) FROM revision, old, saved"
    )
}
SELECT {_AFTER}, bound.most FROM character JOIN bound ON true
"""


def _written(words: str, key: str) -> str:
    """The SQL for what the journal has of a text: of a name also its key."""
    return f"""jsonb_build_object(%(text)s::text, {words})
      || CASE WHEN %(text)s = 'name' THEN jsonb_build_object('key', {key}) ELSE '{{}}' END"""


_WRITTEN_NOW = _written("%(words)s::text", "stored.key")

# More parameters: entry, text (the key of one of its texts, or 'name'), words, keys, start, base_hash. Like
# ``texts.WRITE``.
WRITE = squeezed(f"""
{_OLD},
stored AS (
  SELECT old.id, old.key AS was_key, {_key("old.parent_id")} AS key,
         CASE WHEN %(text)s = 'name' THEN old.name ELSE coalesce(old.texts ->> %(text)s, %(start)s) END AS words
  FROM old JOIN character ON character.id = old.character_id
),
accepted AS (
  SELECT stored.*, {_written("stored.words", "stored.was_key")} AS was, {_WRITTEN_NOW} AS now
  FROM stored WHERE {text_hash("stored.words")} = %(base_hash)s OR stored.words = %(words)s
),
saved AS (
  UPDATE entries e
  SET name = CASE WHEN %(text)s = 'name' THEN %(words)s ELSE e.name END,
      key = CASE WHEN %(text)s = 'name' THEN accepted.key ELSE e.key END,
      texts = CASE WHEN %(text)s = 'name' THEN e.texts
                   ELSE e.texts || jsonb_build_object(%(text)s::text, %(words)s::text) END
  FROM accepted WHERE e.id = accepted.id AND accepted.words <> %(words)s
  RETURNING e.*
),
{_TOUCHED},
{folded("entry", "accepted.was", "accepted.now", "ch.entry_id = accepted.id")},
{revision("entry", NOT_FOLDED)},
{entry_changes("accepted.id, accepted.was, accepted.now FROM revision, accepted")}
SELECT {_AFTER}, EXISTS (SELECT FROM accepted) AS saved, (SELECT words FROM stored) AS words
FROM character JOIN old ON true
""")

# More parameters: entry, place (its index among the entries of its kind in the same parent, from 0; a larger number
# means the end).
MOVE = f"""
{_OLD},
others AS (
  SELECT e.id, row_number() OVER (ORDER BY e.position, e.id) - 1 AS at
  FROM entries e JOIN old ON e.character_id = old.character_id AND e.kind = old.kind
    AND e.parent_id IS NOT DISTINCT FROM old.parent_id AND e.id <> old.id
),
placed AS (
  SELECT id, at + CASE WHEN at >= %(place)s THEN 1 ELSE 0 END AS at FROM others
  UNION ALL SELECT old.id, least(%(place)s, (SELECT count(*) FROM others)) FROM old
),
saved AS (
  UPDATE entries e SET position = placed.at FROM placed WHERE e.id = placed.id AND e.position <> placed.at
  RETURNING e.*
),
{_TOUCHED},
{revision("entry")},
{
    entry_changes('''saved.id, jsonb_build_object('position', e.position),
         jsonb_build_object('position', saved.position)
  FROM revision, saved JOIN entries e ON e.id = saved.id''')
}
SELECT {_AFTER} FROM character JOIN old ON true
"""

# One more parameter: entry. The entries inside it are removed with it, and the journal records all of them. An entry
# that is gone already counts as removed; ``name``, ``removed`` (its texts) and ``under`` (the id of the entry it stood
# in) are then null. ``within`` is the kind and name of each entry that stood in it.
REMOVE = f"""
{_OLD},
inside AS (SELECT e.* FROM entries e JOIN old ON e.character_id = old.character_id AND e.parent_id = old.id),
saved AS (DELETE FROM entries e USING old WHERE e.id = old.id RETURNING e.id),
{_TOUCHED},
{revision("entry")},
{
    entry_changes('''old.id,
         to_jsonb(old)
           || jsonb_build_object('inside', (SELECT coalesce(jsonb_agg(to_jsonb(inside)), '[]') FROM inside)),
         NULL::jsonb
  FROM revision, old''')
}
SELECT character.ratings, character.texts, character.keys, (SELECT name FROM old) AS name,
       (SELECT key FROM old) AS key, (SELECT old.texts FROM old) AS removed,
       (SELECT parent_id FROM old) AS under,
       (SELECT coalesce(jsonb_agg(jsonb_build_array(kind, name)), '[]') FROM inside) AS within,
       {
    entries('''SELECT * FROM entries WHERE entries.character_id = character.id
               AND entries.id NOT IN (SELECT id FROM old) AND entries.id NOT IN (SELECT id FROM inside)''')
} AS entries
FROM character
"""

# One more parameter: entry. ``name`` and ``key`` are the removed entry's; ``name`` is null when it cannot be restored:
# it was never there, it is back already, or the entry it stood in is gone.
REMOVED = f"""
WITH {character(EDIT)},
{_REMOVED}
SELECT (
  SELECT was ->> 'name' FROM removed
  WHERE NOT EXISTS (SELECT FROM entries WHERE id = %(entry)s)
    AND (was ->> 'parent_id' IS NULL OR EXISTS (SELECT FROM entries e WHERE e.id = (was ->> 'parent_id')::bigint))
) AS name, (SELECT was ->> 'key' FROM removed) AS key
FROM character
"""

# One more parameter: entry, a removed one. It and the entries inside it are restored as they were, once.
RESTORE = f"""
WITH {locked_character(EDIT)},
{_REMOVED},
restored AS (
  SELECT entry.* FROM removed, jsonb_populate_record(NULL::entries, removed.was) entry
  UNION ALL SELECT entry.* FROM removed, jsonb_populate_recordset(NULL::entries, removed.was -> 'inside') entry
),
saved AS (
  INSERT INTO entries (id, character_id, kind, parent_id, position, name, dots, texts, form_key, key)
  OVERRIDING SYSTEM VALUE
  SELECT r.id, character.id, r.kind, r.parent_id, r.position, r.name, r.dots, r.texts, r.form_key, r.key
  FROM restored r, character
  WHERE r.parent_id IS NULL OR r.parent_id IN (
    SELECT id FROM entries WHERE character_id = character.id UNION ALL SELECT id FROM restored
  )
  ON CONFLICT DO NOTHING
  RETURNING *
),
{_TOUCHED},
{revision("entry")},
{entry_changes("saved.id, NULL, to_jsonb(saved) FROM revision, saved")}
SELECT {_AFTER} FROM character WHERE EXISTS (SELECT FROM removed)
"""
