"""Reading a sheet."""

from wodsheet.statements.experience import TOTALS
from wodsheet.statements.portraits import PORTRAITS
from wodsheet.statements.rights import OWN, entries

# Asked: id, line, user, epoch. One row with all that a sheet shows, or none.
SHOW = f"""
WITH mine AS (
  SELECT c.*, to_jsonb(p) AS preferences
  FROM characters c JOIN users u ON u.id = c.owner_id LEFT JOIN user_preferences p ON p.user_id = u.id
  WHERE {OWN}
)
SELECT mine.id, mine.ratings, mine.texts, mine.archived_at, mine.died_at, mine.epitaph, mine.changed_at,
       mine.preferences, {entries()} AS entries, {TOTALS} AS experience, {PORTRAITS} AS portraits
FROM mine
"""
