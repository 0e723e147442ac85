"""The ledger of experience: read it, add to it, and take an entry back. A row of the ledger never changes.

Parameters: id, line, user, session, hand. The rows are the entries of the ledger after the statement, the latest day
first, or one row of nulls when the ledger is empty; no row without the right. A statement that writes also gives
``written``, the id of the new entry, or null when more would be spent than was earned. A form sent twice finds its key,
an entry taken back twice finds its correction, and both write nothing.
"""

from wodsheet.statements.revisions import NEXT_REVISION
from wodsheet.statements.rights import EDIT, PREFERENCES, Right, character, locked_character

# The totals of the ledger as a JSON array of earned and spent; and how much is left to spend.
TOTALS = """(
  SELECT jsonb_build_array(coalesce(sum(x.earned), 0), coalesce(sum(x.spent), 0))
  FROM experience x WHERE x.character_id = character.id
)"""
LEFT = "(SELECT coalesce(sum(x.earned - x.spent), 0) FROM experience x WHERE x.character_id = character.id)"


def _ledger(columns: str, after: str = "") -> str:
    """The end of a statement: these columns, and every entry with its writer; ``after`` adds rows to the table's."""
    return f"""
SELECT {columns}, x.id, x.kind, x.amount, x.earned, x.spent, x.reason, x.day, x.at, x.corrects, w.name AS writer
FROM character
LEFT JOIN (SELECT * FROM experience WHERE character_id = %(id)s {after}) x ON x.character_id = character.id
LEFT JOIN users w ON w.id = x.user_id
ORDER BY x.day DESC, x.id DESC
"""


def _ledger_after(columns: str) -> str:
    """The same for a statement that wrote the row ``made``, which it does not see in the table itself."""
    touched = "touched AS (UPDATE characters c SET changed_at = now() FROM made WHERE c.id = made.character_id)"
    return f", {touched}" + _ledger(f"character.texts ->> 'name' AS name, {columns}", "UNION ALL SELECT * FROM made")


# A line that is there already is only found when it is written, so its revision is written after it.
_REVISION = """revision AS (
  INSERT INTO revisions (id, character_id, user_id, hand, kind) OVERRIDING SYSTEM VALUE
  SELECT revision_id, character_id, user_id, %(hand)s, 'experience' FROM made
)"""

# By the right that the page needs.
SHOW = {
    right: f"WITH {character(right, f'c.id, c.name, {PREFERENCES}')}" + _ledger("character.name, character.preferences")
    for right in Right
}

# More parameters: kind (earned or spent), amount, reason, day, form_key. To spend, ``rights.LOCK`` goes before: a sum
# counts the rows that were there when its statement began, however long the statement then waited for the lock.
# ``same`` is false when the form's key was sent before with something else in the form.
WRITE = f"""
WITH {locked_character(EDIT)},
known AS (
  SELECT x.id, x.kind = %(kind)s AND x.amount = %(amount)s AND x.reason = %(reason)s AS same
  FROM experience x JOIN character ON x.character_id = character.id WHERE x.form_key = %(form_key)s
),
made AS (
  INSERT INTO experience (character_id, user_id, kind, amount, reason, day, form_key, revision_id)
  SELECT character.id, %(user)s, %(kind)s, %(amount)s, %(reason)s, %(day)s, %(form_key)s, {NEXT_REVISION}
  FROM character WHERE %(kind)s = 'earned' OR {LEFT} >= %(amount)s
  ON CONFLICT (character_id, form_key) DO NOTHING
  RETURNING *
),
{_REVISION}
{
    _ledger_after(
        "coalesce((SELECT id FROM made), (SELECT id FROM known)) AS written,"
        " coalesce((SELECT same FROM known), true) AS same"
    )
}
"""

# More parameters: entry, the one to take back, and today, the player's; ``found`` is true when that is there and is
# no correction itself.
# ``rights.LOCK`` goes before. A correction is dated today, or on the entry's own day when that is in the future, so it
# never stands before its entry.
TAKE_BACK = f"""
WITH {locked_character(EDIT)},
old AS (
  SELECT x.* FROM experience x JOIN character ON x.character_id = character.id
  WHERE x.id = %(entry)s AND x.kind <> 'correction'
),
known AS (SELECT x.id FROM experience x JOIN old ON x.corrects = old.id),
made AS (
  INSERT INTO experience (character_id, user_id, kind, amount, reason, day, corrects, form_key, revision_id)
  SELECT character.id, %(user)s, 'correction', old.spent - old.earned, old.reason, greatest(%(today)s::date, old.day),
         old.id, gen_random_uuid(), {NEXT_REVISION}
  FROM character JOIN old ON true WHERE {LEFT} >= old.earned
  ON CONFLICT (corrects) DO NOTHING
  RETURNING *
),
{_REVISION}
{_ledger_after("EXISTS (SELECT FROM old) AS found, coalesce((SELECT id FROM made), (SELECT id FROM known)) AS written")}
"""
