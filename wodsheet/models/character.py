"""A character of any game line."""

from uuid import UUID

from sqlalchemy import (
    DDL,
    BigInteger,
    CheckConstraint,
    Computed,
    ForeignKey,
    Identity,
    Text,
    UniqueConstraint,
    event,
    func,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from wodsheet.models.base import db
from wodsheet.models.moment import Moment

# An update checks every constraint of its row, whichever column it touched, so each click pays for these. One pattern
# over all ratings costs a tenth of asking key by key; so does leaving out how long a key may be.
RATINGS_IN_RANGE = r"""ratings::text ~ '^\{("[a-z][a-z0-9_]*": (1?[0-9]|20)(, )?)*\}$'"""

KEYS_ARE_KEYS = r"""keys::text ~ '^\{("[a-z][a-z0-9_]*": "[a-z][a-z0-9_]*"(, )?)*\}$'"""

TEXTS_ARE_WORDS = """
jsonb_typeof(texts) = 'object'
AND NOT jsonb_path_exists(texts, 'strict $.* ? (@.type() <> "string")')
AND NOT jsonb_path_exists(texts, 'strict $.keyvalue().key ? (!(@ like_regex "^[a-z][a-z0-9_]*$"))')
"""

# Code from before there were keys changes words only, during a deploy and after a rollback. The key of other words
# would be read first, so it goes, and the words decide.
DROP_KEYS = """
CREATE FUNCTION drop_keys_of_other_texts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.keys := NEW.keys - ARRAY(
    SELECT name FROM jsonb_object_keys(OLD.keys) name
    WHERE NEW.texts -> name IS DISTINCT FROM OLD.texts -> name
  );
  RETURN NEW;
END
$$
"""
DROPS_KEYS = """
CREATE TRIGGER drop_keys_of_other_texts BEFORE UPDATE OF texts ON characters
FOR EACH ROW WHEN (NEW.texts IS DISTINCT FROM OLD.texts AND NEW.keys = OLD.keys AND OLD.keys <> '{}')
EXECUTE FUNCTION drop_keys_of_other_texts()
"""


class Character(db.Model):
    """A character: what every line has in columns, what is clicked in ``ratings``, what is written in ``texts``.

    ``ratings`` maps trait keys (damage included) to whole numbers 0 to 20 and holds only what was ever clicked:
    a trait not in it stands at its line's start. ``keys`` maps each text whose words are a book's to the key of that
    choice, which stays when a label changes; a player's own words have none. ``name`` and ``chronicle`` are read out of
    ``texts``, so that there is one place to write.
    ``form_key`` is the key of the form that made it: the same form sent again makes no second one.
    ``archived_at``, ``died_at``, ``deleted_at`` and ``drafted_at`` are marks of their own, each set and taken back
    without the others; a character without any is in play and counted. A draft is still being made. The ``epitaph``
    outlives a death that is taken back.
    """

    __tablename__ = "characters"
    __table_args__ = (
        CheckConstraint(RATINGS_IN_RANGE, name="ratings_in_range"),
        CheckConstraint(TEXTS_ARE_WORDS, name="texts_are_words"),
        CheckConstraint(KEYS_ARE_KEYS, name="keys_are_keys"),
        CheckConstraint("texts ->> 'name' <> ''", name="has_a_name"),
        CheckConstraint("line ~ '^[a-z]{2,12}$'", name="line_is_a_key"),
        CheckConstraint("char_length(epitaph) <= 500", name="epitaph_is_short"),
        UniqueConstraint("owner_id", "form_key"),
        # Room on each page for the next version of a row: a click rewrites it, and no index needs to know.
        {"postgresql_with": {"fillfactor": 70}},
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    line: Mapped[str] = mapped_column(Text)
    ratings: Mapped[dict[str, int]] = mapped_column(JSONB, server_default="{}")
    texts: Mapped[dict[str, str]] = mapped_column(JSONB)
    name: Mapped[str] = mapped_column(Text, Computed("texts ->> 'name'", persisted=True))
    chronicle: Mapped[str] = mapped_column(Text, Computed("coalesce(texts ->> 'chronicle', '')", persisted=True))
    form_key: Mapped[UUID]
    archived_at: Mapped[Moment | None]
    created_at: Mapped[Moment] = mapped_column(server_default=func.now())
    changed_at: Mapped[Moment] = mapped_column(server_default=func.now())
    died_at: Mapped[Moment | None]
    epitaph: Mapped[str] = mapped_column(Text, server_default="")
    deleted_at: Mapped[Moment | None]
    keys: Mapped[dict[str, str]] = mapped_column(JSONB, server_default="{}")
    drafted_at: Mapped[Moment | None]


TABLE = Character.metadata.tables["characters"]
event.listen(TABLE, "after_create", DDL(DROP_KEYS))
event.listen(TABLE, "after_create", DDL(DROPS_KEYS))
event.listen(TABLE, "after_drop", DDL("DROP FUNCTION drop_keys_of_other_texts()"))
