"""Revisions and their changes, written by the statement that does what they record.

Every statement that changes a character has the CTE ``revision`` and writes rows of ``changes`` beside it. One more
parameter of each: hand (``access.asker``).
"""

# A pause that long parts two sittings.
SITTING = "3 hours"
# How many revisions back the last saving of a text is looked for, so that the cost is bounded.
MOST_BACK = 100

# The id of a revision that is written later in the same statement.
NEXT_REVISION = "nextval(pg_get_serial_sequence('revisions', 'id'))"


def squeezed(sql: str) -> str:
    """A statement with single blanks: psycopg reads a longer one than 4,096 bytes anew each time that it is sent."""
    return " ".join(sql.split())


def revision(kind: str, when: str = "SELECT FROM saved") -> str:
    """The CTE ``revision``: one of the character, by the asker, if the query ``when`` has rows."""
    return f"""revision AS (
  INSERT INTO revisions (character_id, user_id, hand, kind)
  SELECT character.id, %(user)s, %(hand)s, '{kind}' FROM character WHERE EXISTS ({when})
  RETURNING id, character_id
)"""


def entry_changes(rows: str) -> str:
    """The CTE ``journal_row``: the changes of entries. ``rows``: the SQL for entry_id, was and now, FROM on."""
    return f"""journal_row AS (
  INSERT INTO changes (character_id, revision_id, what, entry_id, was, now)
  SELECT revision.character_id, revision.id, 'entry', {rows}
)"""


def folded(what: str, was: str, now: str, entry: str = "ch.entry_id IS NULL") -> str:
    """The CTEs ``last``, ``folded`` and ``moved``: the asker goes on writing what they wrote in this sitting.

    ``last`` is the revision in which they did, when what it left, ``was``, is what was replaced just now, and nobody
    wrote there in between, nor took it back; it leaves ``now`` instead. Both are SQL over ``accepted`` for what the
    journal has. Needs the CTEs accepted and saved.
    """
    return f"""last AS (
  SELECT r.character_id, r.id, ch.id AS change, {now} AS now
  FROM accepted, saved, LATERAL (
    SELECT * FROM revisions WHERE character_id = (SELECT id FROM character) ORDER BY id DESC LIMIT {MOST_BACK}
  ) r JOIN changes ch ON ch.character_id = r.character_id AND ch.revision_id = r.id
  WHERE r.user_id = %(user)s AND r.hand = %(hand)s AND r.kind = '{what}' AND r.at > now() - interval '{SITTING}'
    AND ch.what = '{what}' AND ch.now = {was} AND {entry} AND ch.was IS NOT NULL
    AND NOT EXISTS (
      SELECT FROM changes later
      WHERE later.character_id = r.character_id AND later.revision_id > r.id AND later.what = ch.what
        AND later.entry_id IS NOT DISTINCT FROM ch.entry_id
        AND (num_nulls(later.was, later.now) > 0 OR later.now ?| ARRAY(SELECT jsonb_object_keys(ch.now)))
    )
  ORDER BY r.id DESC LIMIT 1
),
folded AS (UPDATE changes SET now = last.now FROM last WHERE changes.id = last.change),
moved AS (
  UPDATE revisions r SET at = now() FROM last WHERE r.character_id = last.character_id AND r.id = last.id
)"""


# For ``revision``: something was saved, and is not folded.
NOT_FOLDED = "SELECT FROM saved WHERE NOT EXISTS (SELECT FROM last)"
