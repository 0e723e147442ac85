"""Reading a sheet."""

from wodsheet.statements.experience import TOTALS
from wodsheet.statements.portraits import PORTRAITS
from wodsheet.statements.rights import PREFERENCES, SEE, Right, character, entries
from wodsheet.statements.visits import VISIT


def _show(right: Right, then: str = "") -> str:
    return f"""
WITH {character(right, f"c.*, {PREFERENCES}")}{then}
SELECT character.id, character.ratings, character.texts, character.keys, character.archived_at, character.died_at,
       character.drafted_at, character.epitaph, character.changed_at, character.preferences, {entries()} AS entries,
       {TOTALS} AS experience, {PORTRAITS} AS portraits
FROM character
"""


# By the right that the page needs. Parameters: id, line, user, session. One row with everything a sheet shows and the
# asker's preferences, or no row.
SHOW = {right: _show(right) for right in Right}

# The same where a person opens the sheet: their visit is recorded.
OPEN = _show(SEE, f",{VISIT}")
