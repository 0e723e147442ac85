"""Named rolls: pools kept for a character, and for a player over all sheets.

Parameters: id, line, user, session. A named roll is a row with the columns of ``_NAMED``; ``owned`` says that it is the
asker's own and follows them.
"""

from wodsheet.statements.rights import EDIT, SEE, character, locked_character

# For each of the two, as many as a page can show at a glance.
MOST = 50

_NAMED = """
n.id, n.user_id IS NOT NULL AS owned, n.name, n.traits, n.number, n.offers, n.modifier, n.difficulty
"""

# A row for each of the character's and then of the asker's own, the oldest first; one row of nulls when there are none,
# no row without the right to see the character.
NAMED = f"""
WITH {character(SEE, "c.id")}
SELECT {_NAMED}
FROM character LEFT JOIN named_rolls n ON n.character_id = character.id OR n.user_id = %(user)s
ORDER BY owned, n.id
"""


def _keep(column: str, whose: str) -> str:
    return f"""
WITH {locked_character(EDIT, "c.id")}
INSERT INTO named_rolls AS n ({column}, name, traits, number, offers, modifier, difficulty, form_key)
SELECT {whose}, %(name)s, %(traits)s, %(number)s, %(offers)s, %(modifier)s, %(difficulty)s, %(form_key)s
FROM character
WHERE (SELECT count(*) FROM named_rolls kept WHERE kept.{column} = {whose}) < {MOST}
  OR EXISTS (SELECT FROM named_rolls kept WHERE kept.{column} = {whose} AND kept.form_key = %(form_key)s)
ON CONFLICT ({column}, form_key) DO UPDATE SET form_key = excluded.form_key
RETURNING {_NAMED}
"""


# More parameters: name, traits, number, offers, modifier, difficulty, form_key. By whether it is the player's own. One
# row, also for a form that is sent again; none where there are as many as there may be, or without the right.
KEEP = {False: _keep("character_id", "character.id"), True: _keep("user_id", "%(user)s")}

# One more parameter: named, the id. The row that was removed; none where it was not there.
REMOVE = f"""
WITH {locked_character(EDIT, "c.id")}
DELETE FROM named_rolls n USING character
WHERE n.id = %(named)s AND (n.character_id = character.id OR n.user_id = %(user)s)
RETURNING {_NAMED}
"""
