"""Writing one text of a character.

Parameters: id, line, user, session, hand, text (its key), words, key (that of the book's choice which the words name;
null for a player's own), start (the words before the first write; null for a text that follows a choice, because then
no written words can be lost), followed (of such a text: ``Line.followed``) and ``base_hash``: the hash of the words
that the writer started from. ``saved`` is false when other words were written in the meantime; ``words`` are then
those. Sending the same words again is no conflict, so a client that got no answer can repeat the request. What one
person writes in one sitting is one change.
"""

from wodsheet.engine import Needs
from wodsheet.statements.revisions import NOT_FOLDED, folded, revision, squeezed
from wodsheet.statements.rights import EDIT, entries, locked_character


def text_hash(words: str) -> str:
    """The SQL for the hash of some words: twelve hex digits of SHA-256. ``sheet.hash_text`` is the same in Python."""
    return f"left(encode(sha256(convert_to({words}, 'UTF8')), 'hex'), 12)"


# Null strips out of an object what it stands for.
_KEYS = "jsonb_strip_nulls({} || jsonb_build_object(%(text)s::text, %(key)s::text))"

# What a text that follows a choice is before somebody writes it.
_FOLLOWED = """(%(followed)s::jsonb -> 'words' ->> coalesce(
    %(followed)s::jsonb -> 'kinds' ->> coalesce(stored.keys ->> 'kind', stored.texts ->> 'kind', ''),
    stored.keys ->> (%(followed)s::jsonb ->> 'by')
  ))"""


def _keyed(words: str) -> str:
    """The SQL for an object of one text, as the journal has it."""
    return f"jsonb_build_object(%(text)s::text, {words})"


_NOW = _keyed("%(words)s::text")


_WRITE = f"""
WITH {locked_character(EDIT)},
stored AS (
  SELECT character.id, character.texts, character.keys, coalesce(character.texts ->> %(text)s, %(start)s) AS words
  FROM character
),
accepted AS (
  SELECT stored.id, stored.words, stored.keys ->> %(text)s AS key, coalesce(stored.words, {_FOLLOWED}, '') AS was
  FROM stored
  WHERE stored.words IS NULL OR {text_hash("stored.words")} = %(base_hash)s OR stored.words = %(words)s
),
saved AS (
  UPDATE characters c
  SET texts = c.texts || jsonb_build_object(%(text)s::text, %(words)s::text), keys = {_KEYS.format("c.keys")},
      changed_at = now()
  FROM accepted WHERE c.id = accepted.id AND accepted.words IS DISTINCT FROM %(words)s
  RETURNING c.id
),
{folded("texts", _keyed("accepted.words"), _NOW, "accepted.key IS NULL AND %(key)s::text IS NULL")},
{revision("texts", NOT_FOLDED)},
journal_row AS (
  INSERT INTO changes (character_id, revision_id, what, was, now)
  SELECT revision.character_id, revision.id, changed.*
  FROM revision, accepted, LATERAL (VALUES
    ('texts', {_keyed("accepted.was")}, {_NOW}),
    ('keys', {_keyed("accepted.key")}, {_keyed("%(key)s::text")}),
    ('follows', {_keyed("accepted.words IS NULL")}, {_keyed("false")})
  ) changed(what, was, now)
  WHERE changed.what = 'texts' OR changed.was <> changed.now
)
SELECT accepted.id IS NOT NULL AS saved, stored.words,
       CASE WHEN accepted.id IS NULL THEN stored.texts
            ELSE stored.texts || jsonb_build_object(%(text)s::text, %(words)s::text) END AS texts,
       CASE WHEN accepted.id IS NULL THEN stored.keys ELSE {_KEYS.format("stored.keys")} END AS keys"""

# By what the answer needs. ALL: gifts require a tribe, loresheets a clan.
WRITE = {
    Needs.ROW: f"{_WRITE} FROM stored LEFT JOIN accepted ON true",
    Needs.ALL: squeezed(f"""
{_WRITE}, character.ratings, {entries()} AS entries FROM character JOIN stored ON true LEFT JOIN accepted ON true
"""),
}
