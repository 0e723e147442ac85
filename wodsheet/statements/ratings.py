"""The click on a dot or a box: session, right, lock, write and journal in one statement.

Parameters: id, line, user, session, hand; ``now``: the ratings to set, by name. One row, or none. The journal's ``was``
is read from the locked row, so of two clicks at the same time the later ``was`` is the earlier ``now``. A click that
changes nothing writes nothing.
"""

from wodsheet.engine import Needs
from wodsheet.statements.revisions import revision
from wodsheet.statements.rights import EDIT, entries, locked_character


def click(was: str) -> str:
    """A click. ``was``: the SQL over the character ``c`` for the journal's ``was``, with the same keys as ``now``."""
    return f"""
WITH {locked_character(EDIT, f"c.id, c.ratings, c.texts, c.keys, {was} AS was")},
saved AS (
  UPDATE characters c SET ratings = c.ratings || %(now)s, changed_at = now()
  FROM character WHERE c.id = character.id AND character.was <> %(now)s
  RETURNING c.ratings
),
{revision("ratings")},
journal_row AS (
  INSERT INTO changes (character_id, revision_id, what, was, now)
  SELECT character.id, revision.id, 'ratings', character.was, %(now)s FROM character, revision
)
"""


_RATINGS = "coalesce((SELECT ratings FROM saved), character.ratings)"
# All entries would be half of the statement's cost. One more parameter: kinds, the names of the listings needed.
_ENTRIES = entries("SELECT * FROM entries WHERE character_id = character.id AND kind = ANY(%(kinds)s)")
# Entries are read by the listings that a kind of character has, conditions by those that it can be in.
_KIND = "coalesce(character.keys ->> 'kind', character.texts ->> 'kind')"

# What the answer says that the click replaced.
_WAS = "(character.was -> %(name)s::text)::int AS was"

# More parameters: name, and ``start``, the trait's rating before the first click.
_RATE = click("""
    jsonb_build_object(%(name)s::text, coalesce(c.ratings -> %(name)s::text, to_jsonb(%(start)s::int)))
""")

# One more parameter: whole. Most rows show no rating but their own. Reading all of them would be a tenth of the
# click's cost, so without ``whole`` the ratings are null.
_WHOLE = f"CASE WHEN %(whole)s THEN {_RATINGS} END AS ratings"

# By what the answer needs. ENTRIES: a skill is shown with its specialties, and the power Resilience adds the rating of
# Fortitude to Health, which follows Stamina. ALL: gifts require Renown, and texts as well.
RATE = {
    Needs.ROW: f"{_RATE} SELECT {_WAS}, {_WHOLE}, CASE WHEN %(whole)s THEN {_KIND} END AS kind FROM character",
    Needs.ENTRIES: f"{_RATE} SELECT {_WAS}, {_WHOLE}, {_KIND} AS kind, {_ENTRIES} AS entries FROM character",
    Needs.ALL: f"{_RATE} SELECT {_WAS}, {_RATINGS} AS ratings, character.texts, character.keys, {entries()} AS entries"
    " FROM character",
}

# More parameters: superficial and aggravated, the names of a tracker's damage.
DAMAGE = """
    jsonb_build_object(%(superficial)s::text, coalesce(c.ratings -> %(superficial)s::text, '0'),
                       %(aggravated)s::text, coalesce(c.ratings -> %(aggravated)s::text, '0'))
"""
_MARK = click(DAMAGE)

# By what the answer needs. ENTRIES: the tracker's length depends on entries.
MARK = {
    Needs.ROW: f"{_MARK} SELECT {_RATINGS} AS ratings, {_KIND} AS kind FROM character",
    Needs.ENTRIES: f"{_MARK} SELECT {_RATINGS} AS ratings, {_KIND} AS kind, {_ENTRIES} AS entries FROM character",
}
