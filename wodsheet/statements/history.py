"""Reading the history of a character, a page of revisions at a time.

Parameters: id, line, user, session, before (the id of a revision, or null for the newest), and one for each filter. One
row: the character's name, the asker's right and preferences, ``seen_before`` of their visit, or null; and JSON of what
is on the page:

- ``revisions``: the newest first, and one more than a page when there are more;
- ``origins``: what undos on the page undo, and what those undo, with the changes of the first of them;
- ``journal``: the fields of ``rules.undo.Revision`` of all that decide which of them can be taken back;
- ``people``: the names of those who did what is in ``journal`` and not on the page, by id of the revision;
- ``names``: of entries whose changes do not name them, by id: an object with kind, name and key, or null.
"""

from collections.abc import Iterable
from functools import cache

from wodsheet.statements.rights import GRANTED, PREFERENCES, SEE, character
from wodsheet.statements.undo import CONSIDERED, STATE_COLUMNS, touches

# Revisions on one page.
PAGE = 100


def _changed(where: str) -> str:
    return f"""EXISTS (
      SELECT FROM changes ch WHERE ch.character_id = r.character_id AND ch.revision_id = r.id AND {where}
    )"""


# By the name of a filter, which is that of its parameter: the predicate over the revision ``r`` of the user ``w``.
# ``trait`` is an array: the ratings of one trait or tracker.
FILTERS = {
    "before": "r.id < %(before)s",
    "trait": _changed("ch.what = 'ratings' AND ch.now ?| %(trait)s::text[]"),
    "text": _changed("ch.what = 'texts' AND ch.now ? %(text)s"),
    "entry": "r.id IN (SELECT revision_id FROM changes WHERE character_id = character.id AND entry_id = %(entry)s)",
    "by": "w.name = %(by)s",
    "kind": "r.kind = %(kind)s",
    "since": "r.at >= %(since)s",
    "until": "r.at < %(until)s",
}


def _changes_of(r: str) -> str:
    """The changes of a revision as an array of rows of ``ChangeRow``."""
    return f"""(
      SELECT coalesce(jsonb_agg(jsonb_build_array(ch.what, ch.entry_id, ch.was, ch.now) ORDER BY ch.id), '[]')
      FROM changes ch WHERE ch.character_id = {r}.character_id AND ch.revision_id = {r}.id
    )"""


def _ledger_of(r: str) -> str:
    """The lines of the ledger of a revision as an array of rows of ``LedgerRow``."""
    return f"""(
      SELECT coalesce(jsonb_agg(jsonb_build_array(x.kind, x.amount, x.reason) ORDER BY x.id), '[]')
      FROM experience x WHERE x.character_id = {r}.character_id AND x.revision_id = {r}.id
    )"""


# What an entry is called: as it stands, else as the journal has it last, else as it stood in another that was removed.
_NAME = """coalesce(
  (SELECT jsonb_build_object('kind', e.kind, 'name', e.name, 'key', e.key) FROM entries e WHERE e.id = ch.entry_id),
  (SELECT named.row FROM (SELECT revision_id, id, coalesce(now, was) AS row FROM changes
         WHERE character_id = ch.character_id AND entry_id = ch.entry_id) named
   WHERE named.row ? 'name' ORDER BY named.revision_id DESC, named.id DESC LIMIT 1),
  (SELECT inside FROM changes outside, jsonb_array_elements(outside.was -> 'inside') inside
   WHERE outside.character_id = ch.character_id AND outside.what = 'entry' AND outside.now IS NULL
     AND (inside ->> 'id')::bigint = ch.entry_id
   ORDER BY outside.revision_id DESC LIMIT 1)
)"""

# The first revision on the page.
_OLDEST = "(SELECT min(id) FROM page)"

# What was changed since the page that shares something with it, though not only that.
_CONSIDERED = f"""
  SELECT {CONSIDERED} FROM changes ch JOIN character ON ch.character_id = character.id,
    (SELECT array_agg(DISTINCT changed.what) AS whats, array_agg(DISTINCT name) AS names
     FROM page JOIN changes changed ON changed.character_id = page.character_id AND changed.revision_id = page.id,
       jsonb_object_keys(coalesce(changed.now, changed.was)) name) targets
  WHERE ch.revision_id >= {_OLDEST} AND ch.what = ANY(targets.whats)
    AND (ch.what IN ('entry', 'portrait') OR coalesce(ch.now, ch.was) ?| targets.names)
"""

# Of what came after the page and stands in no chain of undos, only the newest for each touch matters: it is in the way
# of every older one. Entries are the exception, because what was written into one can go along with it.
_JOURNAL = """
chained AS (
  SELECT r.id, r.undoes FROM revisions r JOIN character ON r.character_id = character.id WHERE r.undoes IS NOT NULL
),
needed AS (
  SELECT id FROM page
  UNION SELECT id FROM touches WHERE touch LIKE 'entry/%%'
  UNION SELECT id FROM touches WHERE id IN (SELECT id FROM chained UNION SELECT undoes FROM chained)
  UNION SELECT max(id) FROM touches
    WHERE id NOT IN (SELECT id FROM chained UNION SELECT undoes FROM chained) GROUP BY touch
),
journal AS (
  SELECT r.id, r.user_id, r.kind, r.undoes, array_remove(array_agg(DISTINCT touches.touch), NULL) AS touches,
         array_remove(array_agg(touches.adds), NULL) AS adds
  FROM needed, LATERAL (
    SELECT r.* FROM revisions r WHERE r.character_id = (SELECT id FROM character) AND r.id = needed.id LIMIT 1
  ) r LEFT JOIN touches ON touches.id = r.id
  GROUP BY r.id, r.user_id, r.kind, r.undoes
)"""


