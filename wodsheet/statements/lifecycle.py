"""The states a character can be in besides being in play: archived, dead, deleted, a draft.

Each state is a column of its own, set by one statement and cleared by another. Setting always succeeds, and setting
again changes nothing. Clearing needs room on the roster when the character is in play afterwards:
``roster.LOCK_ROSTER`` goes before. All of this needs the right to own the character.
Parameters: id, line, user, session, hand.
"""

from wodsheet.statements.audit import audit_row
from wodsheet.statements.revisions import revision
from wodsheet.statements.rights import NOT_DELETED, OWN, locked_character
from wodsheet.statements.roster import GONE, OUT_OF_PLAY, RECENT, ROOM
from wodsheet.statements.texts import text_hash

_RESTORABLE = f"(c.deleted_at IS NULL OR c.{RECENT})"


def _state_changes(was: str, now: str) -> str:
    """The CTEs ``revision`` and ``journal_row`` of a statement that saves the row ``saved``.

    ``was`` and ``now``: the SQL over ``character`` and ``saved`` for the columns that change.
    """
    return f"""{revision("state")},
journal_row AS (
  INSERT INTO changes (character_id, revision_id, what, was, now)
  SELECT revision.character_id, revision.id, 'state', {was}, {now} FROM revision, character, saved
)"""


PUT_AWAY = f"""
WITH {locked_character(OWN, "c.id, c.archived_at")},
saved AS (
  UPDATE characters c SET archived_at = now() FROM character WHERE c.id = character.id AND c.archived_at IS NULL
  RETURNING c.archived_at
),
{_state_changes("jsonb_build_object('archived_at', NULL)", "jsonb_build_object('archived_at', saved.archived_at)")}
SELECT id FROM character
"""

# More parameters: epitaph, and base_hash, the hash of the epitaph that the writer started from. ``saved`` is false, and
# the character not buried, when another epitaph was written in the meantime; ``words`` is then that one.
BURY = f"""
WITH {locked_character(OWN, "c.id, c.epitaph, c.died_at")},
accepted AS (SELECT id FROM character WHERE {text_hash("epitaph")} = %(base_hash)s OR epitaph = %(epitaph)s),
saved AS (
  UPDATE characters c SET died_at = coalesce(c.died_at, now()), epitaph = %(epitaph)s
  FROM accepted WHERE c.id = accepted.id AND (c.died_at IS NULL OR c.epitaph <> %(epitaph)s)
  RETURNING c.died_at, c.epitaph
),
{
    _state_changes(
        "jsonb_build_object('died_at', character.died_at, 'epitaph', character.epitaph)",
        "jsonb_build_object('died_at', saved.died_at, 'epitaph', saved.epitaph)",
    )
}
SELECT accepted.id IS NOT NULL AS saved, character.epitaph AS words FROM character LEFT JOIN accepted ON true
"""

# Sent again it finds the character it deleted, and writes nothing more in the audit trail.
DELETE = f"""
WITH {locked_character(OWN, "c.id", _RESTORABLE)},
saved AS (
  UPDATE characters c SET deleted_at = now() FROM character WHERE c.id = character.id AND {NOT_DELETED}
  RETURNING c.id, c.deleted_at
),
{_state_changes("jsonb_build_object('deleted_at', NULL)", "jsonb_build_object('deleted_at', saved.deleted_at)")},
{audit_row("saved", "character_deleted", fact="character")}
SELECT id FROM character
"""


def _clear(state: str, there: str = NOT_DELETED, then: str = "") -> str:
    """Clear the column ``state``. ``then``: one more CTE, over the row ``saved``.

    One more parameter: most, the limit of the roster. ``id`` is null when the roster is full.
    """
    others = " AND ".join(f"c.{column} IS NULL" for column in OUT_OF_PLAY if column != state)
    return f"""
WITH {locked_character(OWN, f"c.id, c.{state}, c.{state} IS NULL OR NOT ({others}) OR {ROOM} AS fits", there)},
saved AS (
  UPDATE characters c SET {state} = NULL FROM character
  WHERE c.id = character.id AND character.fits AND c.{state} IS NOT NULL
  RETURNING c.id
),
{_state_changes(f"jsonb_build_object('{state}', character.{state})", f"jsonb_build_object('{state}', NULL)")}{then}
SELECT CASE WHEN fits THEN id END AS id FROM character
"""


# By the state's name in addresses. A deleted character is found for nothing but being restored.
BRING_BACK = {
    "archive": _clear("archived_at"),
    "death": _clear("died_at"),
    "draft": _clear("drafted_at"),
    "deletion": _clear(
        *("deleted_at", _RESTORABLE),
        then=f",\n{audit_row('saved', 'character_restored', fact='character')}",
    ),
}

# What SWEEP would remove; ``all`` is how many characters there are. No parameters.
DUE = f"""
SELECT id, line, deleted_at, (SELECT count(*) FROM characters) AS all FROM characters WHERE {GONE} ORDER BY id
"""

# Every player's long deleted characters, with all their rows; the owners' audit trails say so. The owners are locked
# first, as when an account is deleted: in the other order the two would wait for each other.
SWEEP = f"""
WITH owners AS MATERIALIZED (
  SELECT id FROM users WHERE id IN (SELECT owner_id FROM characters WHERE {GONE}) ORDER BY id FOR KEY SHARE
),
swept AS (
  DELETE FROM characters c USING owners WHERE c.owner_id = owners.id AND c.{GONE} RETURNING c.id, c.owner_id
),
pictures AS (
  INSERT INTO removed_portraits (key, user_id)
  SELECT p.key, swept.owner_id FROM swept JOIN portraits p ON p.character_id = swept.id
),
{audit_row("swept", "character_swept", whose="owner_id", fact="character")}
SELECT id FROM swept
"""
