"""The ledger of experience."""

from datetime import date
from uuid import UUID

from sqlalchemy import (
    DDL,
    BigInteger,
    CheckConstraint,
    Computed,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Identity,
    Index,
    Integer,
    Text,
    UniqueConstraint,
    event,
    func,
)
from sqlalchemy.orm import Mapped, mapped_column

from wodsheet.models.base import db
from wodsheet.models.moment import Moment

AMOUNT_FITS_KIND = """
CASE kind WHEN 'earned' THEN amount > 0 WHEN 'spent' THEN amount > 0 WHEN 'correction' THEN amount <> 0 ELSE false END
"""
EARNED = "CASE WHEN kind = 'earned' OR amount < 0 THEN amount ELSE 0 END"
SPENT = "CASE kind WHEN 'spent' THEN amount WHEN 'correction' THEN -greatest(amount, 0) ELSE 0 END"

# After the fact, because before it the computed columns of a row are not there yet to be compared.
ONLY_GROWS = """
CREATE FUNCTION experience_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND NOT EXISTS (SELECT FROM characters WHERE id = OLD.character_id) THEN
    RETURN NULL;
  END IF;
  IF TG_OP = 'UPDATE' AND NOT EXISTS (SELECT FROM users WHERE id = OLD.user_id) THEN
    OLD.user_id := NULL;
    IF NEW IS NOT DISTINCT FROM OLD THEN
      RETURN NULL;
    END IF;
  END IF;
  RAISE EXCEPTION 'what is written in the ledger of experience stays; write a correction'
    USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'experience_only_grows';
END
$$
"""
GUARDED = """
CREATE TRIGGER experience_only_grows AFTER UPDATE OR DELETE ON experience
FOR EACH ROW EXECUTE FUNCTION experience_only_grows()
"""

# No statement spends more than there is, whoever sends it; a statement may bring a whole ledger. The lock makes two at
# once take turns, in READ COMMITTED, which the app uses. Character by character, so that each sum goes by the index.
NEVER_OVERDRAWN = """
CREATE FUNCTION experience_never_overdrawn() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  spender bigint;
BEGIN
  FOR spender IN SELECT DISTINCT character_id FROM added WHERE spent > earned ORDER BY character_id LOOP
    PERFORM FROM characters WHERE id = spender FOR NO KEY UPDATE;
    IF (SELECT sum(earned) < sum(spent) FROM experience WHERE character_id = spender) THEN
      RAISE EXCEPTION 'more experience would be spent than was earned'
        USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'experience_never_overdrawn';
    END IF;
  END LOOP;
  RETURN NULL;
END
$$
"""
SPENDING_GUARDED = """
CREATE TRIGGER experience_never_overdrawn AFTER INSERT ON experience REFERENCING NEW TABLE AS added
FOR EACH STATEMENT EXECUTE FUNCTION experience_never_overdrawn()
"""

# After the fact: what TRUNCATE … CASCADE takes along is empty then, too.
NEVER_EMPTIED = """
CREATE FUNCTION experience_never_emptied() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM characters) THEN
    RAISE EXCEPTION 'the ledger of experience is emptied only together with the characters'
      USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'experience_never_emptied';
  END IF;
  RETURN NULL;
END
$$
"""
EMPTYING_GUARDED = """
CREATE TRIGGER experience_never_emptied AFTER TRUNCATE ON experience
FOR EACH STATEMENT EXECUTE FUNCTION experience_never_emptied()
"""

GIVEN_A_REVISION = """
CREATE TRIGGER experience_given_a_revision BEFORE INSERT ON experience
FOR EACH ROW WHEN (NEW.revision_id IS NULL) EXECUTE FUNCTION give_revision()
"""


class Experience(db.Model):
    """Experience earned, spent or corrected, on the day the player says, never changed once it is written.

    ``amount`` is above 0, but a correction's has a sign: below 0 it takes from what was earned, above 0 from what was
    spent. ``earned`` and ``spent`` are an entry's share of either total; every total is their sum and kept nowhere.
    ``corrects`` is the entry of the same character that this one takes back. ``user_id`` is who wrote it, null once
    they left. ``form_key`` as in Character.
    """

    __tablename__ = "experience"
    __table_args__ = (
        CheckConstraint(AMOUNT_FITS_KIND, name="amount_fits_kind"),
        CheckConstraint("reason <> '' AND char_length(reason) <= 200", name="has_a_reason"),
        CheckConstraint("corrects IS NULL OR kind = 'correction'", name="only_corrections_correct"),
        UniqueConstraint("character_id", "form_key"),
        UniqueConstraint("character_id", "id"),
        UniqueConstraint("corrects"),
        Index("experience_user_index", "user_id"),
        ForeignKeyConstraint(
            ["character_id", "corrects"],
            ["experience.character_id", "experience.id"],
            name="experience_corrects_the_same_character",
        ),
        ForeignKeyConstraint(
            ["character_id", "revision_id"],
            ["revisions.character_id", "revisions.id"],
            name="experience_revision_of_the_same_character",
        ),
        Index("experience_revision_index", "character_id", "revision_id", "id"),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    character_id: Mapped[int] = mapped_column(ForeignKey("characters.id", ondelete="CASCADE"))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    kind: Mapped[str] = mapped_column(Text)
    amount: Mapped[int] = mapped_column(Integer)
    earned: Mapped[int] = mapped_column(Integer, Computed(EARNED, persisted=True))
    spent: Mapped[int] = mapped_column(Integer, Computed(SPENT, persisted=True))
    reason: Mapped[str] = mapped_column(Text)
    day: Mapped[date] = mapped_column(Date, server_default=func.current_date())
    at: Mapped[Moment] = mapped_column(server_default=func.now())
    corrects: Mapped[int | None] = mapped_column(BigInteger)
    form_key: Mapped[UUID]
    revision_id: Mapped[int] = mapped_column(BigInteger)


TABLE = Experience.metadata.tables["experience"]
for statement in (
    *(ONLY_GROWS, GUARDED, NEVER_OVERDRAWN, SPENDING_GUARDED, NEVER_EMPTIED, EMPTYING_GUARDED),
    GIVEN_A_REVISION,
):
    event.listen(TABLE, "after_create", DDL(statement))
for function in ("only_grows", "never_overdrawn", "never_emptied"):
    event.listen(TABLE, "after_drop", DDL(f"DROP FUNCTION experience_{function}()"))
