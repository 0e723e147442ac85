"""Taking everything of one player away, and bringing it back in."""

from wodsheet.preferences import PREFERENCES
from wodsheet.statements.audit import audit_row
from wodsheet.statements.rights import entries
from wodsheet.statements.roster import RECENT, in_play

# Asked: user, epoch. Everything of one player as it is at one moment: a row for each part (player, character, change,
# audit), those in this order and each kind by its id; none when the session ended. ``told`` is its JSON, as text:
# what happened may be too much to be read twice. ``number`` is the character's id, and of a change that of its own.
# Of a character, ``keys`` name its pictures' files, ``entries`` are rows as ``mine.entries`` gives them, and
# what an entry of its ledger corrects is still an id.
TAKE = f"""
WITH me AS (SELECT * FROM users WHERE id = %(user)s AND session_epoch = %(epoch)s),
mine AS (
  SELECT c.* FROM me JOIN characters c ON c.owner_id = me.id AND (c.deleted_at IS NULL OR c.{RECENT})
)
SELECT 1 AS place, 'player' AS part, 0::bigint AS number, json_build_object(
  'player', json_build_object('name', me.name, 'discord_id', me.discord_id, 'desk_name', me.desk_name,
                              'role', me.role, 'since', me.created_at),
  'preferences', (SELECT to_jsonb(p) - 'user_id' FROM user_preferences p WHERE p.user_id = me.id),
  'tokens', (
    SELECT coalesce(json_agg(json_build_object('name', t.name, 'scope', t.scope, 'made_at', t.made_at,
                                               'used_at', t.used_at) ORDER BY t.id), '[]')
    FROM tokens t WHERE t.user_id = me.id
  )
)::text AS told
FROM me
UNION ALL
SELECT 2, 'character', mine.id, json_build_object(
  'line', mine.line, 'ratings', mine.ratings, 'texts', mine.texts, 'created_at', mine.created_at,
  'changed_at', mine.changed_at, 'archived_at', mine.archived_at, 'died_at', mine.died_at, 'epitaph', mine.epitaph,
  'deleted_at', mine.deleted_at,
  'entries', {entries("SELECT * FROM entries WHERE entries.character_id = mine.id")},
  'experience', (
    SELECT coalesce(json_agg(json_build_object('id', x.id, 'day', x.day, 'kind', x.kind, 'amount', x.amount,
                                               'reason', x.reason, 'corrects', x.corrects, 'at', x.at,
                                               'by', w.name) ORDER BY x.id), '[]')
    FROM experience x LEFT JOIN users w ON w.id = x.user_id WHERE x.character_id = mine.id
  ),
  'portraits', (
    SELECT coalesce(json_object_agg(p.slot, json_build_object('alias', p.alias, 'alt', p.alt, 'x', p.x, 'y', p.y,
                                                              'width', p.width, 'height', p.height, 'at', p.at)
                                    ORDER BY p.slot), '{{}}')
    FROM portraits p WHERE p.character_id = mine.id
  ),
  'keys', (SELECT coalesce(json_object_agg(p.slot, p.key), '{{}}') FROM portraits p WHERE p.character_id = mine.id)
)::text
FROM mine
UNION ALL
SELECT 3, 'change', ch.id, json_build_object(
  'character', mine.texts ->> 'name', 'number', mine.number, 'at', ch.at, 'by', w.name, 'what', ch.what,
  'entry', ch.entry_id, 'was', ch.was, 'now', ch.now
)::text
FROM (SELECT *, row_number() OVER (ORDER BY id) AS number FROM mine) mine
  JOIN changes ch ON ch.character_id = mine.id LEFT JOIN users w ON w.id = ch.user_id
UNION ALL
SELECT 4, 'audit', a.id, json_build_object('at', a.at, 'what', a.what, 'facts', a.facts)::text
FROM me JOIN audit a ON a.user_id = me.id
ORDER BY place, number
"""

# Asked: user, epoch. Told once there is something to hand over. The lock waits for an account that is being deleted.
TELL_TAKEN = f"""
WITH me AS (SELECT id FROM users WHERE id = %(user)s AND session_epoch = %(epoch)s FOR KEY SHARE),
{audit_row("me", "exported")}
SELECT id FROM me
"""

# Asked: user, epoch, keys (of the characters an import makes). A row for each that is there; ``over`` are those it put
# away because there was no room: it, and nothing else, did so at the moment it tells of.
BROUGHT = """
SELECT c.id, c.line, c.name, c.archived_at, c.died_at, c.deleted_at,
       EXISTS (SELECT FROM audit a WHERE a.user_id = u.id AND a.what = 'imported' AND a.at = c.archived_at) AS over
FROM users u JOIN characters c ON c.owner_id = u.id
WHERE u.id = %(user)s AND u.session_epoch = %(epoch)s AND c.form_key = ANY(%(keys)s::uuid[])
ORDER BY c.id
"""

_CHOSEN = ", ".join((*PREFERENCES, "heights"))

