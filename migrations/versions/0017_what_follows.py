"""What follows a choice is no longer stored where nobody wrote it: a clan's bane and compulsion, a drive's redemption

Ready characters, clones and imports had these words stored, so another clan left them behind. They go where they are
the book's own for the choice that is stored, so every sheet shows the same words as before. A text that its player ever
changed stays: the journal has a row for it. The journal gets no row of this: nobody did it, and all looks as before.

The words of the books are written down here as they were then. Werewolves have nothing that follows a choice.
"""

import json
from collections.abc import Iterator, Sequence
from typing import Any

import sqlalchemy as sa
from alembic import context, op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

# Key, name, bane, compulsion.
CLANS = (
    ("banu_haqim", "Banu Haqim", "Blood Addiction", "Judgment"),
    ("brujah", "Brujah", "Violent Temper", "Rebellion"),
    ("gangrel", "Gangrel", "Bestial Features", "Feral Impulses"),
    ("hecata", "Hecata", "Painful Kiss", "Morbidity"),
    ("lasombra", "Lasombra", "Distorted Image", "Ruthlessness"),
    ("malkavian", "Malkavian", "Fractured Perspective", "Delusion"),
    ("ministry", "The Ministry", "Abhors the Light", "Transgression"),
    ("nosferatu", "Nosferatu", "Repulsiveness", "Cryptophilia"),
    ("ravnos", "Ravnos", "Doomed", "Tempting Fate"),
    ("salubri", "Salubri", "Hunted", "Affective Empathy"),
    ("toreador", "Toreador", "Aesthetic Fixation", "Obsession"),
    ("tremere", "Tremere", "Deficient Blood", "Perfectionism"),
    ("tzimisce", "Tzimisce", "Grounded", "Covetousness"),
    ("ventrue", "Ventrue", "Rarefied Tastes", "Arrogance"),
    ("caitiff", "Caitiff", "Outcast", None),
    ("thin_blood", "Thin-Blood", "No Bane", None),
)
# Key, name, bane. They have no clan, whichever was chosen before, and no compulsion.
KINDS = (("kind_caitiff", "Caitiff", "Outcast"), ("kind_thin_blood", "Thin-blood", "No Bane"))
# Key, name, redemption.
DRIVES = (
    ("curiosity", "Curiosity", "The cell learns something new about the quarry"),
    ("vengeance", "Vengeance", "The cell harms the quarry or its like"),
    ("oath", "Oath", "The cell upholds or advances the pledge"),
    ("greed", "Greed", "Resources taken from the quarry or its like"),
    ("pride", "Pride", "The quarry is bested at some challenge"),
    ("envy", "Envy", "A sample of its power, or its favor, is won"),
    ("atonement", "Atonement", "Someone is shielded from the quarry at own risk"),
    ("duty", "Duty", "An expected task is completed"),
    ("guilt", "Guilt", "Contrition, agreed with the Storyteller"),
)


def brought() -> Iterator[dict[str, str]]:
    """For each choice of the text ``by``, the words that it brings to another text."""
    for key, name, bane, compulsion in CLANS:
        yield {"line": "vtm", "by": "clan", "key": key, "name": name, "text": "bane", "words": bane}
        if compulsion:
            yield {"line": "vtm", "by": "clan", "key": key, "name": name, "text": "compulsion", "words": compulsion}
    for key, name, bane in KINDS:
        yield {"line": "vtm", "by": "kind", "key": key, "name": name, "text": "bane", "words": bane}
    for key, name, redemption in DRIVES:
        yield {"line": "htr", "by": "motive", "key": key, "name": name, "text": "redemption", "words": redemption}


# Few enough that nobody waits for a click meanwhile.
BATCH = 500

CANDIDATES = """
SELECT id FROM characters WHERE id > :after AND texts ?| ARRAY['bane', 'compulsion', 'redemption']
ORDER BY id LIMIT :batch FOR NO KEY UPDATE
"""

# A clan counts for vampires only, and hunters have no kind. A key decides before the words.
CLEAR = """
UPDATE characters c SET texts = c.texts - found.names, keys = c.keys - found.names
FROM (
  SELECT c.id, array_agg(brought.text) AS names
  FROM jsonb_to_recordset(CAST(:brought AS jsonb))
      AS brought(line text, by text, key text, name text, text text, words text)
    JOIN characters c ON c.line = brought.line AND c.texts ->> brought.text = brought.words
      AND coalesce(c.keys ->> brought.by, lower(c.texts ->> brought.by))
        = CASE WHEN c.keys ? brought.by THEN brought.key ELSE lower(brought.name) END
      AND (brought.by = 'kind' OR coalesce(lower(c.texts ->> 'kind'), 'vampire') = 'vampire')
  WHERE {which} AND NOT EXISTS (
    SELECT FROM changes WHERE character_id = c.id AND what = 'texts' AND now ? brought.text
  )
  GROUP BY c.id
) found
WHERE c.id = found.id
"""


def clear(which: str = "true", **parameters: Any) -> sa.TextClause:
    """The statement that clears the texts of some characters."""
    return sa.text(CLEAR.format(which=which)).bindparams(brought=json.dumps(list(brought())), **parameters)


def clear_batch(after: int) -> Sequence[int]:
    """Clear those of the next characters in a transaction of its own; return their ids, in order.

    What the journal says of them is read once they are locked, so that nothing written meanwhile is missed.
    """
    with op.get_bind().engine.begin() as connection:
        ids = connection.scalars(sa.text(CANDIDATES), {"after": after, "batch": BATCH}).all()
        if ids:
            connection.execute(clear("c.id = ANY(:ids)", ids=ids))
    return ids


def upgrade() -> None:
    if context.is_offline_mode():
        op.execute(clear())
        return
    ids: Sequence[int] = [0]
    while ids:
        ids = clear_batch(after=ids[-1])


def downgrade() -> None:
    """There is nothing to put back: the version before shows the same words where none are stored."""
