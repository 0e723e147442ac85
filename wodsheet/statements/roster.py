"""The roster of a player, and making characters."""

from wodsheet.sheet.roster import DAYS_KEPT
from wodsheet.statements.portraits import FACE
from wodsheet.statements.rights import entries, signed_in

RECENT = f"deleted_at > now() - interval '{DAYS_KEPT} days'"
GONE = f"deleted_at <= now() - interval '{DAYS_KEPT} days'"


# The columns of which each keeps a character out of play.
OUT_OF_PLAY = ("archived_at", "died_at", "deleted_at", "drafted_at")


def in_play(c: str) -> str:
    """The predicate for a character that is in play, and so is counted: not archived, dead, deleted or a draft."""
    return " AND ".join(f"{c}.{column} IS NULL" for column in OUT_OF_PLAY)


# Parameters: user, session, texts (the keys of those a card may show), kinds (the listings a tracker's length may
# depend on). A row for each character that the asker owns, the last changed first; one row of nulls when there are
# none, no row when the session ended. A roster may be long, and most of a character is prose and lists.
ROSTER = f"""
SELECT u.name AS player, u.role = 'admin' AS unlimited, character.id, character.line, character.ratings, character.keys,
       character.archived_at, character.died_at, character.epitaph, character.deleted_at, character.drafted_at,
       character.changed_at,
       to_jsonb(p) AS preferences, {FACE} AS face,
       (SELECT jsonb_object_agg(key, character.texts -> key) FROM unnest(%(texts)s::text[]) key
        WHERE character.texts -> key IS NOT NULL) AS texts,
       CASE WHEN {in_play("character")} THEN
         {entries("SELECT * FROM entries WHERE entries.character_id = character.id AND kind = ANY(%(kinds)s::text[])")}
       END AS entries
FROM users u LEFT JOIN user_preferences p ON p.user_id = u.id
  LEFT JOIN characters character ON character.owner_id = u.id AND (character.deleted_at IS NULL OR character.{RECENT})
WHERE {signed_in()}
ORDER BY character.changed_at DESC, character.id DESC
"""

# Goes before a statement that needs room: it locks the asker's row, so that the second statement counts after every
# other one of the same player is done, and the limit holds exactly. Parameters: user, session. Not FOR UPDATE, which
# would wait until every click of the player is in the journal, and make later clicks wait.
LOCK_ROSTER = f"SELECT id FROM users WHERE {signed_in('users')} FOR NO KEY UPDATE"

# Whether one more character is within the limit. Admins have no limit; each statement reads the role, so a role
# counts from the moment it is granted until it is revoked. Parameters: user, line, most (0: no limit).
ROOM = f"""(%(most)s = 0 OR EXISTS (SELECT FROM users WHERE id = %(user)s AND role = 'admin') OR (
    SELECT count(*) FROM characters c WHERE c.owner_id = %(user)s AND c.line = %(line)s AND {in_play("c")}
  ) < %(most)s)"""

