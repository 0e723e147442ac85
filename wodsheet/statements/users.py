"""Users: signing in, checking a session, and ending every session of a user.

Each statement that writes adds a row to the audit trail.
"""

from wodsheet.statements.audit import audit_row

# Parameters: user, epoch. One row while the session is valid. Signing out everywhere raises ``session_epoch``.
STILL_SIGNED_IN = """
SELECT to_jsonb(p) AS preferences FROM users u LEFT JOIN user_preferences p ON p.user_id = u.id
WHERE u.id = %(user)s AND u.session_epoch = %(epoch)s
"""

# Parameters: discord_id, name. The same Discord account is the same user, and the name is updated from Discord's. Can
# run again without harm.
WELCOME_FROM_DISCORD = f"""
WITH welcome AS (
  INSERT INTO users (discord_id, name) VALUES (%(discord_id)s, %(name)s)
  ON CONFLICT (discord_id) DO UPDATE SET name = excluded.name
  RETURNING id, name, session_epoch
),
{audit_row("welcome", "signed_in", whose="id")}
SELECT id, name, session_epoch FROM welcome
"""

# Parameter: name. In local mode the same name is the same user. The update changes nothing; it makes the statement
# return the row.
SIGN_IN_BY_NAME = f"""
WITH welcome AS (
  INSERT INTO users (desk_name, name) VALUES (%(name)s, %(name)s)
  ON CONFLICT (desk_name) DO UPDATE SET name = excluded.name
  RETURNING id, name, session_epoch
),
{audit_row("welcome", "signed_in", whose="id")}
SELECT id, name, session_epoch FROM welcome
"""

# After a restore: no cookie of before the backup was made, or of after it, is good any more.
SIGN_EVERYBODY_OUT = "UPDATE users SET session_epoch = session_epoch + 1 + floor(random() * 1000000)::int"

# Parameters: user, epoch. Ends every session of the asker, this one included. A repeat finds the old epoch gone and
# does nothing.
SIGN_OUT_EVERYWHERE = f"""
WITH ended AS (
  UPDATE users SET session_epoch = session_epoch + 1
  WHERE id = %(user)s AND session_epoch = %(epoch)s
  RETURNING id, session_epoch
),
{audit_row("ended", "signed_out_everywhere", whose="id")}
SELECT session_epoch FROM ended
"""
