"""Rolls: what a character's dice showed, and which of them were thrown again."""

from uuid import UUID

from sqlalchemy import (
    DDL,
    BigInteger,
    Boolean,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Identity,
    Index,
    SmallInteger,
    Text,
    UniqueConstraint,
    event,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from wodsheet.models.base import db
from wodsheet.models.moment import Moment


def dice(column: str, least: int, most: int) -> str:
    """The predicate that a column holds so many dice, each from 1 to 10."""
    return (
        f"cardinality({column}) BETWEEN {least} AND {most} AND array_position({column}, NULL) IS NULL"
        f" AND 1 <= ALL ({column}) AND 10 >= ALL ({column})"
    )


DICE = f"{dice('regular', 0, 30)} AND {dice('special', 0, 10)} AND cardinality(regular) + cardinality(special) > 0"
THROWN = f"{dice('thrown', 1, 3)} AND cardinality(places) = cardinality(thrown) AND 0 <= ALL (places)"
ACTION_IS_A_KEY = "action ~ '^[a-z][a-z0-9_]{0,59}$'"
KNOWN_HAND = "hand IN ('player', 'storyteller', 'token', 'import', 'system')"

# Dice that fell stay as they fell. They go with their character; a roll loses its user when that account is deleted. A
# form that is sent again touches its row and changes nothing.
STAY = """
CREATE FUNCTION dice_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND NOT EXISTS (SELECT FROM characters WHERE id = OLD.character_id) THEN
    RETURN NULL;
  END IF;
  IF TG_OP = 'UPDATE' AND (NEW IS NOT DISTINCT FROM OLD OR (
    to_jsonb(NEW) - 'user_id' = to_jsonb(OLD) - 'user_id'
    AND NOT EXISTS (SELECT FROM users WHERE id = (to_jsonb(OLD) ->> 'user_id')::bigint)
  )) THEN
    RETURN NULL;
  END IF;
  RAISE EXCEPTION 'dice that fell stay as they fell'
    USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'dice_stay';
END
$$
"""
NEVER_EMPTIED = """
CREATE FUNCTION dice_never_emptied() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM characters) THEN
    RAISE EXCEPTION 'rolls are emptied only together with the characters'
      USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'dice_never_emptied';
  END IF;
  RETURN NULL;
END
$$
"""
GUARDED = """
CREATE TRIGGER dice_stay AFTER UPDATE OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION dice_stay()
"""
EMPTYING_GUARDED = """
CREATE TRIGGER dice_never_emptied AFTER TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION dice_never_emptied()
"""


class Roll(db.Model):
    """Dice that a character threw, and what they showed: the ``regular`` ones and the ``special`` ones of the line.

    ``what`` is for what, in the player's words; ``traits`` are the keys of what was rolled. ``fell`` says that real
    dice fell on a table. ``difficulty`` is null when none was known; of a ``contested`` roll it is the successes of the
    other side, of an extended ``test`` of this name what the successes of all its rolls are to reach. ``user_id`` is
    who rolled, null once they left. Where the server counted the pool, it added the traits, a ``number``, a
    ``modifier`` by the player's own reason and the ``offers``: the names of what applied and was taken, and after a "-"
    of what is ticked at first and was not.
    ``hand`` as in Revision, ``form_key`` as in Character. Of an action ``action`` is its name, and ``revision_id`` what
    it did, null where that was nothing.
    """

    __tablename__ = "rolls"
    __table_args__ = (
        CheckConstraint(DICE, name="shows_dice"),
        CheckConstraint("difficulty BETWEEN 0 AND 99", name="difficulty_in_range"),
        CheckConstraint("char_length(what) <= 200", name="is_for_something_short"),
        CheckConstraint("char_length(test) <= 100", name="test_has_a_short_name"),
        CheckConstraint(KNOWN_HAND, name="known_hand"),
        CheckConstraint(ACTION_IS_A_KEY, name="action_is_a_key"),
        ForeignKeyConstraint(
            ["character_id", "revision_id"],
            ["revisions.character_id", "revisions.id"],
            ondelete="CASCADE",
            name="rolls_revision_of_the_same_character",
        ),
        UniqueConstraint("character_id", "form_key"),
        # For a character that goes: its revisions look for what rests on them.
        Index("rolls_revision_index", "character_id", "revision_id"),
        Index("rolls_test_index", "character_id", "test", postgresql_where=text("test <> ''")),
        # For whoever leaves: else all there is would be looked through.
        Index("rolls_user_index", "user_id"),
    )

    character_id: Mapped[int] = mapped_column(ForeignKey("characters.id", ondelete="CASCADE"), primary_key=True)
    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    hand: Mapped[str] = mapped_column(Text)
    at: Mapped[Moment] = mapped_column(server_default=func.now())
    what: Mapped[str] = mapped_column(Text, server_default="")
    traits: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default="{}")
    regular: Mapped[list[int]] = mapped_column(ARRAY(SmallInteger))
    special: Mapped[list[int]] = mapped_column(ARRAY(SmallInteger))
    fell: Mapped[bool] = mapped_column(Boolean)
    difficulty: Mapped[int | None] = mapped_column(SmallInteger)
    form_key: Mapped[UUID]
    number: Mapped[int] = mapped_column(SmallInteger, server_default="0")
    offers: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default="{}")
    modifier: Mapped[int] = mapped_column(SmallInteger, server_default="0")
    contested: Mapped[bool] = mapped_column(Boolean, server_default="false")
    test: Mapped[str] = mapped_column(Text, server_default="")
    action: Mapped[str | None] = mapped_column(Text)
    revision_id: Mapped[int | None] = mapped_column(BigInteger)


