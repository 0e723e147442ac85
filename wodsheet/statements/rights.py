"""What the statements about one character share.

Each begins with ``MINE``: the asker's own character, found through their session and locked. No row means the
session ended, or the character is not there, or was deleted, or is not theirs; and then nothing below it does anything.
A later part of the same statement that updates the row works on its newest version, however long the lock took.
"""

# A character ``c`` with its player ``u``: the one that was asked for, if it is the asker's own and was not deleted.
OWN = """
c.id = %(id)s AND c.line = %(line)s AND c.owner_id = %(user)s AND u.session_epoch = %(epoch)s AND c.deleted_at IS NULL
"""


def mine(columns: str) -> str:
    """The asker's own character, locked: these columns of ``c``, as they are once the lock is had."""
    return f"""
mine AS (
  SELECT {columns}
  FROM characters c JOIN users u ON u.id = c.owner_id
  WHERE {OWN}
  FOR NO KEY UPDATE OF c
)
"""


MINE = mine("c.id, c.ratings, c.texts, c.epitaph")


def entries(rows: str = "SELECT * FROM entries WHERE entries.character_id = mine.id") -> str:
    """The entries of these rows as one JSON array of arrays, in their order; the columns are Sheet's to know."""
    return f"""(
      SELECT coalesce(jsonb_agg(jsonb_build_array(e.id, e.kind, e.parent_id, e.position, e.name, e.dots, e.texts)
                                ORDER BY e.position, e.id), '[]')
      FROM ({rows}) e
    )"""


def entries_after(cte: str) -> str:
    """The entries as they are once the rows of ``cte`` have replaced those of the same id.

    A statement does not see what it writes itself, so the old rows give way to the new ones here.
    """
    return entries(f"""
      SELECT * FROM entries
      WHERE entries.character_id = mine.id AND entries.id NOT IN (SELECT {cte}.id FROM {cte})
      UNION ALL SELECT * FROM {cte}
    """)
