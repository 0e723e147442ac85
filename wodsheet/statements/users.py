"""The statements about people: who signed in, whether they still are, and ending every session at once.

Each that does something tells it to the audit trail.
"""

from wodsheet.statements.audit import told

# One row while the session is good. `session_epoch` grows when a person signs out everywhere.
STILL_SIGNED_IN = """
SELECT to_jsonb(p) AS preferences FROM users u LEFT JOIN user_preferences p ON p.user_id = u.id
WHERE u.id = %(user)s AND u.session_epoch = %(epoch)s
"""

# The same Discord account is the same person; their name follows Discord's. Runs again without harm.
WELCOME_FROM_DISCORD = f"""
WITH welcome AS (
  INSERT INTO users (discord_id, name) VALUES (%(discord_id)s, %(name)s)
  ON CONFLICT (discord_id) DO UPDATE SET name = excluded.name
  RETURNING id, name, session_epoch
),
{told("welcome", "signed_in", whose="id")}
SELECT id, name, session_epoch FROM welcome
"""

# The same name on this computer is the same person. The update changes nothing but lets the row be returned.
WELCOME_AT_THE_DESK = f"""
WITH welcome AS (
  INSERT INTO users (desk_name, name) VALUES (%(name)s, %(name)s)
  ON CONFLICT (desk_name) DO UPDATE SET name = excluded.name
  RETURNING id, name, session_epoch
),
{told("welcome", "signed_in", whose="id")}
SELECT id, name, session_epoch FROM welcome
"""

# Ends every session of this person, the asking one included. The epoch in the condition makes a repeat do nothing.
SIGN_OUT_EVERYWHERE = f"""
WITH ended AS (
  UPDATE users SET session_epoch = session_epoch + 1
  WHERE id = %(user)s AND session_epoch = %(epoch)s
  RETURNING id, session_epoch
),
{told("ended", "signed_out_everywhere", whose="id")}
SELECT session_epoch FROM ended
"""
