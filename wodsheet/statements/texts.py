"""Writing one text of a character.

Parameters: id, line, user, session, text (its key), words, key (that of the book's choice which the words name; null
for a player's own), start (the words before the first write; null for a text
that follows another one, because then no written words can be lost) and ``base_hash``: the hash of the words that the
writer started from. ``saved`` is false when other words were written in the meantime; ``words`` are then those. Sending
the same words again is no conflict, so a client that got no answer can repeat the request.
"""

from wodsheet.engine import Needs
from wodsheet.statements.rights import EDIT, entries, locked_character


def text_hash(words: str) -> str:
    """The SQL for the hash of some words: twelve hex digits of SHA-256. ``sheet.hash_text`` is the same in Python."""
    return f"left(encode(sha256(convert_to({words}, 'UTF8')), 'hex'), 12)"


# Null strips out of an object what it stands for.
_KEYS = "jsonb_strip_nulls({} || jsonb_build_object(%(text)s::text, %(key)s::text))"

_WRITE = f"""
WITH {locked_character(EDIT)},
stored AS (
  SELECT character.id, character.texts, character.keys, coalesce(character.texts ->> %(text)s, %(start)s) AS words
  FROM character
),
accepted AS (
  SELECT stored.id, stored.words FROM stored
  WHERE stored.words IS NULL OR {text_hash("stored.words")} = %(base_hash)s OR stored.words = %(words)s
),
saved AS (
  UPDATE characters c
  SET texts = c.texts || jsonb_build_object(%(text)s::text, %(words)s::text), keys = {_KEYS.format("c.keys")},
      changed_at = now()
  FROM accepted WHERE c.id = accepted.id AND accepted.words IS DISTINCT FROM %(words)s
  RETURNING c.id
),
journal_row AS (
  INSERT INTO changes (character_id, user_id, what, was, now)
  SELECT accepted.id, %(user)s, 'texts', jsonb_build_object(%(text)s::text, accepted.words),
         jsonb_build_object(%(text)s::text, %(words)s::text)
  FROM accepted WHERE accepted.words IS DISTINCT FROM %(words)s
)
SELECT accepted.id IS NOT NULL AS saved, stored.words,
       CASE WHEN accepted.id IS NULL THEN stored.texts
            ELSE stored.texts || jsonb_build_object(%(text)s::text, %(words)s::text) END AS texts,
       CASE WHEN accepted.id IS NULL THEN stored.keys ELSE {_KEYS.format("stored.keys")} END AS keys"""

# By what the answer needs. ALL: gifts require a tribe, loresheets a clan.
WRITE = {
    Needs.ROW: f"{_WRITE} FROM stored LEFT JOIN accepted ON true",
    Needs.ALL: f"{_WRITE}, character.ratings, {entries()} AS entries"
    " FROM character JOIN stored ON true LEFT JOIN accepted ON true",
}
