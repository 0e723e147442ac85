"""Personal tokens: found, listed, made and revoked. The audit trail records that one was made or revoked."""

from wodsheet.statements.audit import audit_row
from wodsheet.statements.rights import signed_in

# Parameter: hash. The user whose token it is, and their time zone, or no row. The time of use is saved once an hour,
# so that most reads do not write.
FIND = """
WITH found AS (
  SELECT id, user_id, scope, key FROM tokens WHERE hash = %(hash)s
),
used AS (
  UPDATE tokens t SET used_at = now() FROM found
  WHERE t.id = found.id AND (t.used_at IS NULL OR t.used_at < now() - interval '1 hour')
)
SELECT found.user_id, found.key, found.scope, coalesce(p.time_zone, '') AS time_zone
FROM found LEFT JOIN user_preferences p ON p.user_id = found.user_id
"""

# Parameters: user, session. A row for each token of the player, the newest first.
ALL = f"""
SELECT t.id, t.name, t.scope, t.made_at, t.used_at
FROM tokens t JOIN users u ON u.id = t.user_id
WHERE {signed_in()}
ORDER BY t.id DESC
"""

# Goes after ``roster.LOCK_ROSTER``, which locks the player's row, so that the limit holds exactly. Parameters: user,
# name, scope, hash, form_key, most. No row when there are that many already, or when the same form made a token that
# was used since. A form sent again before that (a double click) replaces the hash of its token, because the player sees
# the newer secret; ``again`` is then true.
MAKE = f"""
WITH made AS (
  INSERT INTO tokens (user_id, name, scope, hash, form_key)
  SELECT %(user)s, %(name)s, %(scope)s, %(hash)s, %(form_key)s
  WHERE (SELECT count(*) FROM tokens WHERE user_id = %(user)s AND form_key <> %(form_key)s) < %(most)s
  ON CONFLICT (user_id, form_key) DO UPDATE SET hash = excluded.hash WHERE tokens.used_at IS NULL
  RETURNING id, name, scope, xmax <> 0 AS again
),
new AS (SELECT id FROM made WHERE NOT again),
{audit_row("new", "token_made", fact="token")}
SELECT * FROM made
"""

# Parameters: user, session, token. A token that is gone already counts as revoked. The player's row is locked first, as
# when an account is deleted: in the other order the two would wait for each other.
REVOKE = f"""
WITH me AS (SELECT id FROM users WHERE {signed_in("users")} FOR KEY SHARE),
revoked AS (
  DELETE FROM tokens t USING me WHERE t.id = %(token)s AND t.user_id = me.id
  RETURNING t.id
),
{audit_row("revoked", "token_revoked", fact="token")}
SELECT id FROM revoked
"""
