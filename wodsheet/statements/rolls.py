"""Rolls: dice that were thrown before the statement that stores them, the log of them, and those thrown again.

Parameters: id, line, user, session, hand. A roll is a row with the columns of ``_ROLL``; ``places`` and ``thrown`` are
null while nothing of it was thrown again.
"""

from wodsheet.statements.ratings import DAMAGE, click
from wodsheet.statements.rights import EDIT, PREFERENCES, SEE, character, entries, locked_character

# Rolls on one page.
PAGE = 50

# Of the rolls ``r``: how each is read, with who rolled (null once they left) and what was thrown again.
_ROLL = """
r.id, r.at, r.hand, w.name AS by, r.what, r.traits, r.number, r.offers, r.modifier, r.regular, r.special, r.fell,
coalesce(r.difficulty, d.difficulty) AS difficulty, coalesce(d.contested, r.contested) AS contested, r.test,
d.form_key AS difficulty_key, x.places, x.thrown, x.revision_id AS revision, x.form_key AS reroll_key
"""
_READ = """
LEFT JOIN users w ON w.id = r.user_id
LEFT JOIN rerolls x ON x.character_id = r.character_id AND x.roll_id = r.id
LEFT JOIN roll_difficulties d ON d.character_id = r.character_id AND d.roll_id = r.id
"""

# More parameters: what, traits, number, offers, modifier, regular, special, fell, difficulty, contested, test and the
# form_key. One row, the roll; a form that is sent again finds its roll, whatever else it says now. The update in vain
# is what reads a row that another sending has written meanwhile.
ROLL = f"""
WITH {locked_character(EDIT, "c.id")},
r AS (
  INSERT INTO rolls (
    character_id, user_id, hand, what, traits, number, offers, modifier, regular, special, fell, difficulty, contested,
    test, form_key
  )
  SELECT character.id, %(user)s, %(hand)s, %(what)s, %(traits)s, %(number)s, %(offers)s, %(modifier)s, %(regular)s,
         %(special)s, %(fell)s, %(difficulty)s, %(contested)s, %(test)s, %(form_key)s
  FROM character
  ON CONFLICT (character_id, form_key) DO UPDATE SET form_key = excluded.form_key
  RETURNING *
)
SELECT {_ROLL} FROM r {_READ}
"""

# More parameters: before (an id, or null for the newest), and trait, a key that was in the pool, or "" for every roll.
# A row for each roll, the newest first, and one more than a page when there are more. One row of nulls when there are
# none; no row without the right to see.
ROLLS = f"""
WITH {character(SEE, "c.id")}
SELECT {_ROLL}
FROM character
  LEFT JOIN LATERAL (
    SELECT * FROM rolls
    WHERE rolls.character_id = character.id AND (%(before)s::bigint IS NULL OR rolls.id < %(before)s)
      AND (%(trait)s = '' OR %(trait)s = ANY(rolls.traits))
    ORDER BY rolls.id DESC LIMIT {PAGE + 1}
  ) r ON true
  {_READ}
ORDER BY r.id DESC
"""

# One more parameter: trait, as in ROLLS. The dice of the newest thousand rolls that had a difficulty, as they fell
# first; one row of nulls when there are none, no row without the right to see.
COUNTED = f"""
WITH {character(SEE, "c.id")}
SELECT r.regular, r.special, r.difficulty
FROM character
  LEFT JOIN LATERAL (
    SELECT rolls.id, rolls.regular, rolls.special, coalesce(rolls.difficulty, d.difficulty) AS difficulty
    FROM rolls LEFT JOIN roll_difficulties d ON d.character_id = rolls.character_id AND d.roll_id = rolls.id
    WHERE rolls.character_id = character.id AND rolls.test = '' AND coalesce(rolls.difficulty, d.difficulty) IS NOT NULL
      AND (%(trait)s = '' OR %(trait)s = ANY(rolls.traits))
    ORDER BY rolls.id DESC LIMIT 1000
  ) r ON true
"""

# One more parameter: roll, or null. The roll, null where there is none, and what pools and the price of throwing again
# depend on. For a price ``rights.LOCK`` goes before.
ONE = f"""
WITH {character(EDIT, f"c.id, c.ratings, c.texts, c.keys, {PREFERENCES}")}
SELECT {_ROLL}, character.ratings, character.texts, character.keys, character.preferences, {entries()} AS entries
FROM character LEFT JOIN rolls r ON r.character_id = character.id AND r.id = %(roll)s {_READ}
"""

# More parameters: roll, places, thrown, form_key; superficial and aggravated, the names of the tracker that pays, and
# ``now``, its damage then. One row, the roll. What it costs is the revision.
REROLL = f"""
{click(DAMAGE)},
x AS (
  INSERT INTO rerolls (character_id, roll_id, revision_id, places, thrown, form_key)
  SELECT revision.character_id, %(roll)s, revision.id, %(places)s, %(thrown)s, %(form_key)s FROM revision
  RETURNING *
)
SELECT {_ROLL} FROM x JOIN rolls r ON r.character_id = x.character_id AND r.id = x.roll_id
  LEFT JOIN users w ON w.id = r.user_id
  LEFT JOIN roll_difficulties d ON d.character_id = r.character_id AND d.roll_id = r.id
"""

# More parameters: roll, difficulty, contested, form_key. One row with the form's key that wrote the difficulty, this
# one or an earlier one. No row where the roll is not there, or was thrown against a difficulty.
LEARN = f"""
WITH {locked_character(EDIT, "c.id")}
INSERT INTO roll_difficulties (character_id, roll_id, difficulty, contested, form_key)
SELECT character.id, r.id, %(difficulty)s, %(contested)s, %(form_key)s
FROM character JOIN rolls r ON r.character_id = character.id AND r.id = %(roll)s AND r.difficulty IS NULL
ON CONFLICT (character_id, roll_id) DO UPDATE SET form_key = roll_difficulties.form_key
RETURNING form_key
"""

# More parameters: test, a name, and roll, the id of the last that counts. The rolls of an extended test, newest first.
TEST = f"""
WITH {character(SEE, "c.id")}
SELECT {_ROLL} FROM character JOIN rolls r ON r.character_id = character.id {_READ}
WHERE r.test = %(test)s AND r.test <> '' AND r.id <= %(roll)s
ORDER BY r.id DESC LIMIT 200
"""
