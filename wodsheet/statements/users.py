"""Users: signing in, checking a session, and ending every session of a user.

Each statement that writes adds a row to the audit trail.
"""

from wodsheet.statements.audit import audit_row
from wodsheet.statements.rights import signed_in

# How long a session lasts at most, however often its cookie is renewed.
DAYS_OF_A_SESSION = 90

# Parameters: user, session. One row while the session is valid.
STILL_SIGNED_IN = f"""
SELECT to_jsonb(p) AS preferences FROM users u LEFT JOIN user_preferences p ON p.user_id = u.id
WHERE {signed_in()}
"""


def _sign_in(known_by: str) -> str:
    """Find or make the user that a column knows, and begin a session. What ran out goes on the way."""
    return f"""
WITH welcome AS (
  INSERT INTO users ({known_by}, name) VALUES (%({known_by})s, %(name)s)
  ON CONFLICT ({known_by}) DO UPDATE SET name = excluded.name
  RETURNING id
),
run_out AS (DELETE FROM sessions s USING welcome WHERE s.user_id = welcome.id AND s.expires_at < now()),
begun AS (
  INSERT INTO sessions (user_id, expires_at) SELECT id, now() + interval '{DAYS_OF_A_SESSION} days' FROM welcome
  RETURNING id
),
{audit_row("welcome", "signed_in", whose="id")}
SELECT welcome.id, begun.id AS session FROM welcome, begun
"""


# Parameters: discord_id, name. The same Discord account is the same user, and the name is updated from Discord's.
SIGN_IN_BY_DISCORD = _sign_in("discord_id")

# Parameters: desk_name, name, which are the same. In local mode the same name is the same user.
SIGN_IN_BY_NAME = _sign_in("desk_name")

# The user is locked before their sessions, in the same order as when an account is deleted.
_ASKER = f"asker AS (SELECT id FROM users WHERE {signed_in('users')} FOR KEY SHARE)"

# Parameters: user, session. Ends this session; its cookie opens nothing any more, wherever it was copied to.
SIGN_OUT = f"""
WITH {_ASKER},
ended AS (DELETE FROM sessions s USING asker WHERE s.id = %(session)s AND s.user_id = asker.id RETURNING asker.id),
{audit_row("ended", "signed_out")}
SELECT id FROM ended
"""

# Parameters: user, session. Ends every session of the asker in a browser, this one included. Tokens stay.
SIGN_OUT_EVERYWHERE = f"""
WITH {_ASKER},
ended AS (DELETE FROM sessions s USING asker WHERE s.user_id = asker.id RETURNING asker.id),
once AS (SELECT DISTINCT id FROM ended),
{audit_row("once", "signed_out_everywhere")}
SELECT id FROM once
"""

# After a restore. Tokens go as well: one that was revoked since the backup must not work again.
END_EVERY_SESSION = ("DELETE FROM sessions", "DELETE FROM tokens")
