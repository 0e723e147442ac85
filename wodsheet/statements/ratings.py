"""The click on a dot or a box: ownership, session, write and journal in one statement.

Asked: id, line, user, epoch; ``now``: the ratings to set, by name. Gives one row or none. The journal's ``was`` is read
from the locked row, so between two clicks at once every ``was`` is the ``now`` before it. A click that changes nothing
writes nothing.
"""

from wodsheet.engine import Needs
from wodsheet.statements.rights import entries, mine


def _click(was: str) -> str:
    """A click whose journal says that this was there: an expression over the character ``c``, with the keys of now."""
    return f"""
WITH {mine(f"c.id, c.ratings, c.texts, {was} AS was")},
kept AS (
  UPDATE characters c SET ratings = c.ratings || %(now)s, changed_at = now()
  FROM mine WHERE c.id = mine.id AND mine.was <> %(now)s
  RETURNING c.ratings
),
told AS (
  INSERT INTO changes (character_id, user_id, what, was, now)
  SELECT mine.id, %(user)s, 'ratings', mine.was, %(now)s FROM mine WHERE mine.was <> %(now)s
)
"""


_RATINGS = "coalesce((SELECT ratings FROM kept), mine.ratings)"
# All entries would be half of the statement's cost. Asked too: kinds, the listings that are needed.
_HELD = entries("SELECT * FROM entries WHERE character_id = mine.id AND kind = ANY(%(kinds)s)")

# Asked too: name, and ``start``, what the trait is when never clicked.
_RATE = _click("""
    jsonb_build_object(%(name)s::text, coalesce(c.ratings -> %(name)s::text, to_jsonb(%(start)s::int)))
""")

# Asked too: whole. Most rows are drawn with no rating but the one that was asked for; then all of them would be a tenth
# of the click's cost, and none are read.
_WHOLE = f"CASE WHEN %(whole)s THEN {_RATINGS} END AS ratings"

# By what the answer needs. ENTRIES: a skill has its specialties, and Resilience adds Fortitude to the Health that
# follows Stamina. ALL: Renown is required by gifts, which also go by texts.
RATE = {
    Needs.ROW: f"{_RATE} SELECT {_WHOLE} FROM mine",
    Needs.ENTRIES: f"{_RATE} SELECT {_WHOLE}, {_HELD} AS entries FROM mine",
    Needs.ALL: f"{_RATE} SELECT {_RATINGS} AS ratings, mine.texts, {entries()} AS entries FROM mine",
}

# Asked too: superficial and aggravated, the names of a tracker's damage.
_MARK = _click("""
    jsonb_build_object(%(superficial)s::text, coalesce(c.ratings -> %(superficial)s::text, '0'),
                       %(aggravated)s::text, coalesce(c.ratings -> %(aggravated)s::text, '0'))
""")

# By what the answer needs. ENTRIES: the tracker's length counts what is owned.
MARK = {
    Needs.ROW: f"{_MARK} SELECT {_RATINGS} AS ratings FROM mine",
    Needs.ENTRIES: f"{_MARK} SELECT {_RATINGS} AS ratings, {_HELD} AS entries FROM mine",
}
