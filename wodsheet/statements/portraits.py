"""Pictures: seen, kept, cut anew, described and removed.

Asked: id, line, user, epoch, and all but the album: slot. The rows come first and the files of what was replaced go
after: whoever is killed between the two leaves a file too many, never a row without its file.
"""

from wodsheet.statements.rights import MINE, OWN
from wodsheet.statements.texts import mark

# A row as Portrait's fields, in their order.
_PORTRAIT = "jsonb_build_array(p.key, p.alias, p.alt, p.x, p.y, p.width, p.height)"

# For the statements that read sheets, where ``mine`` is the character: its face, or null.
FACE = f"(SELECT {_PORTRAIT} FROM portraits p WHERE p.character_id = mine.id AND p.slot = 'face')"

# The same with all of them: its portraits by slot.
PORTRAITS = f"""
(SELECT coalesce(jsonb_object_agg(p.slot, {_PORTRAIT}), '{{}}') FROM portraits p WHERE p.character_id = mine.id)
"""

# Who may see the pictures of a character.
_SEEN = f"""
(SELECT c.* FROM characters c JOIN users u ON u.id = c.owner_id WHERE {OWN}) mine
"""

# One row: the character's name, and its portraits by slot.
ALBUM = f"""
SELECT mine.texts, {PORTRAITS} AS portraits
FROM {_SEEN}
"""

# One row; its portrait is null when there is none in that slot.
SEE = f"""
SELECT (SELECT {_PORTRAIT} FROM portraits p WHERE p.character_id = mine.id AND p.slot = %(slot)s) AS portrait
FROM {_SEEN}
"""

_TOUCHED = """
touched AS (
  UPDATE characters c SET changed_at = now() FROM mine WHERE c.id = mine.id AND EXISTS (SELECT FROM kept)
)
"""

# The two halves of keeping a picture. The first locks the player's row and the character's, so that the second counts
# after every other picture of theirs is kept, and finds the picture that stands there now. Not FOR UPDATE: a click's
# journal only refers to the player, and should not wait.
OPEN_ALBUM = """
SELECT c.id FROM users u JOIN characters c ON c.owner_id = u.id
WHERE c.id = %(id)s AND c.line = %(line)s AND u.id = %(user)s AND u.session_epoch = %(epoch)s
FOR NO KEY UPDATE OF u, c
"""

# Asked too: key, width, height, bytes, quota (bytes all pictures of the player may have together; 0: no limit).
# ``kept`` is false when there is no room; ``was`` is the key of the picture it replaced, or null; ``full``, the bytes
# there would be.
KEEP = f"""
WITH {MINE},
old AS (
  SELECT p.key, p.bytes FROM portraits p JOIN mine ON p.character_id = mine.id WHERE p.slot = %(slot)s
),
counted AS (
  SELECT coalesce(sum(p.bytes), 0) - coalesce((SELECT bytes FROM old), 0) + %(bytes)s AS full
  FROM portraits p JOIN characters c ON c.id = p.character_id
  WHERE c.owner_id = %(user)s
),
kept AS (
  INSERT INTO portraits AS p (character_id, slot, key, width, height, bytes)
  SELECT mine.id, %(slot)s, %(key)s, %(width)s, %(height)s, %(bytes)s FROM mine, counted
  WHERE %(quota)s = 0 OR counted.full <= %(quota)s
  ON CONFLICT (character_id, slot) DO UPDATE
  SET key = excluded.key, width = excluded.width, height = excluded.height, bytes = excluded.bytes, x = 50, y = 50,
      at = now()
  RETURNING p.key
),
{_TOUCHED}
SELECT EXISTS (SELECT FROM kept) AS kept, (SELECT key FROM old) AS was, counted.full FROM mine, counted
"""

# Asked too: was (the key of the picture that was cut anew), key (of the one that came of it), bytes, x, y.
# ``kept`` is false when another picture stands there by now. Runs again without harm.
CUT = f"""
WITH {MINE},
kept AS (
  UPDATE portraits p SET key = %(key)s, bytes = %(bytes)s, x = %(x)s, y = %(y)s FROM mine
  WHERE p.character_id = mine.id AND p.slot = %(slot)s AND p.key IN (%(was)s, %(key)s)
  RETURNING p.key
),
{_TOUCHED}
SELECT EXISTS (SELECT FROM kept) AS kept FROM mine
"""

# Asked too: text ('alias' or 'alt'), words, seen. As ``words.WRITE`` in all else; no row without a picture.
WRITE = f"""
WITH {MINE},
old AS (
  SELECT p.character_id, p.slot, CASE WHEN %(text)s = 'alias' THEN p.alias ELSE p.alt END AS words
  FROM portraits p JOIN mine ON p.character_id = mine.id
  WHERE p.slot = %(slot)s
  FOR UPDATE OF p
),
fit AS (
  SELECT old.* FROM old WHERE {mark("old.words")} = %(seen)s OR old.words = %(words)s
),
kept AS (
  UPDATE portraits p
  SET alias = CASE WHEN %(text)s = 'alias' THEN %(words)s ELSE p.alias END,
      alt = CASE WHEN %(text)s = 'alt' THEN %(words)s ELSE p.alt END
  FROM fit WHERE p.character_id = fit.character_id AND p.slot = fit.slot AND fit.words <> %(words)s
  RETURNING p.key
),
{_TOUCHED}
SELECT EXISTS (SELECT FROM fit) AS kept, old.words FROM old
"""

# ``was`` is the key of the picture that is gone now, or null when there was none: then it was removed before.
REMOVE = f"""
WITH {MINE},
kept AS (
  DELETE FROM portraits p USING mine WHERE p.character_id = mine.id AND p.slot = %(slot)s RETURNING p.key
),
{_TOUCHED}
SELECT (SELECT key FROM kept) AS was FROM mine
"""

# Every picture there is, for the sweep. Asked: nothing.
ALL = """
SELECT c.line, c.id, p.slot, p.key FROM portraits p JOIN characters c ON c.id = p.character_id ORDER BY c.id, p.slot
"""
