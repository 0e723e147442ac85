"""The ledger of experience: read, added to, and an entry taken back. Nothing written in it is ever changed.

Asked: id, line, user, epoch. Each gives a row for every entry of the ledger as it is afterwards, the latest day
first, or one with nulls when it is empty; no row when there is nothing of the asker's. Those that write give
``written`` too, the id of the new entry, or null where more would be spent than was earned. A form sent twice finds
its key, an entry taken back twice its correction, and both write nothing.
"""

from wodsheet.statements.rights import MINE, OWN

# The character is locked by a statement of its own, in one transaction with the statement that spends: a sum counts
# what was there when its statement began, however long that then waited for the lock.
OPEN = f"WITH {MINE} SELECT id FROM mine"

# What the ledger adds up to, as a JSON array of earned and spent; and what may still be spent.
TOTALS = """(
  SELECT jsonb_build_array(coalesce(sum(x.earned), 0), coalesce(sum(x.spent), 0))
  FROM experience x WHERE x.character_id = mine.id
)"""
LEFT = "(SELECT coalesce(sum(x.earned - x.spent), 0) FROM experience x WHERE x.character_id = mine.id)"


def ledger(also: str, after: str = "") -> str:
    """The end of a statement: what it says besides, with every entry and who wrote it, those of ``after`` included."""
    return f"""
SELECT {also}, x.id, x.kind, x.amount, x.earned, x.spent, x.reason, x.day, x.at, x.corrects, w.name AS writer
FROM mine
LEFT JOIN (SELECT * FROM experience WHERE character_id = %(id)s {after}) x ON x.character_id = mine.id
LEFT JOIN users w ON w.id = x.user_id
ORDER BY x.day DESC, x.id DESC
"""


def ledger_after(also: str) -> str:
    """The same for a statement that wrote the row ``made``, which it does not see in the table itself."""
    touched = "touched AS (UPDATE characters c SET changed_at = now() FROM made WHERE c.id = made.character_id)"
    return f", {touched}" + ledger(f"mine.texts ->> 'name' AS name, {also}", "UNION ALL SELECT * FROM made")


SHOW = f"""
WITH mine AS (
  SELECT c.id, c.name FROM characters c JOIN users u ON u.id = c.owner_id
  WHERE {OWN}
)
{ledger("mine.name")}
"""

# Asked too: kind (earned or spent), amount, reason, day (null: today), form_key. Whoever spends opens first.
# ``same`` is false when the form's key came before with something else in the form.
WRITE = f"""
WITH {MINE},
known AS (
  SELECT x.id, x.kind = %(kind)s AND x.amount = %(amount)s AND x.reason = %(reason)s AS same
  FROM experience x JOIN mine ON x.character_id = mine.id WHERE x.form_key = %(form_key)s
),
made AS (
  INSERT INTO experience (character_id, user_id, kind, amount, reason, day, form_key)
  SELECT mine.id, %(user)s, %(kind)s, %(amount)s, %(reason)s, coalesce(%(day)s::date, CURRENT_DATE), %(form_key)s
  FROM mine WHERE %(kind)s = 'earned' OR {LEFT} >= %(amount)s
  ON CONFLICT (character_id, form_key) DO NOTHING
  RETURNING *
)
{
    ledger_after(
        "coalesce((SELECT id FROM made), (SELECT id FROM known)) AS written,"
        " coalesce((SELECT same FROM known), true) AS same"
    )
}
"""

# Asked too: entry, the one to take back, ``found`` when it is there and can be. Opens first, as for spending.
# A correction is of today, but of an entry's own day where that is yet to come, so that it never goes before.
TAKE_BACK = f"""
WITH {MINE},
old AS (
  SELECT x.* FROM experience x JOIN mine ON x.character_id = mine.id
  WHERE x.id = %(entry)s AND x.kind <> 'correction'
),
known AS (SELECT x.id FROM experience x JOIN old ON x.corrects = old.id),
made AS (
  INSERT INTO experience (character_id, user_id, kind, amount, reason, day, corrects, form_key)
  SELECT mine.id, %(user)s, 'correction', old.spent - old.earned, old.reason, greatest(CURRENT_DATE, old.day),
         old.id, gen_random_uuid()
  FROM mine JOIN old ON true WHERE {LEFT} >= old.earned
  ON CONFLICT (corrects) DO NOTHING
  RETURNING *
)
{ledger_after("EXISTS (SELECT FROM old) AS found, coalesce((SELECT id FROM made), (SELECT id FROM known)) AS written")}
"""
