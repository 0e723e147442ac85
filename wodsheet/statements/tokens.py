"""The statements about personal tokens. Making and revoking one is told to the audit trail."""

from wodsheet.statements.audit import told

# Asked: hash. Whose token it is, or no row. When it was used is kept to the hour, so that reading does not write.
FIND = """
WITH found AS (
  SELECT t.id, t.user_id, t.scope, u.session_epoch FROM tokens t JOIN users u ON u.id = t.user_id
  WHERE t.hash = %(hash)s
),
used AS (
  UPDATE tokens t SET used_at = now() FROM found
  WHERE t.id = found.id AND (t.used_at IS NULL OR t.used_at < now() - interval '1 hour')
)
SELECT user_id, session_epoch, scope FROM found
"""

# Asked: user, epoch. A row for each token of the player, the newest first.
ALL = """
SELECT t.id, t.name, t.scope, t.made_at, t.used_at
FROM tokens t JOIN users u ON u.id = t.user_id
WHERE t.user_id = %(user)s AND u.session_epoch = %(epoch)s
ORDER BY t.id DESC
"""

# The second half of making one, after ``roster.OPEN_ROSTER`` has locked the player, so that the limit holds exactly.
# Asked: user, name, scope, hash, form_key, most. No row: there are that many already, or the same form made one that
# is in use. Sent again before that (a double click), the form's one token gets the newer secret, for that is the one
# the player sees; ``again`` says so.
MAKE = f"""
WITH made AS (
  INSERT INTO tokens (user_id, name, scope, hash, form_key)
  SELECT %(user)s, %(name)s, %(scope)s, %(hash)s, %(form_key)s
  WHERE (SELECT count(*) FROM tokens WHERE user_id = %(user)s AND form_key <> %(form_key)s) < %(most)s
  ON CONFLICT (user_id, form_key) DO UPDATE SET hash = excluded.hash WHERE tokens.used_at IS NULL
  RETURNING id, name, scope, xmax <> 0 AS again
),
new AS (SELECT id FROM made WHERE NOT again),
{told("new", "token_made", fact="token")}
SELECT * FROM made
"""

# Asked: user, epoch, token. One that is gone already is revoked too. The player's row is locked first, as by whoever
# deletes the account: in the other order both would wait for each other.
REVOKE = f"""
WITH me AS (SELECT id FROM users WHERE id = %(user)s AND session_epoch = %(epoch)s FOR KEY SHARE),
revoked AS (
  DELETE FROM tokens t USING me WHERE t.id = %(token)s AND t.user_id = me.id
  RETURNING t.id
),
{told("revoked", "token_revoked", fact="token")}
SELECT id FROM revoked
"""
