"""Up to where a player has seen the history of a character."""

from wodsheet.statements.revisions import SITTING

# The CTE ``visited`` of a statement by which the asker opens the sheet of ``character``: all there is now is seen. It
# writes only where something is newer than what they had seen. After a pause a new sitting begins.
VISIT = f"""
newest AS (
  SELECT r.id FROM character, LATERAL (
    SELECT id FROM revisions WHERE character_id = character.id ORDER BY id DESC LIMIT 1
  ) r
),
visited AS (
  INSERT INTO visits AS v (character_id, user_id, seen, seen_before)
  SELECT character.id, %(user)s, newest.id, newest.id FROM character, newest
  WHERE NOT EXISTS (
    SELECT FROM visits known
    WHERE known.character_id = character.id AND known.user_id = %(user)s AND known.seen >= newest.id
  )
  ON CONFLICT (character_id, user_id) DO UPDATE
  SET seen = excluded.seen, at = now(),
      seen_before = CASE WHEN v.at < now() - interval '{SITTING}' THEN v.seen ELSE v.seen_before END
  WHERE v.seen < excluded.seen
)
"""
