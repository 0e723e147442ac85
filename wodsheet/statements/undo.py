"""Undo: reading what a revision touched, what rests on it, and the state that a patch of it is made from.

An undo is a transaction: ``portraits.OPEN_ALBUM`` locks the owner and the character, then the journal and the state are
read, ``rules`` decides, and ``patches.APPLY`` writes. Parameters of every statement: id, line, user, session.
"""

from wodsheet.statements.experience import LEFT
from wodsheet.statements.rights import EDIT, GRANTED, character
from wodsheet.statements.roster import ROOM

# What ``touches`` reads, of the changes ``ch`` that are considered.
CONSIDERED = "ch.revision_id, ch.what, ch.entry_id, ch.was, ch.now"


def touches(since: str) -> str:
    """The CTE ``touches`` (id of a revision, touch, adds) over the CTE ``considered``; see ``rules.undo``.

    ``since``: the SQL for the id of the first revision whose lines of the ledger are read. ``adds`` is the id of an
    entry that the revision added.
    """
    return f"""touches AS (
  SELECT ch.revision_id AS id, CASE
      WHEN ch.what = 'entry' THEN 'entry/' || ch.entry_id || '/' || name
      WHEN ch.what = 'portrait' THEN 'portrait/' || (coalesce(ch.now, ch.was) ->> 'slot')
      WHEN ch.what IN ('ratings', 'state') THEN ch.what || '/' || name
      ELSE 'text/' || name
    END AS touch, NULL::bigint AS adds
  FROM considered ch, jsonb_object_keys(coalesce(ch.now, ch.was)) name
  WHERE ch.what <> 'entry' OR num_nulls(ch.was, ch.now) = 0
  UNION SELECT ch.revision_id, 'entry/' || ch.entry_id || '/*', CASE WHEN ch.was IS NULL THEN ch.entry_id END
  FROM considered ch WHERE ch.what = 'entry' AND num_nulls(ch.was, ch.now) = 1
  UNION SELECT ch.revision_id, 'entry/' || (coalesce(ch.now, ch.was) ->> 'parent_id') || '/' || ch.entry_id, NULL
  FROM considered ch
  WHERE ch.what = 'entry' AND num_nulls(ch.was, ch.now) = 1 AND coalesce(ch.now, ch.was) ->> 'parent_id' IS NOT NULL
  UNION SELECT ch.revision_id, 'entry/' || (inside ->> 'id') || '/*', NULL
  FROM considered ch, jsonb_array_elements(ch.was -> 'inside') inside
  WHERE ch.what = 'entry' AND ch.now IS NULL
  UNION SELECT x.revision_id, 'line/' || line, NULL
  FROM character JOIN experience x ON x.character_id = character.id, unnest(ARRAY[x.id, x.corrects]) line
  WHERE x.revision_id >= {since} AND line IS NOT NULL
)"""


# Parameter: revisions. These, and later ones that share something with them, though not only these; each as a
# rules.undo.Revision. Most of a long journal are clicks on other dots, which are left out.
SHARING = f"""
WITH {character(EDIT, "c.id")},
oldest AS (SELECT min(id) AS id FROM unnest(%(revisions)s::bigint[]) id),
targets AS (
  SELECT coalesce(array_agg(DISTINCT target.what), '{{}}') AS whats,
         coalesce(array_agg(DISTINCT name) FILTER (WHERE name IS NOT NULL), '{{}}') AS names
  FROM character JOIN changes target
      ON target.character_id = character.id AND target.revision_id = ANY(%(revisions)s::bigint[])
    LEFT JOIN LATERAL jsonb_object_keys(coalesce(target.now, target.was)) name ON true
),
considered AS (
  SELECT {CONSIDERED}
  FROM character JOIN oldest ON true JOIN changes ch ON ch.character_id = character.id AND ch.revision_id >= oldest.id,
    targets
  WHERE ch.what = ANY(targets.whats)
    AND (ch.what IN ('entry', 'portrait') OR coalesce(ch.now, ch.was) ?| targets.names)
),
{touches("(SELECT id FROM oldest)")}
SELECT r.id, r.user_id, r.kind, r.undoes, array_agg(DISTINCT touches.touch) AS touches,
       array_remove(array_agg(touches.adds), NULL) AS adds
FROM character JOIN revisions r ON r.character_id = character.id JOIN touches ON touches.id = r.id
WHERE r.id >= (SELECT id FROM oldest)
GROUP BY r.character_id, r.id
"""

# How many revisions are looked at together for one that can be taken back.
_TOGETHER = 20


def _newest(revisions: str) -> str:
    """The ids of the asker's newest revisions ``r`` before one, of those for which this predicate holds.

    One more parameter: before, the id of a revision, or null.
    """
    return f"""
WITH {character(EDIT, "c.id")}
SELECT r.id FROM character JOIN revisions r ON r.character_id = character.id
WHERE r.user_id = %(user)s AND (%(before)s::bigint IS NULL OR r.id < %(before)s) AND {revisions}
ORDER BY r.id DESC LIMIT {_TOGETHER}
"""


# What the asker did and what holds: an even number of undos and redos came after it, each of the one before.
ACTS = _newest("""r.undoes IS NULL AND r.kind <> 'creation' AND (
  WITH RECURSIVE chain AS (
    SELECT r.id, 0 AS depth
    UNION ALL SELECT undo.id, chain.depth + 1
    FROM chain JOIN revisions undo ON undo.character_id = r.character_id AND undo.undoes = chain.id
  ) SELECT max(depth) %% 2 = 0 FROM chain
)""")

