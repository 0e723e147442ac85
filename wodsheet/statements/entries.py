"""Adding, rating, writing, moving and removing an entry, each in one statement.

Asked: id, line, user, epoch, kind (the listing's name) and what each says. Each gives one row, with the character's
ratings, texts and all entries as they are afterwards where something was changed, or none when there is nothing of the
asker's to act on.
"""

from wodsheet.statements.rights import MINE, entries, entries_after
from wodsheet.statements.texts import mark

_OLD = f"""
WITH {MINE},
old AS (
  SELECT e.* FROM entries e JOIN mine ON e.character_id = mine.id
  WHERE e.id = %(entry)s AND e.kind = %(kind)s
  FOR UPDATE OF e
)
"""

# What was removed last under this id, as the journal kept it.
_GONE = f"""
WITH {MINE},
gone AS (
  SELECT ch.was FROM changes ch JOIN mine ON ch.character_id = mine.id
  WHERE ch.entry_id = %(entry)s AND ch.now IS NULL AND ch.was ->> 'kind' = %(kind)s
  ORDER BY ch.id DESC LIMIT 1
)
"""

_TOUCHED = """
touched AS (
  UPDATE characters c SET changed_at = now() FROM mine WHERE c.id = mine.id AND EXISTS (SELECT FROM kept)
)
"""

# Asked too: under (the entry it stands in, or null), outer (that entry's kind, or null), name, dots, texts, form_key,
# most (how many of its kind the character may have). A form sent twice finds its key and adds nothing.
ADD = f"""
WITH {MINE},
place AS (
  SELECT mine.id, (
    SELECT coalesce(max(position) + 1, 0) FROM entries
    WHERE character_id = mine.id AND kind = %(kind)s AND parent_id IS NOT DISTINCT FROM %(under)s::bigint
  ) AS position
  FROM mine
  WHERE (SELECT count(*) FROM entries WHERE character_id = mine.id AND kind = %(kind)s) < %(most)s
    AND (%(outer)s::text IS NULL OR EXISTS (
      SELECT FROM entries p WHERE p.id = %(under)s::bigint AND p.character_id = mine.id AND p.kind = %(outer)s
    ))
),
kept AS (
  INSERT INTO entries (character_id, kind, parent_id, position, name, dots, texts, form_key)
  SELECT place.id, %(kind)s, %(under)s::bigint, place.position, %(name)s, %(dots)s, %(texts)s, %(form_key)s FROM place
  ON CONFLICT (character_id, form_key) DO NOTHING
  RETURNING *
),
{_TOUCHED},
told AS (
  INSERT INTO changes (character_id, user_id, what, entry_id, now)
  SELECT kept.character_id, %(user)s, 'entry', kept.id, to_jsonb(kept) FROM kept
)
SELECT mine.ratings, mine.texts, {entries_after("kept")} AS entries,
       coalesce((SELECT id FROM kept),
                (SELECT id FROM entries WHERE character_id = mine.id AND form_key = %(form_key)s)) AS entry
FROM mine
"""

# Asked too: entry, dots, bound (the key of the text that says how many it has at most, or ''), most (how many when
# nothing is written there). What it has already is never too many; ``fits`` is false when these are.
RATE = f"""
{_OLD},
bound AS (
  SELECT old.id, %(dots)s <= greatest(old.dots, CASE WHEN old.texts ->> %(bound)s ~ '^[0-9]{{1,2}}$'
                                                     THEN (old.texts ->> %(bound)s)::int ELSE %(most)s END) AS fits
  FROM old
),
kept AS (
  UPDATE entries e SET dots = %(dots)s FROM old JOIN bound USING (id)
  WHERE e.id = old.id AND old.dots <> %(dots)s AND bound.fits
  RETURNING e.*
),
{_TOUCHED},
told AS (
  INSERT INTO changes (character_id, user_id, what, entry_id, was, now)
  SELECT kept.character_id, %(user)s, 'entry', kept.id, jsonb_build_object('dots', old.dots),
         jsonb_build_object('dots', kept.dots)
  FROM kept JOIN old ON old.id = kept.id
)
SELECT mine.ratings, mine.texts, {entries_after("kept")} AS entries, bound.fits FROM mine JOIN bound ON true
"""

