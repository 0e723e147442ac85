"""Reading a sheet."""

from wodsheet.statements.experience import TOTALS
from wodsheet.statements.portraits import PORTRAITS
from wodsheet.statements.rights import PREFERENCES, SEE, Right, character, entries
from wodsheet.statements.visits import VISIT

# The spent lines of the ledger that were not taken back, each as its reason and its points.
SPENT = """(
  SELECT coalesce(jsonb_agg(jsonb_build_array(x.reason, x.amount)), '[]') FROM experience x
  WHERE x.character_id = character.id AND x.kind = 'spent'
    AND NOT EXISTS (SELECT FROM experience taken WHERE taken.corrects = x.id)
)"""


def _show(right: Right, then: str = "", more: str = "") -> str:
    return f"""
WITH {character(right, f"c.*, {PREFERENCES}")}{then}
SELECT character.id, character.ratings, character.texts, character.keys, character.archived_at, character.died_at,
       character.drafted_at, character.epitaph, character.changed_at, character.preferences, {entries()} AS entries,
       {TOTALS} AS experience, {PORTRAITS} AS portraits{more}
FROM character
"""


# By the right that the page needs. Parameters: id, line, user, session. One row with everything a sheet shows and the
# asker's preferences, or no row.
SHOW = {right: _show(right) for right in Right}

# The same where a person opens the sheet: their visit is recorded.
OPEN = _show(SEE, f",{VISIT}")

# The same, and what the ledger explains.
CHECK = {right: _show(right, more=f", {SPENT} AS spent") for right in Right}
