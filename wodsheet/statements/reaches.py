"""Reaches for what is another player's: recorded where the answer is 404, read by the host alone."""

from wodsheet.statements.rights import GRANTED

DAYS_KEPT = 90

# Rows an hour for one player: enough to tell a wrong link from a program that tries every number.
MOST_AN_HOUR = 10

# Parameters: user, and character, entry and token: the ids that were in the address, each may be null. Writes one row
# when one of them is there and the player has no right to it; the same target once an hour. Several requests at once
# may write a few rows more. Rows older than DAYS_KEPT go on the way. The lock waits for an account that is being
# deleted.
RECORD = f"""
WITH reached AS (
  SELECT u.id AS user_id, 'character' AS kind, c.id AS target
  FROM users u JOIN characters c ON c.id = %(character)s WHERE u.id = %(user)s AND {GRANTED} IS NULL
  UNION ALL
  SELECT u.id, 'entry', e.id
  FROM users u JOIN entries e ON e.id = %(entry)s JOIN characters c ON c.id = e.character_id
  WHERE u.id = %(user)s AND {GRANTED} IS NULL
  UNION ALL
  SELECT u.id, 'token', t.id FROM users u JOIN tokens t ON t.id = %(token)s AND t.user_id <> u.id WHERE u.id = %(user)s
  LIMIT 1
),
me AS (SELECT u.id FROM users u JOIN reached ON reached.user_id = u.id FOR KEY SHARE OF u),
old AS (DELETE FROM reaches USING me WHERE at < now() - interval '{DAYS_KEPT} days')
INSERT INTO reaches (user_id, kind, target)
SELECT me.id, reached.kind, reached.target FROM me, reached
WHERE NOT EXISTS (
    SELECT FROM reaches r WHERE r.user_id = me.id AND r.at > now() - interval '1 hour'
      AND r.kind = reached.kind AND r.target = reached.target
  ) AND (
    SELECT count(*) FROM reaches r WHERE r.user_id = me.id AND r.at > now() - interval '1 hour'
  ) < {MOST_AN_HOUR}
"""

# No parameters. A row for each reach of the last DAYS_KEPT days, the latest first.
ALL = f"""
SELECT r.at, u.id, u.name, r.kind, r.target FROM reaches r JOIN users u ON u.id = r.user_id
WHERE r.at > now() - interval '{DAYS_KEPT} days' ORDER BY r.id DESC
"""
