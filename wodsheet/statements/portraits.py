"""Portraits: read, uploaded, cropped, described and removed.

Parameters: id, line, user, session, hand, and for all but the album: slot. The statement that replaces or
removes a picture records its key in ``removed_portraits``; its files stay for some days, for a copy of the files that
is made after a dump of the database. Never is a row without its file.
"""

from wodsheet.statements.revisions import NOT_FOLDED, folded, revision
from wodsheet.statements.rights import EDIT, PREFERENCES, Right, character, locked_character, may
from wodsheet.statements.texts import text_hash

# A row as Portrait's fields, in their order.
_PORTRAIT = "jsonb_build_array(p.key, p.alias, p.alt, p.x, p.y, p.width, p.height)"

# For the statements in which ``character`` is the character: its face, or null.
FACE = f"(SELECT {_PORTRAIT} FROM portraits p WHERE p.character_id = character.id AND p.slot = 'face')"

# The same for all of its portraits, by slot.
PORTRAITS = f"""
(SELECT coalesce(jsonb_object_agg(p.slot, {_PORTRAIT}), '{{}}') FROM portraits p WHERE p.character_id = character.id)
"""

# By the right that the page needs. One row: the character's texts, its portraits by slot, the asker's preferences.
ALBUM = {
    right: f"""
WITH {character(right, f"c.id, c.texts, {PREFERENCES}")}
SELECT character.texts, character.preferences, {PORTRAITS} AS portraits FROM character
"""
    for right in Right
}

# By the right that the request needs. One row; ``portrait`` is null when there is none in that slot.
PICTURE = {
    right: f"""
WITH {character(right, "c.id")}
SELECT (SELECT {_PORTRAIT} FROM portraits p WHERE p.character_id = character.id AND p.slot = %(slot)s) AS portrait
FROM character
"""
    for right in Right
}

_TOUCHED = """
touched AS (
  UPDATE characters c SET changed_at = now() FROM character WHERE c.id = character.id AND EXISTS (SELECT FROM saved)
)
"""


# A row as the journal has it: every column but its character.
_ROW = "to_jsonb({}) - 'character_id'"


def _journal(was: str, now: str) -> str:
    """The CTE ``journal_row``: what ``revision`` did to a portrait, as SQL over ``old`` and ``saved``."""
    return f"""journal_row AS (
  INSERT INTO changes (character_id, revision_id, what, was, now)
  SELECT revision.character_id, revision.id, 'portrait', {was}, {now}
  FROM revision LEFT JOIN old ON true LEFT JOIN saved ON true
)"""


def _removed(keys: str) -> str:
    """The CTE ``removed``: the pictures whose keys the query ``keys`` gives are replaced or removed from now on."""
    return f"""removed AS (
  INSERT INTO removed_portraits (key, user_id) SELECT old_keys.key, character.owner_id FROM ({keys}) old_keys, character
  ON CONFLICT (key) DO NOTHING
)"""


# The two halves of saving a picture. The first locks the owner's row and the character's, so that the second counts
# after every other picture of that owner is saved, and finds the picture that is in the slot then. Not FOR UPDATE: a
# click's journal only refers to the player, and should not wait.
OPEN_ALBUM = f"""
SELECT c.id FROM characters c JOIN users o ON o.id = c.owner_id CROSS JOIN users u
WHERE {may(EDIT)}
FOR NO KEY UPDATE OF o, c
"""

# More parameters: key, width, height, bytes, quota (bytes that all pictures of the owner may have together; 0: no
# limit). ``saved`` is false when there is no room; ``was`` is the key of the picture it replaced, or null; ``full`` is
# how many bytes there would be.
KEEP = f"""
WITH {locked_character(EDIT, "c.id, c.owner_id")},
old AS (
  SELECT p.* FROM portraits p JOIN character ON p.character_id = character.id WHERE p.slot = %(slot)s
),
counted AS (
  SELECT coalesce(sum(p.bytes), 0) - coalesce((SELECT bytes FROM old), 0) + %(bytes)s AS full
  FROM portraits p JOIN characters c ON c.id = p.character_id
  WHERE c.owner_id = (SELECT owner_id FROM character)
),
saved AS (
  INSERT INTO portraits AS p (character_id, slot, key, width, height, bytes)
  SELECT character.id, %(slot)s, %(key)s, %(width)s, %(height)s, %(bytes)s FROM character, counted
  WHERE %(quota)s = 0 OR counted.full <= %(quota)s
  ON CONFLICT (character_id, slot) DO UPDATE
  SET key = excluded.key, width = excluded.width, height = excluded.height, bytes = excluded.bytes, x = 50, y = 50,
      at = now()
  RETURNING p.*
),
{_removed("SELECT key FROM old WHERE EXISTS (SELECT FROM saved)")},
{revision("portrait")},
{_journal(_ROW.format("old"), _ROW.format("saved"))},
{_TOUCHED}
SELECT EXISTS (SELECT FROM saved) AS saved, (SELECT key FROM old) AS was, counted.full FROM character, counted
"""

