"""One thing in a list on a sheet."""

from uuid import UUID

from sqlalchemy import (
    DDL,
    BigInteger,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Identity,
    Index,
    Integer,
    SmallInteger,
    Text,
    UniqueConstraint,
    event,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from wodsheet.models.base import db
from wodsheet.models.character import TEXTS_ARE_WORDS

# As in Character.
DROP_KEY = """
CREATE FUNCTION drop_key_of_another_name() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.key := NULL;
  RETURN NEW;
END
$$
"""
DROPS_KEY = """
CREATE TRIGGER drop_key_of_another_name BEFORE UPDATE OF name ON entries
FOR EACH ROW WHEN (NEW.name IS DISTINCT FROM OLD.name AND NEW.key = OLD.key)
EXECUTE FUNCTION drop_key_of_another_name()
"""


class Entry(db.Model):
    """A touchstone, an advantage, a discipline or a power in it: anything with identity and order.

    ``kind`` is the listing's name in the line, ``parent_id`` the entry it stands in, always of the same
    character. ``position`` orders entries of one kind in one parent, ties by ``id``. ``key`` is that of the
    book's choice which its name names, and null for a player's own. ``form_key`` as in Character.
    """

    __tablename__ = "entries"
    __table_args__ = (
        CheckConstraint("kind ~ '^[a-z][a-z0-9_]{0,59}$'", name="kind_is_a_key"),
        CheckConstraint("dots BETWEEN 0 AND 20", name="dots_in_range"),
        CheckConstraint("name <> ''", name="has_a_name"),
        CheckConstraint("key ~ '^[a-z][a-z0-9_]{0,79}$'", name="key_is_a_key"),
        CheckConstraint(TEXTS_ARE_WORDS, name="texts_are_words"),
        UniqueConstraint("character_id", "form_key"),
        UniqueConstraint("character_id", "id"),
        ForeignKeyConstraint(
            ["character_id", "parent_id"],
            ["entries.character_id", "entries.id"],
            ondelete="CASCADE",
            name="entries_parent_of_the_same_character",
        ),
        Index("entries_parent_index", "character_id", "parent_id"),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    character_id: Mapped[int] = mapped_column(ForeignKey("characters.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(Text)
    parent_id: Mapped[int | None] = mapped_column(BigInteger)
    position: Mapped[int] = mapped_column(Integer, server_default="0")
    name: Mapped[str] = mapped_column(Text)
    dots: Mapped[int] = mapped_column(SmallInteger, server_default="0")
    texts: Mapped[dict[str, str]] = mapped_column(JSONB, server_default="{}")
    form_key: Mapped[UUID]
    key: Mapped[str | None] = mapped_column(Text)


TABLE = Entry.metadata.tables["entries"]
event.listen(TABLE, "after_create", DDL(DROP_KEY))
event.listen(TABLE, "after_create", DDL(DROPS_KEY))
event.listen(TABLE, "after_drop", DDL("DROP FUNCTION drop_key_of_another_name()"))
