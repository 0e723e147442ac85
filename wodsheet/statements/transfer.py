"""Taking everything of one player away, and bringing it back in."""

from wodsheet.preferences import PREFERENCES, TIME_ZONE
from wodsheet.statements.audit import audit_row
from wodsheet.statements.rights import OWN, character, entries, signed_in
from wodsheet.statements.roster import RECENT, in_play

# The newest rolls of a character that a file has at most.
MOST_ROLLS = 5000


def _character(c: str) -> str:
    """The SQL for the JSON of a character ``c``, as ``document`` in ``transfer/exporter.py`` reads it.

    ``files`` name its pictures' files, ``entries`` are rows as ``rights.entries`` gives them, and what an entry of its
    ledger corrects is still an id.
    """
    return f"""json_build_object(
  'line', {c}.line, 'ratings', {c}.ratings, 'texts', {c}.texts, 'keys', {c}.keys,
  'created_at', {c}.created_at, 'changed_at', {c}.changed_at, 'archived_at', {c}.archived_at,
  'died_at', {c}.died_at, 'epitaph', {c}.epitaph, 'deleted_at', {c}.deleted_at, 'drafted_at', {c}.drafted_at,
  'entries', {entries(f"SELECT * FROM entries WHERE entries.character_id = {c}.id")},
  'experience', (
    SELECT coalesce(json_agg(json_build_object('id', x.id, 'day', x.day, 'kind', x.kind, 'amount', x.amount,
                                               'reason', x.reason, 'corrects', x.corrects, 'at', x.at,
                                               'by', w.name) ORDER BY x.id), '[]')
    FROM experience x LEFT JOIN users w ON w.id = x.user_id WHERE x.character_id = {c}.id
  ),
  'rolls', {_rolls(c)}, 'named_rolls', {_named_rolls(f"n.character_id = {c}.id")},
  'portraits', (
    SELECT coalesce(json_object_agg(p.slot, json_build_object('alias', p.alias, 'alt', p.alt, 'x', p.x, 'y', p.y,
                                                              'width', p.width, 'height', p.height, 'at', p.at)
                                    ORDER BY p.slot), '{{}}')
    FROM portraits p WHERE p.character_id = {c}.id
  ),
  'files', (SELECT coalesce(json_object_agg(p.slot, p.key), '{{}}') FROM portraits p WHERE p.character_id = {c}.id)
)"""


def _rolls(c: str) -> str:
    """The SQL for the JSON of the newest rolls of a character ``c``, the oldest of them first.

    Of entries the file knows the place, not the id: a specialty that counted is left out.
    """
    return f"""(
    SELECT coalesce(json_agg(to_jsonb(rolled) - 'place' ORDER BY rolled.place), '[]') FROM (
      SELECT r.at, w.name AS by, r.what, r.traits, r.number, {_elsewhere("r.offers")} AS offers, r.modifier, r.regular,
             r.special, r.fell, coalesce(r.difficulty, d.difficulty) AS difficulty,
             coalesce(d.contested, r.contested) AS contested, r.test, r.action, x.places, x.thrown, r.id AS place
      FROM rolls r LEFT JOIN users w ON w.id = r.user_id
        LEFT JOIN rerolls x ON x.character_id = r.character_id AND x.roll_id = r.id
        LEFT JOIN roll_difficulties d ON d.character_id = r.character_id AND d.roll_id = r.id
      WHERE r.character_id = {c}.id
      ORDER BY r.id DESC LIMIT {MOST_ROLLS}
    ) rolled
  )"""


def _named_rolls(whose: str) -> str:
    """The SQL for the JSON of the named rolls ``n`` of a character or a player, by this predicate."""
    return f"""(
    SELECT coalesce(json_agg(json_build_object('name', n.name, 'traits', n.traits, 'number', n.number,
                                               'offers', {_elsewhere("n.offers")}, 'modifier', n.modifier,
                                               'difficulty', n.difficulty) ORDER BY n.id), '[]')
    FROM named_rolls n WHERE {whose}
  )"""


def _elsewhere(offers: str) -> str:
    """The SQL for those of ``offers`` that mean the same on another sheet."""
    return f"""ARRAY(
    SELECT o FROM unnest({offers}) WITH ORDINALITY AS each(o, place) WHERE o !~ '^-?specialty-' ORDER BY place
  )"""