# Asked too: entry, text (the key of one of its texts, or 'name'), words, start, seen. As ``words.WRITE`` in all else.
WRITE = f"""
{_OLD},
spoken AS (
  SELECT old.id, CASE WHEN %(text)s = 'name' THEN old.name ELSE coalesce(old.texts ->> %(text)s, %(start)s) END AS words
  FROM old
),
fit AS (
  SELECT spoken.* FROM spoken WHERE {mark("spoken.words")} = %(seen)s OR spoken.words = %(words)s
),
kept AS (
  UPDATE entries e
  SET name = CASE WHEN %(text)s = 'name' THEN %(words)s ELSE e.name END,
      texts = CASE WHEN %(text)s = 'name' THEN e.texts
                   ELSE e.texts || jsonb_build_object(%(text)s::text, %(words)s::text) END
  FROM fit WHERE e.id = fit.id AND fit.words <> %(words)s
  RETURNING e.*
),
{_TOUCHED},
told AS (
  INSERT INTO changes (character_id, user_id, what, entry_id, was, now)
  SELECT kept.character_id, %(user)s, 'entry', kept.id, jsonb_build_object(%(text)s::text, fit.words),
         jsonb_build_object(%(text)s::text, %(words)s::text)
  FROM kept JOIN fit ON fit.id = kept.id
)
SELECT mine.ratings, mine.texts, {entries_after("kept")} AS entries,
       EXISTS (SELECT FROM fit) AS kept, (SELECT words FROM spoken) AS words
FROM mine JOIN old ON true
"""

# Asked too: entry, place (its index among the entries of its kind in its parent, from 0; past the end is the end).
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
kept AS (
  UPDATE entries e SET position = placed.at FROM placed WHERE e.id = placed.id AND e.position <> placed.at
  RETURNING e.*
),
{_TOUCHED},
told AS (
  INSERT INTO changes (character_id, user_id, what, entry_id, was, now)
  SELECT old.character_id, %(user)s, 'entry', old.id, jsonb_build_object('position', old.position),
         jsonb_build_object('position', kept.position)
  FROM old JOIN kept ON kept.id = old.id
)
SELECT mine.ratings, mine.texts, {entries_after("kept")} AS entries FROM mine JOIN old ON true
"""

# Asked too: entry. What stood in it goes with it, and the journal keeps all of it.
# Removing what is gone already is done too, and ``name`` and ``removed`` (its texts) are then null.
REMOVE = f"""
{_OLD},
within AS (SELECT e.* FROM entries e JOIN old ON e.character_id = old.character_id AND e.parent_id = old.id),
kept AS (DELETE FROM entries e USING old WHERE e.id = old.id RETURNING e.id),
{_TOUCHED},
told AS (
  INSERT INTO changes (character_id, user_id, what, entry_id, was)
  SELECT old.character_id, %(user)s, 'entry', old.id,
         to_jsonb(old) || jsonb_build_object('inside', (SELECT coalesce(jsonb_agg(to_jsonb(within)), '[]') FROM within))
  FROM old JOIN kept ON kept.id = old.id
)
SELECT mine.ratings, mine.texts, (SELECT name FROM old) AS name, (SELECT old.texts FROM old) AS removed,
       {
    entries('''SELECT * FROM entries WHERE entries.character_id = mine.id
               AND entries.id NOT IN (SELECT id FROM old) AND entries.id NOT IN (SELECT id FROM within)''')
} AS entries
FROM mine
"""

# Asked too: entry. ``name`` is what it was called when it was removed, or null when it can not be brought back:
# it was never there, it is back already, or what it stood in is gone.
REMOVED = f"""
{_GONE}
SELECT (
  SELECT was ->> 'name' FROM gone
  WHERE NOT EXISTS (SELECT FROM entries WHERE id = %(entry)s)
    AND (was ->> 'parent_id' IS NULL OR EXISTS (SELECT FROM entries e WHERE e.id = (was ->> 'parent_id')::bigint))
) AS name
FROM mine
"""

# Asked too: entry, one that was removed. It and what stood in it come back as the journal kept them, once.
RESTORE = f"""
{_GONE},
back AS (
  SELECT entry.* FROM gone, jsonb_populate_record(NULL::entries, gone.was) entry
  UNION ALL SELECT entry.* FROM gone, jsonb_populate_recordset(NULL::entries, gone.was -> 'inside') entry
),
kept AS (
  INSERT INTO entries (id, character_id, kind, parent_id, position, name, dots, texts, form_key)
  OVERRIDING SYSTEM VALUE
  SELECT back.id, mine.id, back.kind, back.parent_id, back.position, back.name, back.dots, back.texts, back.form_key
  FROM back, mine
  WHERE back.parent_id IS NULL OR back.parent_id IN (
    SELECT id FROM entries WHERE character_id = mine.id UNION ALL SELECT id FROM back
  )
  ON CONFLICT DO NOTHING
  RETURNING *
),
{_TOUCHED},
told AS (
  INSERT INTO changes (character_id, user_id, what, entry_id, now)
  SELECT kept.character_id, %(user)s, 'entry', kept.id, to_jsonb(kept) FROM kept
)
SELECT mine.ratings, mine.texts, {entries_after("kept")} AS entries FROM mine WHERE EXISTS (SELECT FROM gone)
"""
