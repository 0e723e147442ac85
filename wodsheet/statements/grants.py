"""What a choice gave: read from the journal, since each choice is one revision."""

from wodsheet.statements.revisions import squeezed
from wodsheet.statements.rights import EDIT, GRANTED, character
from wodsheet.statements.undo import STATE_COLUMNS

# Parameters: id, line, user, session; action, the name of the text in which the choice is made; form_key. One row: the
# character's State; what the last such choice gave that is not taken back, as changes; the revision of this very form,
# or null.
BEFORE = squeezed(f"""
WITH {character(EDIT, f"c.*, {GRANTED} AS granted")},
last AS (
  SELECT r.id FROM character JOIN revisions r ON r.character_id = character.id
  WHERE r.kind = 'action' AND r.action = %(action)s AND (
    WITH RECURSIVE chain AS (
      SELECT r.id, 0 AS depth
      UNION ALL SELECT undo.id, chain.depth + 1
      FROM chain JOIN revisions undo ON undo.character_id = r.character_id AND undo.undoes = chain.id
    ) SELECT max(depth) %% 2 = 0 FROM chain
  )
  ORDER BY r.id DESC LIMIT 1
)
SELECT {STATE_COLUMNS},
       (SELECT coalesce(jsonb_agg(jsonb_build_array(ch.what, ch.entry_id, ch.was, ch.now) ORDER BY ch.id), '[]')
        FROM changes ch JOIN last ON ch.revision_id = last.id WHERE ch.character_id = character.id) AS given,
       (SELECT r.id FROM revisions r WHERE r.character_id = character.id AND r.form_key = %(form_key)s) AS known
FROM character
""")
