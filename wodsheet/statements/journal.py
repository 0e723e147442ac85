"""Reading the journal of a character."""

from wodsheet.statements.rights import SEE, character

# Changes on one page.
PAGE = 100

# Parameters: id, line, user, session, before (an id, or null for the newest). A row for each change, the newest first,
# and one more than a page when there are more. One row of nulls when there are none; no row without the right to see.
# ``by`` is the name of the user who made the change, or null after that account was deleted.
CHANGES = f"""
WITH {character(SEE, "c.id")}
SELECT ch.id, ch.at, w.name AS by, ch.what, ch.entry_id AS entry, ch.was, ch.now
FROM character
  LEFT JOIN LATERAL (
    SELECT * FROM changes
    WHERE character_id = character.id AND id < coalesce(%(before)s::bigint, 9223372036854775807)
    ORDER BY id DESC LIMIT {PAGE + 1}
  ) ch ON true
  LEFT JOIN users w ON w.id = ch.user_id
ORDER BY ch.id DESC
"""