# Parameters: user, hand, line, most, form_key, quota (bytes that all pictures of the asker may have together; 0: no
# limit), and character: CharacterDocument.to_row() as JSON. The asker owns the new character. Ids of its entries only
# say which entry stands in which; in its ledger ``corrects`` is the ``n`` of another entry. ``id`` is that of the
# character which this form_key made before, if there is one; it is null when the roster is full. Its pictures come all,
# or none where there is no room for them: ``new_pictures`` came, ``known_pictures`` has the one made before. All
# references are checked at the end of the statement.
CREATE = f"""
WITH known AS (SELECT id FROM characters WHERE owner_id = %(user)s AND form_key = %(form_key)s),
sent AS (
  SELECT * FROM jsonb_to_record(%(character)s) AS c(
    ratings jsonb, texts jsonb, epitaph text, created_at timestamptz, changed_at timestamptz, archived_at timestamptz,
    died_at timestamptz, deleted_at timestamptz, drafted_at timestamptz, entries jsonb, experience jsonb,
    portraits jsonb, keys jsonb, rolls jsonb, named_rolls jsonb
  )
),
made AS (
  INSERT INTO characters (owner_id, line, form_key, ratings, texts, epitaph, created_at, changed_at, archived_at,
                          died_at, deleted_at, drafted_at, keys)
  SELECT %(user)s, %(line)s, %(form_key)s, ratings, texts, epitaph, coalesce(created_at, now()),
         coalesce(changed_at, now()), archived_at, died_at, deleted_at, drafted_at, keys
  FROM sent WHERE NOT EXISTS (SELECT FROM known) AND {ROOM}
  RETURNING id
),
revision AS (
  INSERT INTO revisions (character_id, user_id, hand, kind) SELECT id, %(user)s, %(hand)s, 'creation' FROM made
  RETURNING id
),
numbered_entries AS MATERIALIZED (
  SELECT nextval(pg_get_serial_sequence('entries', 'id')) AS new_id, e.*
  FROM sent, LATERAL (
    SELECT * FROM jsonb_to_recordset(sent.entries) AS e(
      id int, kind text, parent_id int, position int, name text, dots smallint, texts jsonb, key text
    ) ORDER BY id
  ) e
),
new_entries AS (
  INSERT INTO entries (id, character_id, kind, parent_id, position, name, dots, texts, form_key, key)
  OVERRIDING SYSTEM VALUE
  SELECT e.new_id, made.id, e.kind, parent.new_id, e.position, e.name, e.dots, e.texts, gen_random_uuid(), e.key
  FROM made CROSS JOIN numbered_entries e LEFT JOIN numbered_entries parent ON parent.id = e.parent_id
),
numbered_experience AS MATERIALIZED (
  SELECT nextval(pg_get_serial_sequence('experience', 'id')) AS id, x.*
  FROM sent, LATERAL (
    SELECT * FROM jsonb_to_recordset(sent.experience) AS x(
      n int, kind text, amount int, reason text, day date, at timestamptz, corrects int
    ) ORDER BY n
  ) x
),
new_experience AS (
  INSERT INTO experience (id, character_id, user_id, kind, amount, reason, day, at, corrects, form_key, revision_id)
  OVERRIDING SYSTEM VALUE
  SELECT x.id, made.id, %(user)s, x.kind, x.amount, x.reason, x.day, x.at, corrected.id, gen_random_uuid(), revision.id
  FROM made CROSS JOIN revision CROSS JOIN numbered_experience x
    LEFT JOIN numbered_experience corrected ON corrected.n = x.corrects
),
numbered_rolls AS MATERIALIZED (
  SELECT nextval(pg_get_serial_sequence('rolls', 'id')) AS id, r.*
  FROM sent, LATERAL (
    SELECT * FROM jsonb_to_recordset(sent.rolls) AS r(
      n int, at timestamptz, what text, traits text[], number smallint, offers text[], modifier smallint,
      regular smallint[], special smallint[], fell boolean, difficulty smallint, contested boolean, test text,
      action text, places smallint[], thrown smallint[]
    ) ORDER BY n
  ) r
),
new_rolls AS (
  INSERT INTO rolls (id, character_id, user_id, hand, at, what, traits, number, offers, modifier, regular, special,
                     fell, difficulty, contested, test, action, form_key)
  OVERRIDING SYSTEM VALUE
  SELECT r.id, made.id, %(user)s, %(hand)s, r.at, r.what, r.traits, r.number, r.offers, r.modifier, r.regular,
         r.special, r.fell, r.difficulty, r.contested, r.test, r.action, gen_random_uuid()
  FROM made CROSS JOIN numbered_rolls r
),
new_rerolls AS (
  INSERT INTO rerolls (character_id, roll_id, revision_id, places, thrown, form_key)
  SELECT made.id, r.id, revision.id, r.places, r.thrown, gen_random_uuid()
  FROM made CROSS JOIN revision CROSS JOIN numbered_rolls r WHERE r.places IS NOT NULL
),
new_named_rolls AS (
  INSERT INTO named_rolls (character_id, name, traits, number, offers, modifier, difficulty, form_key)
  SELECT made.id, n.name, n.traits, n.number, n.offers, n.modifier, n.difficulty, gen_random_uuid()
  FROM made, sent, LATERAL (
    SELECT * FROM jsonb_to_recordset(sent.named_rolls) AS named(
      n int, name text, traits text[], number smallint, offers text[], modifier smallint, difficulty smallint
    ) ORDER BY n
  ) n
),
new_portraits AS (
  INSERT INTO portraits (character_id, slot, key, alias, alt, x, y, width, height, bytes, at)
  SELECT made.id, p.*
  FROM made, sent, jsonb_to_recordset(sent.portraits) AS p(
    slot text, key text, alias text, alt text, x smallint, y smallint, width int, height int, bytes int, at timestamptz
  )
  WHERE %(quota)s = 0 OR %(quota)s >= (
    SELECT sum(bytes) FROM (
      SELECT p.bytes FROM portraits p JOIN characters c ON c.id = p.character_id WHERE c.owner_id = %(user)s
      UNION ALL SELECT (one ->> 'bytes')::int FROM jsonb_array_elements(sent.portraits) one
    ) every_picture
  )
  RETURNING slot
)
SELECT coalesce((SELECT id FROM known), (SELECT id FROM made)) AS id,
       (SELECT count(*) FROM new_portraits) AS new_pictures,
       (SELECT count(*) FROM portraits p JOIN known ON known.id = p.character_id) AS known_pictures
"""
