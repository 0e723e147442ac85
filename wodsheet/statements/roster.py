"""The roster, and making characters."""

from wodsheet.statements.portraits import FACE
from wodsheet.statements.rights import entries

# How long a deleted character can be brought back; after that it is as if it were gone, whenever the sweep comes.
DAYS_KEPT = 30
RECENT = f"deleted_at > now() - interval '{DAYS_KEPT} days'"
GONE = f"deleted_at <= now() - interval '{DAYS_KEPT} days'"


def in_play(c: str) -> str:
    """Which characters are counted: those that were not put away, did not die and were not deleted."""
    return f"{c}.archived_at IS NULL AND {c}.died_at IS NULL AND {c}.deleted_at IS NULL"


# Asked: user, epoch, texts (the keys of those a card may show), kinds (the listings a tracker's length may follow).
# A row for each character of the player, the last changed first; one row of nulls when there are none, no row when
# the session ended. A roster may be long, and prose and lists are most of a character.
ROSTER = f"""
SELECT u.name AS player, u.role = 'admin' AS unlimited, mine.id, mine.line, mine.ratings, mine.archived_at,
       mine.died_at, mine.epitaph, mine.deleted_at, mine.changed_at, to_jsonb(p) AS preferences, {FACE} AS face,
       (SELECT jsonb_object_agg(key, mine.texts -> key) FROM unnest(%(texts)s::text[]) key
        WHERE mine.texts -> key IS NOT NULL) AS texts,
       CASE WHEN {in_play("mine")} THEN
         {entries("SELECT * FROM entries WHERE entries.character_id = mine.id AND kind = ANY(%(kinds)s::text[])")}
       ELSE '[]' END AS entries
FROM users u LEFT JOIN user_preferences p ON p.user_id = u.id
  LEFT JOIN characters mine ON mine.owner_id = u.id AND (mine.deleted_at IS NULL OR mine.{RECENT})
WHERE u.id = %(user)s AND u.session_epoch = %(epoch)s
ORDER BY mine.changed_at DESC, mine.id DESC
"""

# What goes before a statement that needs room: it locks the player's row, so that the second counts after every other
# one of theirs is done, and the limit holds exactly. Asked: user, epoch. Not FOR UPDATE, which would wait for every
# click of theirs to be journaled, and let the clicks wait in turn.
OPEN_ROSTER = "SELECT id FROM users WHERE id = %(user)s AND session_epoch = %(epoch)s FOR NO KEY UPDATE"

# Whether one more character is within the limit, which holds for no admin: the role is read with each statement, so it
# counts from the moment it is given until it is taken. Asked: user, line, most (0: no limit).
ROOM = f"""(%(most)s = 0 OR EXISTS (SELECT FROM users WHERE id = %(user)s AND role = 'admin') OR (
    SELECT count(*) FROM characters c WHERE c.owner_id = %(user)s AND c.line = %(line)s AND {in_play("c")}
  ) < %(most)s)"""

# Asked too: ratings, texts, form_key, and entries: rows as ``mine.entries`` gives them, whose ids only say which of
# them stands in which. ``id`` is null when the roster is full. All references are checked at the statement's end.
CREATE = f"""
WITH known AS (SELECT id FROM characters WHERE owner_id = %(user)s AND form_key = %(form_key)s),
made AS (
  INSERT INTO characters (owner_id, line, ratings, texts, form_key)
  SELECT %(user)s, %(line)s, %(ratings)s, %(texts)s, %(form_key)s
  WHERE NOT EXISTS (SELECT FROM known) AND {ROOM}
  RETURNING id
),
given AS MATERIALIZED (
  SELECT nextval(pg_get_serial_sequence('entries', 'id')) AS id, made.id AS character_id, (e ->> 0)::bigint AS was,
         e ->> 1 AS kind, (e ->> 2)::bigint AS parent, (e ->> 3)::int AS position, e ->> 4 AS name,
         (e ->> 5)::smallint AS dots, e -> 6 AS texts
  FROM made, jsonb_array_elements(%(entries)s) e
),
filled AS (
  INSERT INTO entries (id, character_id, kind, parent_id, position, name, dots, texts, form_key)
  OVERRIDING SYSTEM VALUE
  SELECT given.id, given.character_id, given.kind, outer_one.id, given.position, given.name, given.dots, given.texts,
         gen_random_uuid()
  FROM given LEFT JOIN given outer_one ON outer_one.was = given.parent
)
SELECT coalesce((SELECT id FROM known), (SELECT id FROM made)) AS id
"""
