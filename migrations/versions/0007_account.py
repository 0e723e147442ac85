"""What an account may do, and the audit trail of what happened to it"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

WHAT = "'signed_in', 'signed_out_everywhere', 'role_granted', 'role_revoked'"
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


def upgrade() -> None:
    op.add_column("users", sa.Column("role", sa.Text, server_default="player", nullable=False))
    op.create_check_constraint(op.f("users_known_role"), "users", "role IN ('player', 'admin')")
    op.create_table(
        "audit",
        sa.Column("id", sa.BigInteger, sa.Identity(always=True), nullable=False),
        sa.Column("user_id", sa.BigInteger),
        sa.Column("what", sa.Text, nullable=False),
        sa.Column("facts", JSONB, server_default="{}", nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("audit_identity")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], ondelete="SET NULL", name=op.f("audit_user_id_reference")),
        sa.CheckConstraint(f"what IN ({WHAT})", name=op.f("audit_known_what")),
        sa.CheckConstraint(NUMBERS_AND_KEYS, name=op.f("audit_facts_are_numbers_and_keys")),
    )
    op.create_index(op.f("audit_user_index"), "audit", ["user_id", "id"])
    op.execute(ONLY_GROWS)
    op.execute(GUARDED)


def downgrade() -> None:
    op.drop_table("audit")
    op.execute("DROP FUNCTION audit_only_grows()")
    op.drop_column("users", "role")
