"""The audit trail: what happened to an account."""

from sqlalchemy import DDL, BigInteger, CheckConstraint, ForeignKey, Identity, Index, Text, event, func
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from wodsheet.models.base import db
from wodsheet.models.moment import Moment

KNOWN_WHAT = """
what IN ('signed_in', 'signed_out_everywhere', 'role_granted', 'role_revoked', 'exported', 'imported',
         'character_deleted', 'character_restored', 'account_deleted', 'token_made', 'token_revoked', 'refused',
         'character_swept', 'signed_out')
"""
NUMBERS_AND_KEYS = r"""facts::text ~ '^\{("[a-z_]{1,20}": ("[a-z_]{1,20}"|[0-9]{1,12})(, )?){0,4}\}$'"""

ONLY_GROWS = """
CREATE FUNCTION audit_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NOT EXISTS (SELECT FROM users WHERE id = OLD.user_id) THEN
    OLD.user_id := NULL;
    IF NEW IS NOT DISTINCT FROM OLD THEN
      RETURN NULL;
    END IF;
  END IF;
  RAISE EXCEPTION 'what the audit trail tells stays'
    USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'audit_only_grows';
END
$$
"""
GUARDED = """
CREATE TRIGGER audit_only_grows AFTER UPDATE OR DELETE ON audit
FOR EACH ROW EXECUTE FUNCTION audit_only_grows()
"""

# As in Experience.
NEVER_EMPTIED = """
CREATE FUNCTION audit_never_emptied() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM users) THEN
    RAISE EXCEPTION 'the audit trail is emptied only together with the users'
      USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'audit_never_emptied';
  END IF;
  RETURN NULL;
END
$$
"""
EMPTYING_GUARDED = """
CREATE TRIGGER audit_never_emptied AFTER TRUNCATE ON audit
FOR EACH STATEMENT EXECUTE FUNCTION audit_never_emptied()
"""


class Audit(db.Model):
    """One thing that happened to an account, never changed once it is written.

    ``user_id`` is the person concerned, null once they left. ``facts`` are numbers and keys alone, no words of
    anybody's, so that nothing in it names them.
    """

    __tablename__ = "audit"
    __table_args__ = (
        CheckConstraint(KNOWN_WHAT, name="known_what"),
        CheckConstraint(NUMBERS_AND_KEYS, name="facts_are_numbers_and_keys"),
        Index("audit_user_index", "user_id", "id"),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    what: Mapped[str] = mapped_column(Text)
    facts: Mapped[dict[str, str | int]] = mapped_column(JSONB, server_default="{}")
    at: Mapped[Moment] = mapped_column(server_default=func.now())


TABLE = Audit.metadata.tables["audit"]
for statement in (ONLY_GROWS, GUARDED, NEVER_EMPTIED, EMPTYING_GUARDED):
    event.listen(TABLE, "after_create", DDL(statement))
for function in ("only_grows", "never_emptied"):
    event.listen(TABLE, "after_drop", DDL(f"DROP FUNCTION audit_{function}()"))
