"""The journal: what every change replaced, and with what."""

from sqlalchemy import (
    DDL,
    BigInteger,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Identity,
    Index,
    PrimaryKeyConstraint,
    Text,
    event,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from wodsheet.models.base import db
from wodsheet.models.moment import Moment

KNOWN_WHAT = "what IN ('ratings', 'texts', 'keys', 'follows', 'entry', 'portrait', 'state')"
WAS_AND_NOW = """
num_nonnulls(was, now) >= 1
AND coalesce(jsonb_typeof(was), 'object') = 'object' AND coalesce(jsonb_typeof(now), 'object') = 'object'
"""

# Of a text that one person goes on writing, ``now`` moves on. Nothing else changes, and no row goes but with its
# character. A user who leaves is still cleared from rows that code from before revisions wrote.
STAY = """
CREATE FUNCTION changes_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND NOT EXISTS (SELECT FROM characters WHERE id = OLD.character_id) THEN
    RETURN NULL;
  END IF;
  IF TG_OP = 'UPDATE' THEN
    IF NOT EXISTS (SELECT FROM users WHERE id = OLD.user_id) THEN
      OLD.user_id := NULL;
    END IF;
    IF OLD.what IN ('texts', 'entry', 'portrait') AND OLD.was IS NOT NULL AND OLD.now IS NOT NULL
      AND ARRAY(SELECT jsonb_object_keys(NEW.now)) = ARRAY(SELECT jsonb_object_keys(OLD.now)) THEN
      OLD.now := NEW.now;
    END IF;
    IF NEW IS NOT DISTINCT FROM OLD THEN
      RETURN NULL;
    END IF;
  END IF;
  RAISE EXCEPTION 'what is written in the journal stays; a change back is another change'
    USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'changes_stay';
END
$$
"""
GUARDED = """
CREATE TRIGGER changes_stay AFTER UPDATE OR DELETE ON changes
FOR EACH ROW EXECUTE FUNCTION changes_stay()
"""
EMPTYING_GUARDED = """
CREATE TRIGGER changes_never_emptied AFTER TRUNCATE ON changes
FOR EACH STATEMENT EXECUTE FUNCTION revisions_never_emptied()
"""

GIVEN_A_REVISION = """
CREATE TRIGGER changes_given_a_revision BEFORE INSERT ON changes
FOR EACH ROW WHEN (NEW.revision_id IS NULL) EXECUTE FUNCTION give_revision()
"""


class Change(db.Model):
    """One change to a character: ``was`` and ``now`` map the same keys to what stood there and what stands there.

    ``what`` says whose keys they are: a trait's in ratings, a text's in texts and in keys (the key of a book's choice,
    or null), an entry's columns in entry, a portrait's columns in portrait, a character's columns in state. In follows,
    true is a text that was not written, and so followed a choice.
    ``was`` is null for an entry or a portrait added, ``now`` for one removed. Who did it and when says the revision;
    ``at`` is when a text that one person goes on writing was first changed. ``user_id`` is no longer written.
    """

    __tablename__ = "changes"
    __table_args__ = (
        # In this order it is also the index by which a page of the journal is read: a click pays for every index.
        PrimaryKeyConstraint("character_id", "revision_id", "id"),
        CheckConstraint(KNOWN_WHAT, name="known_what"),
        CheckConstraint("(what = 'entry') = (entry_id IS NOT NULL)", name="entries_have_ids"),
        CheckConstraint(WAS_AND_NOW, name="was_and_now"),
        ForeignKeyConstraint(
            ["character_id", "revision_id"],
            ["revisions.character_id", "revisions.id"],
            ondelete="CASCADE",
            name="changes_revision_of_the_same_character",
        ),
        # For whoever leaves: else all there is would be looked through.
        Index("changes_user_index", "user_id", postgresql_where=text("user_id IS NOT NULL")),
        Index("changes_entry_index", "entry_id", postgresql_where=text("entry_id IS NOT NULL")),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True))
    character_id: Mapped[int] = mapped_column(BigInteger)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    entry_id: Mapped[int | None] = mapped_column(BigInteger)
    what: Mapped[str] = mapped_column(Text)
    at: Mapped[Moment] = mapped_column(server_default=func.now())
    was: Mapped[dict | None] = mapped_column(JSONB(none_as_null=True))
    now: Mapped[dict | None] = mapped_column(JSONB(none_as_null=True))
    revision_id: Mapped[int] = mapped_column(BigInteger)


TABLE = Change.metadata.tables["changes"]
for statement in (STAY, GUARDED, EMPTYING_GUARDED, GIVEN_A_REVISION):
    event.listen(TABLE, "after_create", DDL(statement))
event.listen(TABLE, "after_drop", DDL("DROP FUNCTION changes_stay()"))