# The second half of an import, after ``roster.OPEN_ROSTER`` has locked the player, so that limit and quota hold.
# Asked: user, keys (the characters' form keys), characters (as ``transfer.reading.row`` makes them, with their form
# keys and pictures), preferences (or null), bytes (of the pictures), quota, most (0: no limit). Where a line has no
# room for another character in play, those changed last have it, and the others come in put away. Those deleted have
# their days anew.
# ``made`` is false when the same form was here before, then ``known``, or when the pictures would take too much room,
# ``full`` bytes. All references are checked at the statement's end.
BRING = f"""
WITH known AS (SELECT id FROM characters WHERE owner_id = %(user)s AND form_key = ANY(%(keys)s::uuid[])),
counted AS (
  SELECT coalesce(sum(p.bytes), 0) + %(bytes)s AS full
  FROM portraits p JOIN characters c ON c.id = p.character_id WHERE c.owner_id = %(user)s
),
free AS (
  SELECT FROM counted
  WHERE NOT EXISTS (SELECT FROM known) AND (%(quota)s = 0 OR %(bytes)s = 0 OR counted.full <= %(quota)s)
),
brought AS MATERIALIZED (
  SELECT nextval(pg_get_serial_sequence('characters', 'id')) AS id, sent.*
  FROM free, LATERAL (
    SELECT * FROM jsonb_to_recordset(%(characters)s) AS c(
      n int, form_key uuid, line text, ratings jsonb, texts jsonb, created_at timestamptz, changed_at timestamptz,
      archived_at timestamptz, died_at timestamptz, epitaph text, deleted_at timestamptz,
      entries jsonb, experience jsonb, portraits jsonb
    ) ORDER BY n
  ) sent
),
seated AS (
  SELECT b.id, %(most)s = 0 OR EXISTS (SELECT FROM users WHERE id = %(user)s AND role = 'admin')
    OR row_number() OVER (PARTITION BY b.line ORDER BY b.changed_at DESC, b.n) + (
      SELECT count(*) FROM characters c WHERE c.owner_id = %(user)s AND c.line = b.line AND {in_play("c")}
    ) <= %(most)s AS fits
  FROM brought b WHERE {in_play("b")}
),
made AS (
  INSERT INTO characters (id, owner_id, line, ratings, texts, form_key, created_at, changed_at, archived_at, died_at,
                          epitaph, deleted_at)
  OVERRIDING SYSTEM VALUE
  SELECT b.id, %(user)s, b.line, b.ratings, b.texts, b.form_key, b.created_at, b.changed_at,
         CASE WHEN s.fits IS FALSE THEN now() ELSE b.archived_at END, b.died_at, b.epitaph,
         CASE WHEN b.deleted_at IS NOT NULL THEN now() END
  FROM brought b LEFT JOIN seated s ON s.id = b.id
),
given AS MATERIALIZED (
  SELECT nextval(pg_get_serial_sequence('entries', 'id')) AS id, b.id AS character_id, e.*
  FROM brought b, LATERAL (
    SELECT * FROM jsonb_to_recordset(b.entries) AS e(
      n int, kind text, parent int, position int, name text, dots smallint, texts jsonb
    ) ORDER BY n
  ) e
),
filled AS (
  INSERT INTO entries (id, character_id, kind, parent_id, position, name, dots, texts, form_key)
  OVERRIDING SYSTEM VALUE
  SELECT g.id, g.character_id, g.kind, o.id, g.position, g.name, g.dots, g.texts, gen_random_uuid()
  FROM given g LEFT JOIN given o ON o.character_id = g.character_id AND o.n = g.parent
),
written AS MATERIALIZED (
  SELECT nextval(pg_get_serial_sequence('experience', 'id')) AS id, b.id AS character_id, x.*
  FROM brought b, LATERAL (
    SELECT * FROM jsonb_to_recordset(b.experience) AS x(
      n int, kind text, amount int, reason text, day date, at timestamptz, corrects int
    ) ORDER BY n
  ) x
),
earned AS (
  INSERT INTO experience (id, character_id, user_id, kind, amount, reason, day, at, corrects, form_key)
  OVERRIDING SYSTEM VALUE
  SELECT w.id, w.character_id, %(user)s, w.kind, w.amount, w.reason, w.day, w.at, o.id, gen_random_uuid()
  FROM written w LEFT JOIN written o ON o.character_id = w.character_id AND o.n = w.corrects
),
shown AS (
  INSERT INTO portraits (character_id, slot, key, alias, alt, x, y, width, height, bytes, at)
  SELECT b.id, p.slot, p.key, p.alias, p.alt, p.x, p.y, p.width, p.height, p.bytes, p.at
  FROM brought b, jsonb_to_recordset(b.portraits) AS p(
    slot text, key text, alias text, alt text, x smallint, y smallint, width int, height int, bytes int, at timestamptz
  )
  RETURNING slot
),
liked AS (
  INSERT INTO user_preferences (user_id, {_CHOSEN})
  SELECT %(user)s, {_CHOSEN} FROM free, jsonb_populate_record(NULL::user_preferences, %(preferences)s) p
  WHERE %(preferences)s::jsonb IS NOT NULL
  ON CONFLICT (user_id) DO NOTHING
),
told AS (
  INSERT INTO audit (user_id, what, facts)
  SELECT %(user)s, 'imported', jsonb_build_object('characters', (SELECT count(*) FROM brought),
                                                  'pictures', (SELECT count(*) FROM shown))
  FROM free
)
SELECT EXISTS (SELECT FROM known) AS known, EXISTS (SELECT FROM free) AS made, counted.full FROM counted
"""
