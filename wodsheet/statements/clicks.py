"""The dot click: ownership, session, write and journal in one statement.

Asked: id, line, user, epoch; ``now``: the ratings to set, ``start``: what each of them is when never clicked.
Gives one row or none. The journal's ``was`` is read from the locked row, so between two clicks at once every
``was`` is the ``now`` before it. A click that changes nothing writes nothing.
"""

from wodsheet.statements.mine import MINE, entries

_RATE = f"""
WITH {MINE},
old AS (
  SELECT mine.id, mine.ratings,
         (SELECT jsonb_object_agg(key, coalesce(mine.ratings -> key, value)) FROM jsonb_each(%(start)s)) AS was
  FROM mine
),
kept AS (
  UPDATE characters c SET ratings = c.ratings || %(now)s, changed_at = now()
  FROM old WHERE c.id = old.id AND old.was <> %(now)s
  RETURNING c.ratings
),
told AS (
  INSERT INTO changes (character_id, user_id, what, was, now)
  SELECT old.id, %(user)s, 'ratings', old.was, %(now)s FROM old WHERE old.was <> %(now)s
)
"""

RATE = _RATE + "SELECT coalesce(kept.ratings, old.ratings) AS ratings FROM old LEFT JOIN kept ON true"

# For traits that are drawn with entries: a skill with its specialties, Stamina with the Health to which Resilience adds
# Fortitude. Asked too: kinds, the listings they are in. All entries would be half of the statement's cost.
RATE_AND_HOLD = (
    _RATE
    + f"""
SELECT coalesce(kept.ratings, old.ratings) AS ratings,
       {entries("SELECT * FROM entries WHERE character_id = old.id AND kind = ANY(%(kinds)s)")} AS entries
FROM old LEFT JOIN kept ON true
"""
)

# For traits that the book asks for of whoever has something in a list: Renown of gifts, which also go by texts.
RATE_AND_READ = (
    _RATE
    + f"""
SELECT coalesce(kept.ratings, mine.ratings) AS ratings, mine.texts, {entries()} AS entries
FROM mine LEFT JOIN kept ON true
"""
)