# Parameters: user, session. Everything of one player as it is at one moment: a row for each part (player, character,
# change, audit), those in this order and each kind by its id; none when the session ended. ``json`` is its JSON, as
# text: what happened may be too much to be read twice. ``number`` is the character's id, and of a change that of its
# revision; ``change`` is its own, and null where a revision has none (a line of the ledger, a new character).
TAKE = f"""
WITH me AS (SELECT * FROM users WHERE {signed_in("users")}),
owned AS (
  SELECT c.* FROM me JOIN characters c ON c.owner_id = me.id AND (c.deleted_at IS NULL OR c.{RECENT})
)
SELECT 1 AS place, 'player' AS part, 0::bigint AS number, 0::bigint AS change, json_build_object(
  'player', json_build_object('name', me.name, 'discord_id', me.discord_id, 'desk_name', me.desk_name,
                              'role', me.role, 'since', me.created_at),
  'named_rolls', {_named_rolls("n.user_id = me.id")},
  'preferences', (SELECT to_jsonb(p) - 'user_id' FROM user_preferences p WHERE p.user_id = me.id),
  'tokens', (
    SELECT coalesce(json_agg(json_build_object('name', t.name, 'scope', t.scope, 'made_at', t.made_at,
                                               'used_at', t.used_at) ORDER BY t.id), '[]')
    FROM tokens t WHERE t.user_id = me.id
  )
)::text AS json
FROM me
UNION ALL
SELECT 2, 'character', owned.id, 0, {_character("owned")}::text
FROM owned
UNION ALL
SELECT 3, 'change', r.id, ch.id, json_build_object(
  'character', owned.texts ->> 'name', 'number', owned.number, 'revision', r.id, 'kind', r.kind, 'action', r.action,
  'undoes', r.undoes,
  'hand', r.hand, 'at', r.at, 'by', w.name, 'what', ch.what, 'entry', ch.entry_id, 'since', ch.at,
  'was', ch.was, 'now', ch.now
)::text
FROM (SELECT *, row_number() OVER (ORDER BY id) AS number FROM owned) owned
  JOIN revisions r ON r.character_id = owned.id LEFT JOIN users w ON w.id = r.user_id
  LEFT JOIN changes ch ON ch.character_id = r.character_id AND ch.revision_id = r.id
UNION ALL
SELECT 4, 'audit', a.id, 0, json_build_object('at', a.at, 'what', a.what, 'facts', a.facts)::text
FROM me JOIN audit a ON a.user_id = me.id
ORDER BY place, number, change
"""

# One character: a row with its JSON, or no row.
TAKE_CHARACTER = f"""
WITH {character(OWN, "c.*")}
SELECT {_character("character")}::text AS json FROM character
"""

# Parameters: user, session. Recorded once there is something to hand over. The lock waits for an account that is being
# deleted.
RECORD_EXPORT = f"""
WITH me AS (SELECT id FROM users WHERE {signed_in("users")} FOR KEY SHARE),
{audit_row("me", "exported")}
SELECT id FROM me
"""

# Parameters: user, session, keys (of the characters an import makes). A row for each that is there; ``over`` are those
# it put away because there was no room: it, and nothing else, did so at the moment it tells of. ``number``: its
# place in the file, from 1.
BROUGHT = f"""
SELECT c.id, array_position(%(keys)s::uuid[], c.form_key) AS number, c.line, c.name, c.archived_at, c.died_at,
       c.deleted_at, c.drafted_at,
       EXISTS (SELECT FROM audit a WHERE a.user_id = u.id AND a.what = 'imported' AND a.at = c.archived_at) AS over
FROM users u JOIN characters c ON c.owner_id = u.id
WHERE {signed_in()} AND c.form_key = ANY(%(keys)s::uuid[])
ORDER BY c.id
"""

# The first of an import's statements once ``roster.LOCK_ROSTER`` has locked the player. Parameters: user, keys (the
# form keys of the characters). One row: ``now``, the time of this transaction; ``known``, whether this import was done
# before; ``bytes``, of all portraits of the player; ``unlimited``, whether the player is an admin; ``in_play``, the
# number of characters in play by line.
BEFORE = f"""
SELECT now() AS now, u.role = 'admin' AS unlimited,
       EXISTS (SELECT FROM characters WHERE owner_id = u.id AND form_key = ANY(%(keys)s::uuid[])) AS known,
       (SELECT coalesce(sum(p.bytes), 0) FROM portraits p JOIN characters c ON c.id = p.character_id
        WHERE c.owner_id = u.id)::bigint AS bytes,
       (SELECT coalesce(jsonb_object_agg(line, many), '{{}}')
        FROM (
          SELECT line, count(*) AS many FROM characters c WHERE c.owner_id = u.id AND {in_play("c")} GROUP BY line
        ) lines) AS in_play
FROM users u WHERE u.id = %(user)s
"""

_CHOSEN = ", ".join((*PREFERENCES, TIME_ZONE, "heights"))

# Parameters: user, preferences. Those that the player has already stay.
CHOOSE = f"""
INSERT INTO user_preferences (user_id, {_CHOSEN})
SELECT %(user)s, {_CHOSEN} FROM jsonb_populate_record(NULL::user_preferences, %(preferences)s)
ON CONFLICT (user_id) DO NOTHING
"""

# Parameters: user, rolls. Those that the player has already stay, and are all then.
KEEP_NAMED = """
INSERT INTO named_rolls (user_id, name, traits, number, offers, modifier, difficulty, form_key)
SELECT %(user)s, n.name, n.traits, n.number, n.offers, n.modifier, n.difficulty, gen_random_uuid()
FROM jsonb_to_recordset(%(rolls)s) AS n(
  name text, traits text[], number smallint, offers text[], modifier smallint, difficulty smallint
)
WHERE NOT EXISTS (SELECT FROM named_rolls WHERE user_id = %(user)s)
"""

# Parameters: user, characters and pictures (how many). ``BROUGHT`` goes by its time, which is that of BEFORE.
RECORD_IMPORT = """
INSERT INTO audit (user_id, what, facts)
VALUES (%(user)s, 'imported',
        jsonb_build_object('characters', %(characters)s::int, 'pictures', %(pictures)s::int))
"""
