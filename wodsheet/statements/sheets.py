"""Reading a sheet."""

from wodsheet.statements.mine import OWN, entries

# Asked: id, line, user, epoch. One row with all that a sheet shows, or none.
SHOW = f"""
WITH mine AS (
  SELECT c.*, coalesce(p.paper, 'a4') AS paper, coalesce(p.theme, 'system') AS theme
  FROM characters c JOIN users u ON u.id = c.owner_id LEFT JOIN user_preferences p ON p.user_id = u.id
  WHERE {OWN}
)
SELECT mine.id, mine.ratings, mine.texts, mine.archived_at, mine.died_at, mine.epitaph, mine.paper, mine.theme,
       {entries()} AS entries
FROM mine
"""
