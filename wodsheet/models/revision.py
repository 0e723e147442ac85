"""Revisions: everything that a person did to a character, one row for each thing done."""

from uuid import UUID

from sqlalchemy import (
    DDL,
    BigInteger,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Identity,
    Index,
    Text,
    event,
    func,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from wodsheet.models.base import db
from wodsheet.models.moment import Moment

# The hands and kinds that there are.
KNOWN_HAND = "hand IN ('player', 'storyteller', 'token', 'import', 'system')"
KNOWN_KIND = (
    "kind IN ('creation', 'ratings', 'texts', 'entry', 'portrait', 'state', 'experience', 'undo', 'restore', 'action')"
)
ACTION_IS_A_KEY = "action ~ '^[a-z][a-z0-9_]{0,59}$'"

# A revision goes with its character. It loses its user when that account is deleted. The moment of one that holds a
# text moves on while the same person goes on writing.
ONLY_GROW = """
CREATE FUNCTION revisions_only_grow() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND NOT EXISTS (SELECT FROM characters WHERE id = OLD.character_id) THEN
    RETURN NULL;
  END IF;
  IF TG_OP = 'UPDATE' THEN
    IF NOT EXISTS (SELECT FROM users WHERE id = OLD.user_id) THEN
      OLD.user_id := NULL;
    END IF;
    IF OLD.kind IN ('texts', 'entry', 'portrait') AND NEW.at >= OLD.at THEN
      OLD.at := NEW.at;
    END IF;
    IF NEW IS NOT DISTINCT FROM OLD THEN
      RETURN NULL;
    END IF;
  END IF;
  RAISE EXCEPTION 'a revision stays as it is; write another'
    USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'revisions_only_grow';
END
$$
"""
GUARDED = """
CREATE TRIGGER revisions_only_grow AFTER UPDATE OR DELETE ON revisions
FOR EACH ROW EXECUTE FUNCTION revisions_only_grow()
"""
NEVER_EMPTIED = """
CREATE FUNCTION revisions_never_emptied() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM characters) THEN
    RAISE EXCEPTION 'revisions and changes are emptied only together with the characters'
      USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'revisions_never_emptied';
  END IF;
  RETURN NULL;
END
$$
"""
EMPTYING_GUARDED = """
CREATE TRIGGER revisions_never_emptied AFTER TRUNCATE ON revisions
FOR EACH STATEMENT EXECUTE FUNCTION revisions_never_emptied()
"""

# Code from before there were revisions writes changes and experience without one, during a deploy and after a rollback.
# This goes, with ``user_id`` in changes, once no such code can run any more.
GIVE_REVISION = """
CREATE FUNCTION give_revision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO revisions (character_id, user_id, hand, kind)
  VALUES (NEW.character_id, NEW.user_id, 'player', coalesce(to_jsonb(NEW) ->> 'what', 'experience'))
  RETURNING id INTO NEW.revision_id;
  RETURN NEW;
END
$$
"""


class Revision(db.Model):
    """One thing that somebody did to a character: a click, a text written, an entry moved with all that it shifts.

    ``hand`` says by which way it came: by the player, their storyteller, a token, an import, or the app itself.
    ``kind`` is that of its changes; ``undoes`` is the revision that this one takes back, and a revision is taken back
    by one other at most. ``user_id`` is who did it, null once they left. ``at`` is when it was done; while one person
    goes on writing one text within a sitting, that stays one revision, and ``at`` is the last time.
    ``form_key`` is the key of the form that undid or acted, as in Character. ``action`` is the name of the action.
    """

    __tablename__ = "revisions"
    __table_args__ = (
        CheckConstraint(KNOWN_HAND, name="known_hand"),
        CheckConstraint(KNOWN_KIND, name="known_kind"),
        CheckConstraint(ACTION_IS_A_KEY, name="action_is_a_key"),
        CheckConstraint("(kind = 'undo') = (undoes IS NOT NULL)", name="only_an_undo_undoes"),
        ForeignKeyConstraint(
            ["character_id", "undoes"],
            ["revisions.character_id", "revisions.id"],
            name="revisions_undo_the_same_character",
        ),
        # A click is in neither of these two.
        Index(
            "revisions_undoes_unique",
            *("character_id", "undoes"),
            unique=True,
            postgresql_where=text("undoes IS NOT NULL"),
        ),
        Index(
            "revisions_form_key_unique",
            *("character_id", "form_key"),
            unique=True,
            postgresql_where=text("form_key IS NOT NULL"),
        ),
        # For whoever leaves: else all there is would be looked through.
        Index("revisions_user_index", "user_id"),
    )

    character_id: Mapped[int] = mapped_column(ForeignKey("characters.id", ondelete="CASCADE"), primary_key=True)
    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    hand: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(Text)
    at: Mapped[Moment] = mapped_column(server_default=func.now())
    undoes: Mapped[int | None] = mapped_column(BigInteger)
    form_key: Mapped[UUID | None]
    action: Mapped[str | None] = mapped_column(Text)


TABLE = Revision.metadata.tables["revisions"]
for statement in (ONLY_GROW, GUARDED, NEVER_EMPTIED, EMPTYING_GUARDED, GIVE_REVISION):
    event.listen(TABLE, "after_create", DDL(statement))
for function in ("revisions_only_grow", "revisions_never_emptied", "give_revision"):
    event.listen(TABLE, "after_drop", DDL(f"DROP FUNCTION {function}()"))
