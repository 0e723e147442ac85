"""Reading the journal of a character."""

from wodsheet.statements.rights import SEE, character

# Changes on one page.
PAGE = 100

# Parameters: id, line, user, session, before (an id, or null for the newest). A row for each change, the newest first,
# and one more than a page when there are more. One row of nulls when there are none; no row without the right to see.
# ``by`` is the name of the user who made the change, or null after that account was deleted.
CHANGES = f"""
WITH {character(SEE, "c.id")}
SELECT ch.id, ch.revision_id AS revision, ch.hand, ch.done_at AS at, ch.by, ch.what, ch.entry_id,
       ch.was, ch.now
FROM character
  LEFT JOIN LATERAL (
    SELECT changes.*, r.at AS done_at, r.hand, w.name AS by
    FROM changes JOIN revisions r ON r.character_id = changes.character_id AND r.id = changes.revision_id
      LEFT JOIN users w ON w.id = r.user_id
    WHERE changes.character_id = character.id AND (
      %(before)s::bigint IS NULL OR (changes.revision_id, changes.id) < (
        SELECT b.revision_id, b.id FROM changes b WHERE b.id = %(before)s AND b.character_id = character.id
      )
    )
    ORDER BY changes.revision_id DESC, changes.id DESC LIMIT {PAGE + 1}
  ) ch ON true
ORDER BY ch.revision_id DESC, ch.id DESC
"""
