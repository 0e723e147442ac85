"""Rights: what the asker, the user who sends the request, may do with a character. The owner may be somebody else.

Every statement about one character starts with the CTE ``character``, or has ``may`` in its WHERE. When it finds no
row, nothing else in the statement does anything: the session ended, the character is not there or was deleted, or the
asker has no right to it. Parameters of every such statement: id, line, user, session.
"""

from enum import IntEnum

from wodsheet.sheet.entry_row import EntryRow


class Right(IntEnum):
    """What the asker may do with a character. Each right includes the rights before it."""

    # Read the sheet, the lists, the portraits, the ledger of experience and the journal.
    SEE = 1
    # Change all of these.
    EDIT = 2
    # Archive, bury, delete, restore and clone the character.
    OWN = 3


SEE, EDIT, OWN = Right.SEE, Right.EDIT, Right.OWN

# The asker's right to the character ``c`` as the number of a Right, or null; ``u`` is the asker's row in users.
# Only this expression says where a right comes from. A new source of rights is one more WHEN.
GRANTED = f"CASE WHEN c.owner_id = u.id THEN {OWN:d} END"

# The columns of an entry that statements read, in the order of an EntryRow.
ENTRY_COLUMNS = ", ".join(f"e.{field}" for field in EntryRow._fields)

# Which character the request addresses, and whether it is there: a deleted one is there only to be restored.
NOT_DELETED = "c.deleted_at IS NULL"

# For the columns of ``character``: the asker's preferences, or null.
PREFERENCES = "(SELECT to_jsonb(p) FROM user_preferences p WHERE p.user_id = u.id) AS preferences"


def signed_in(users: str = "u") -> str:
    """The predicate over ``users``: it is the asker, by a session that was not ended and has not run out, or by a
    token.

    ``%(session)s`` is the random id of the session, or the key of the token; neither is ever given out a second time.
    """
    return f"""{users}.id = %(user)s AND EXISTS (
      SELECT FROM sessions s WHERE s.id = %(session)s AND s.user_id = {users}.id AND s.expires_at > now()
      UNION ALL SELECT FROM tokens t WHERE t.key = %(session)s AND t.user_id = {users}.id
    )"""


def may(right: Right, there: str = NOT_DELETED) -> str:
    """The predicate over ``characters c`` and ``users u``: the addressed character, the asker with a valid session,
    and that this asker has the right. ``there`` says in which states the character is found.
    """
    return f"""
c.id = %(id)s AND c.line = %(line)s AND {there}
    AND {signed_in()} AND {GRANTED} >= {right:d}
"""


def character(right: Right, columns: str = "c.id, c.ratings, c.texts, c.keys", there: str = NOT_DELETED) -> str:
    """The CTE ``character`` of a statement that only reads: the addressed character with these columns of ``c``."""
    return f"""
character AS (
  SELECT {columns}
  FROM characters c CROSS JOIN users u
  WHERE {may(right, there)}
)
"""


def locked_character(right: Right, columns: str = "c.id, c.ratings, c.texts, c.keys", there: str = NOT_DELETED) -> str:
    """The CTE ``character`` of a statement that writes: the row is locked, and its columns are read after the lock.

    A later part of the same statement that updates the row works on its newest version, however long the lock took.
    The asker's row is locked against deletion, because the journal refers to it.
    """
    return f"""
character AS (
  SELECT {columns}
  FROM characters c CROSS JOIN users u
  WHERE {may(right, there)}
  FOR NO KEY UPDATE OF c FOR KEY SHARE OF u
)
"""


def entries(rows: str = "SELECT * FROM entries WHERE entries.character_id = character.id") -> str:
    """These rows of entries as one JSON array of arrays, in their order: the fields of an EntryRow each."""
    return f"""(
      SELECT coalesce(jsonb_agg(jsonb_build_array({ENTRY_COLUMNS}) ORDER BY e.position, e.id), '[]')
      FROM ({rows}) e
    )"""


def entries_after(cte: str) -> str:
    """All entries of the character once the rows of ``cte`` have replaced the rows with the same id.

    A statement does not see what it writes itself, so the new rows replace the old ones here.
    """
    return entries(f"""
      SELECT * FROM entries
      WHERE entries.character_id = character.id AND entries.id NOT IN (SELECT {cte}.id FROM {cte})
      UNION ALL SELECT * FROM {cte}
    """)


# Locks a character that the asker may edit, in one transaction with the statement that goes by its other rows.
LOCK = f"WITH {locked_character(EDIT)} SELECT id FROM character"
