"""The states a character can be in besides being in play: put away, dead, deleted.

Each is a mark of its own, set with one statement and taken back with another. Setting always goes, and setting again
changes nothing. Taking back needs room when the character is in play afterwards: ``roster.OPEN_ROSTER`` goes before.
Asked: id, line, user, epoch.
"""

from wodsheet.statements.audit import told
from wodsheet.statements.rights import MINE, OWN
from wodsheet.statements.roster import GONE, RECENT, ROOM
from wodsheet.statements.texts import mark

_MARK = f"""
FROM users u
WHERE u.id = c.owner_id AND {OWN}
RETURNING c.id
"""

PUT_AWAY = f"UPDATE characters c SET archived_at = coalesce(c.archived_at, now()) {_MARK}"

# Asked too: epitaph, and seen, the mark of the one its writer saw. ``kept`` is false, and the character not buried,
# when somebody wrote another meanwhile; ``words`` is then theirs.
BURY = f"""
WITH {MINE},
fit AS (SELECT id FROM mine WHERE {mark("epitaph")} = %(seen)s OR epitaph = %(epitaph)s),
buried AS (
  UPDATE characters c SET died_at = coalesce(c.died_at, now()), epitaph = %(epitaph)s FROM fit WHERE c.id = fit.id
)
SELECT fit.id IS NOT NULL AS kept, mine.epitaph AS words FROM mine LEFT JOIN fit ON true
"""

# Sent again it finds what it deleted, and tells nothing new.
DELETE = f"""
WITH mine AS (
  SELECT c.id FROM characters c JOIN users u ON u.id = c.owner_id
  WHERE c.id = %(id)s AND c.line = %(line)s AND c.owner_id = %(user)s
    AND u.session_epoch = %(epoch)s AND (c.deleted_at IS NULL OR c.{RECENT})
  FOR NO KEY UPDATE OF c
),
gone AS (
  UPDATE characters c SET deleted_at = now() FROM mine WHERE c.id = mine.id AND c.deleted_at IS NULL RETURNING c.id
),
{told("gone", "character_deleted", fact="character")}
SELECT id FROM mine
"""


def _take_back(mark: str, others: str, there: str, more: str = "") -> str:
    """Take back one mark of a character that is ``there``; ``others`` says that no other mark is left.

    ``more``: a part of the statement that follows from ``back``, the row that was taken back. Asked too: most. ``id``
    is null when the roster is full.
    """
    return f"""
WITH mine AS (
  SELECT id, {mark} IS NULL OR NOT ({others}) OR {ROOM} AS fits FROM characters
  WHERE id = %(id)s AND line = %(line)s AND owner_id = %(user)s AND ({there})
),
back AS (
  UPDATE characters c SET {mark} = NULL FROM mine WHERE c.id = mine.id AND mine.fits AND c.{mark} IS NOT NULL
  RETURNING c.id
){more}
SELECT CASE WHEN fits THEN id END AS id FROM mine
"""


# By the state's name in addresses. A deleted character is there for nothing but being brought back.
BRING_BACK = {
    "archive": _take_back("archived_at", "died_at IS NULL", "deleted_at IS NULL"),
    "death": _take_back("died_at", "archived_at IS NULL", "deleted_at IS NULL"),
    "deletion": _take_back(
        *("deleted_at", "archived_at IS NULL AND died_at IS NULL", f"deleted_at IS NULL OR {RECENT}"),
        more=f",\n{told('back', 'character_restored', fact='character')}",
    ),
}

# Of everybody: what SWEEP would remove, with ``all``, how many characters there are.
DUE = f"""
SELECT id, line, deleted_at, (SELECT count(*) FROM characters) AS all FROM characters WHERE {GONE} ORDER BY id
"""

# Of everybody. What belongs to a character goes with it; their players are told. Those are locked first, as by whoever
# deletes their account: in the other order both would wait for each other.
SWEEP = f"""
WITH theirs AS MATERIALIZED (
  SELECT id FROM users WHERE id IN (SELECT owner_id FROM characters WHERE {GONE}) ORDER BY id FOR KEY SHARE
),
swept AS (
  DELETE FROM characters c USING theirs WHERE c.owner_id = theirs.id AND c.{GONE} RETURNING c.id, c.owner_id
),
{told("swept", "character_swept", whose="owner_id", fact="character")}
SELECT id FROM swept
"""
