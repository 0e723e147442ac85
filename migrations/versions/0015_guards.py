"""Guards against overdrawing and emptying; a table of reaches for what is another player's"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

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
GUARDED = """
CREATE TRIGGER experience_never_overdrawn AFTER INSERT ON experience REFERENCING NEW TABLE AS added
FOR EACH STATEMENT EXECUTE FUNCTION experience_never_overdrawn()
"""
LEDGER_NEVER_EMPTIED = """
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
LEDGER_GUARDED = """
CREATE TRIGGER experience_never_emptied AFTER TRUNCATE ON experience
FOR EACH STATEMENT EXECUTE FUNCTION experience_never_emptied()
"""
AUDIT_NEVER_EMPTIED = """
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
AUDIT_GUARDED = """
CREATE TRIGGER audit_never_emptied AFTER TRUNCATE ON audit
FOR EACH STATEMENT EXECUTE FUNCTION audit_never_emptied()
"""


def upgrade() -> None:
    for guard in (NEVER_OVERDRAWN, GUARDED, LEDGER_NEVER_EMPTIED, LEDGER_GUARDED, AUDIT_NEVER_EMPTIED, AUDIT_GUARDED):
        op.execute(guard)
    op.create_table(
        "reaches",
        sa.Column("id", sa.BigInteger, sa.Identity(always=True), nullable=False),
        sa.Column("user_id", sa.BigInteger, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("target", sa.BigInteger, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("reaches_identity")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("reaches_user_id_reference"), ondelete="CASCADE"),
        sa.CheckConstraint("kind IN ('character', 'entry', 'token')", name=op.f("reaches_known_kind")),
    )
    op.create_index(op.f("reaches_user_index"), "reaches", ["user_id", "at"])


def downgrade() -> None:
    op.drop_table("reaches")
    for guard, table in (
        ("audit_never_emptied", "audit"),
        ("experience_never_emptied", "experience"),
        ("experience_never_overdrawn", "experience"),
    ):
        op.execute(f"DROP TRIGGER {guard} ON {table}")
        op.execute(f"DROP FUNCTION {guard}()")
