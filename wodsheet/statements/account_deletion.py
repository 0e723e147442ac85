"""Deleting an account with everything it owns: three statements in one transaction.

They lock the player's row first and then the characters, in the same order as every other statement. So clicks that
have begun are finished before, and later ones find nobody. No remaining row says whose it was: the database clears the
reference in every table (``ON DELETE SET NULL``), and the one audit row about the deletion belongs to nobody.
"""

from wodsheet.statements.rights import signed_in

# Parameters: user, session. What would be deleted; no row when the session ended.
WHAT_GOES = f"""
SELECT u.name, to_jsonb(p) AS preferences,
       (SELECT count(*) FROM characters c WHERE c.owner_id = u.id) AS characters,
       (SELECT count(*) FROM portraits JOIN characters c ON c.id = character_id WHERE c.owner_id = u.id) AS pictures,
       (SELECT count(*) FROM tokens t WHERE t.user_id = u.id) AS tokens
FROM users u LEFT JOIN user_preferences p ON p.user_id = u.id
WHERE {signed_in()}
"""

# Parameters: user, session. The player's name; no row when the session ended.
OPEN = f"SELECT name FROM users WHERE {signed_in('users')} FOR NO KEY UPDATE"

# Parameter: user. A row for each character.
OPEN_CHARACTERS = "SELECT id FROM characters WHERE owner_id = %(user)s ORDER BY id FOR UPDATE"

# Parameter: user. A row for each picture that was deleted, those replaced or removed before among them: its key, which
# names the files to remove.
LEAVE = """
WITH deleted AS (DELETE FROM users WHERE id = %(user)s RETURNING id),
audit_row AS (
  INSERT INTO audit (what, facts)
  SELECT 'account_deleted', jsonb_build_object('characters', count(*)) FROM characters WHERE owner_id = %(user)s
)
SELECT p.key FROM deleted JOIN characters c ON c.owner_id = deleted.id JOIN portraits p ON p.character_id = c.id
UNION ALL SELECT r.key FROM deleted JOIN removed_portraits r ON r.user_id = deleted.id
"""
