"""Reading sheets, and making characters."""

from wodsheet.statements.experience import TOTALS
from wodsheet.statements.mine import entries
from wodsheet.statements.portraits import FACE

# Asked: id, line, user, epoch. One row with all that a sheet shows, or none.
SHOW = f"""
SELECT mine.id, mine.ratings, mine.texts, mine.archived_at, to_jsonb(p) AS preferences,
       {entries()} AS entries, {TOTALS} AS experience, {FACE} AS face
FROM characters mine JOIN users u ON u.id = mine.owner_id LEFT JOIN user_preferences p ON p.user_id = u.id
WHERE mine.id = %(id)s AND mine.line = %(line)s AND mine.owner_id = %(user)s AND u.session_epoch = %(epoch)s
"""

# Asked: user, epoch. A row for each character of the player, the last changed first; one row of nulls when there
# are none, no row when the session ended. Entries come only where a tracker's length may follow them.
ROSTER = f"""
SELECT u.name AS player, mine.id, mine.line, mine.ratings, mine.texts, mine.archived_at, mine.changed_at,
       {FACE} AS face, to_jsonb(p) AS preferences, CASE WHEN mine.id IS NOT NULL THEN {entries()} END AS entries
FROM users u LEFT JOIN user_preferences p ON p.user_id = u.id LEFT JOIN characters mine ON mine.owner_id = u.id
WHERE u.id = %(user)s AND u.session_epoch = %(epoch)s
ORDER BY mine.changed_at DESC, mine.id DESC
"""

# The two halves of making a character. The first locks the player's row, so that the second counts after every
# other creation of theirs is done, and the limit holds exactly. Asked: user, epoch.
OPEN_ROSTER = "SELECT id FROM users WHERE id = %(user)s AND session_epoch = %(epoch)s FOR UPDATE"

# Whether no limit holds: read with each statement, so that a role counts from the moment it is given until it is taken.
_UNLIMITED = "%(most)s = 0 OR EXISTS (SELECT FROM users WHERE id = %(user)s AND role = 'admin')"

# Asked too: line, ratings, texts, form_key, most (0: no limit). ``id`` is null when the roster is full.
CREATE = f"""
WITH known AS (SELECT id FROM characters WHERE owner_id = %(user)s AND form_key = %(form_key)s),
made AS (
  INSERT INTO characters (owner_id, line, ratings, texts, form_key)
  SELECT %(user)s, %(line)s, %(ratings)s, %(texts)s, %(form_key)s
  WHERE NOT EXISTS (SELECT FROM known) AND ({_UNLIMITED} OR (
    SELECT count(*) FROM characters WHERE owner_id = %(user)s AND line = %(line)s AND archived_at IS NULL
  ) < %(most)s)
  RETURNING id
)
SELECT coalesce((SELECT id FROM known), (SELECT id FROM made)) AS id
"""

# Asked: id, line, user, epoch. Putting away always goes; bringing back needs room (asked too: most).
PUT_AWAY = """
UPDATE characters c SET archived_at = coalesce(c.archived_at, now())
FROM users u
WHERE u.id = c.owner_id AND c.id = %(id)s AND c.line = %(line)s
  AND c.owner_id = %(user)s AND u.session_epoch = %(epoch)s
RETURNING c.texts ->> 'name' AS name
"""

BRING_BACK = f"""
WITH room AS (
  SELECT {_UNLIMITED} OR (
    SELECT count(*) FROM characters
    WHERE owner_id = %(user)s AND line = %(line)s AND archived_at IS NULL AND id <> %(id)s
  ) < %(most)s AS there
),
back AS (
  UPDATE characters c SET archived_at = NULL FROM room
  WHERE c.id = %(id)s AND c.line = %(line)s AND c.owner_id = %(user)s AND room.there
  RETURNING c.id
)
SELECT c.id, (SELECT there FROM room) AS there FROM characters c
WHERE c.id = %(id)s AND c.line = %(line)s AND c.owner_id = %(user)s
"""
