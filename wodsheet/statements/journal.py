"""Reading the journal."""

from wodsheet.statements.rights import OWN

# Changes on one page.
PAGE = 100

# Asked: id, line, user, epoch, before (an id, or null for the newest). A row for each change, the newest first, and one
# more than a page when there are more; one row of nulls when there are none, no row when there is nothing of the
# asker's.
CHANGES = f"""
SELECT ch.id, ch.at, w.name AS by, ch.what, ch.entry_id AS entry, ch.was, ch.now
FROM characters c JOIN users u ON u.id = c.owner_id
  LEFT JOIN LATERAL (
    SELECT * FROM changes WHERE character_id = c.id AND id < coalesce(%(before)s::bigint, 9223372036854775807)
    ORDER BY id DESC LIMIT {PAGE + 1}
  ) ch ON true
  LEFT JOIN users w ON w.id = ch.user_id
WHERE {OWN}
ORDER BY ch.id DESC
"""