@cache
def _history(filters: frozenset[str]) -> str:
    where = "".join(f" AND {FILTERS[name]}" for name in sorted(filters))
    return f"""
WITH RECURSIVE {character(SEE, f"c.id, c.name, {GRANTED} AS granted, {PREFERENCES}")},
page AS MATERIALIZED (
  SELECT found.* FROM character, LATERAL (
    SELECT r.*, w.name AS by FROM revisions r LEFT JOIN users w ON w.id = r.user_id
    WHERE r.character_id = character.id{where}
    ORDER BY r.id DESC LIMIT {PAGE + 1}
  ) found
),
origins AS (
  SELECT r.* FROM page JOIN revisions r ON r.character_id = page.character_id AND r.id = page.undoes
  UNION SELECT r.* FROM origins o JOIN revisions r ON r.character_id = o.character_id AND r.id = o.undoes
),
shown AS (SELECT character_id, id FROM page UNION SELECT character_id, id FROM origins WHERE undoes IS NULL),
entries_shown AS (
  SELECT DISTINCT ch.character_id, ch.entry_id
  FROM shown JOIN changes ch ON ch.character_id = shown.character_id AND ch.revision_id = shown.id
  WHERE ch.what = 'entry' AND num_nulls(ch.was, ch.now) = 0
),
considered AS ({_CONSIDERED}),
{touches(_OLDEST)},
{_JOURNAL}
SELECT character.name, character.granted, character.preferences,
  (SELECT v.seen_before FROM visits v WHERE v.character_id = character.id AND v.user_id = %(user)s) AS seen_before,
  (SELECT coalesce(jsonb_agg(jsonb_build_object(
     'id', p.id, 'at', p.at, 'by', p.by, 'hand', p.hand, 'kind', p.kind, 'action', p.action, 'undoes', p.undoes,
     'undone_by', (SELECT u.id FROM revisions u WHERE u.character_id = p.character_id AND u.undoes = p.id),
     'changes', {_changes_of("p")}, 'ledger', {_ledger_of("p")}
   ) ORDER BY p.id DESC), '[]') FROM page p) AS revisions,
  (SELECT coalesce(jsonb_agg(jsonb_build_object(
     'id', o.id, 'hand', o.hand, 'kind', o.kind, 'action', o.action, 'undoes', o.undoes,
     'changes', CASE WHEN o.undoes IS NULL THEN {_changes_of("o")} ELSE '[]' END,
     'ledger', CASE WHEN o.undoes IS NULL THEN {_ledger_of("o")} ELSE '[]' END
   )), '[]') FROM origins o) AS origins,
  (SELECT coalesce(jsonb_agg(jsonb_build_array(j.id, j.user_id, j.kind, j.undoes, j.touches, j.adds)), '[]')
   FROM journal j) AS journal,
  (SELECT coalesce(jsonb_object_agg(j.id, w.name), '{{}}')
   FROM journal j JOIN users w ON w.id = j.user_id WHERE j.id NOT IN (SELECT id FROM page)) AS people,
  (SELECT coalesce(jsonb_object_agg(ch.entry_id, {_NAME}), '{{}}') FROM entries_shown ch) AS names
FROM character
"""


def history(filters: Iterable[str]) -> str:
    """The statement for the filters of these names that are in use, ``before`` among them."""
    return _history(frozenset(filters))


# Parameters: id, line, user, session, revision. One row: the character's State (``rules.inverse``), the asker's
# preferences, and all ``changes`` after the revision as ``rules.rewind`` takes them; ``at`` and ``experience`` are
# those of the revision. No row when there is no such revision.
AS_IT_STOOD = f"""
WITH {character(SEE, f"c.*, {GRANTED} AS granted, {PREFERENCES}")}
SELECT {STATE_COLUMNS}, character.preferences, r.at,
  (SELECT coalesce(jsonb_agg(jsonb_build_array(ch.what, ch.entry_id, ch.was, ch.now)
     ORDER BY ch.revision_id DESC, ch.what = 'follows' DESC, ch.id DESC), '[]')
   FROM changes ch WHERE ch.character_id = character.id AND ch.revision_id > r.id) AS changes,
  (SELECT jsonb_build_array(coalesce(sum(x.earned), 0), coalesce(sum(x.spent), 0))
   FROM experience x WHERE x.character_id = character.id AND x.revision_id <= r.id) AS experience
FROM character JOIN revisions r ON r.character_id = character.id AND r.id = %(revision)s
"""