class Reroll(db.Model):
    """Dice of a roll that were thrown again, once: their ``places``, the regular ones first, and what was ``thrown``.

    The revision has what it cost, who did it and when. Taking that back leaves the dice.
    """

    __tablename__ = "rerolls"
    __table_args__ = (
        CheckConstraint(THROWN, name="shows_dice"),
        ForeignKeyConstraint(
            ["character_id", "roll_id"],
            ["rolls.character_id", "rolls.id"],
            ondelete="CASCADE",
            name="rerolls_roll_of_the_same_character",
        ),
        ForeignKeyConstraint(
            ["character_id", "revision_id"],
            ["revisions.character_id", "revisions.id"],
            ondelete="CASCADE",
            name="rerolls_revision_of_the_same_character",
        ),
        # For a character that goes: its revisions look for what rests on them.
        Index("rerolls_revision_index", "character_id", "revision_id"),
    )

    character_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    roll_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    revision_id: Mapped[int] = mapped_column(BigInteger)
    places: Mapped[list[int]] = mapped_column(ARRAY(SmallInteger))
    thrown: Mapped[list[int]] = mapped_column(ARRAY(SmallInteger))
    form_key: Mapped[UUID]


class RollDifficulty(db.Model):
    """The difficulty of a roll that had none, learned once after the dice fell."""

    __tablename__ = "roll_difficulties"
    __table_args__ = (
        ForeignKeyConstraint(
            ["character_id", "roll_id"],
            ["rolls.character_id", "rolls.id"],
            ondelete="CASCADE",
            name="roll_difficulties_roll_of_the_same_character",
        ),
        CheckConstraint("difficulty BETWEEN 0 AND 99", name="difficulty_in_range"),
    )

    character_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    roll_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    at: Mapped[Moment] = mapped_column(server_default=func.now())
    difficulty: Mapped[int] = mapped_column(SmallInteger)
    contested: Mapped[bool] = mapped_column(Boolean)
    form_key: Mapped[UUID]


ROLLS = Roll.metadata.tables["rolls"]
for statement in (STAY, NEVER_EMPTIED):
    event.listen(ROLLS, "after_create", DDL(statement))
for table in ("rolls", "rerolls", "roll_difficulties"):
    for statement in (GUARDED, EMPTYING_GUARDED):
        event.listen(Roll.metadata.tables[table], "after_create", DDL(statement.format(table=table)))
for function in ("dice_stay", "dice_never_emptied"):
    event.listen(ROLLS, "after_drop", DDL(f"DROP FUNCTION {function}()"))
