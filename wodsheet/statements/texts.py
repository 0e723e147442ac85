"""Writing one text of a character.

Asked: id, line, user, epoch, text (its key), words, start (the words when never written; null for a text that follows
another, where nothing written can be lost then) and ``seen``: the mark of the words the writer saw. ``kept`` is false
when somebody wrote something else meanwhile; ``words`` are then theirs. Sending the same words again is no conflict, so
a lost answer can be asked for once more.
"""

from wodsheet.engine import Needs
from wodsheet.statements.rights import MINE, entries


def mark(words: str) -> str:
    """The SQL for the mark of some words: enough of their hash to tell two versions apart. See ``sheet.mark_of``."""
    return f"left(encode(sha256(convert_to({words}, 'UTF8')), 'hex'), 12)"


_WRITE = f"""
WITH {MINE},
old AS (
  SELECT mine.id, mine.texts, coalesce(mine.texts ->> %(text)s, %(start)s) AS words FROM mine
),
fit AS (
  SELECT old.id, old.words FROM old WHERE old.words IS NULL OR {mark("old.words")} = %(seen)s OR old.words = %(words)s
),
kept AS (
  UPDATE characters c
  SET texts = c.texts || jsonb_build_object(%(text)s::text, %(words)s::text), changed_at = now()
  FROM fit WHERE c.id = fit.id AND fit.words IS DISTINCT FROM %(words)s
  RETURNING c.id
),
told AS (
  INSERT INTO changes (character_id, user_id, what, was, now)
  SELECT fit.id, %(user)s, 'texts', jsonb_build_object(%(text)s::text, fit.words),
         jsonb_build_object(%(text)s::text, %(words)s::text)
  FROM fit WHERE fit.words IS DISTINCT FROM %(words)s
)
SELECT fit.id IS NOT NULL AS kept, old.words,
       CASE WHEN fit.id IS NULL THEN old.texts
            ELSE old.texts || jsonb_build_object(%(text)s::text, %(words)s::text) END AS texts"""

# By what the answer needs. ALL: gifts require a tribe, loresheets a clan.
WRITE = {
    Needs.ROW: f"{_WRITE} FROM old LEFT JOIN fit ON true",
    Needs.ALL: f"{_WRITE}, mine.ratings, {entries()} AS entries FROM mine JOIN old ON true LEFT JOIN fit ON true",
}