# What the asker took back since they last did something, and what is still taken back.
UNDOS = _newest("""r.undoes IS NOT NULL AND NOT EXISTS (
  SELECT FROM revisions undo WHERE undo.character_id = r.character_id AND undo.undoes = r.id
) AND r.id > coalesce((
  SELECT max(act.id) FROM revisions act
  WHERE act.character_id = r.character_id AND act.user_id = %(user)s AND act.undoes IS NULL
), 0) AND (
  WITH RECURSIVE chain AS (
    SELECT r.undoes, 0 AS depth
    UNION ALL SELECT before.undoes, chain.depth + 1
    FROM chain JOIN revisions before ON before.character_id = r.character_id AND before.id = chain.undoes
  ) SELECT max(depth) %% 2 = 1 FROM chain
)""")

# What one revision changed, and its lines of the ledger.
_CHANGES = """(
  SELECT coalesce(jsonb_agg(jsonb_build_array(ch.what, ch.entry_id, ch.was, ch.now) ORDER BY ch.id), '[]')
  FROM changes ch WHERE ch.character_id = character.id AND ch.revision_id = %(revision)s
)"""
_LINES = """(
  SELECT coalesce(jsonb_agg(jsonb_build_array(x.kind, x.amount, x.reason) ORDER BY x.id), '[]')
  FROM experience x WHERE x.character_id = character.id AND x.revision_id = %(revision)s
)"""

# One more parameter: revision. What a sentence about it needs.
REVISION = f"""
WITH {character(EDIT, "c.id")}
SELECT {_CHANGES} AS changes, {_LINES} AS lines FROM character
"""

# Of the CTE ``character`` with all columns and ``granted``: a State (``rules.inverse``), and the asker's right.
STATE_COLUMNS = """character.ratings, character.texts, character.keys, character.granted,
  jsonb_build_object('archived_at', character.archived_at, 'died_at', character.died_at,
                     'epitaph', character.epitaph, 'deleted_at', character.deleted_at,
                     'drafted_at', character.drafted_at) AS states,
  (SELECT coalesce(jsonb_agg(to_jsonb(e) ORDER BY e.position, e.id), '[]')
   FROM entries e WHERE e.character_id = character.id) AS entries,
  (SELECT coalesce(jsonb_agg(to_jsonb(p) - 'character_id'), '[]')
   FROM portraits p WHERE p.character_id = character.id) AS portraits"""

# More parameters: revision, most (the limit of the roster), days (PORTRAIT_GRACE_DAYS). One row: the character's State;
# the changes and lines of the revision, and its ``depth`` in its chain, 0 for the act; and what an undo of it has to
# heed. ``spenders`` are the later revisions that took experience. Files of pictures that are about to be swept are no
# longer ``recoverable``.
STATE = f"""
WITH {character(EDIT, f"c.*, {GRANTED} AS granted")}
SELECT {STATE_COLUMNS},
       {_CHANGES} AS changes, {_LINES} AS lines,
       (WITH RECURSIVE chain AS (
          SELECT r.undoes, 0 AS depth FROM revisions r WHERE r.character_id = character.id AND r.id = %(revision)s
          UNION ALL SELECT r.undoes, chain.depth + 1
          FROM chain JOIN revisions r ON r.character_id = character.id AND r.id = chain.undoes
        ) SELECT max(depth) FROM chain) AS depth,
       (SELECT coalesce(sum(x.earned - x.spent), 0)
        FROM experience x WHERE x.character_id = character.id AND x.revision_id = %(revision)s) AS points,
       {LEFT} AS left, {ROOM} AS room,
       (SELECT coalesce(array_agg(DISTINCT coalesce(w.name, '')), '{{}}')
        FROM (SELECT other.* FROM revisions other
              WHERE other.character_id = character.id AND other.id > %(revision)s AND other.undoes IS NULL
                AND other.user_id IS DISTINCT FROM %(user)s
                AND NOT EXISTS (SELECT FROM revisions undo
                                WHERE undo.character_id = other.character_id AND undo.undoes = other.id)
              ORDER BY other.id DESC LIMIT {_TOGETHER}) other LEFT JOIN users w ON w.id = other.user_id) AS others,
       (SELECT coalesce(array_agg(DISTINCT x.revision_id), '{{}}')
        FROM experience x WHERE x.character_id = character.id AND x.earned < x.spent AND x.revision_id > %(revision)s
       ) AS spenders,
       (SELECT coalesce(sum(p.bytes), 0) FROM portraits p JOIN characters c ON c.id = p.character_id
        WHERE c.owner_id = character.owner_id) AS bytes,
       (SELECT coalesce(array_agg(r.key), '{{}}') FROM removed_portraits r
        WHERE r.user_id = character.owner_id AND r.at > now() - %(days)s * interval '1 day' + interval '1 hour'
       ) AS recoverable
FROM character
"""

# One more parameter: form_key. The revision that this form made before.
KNOWN = f"""
WITH {character(EDIT, "c.id")}
SELECT r.id FROM revisions r JOIN character ON r.character_id = character.id WHERE r.form_key = %(form_key)s
"""