# More parameters: was (the key of the picture that was cropped), key (of the picture it became), bytes, x, y.
# ``saved`` is false when another picture is in the slot by now. Can run again without harm.
CUT = f"""
WITH {locked_character(EDIT, "c.id, c.owner_id")},
old AS (
  SELECT p.* FROM portraits p JOIN character ON p.character_id = character.id WHERE p.slot = %(slot)s FOR UPDATE OF p
),
saved AS (
  UPDATE portraits p SET key = %(key)s, bytes = %(bytes)s, x = %(x)s, y = %(y)s FROM old
  WHERE p.character_id = old.character_id AND p.slot = old.slot AND old.key = %(was)s
  RETURNING p.*
),
{_removed("SELECT %(was)s::text AS key FROM saved")},
{revision("portrait")},
{_journal(_ROW.format("old"), _ROW.format("saved"))},
{_TOUCHED}
SELECT EXISTS (SELECT FROM saved) OR EXISTS (SELECT FROM old WHERE key = %(key)s) AS saved FROM character
"""


def _written(words: str) -> str:
    """The SQL for what the journal has of words beside a picture."""
    return f"jsonb_build_object('slot', accepted.slot, %(text)s::text, {words})"


_NOW = _written("%(words)s::text")

# More parameters: text ('alias' or 'alt'), words, base_hash. Like ``texts.WRITE``; no row without a picture.
WRITE = f"""
WITH {locked_character(EDIT, "c.id")},
stored AS (
  SELECT p.character_id, p.slot, CASE WHEN %(text)s = 'alias' THEN p.alias ELSE p.alt END AS words
  FROM portraits p JOIN character ON p.character_id = character.id
  WHERE p.slot = %(slot)s
  FOR UPDATE OF p
),
accepted AS (
  SELECT stored.* FROM stored WHERE {text_hash("stored.words")} = %(base_hash)s OR stored.words = %(words)s
),
saved AS (
  UPDATE portraits p
  SET alias = CASE WHEN %(text)s = 'alias' THEN %(words)s ELSE p.alias END,
      alt = CASE WHEN %(text)s = 'alt' THEN %(words)s ELSE p.alt END
  FROM accepted
  WHERE p.character_id = accepted.character_id AND p.slot = accepted.slot AND accepted.words <> %(words)s
  RETURNING p.key
),
{folded("portrait", _written("accepted.words"), _NOW)},
{revision("portrait", NOT_FOLDED)},
journal_row AS (
  INSERT INTO changes (character_id, revision_id, what, was, now)
  SELECT revision.character_id, revision.id, 'portrait', {_written("accepted.words")}, {_NOW} FROM revision, accepted
),
{_TOUCHED}
SELECT EXISTS (SELECT FROM accepted) AS saved, stored.words FROM stored
"""

# ``was`` is the key of the picture that was removed, or null when there was none.
REMOVE = f"""
WITH {locked_character(EDIT, "c.id, c.owner_id")},
old AS (
  SELECT p.* FROM portraits p JOIN character ON p.character_id = character.id WHERE p.slot = %(slot)s FOR UPDATE OF p
),
saved AS (
  DELETE FROM portraits p USING old WHERE p.character_id = old.character_id AND p.slot = old.slot RETURNING p.key
),
{_removed("SELECT key FROM saved")},
{revision("portrait")},
{_journal(_ROW.format("old"), "NULL::jsonb")},
{_TOUCHED}
SELECT (SELECT key FROM saved) AS was FROM character
"""

# All pictures of all players, for the sweep of files. No parameters.
ALL = """
SELECT c.line, c.id, p.slot, p.key FROM portraits p JOIN characters c ON c.id = p.character_id ORDER BY c.id, p.slot
"""

# Parameter: days. The keys of pictures that were replaced or removed since so many days; and forgetting the others.
RECENTLY_REMOVED = "SELECT key FROM removed_portraits WHERE at > now() - %(days)s * interval '1 day'"
FORGET_REMOVED = "DELETE FROM removed_portraits WHERE at <= now() - %(days)s * interval '1 day'"
