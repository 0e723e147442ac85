"""Deleting an account, with all that is its own. Three statements that stand or fall together.

First the player's row and then their characters are locked, as everything else here locks them: clicks in flight come
to their end before, and what comes after finds nobody. Nothing that remains says whose it was: the database forgets
that in every table (``ON DELETE SET NULL``), and the trail's one line about it belongs to nobody.
"""

# Asked: user, epoch. What would go; no row when the session ended.
WHAT_GOES = """
SELECT u.name, to_jsonb(p) AS preferences,
       (SELECT count(*) FROM characters c WHERE c.owner_id = u.id) AS characters,
       (SELECT count(*) FROM portraits JOIN characters c ON c.id = character_id WHERE c.owner_id = u.id) AS pictures,
       (SELECT count(*) FROM tokens t WHERE t.user_id = u.id) AS tokens
FROM users u LEFT JOIN user_preferences p ON p.user_id = u.id
WHERE u.id = %(user)s AND u.session_epoch = %(epoch)s
"""

# Asked: user, epoch. The player's name; no row when the session ended.
OPEN = "SELECT name FROM users WHERE id = %(user)s AND session_epoch = %(epoch)s FOR NO KEY UPDATE"

# Asked: user. A row for each character.
OPEN_CHARACTERS = "SELECT id FROM characters WHERE owner_id = %(user)s ORDER BY id FOR UPDATE"

# Asked: user. A row for each picture there was: its key, by which its files are to be removed.
LEAVE = """
WITH gone AS (DELETE FROM users WHERE id = %(user)s RETURNING id),
told AS (
  INSERT INTO audit (what, facts)
  SELECT 'account_deleted', jsonb_build_object('characters', count(*)) FROM characters WHERE owner_id = %(user)s
)
SELECT p.key FROM gone JOIN characters c ON c.owner_id = gone.id JOIN portraits p ON p.character_id = c.id
"""
