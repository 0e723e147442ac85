"""Sessions, each with a random id that never comes again, and the same for tokens"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

BEFORE = (
    "'signed_in', 'signed_out_everywhere', 'role_granted', 'role_revoked', 'exported', 'imported',"
    " 'character_deleted', 'character_restored', 'account_deleted', 'token_made', 'token_revoked', 'refused',"
    " 'character_swept'"
)
ADDED = "'signed_out'"


def upgrade() -> None:
    op.create_table(
        "sessions",
        sa.Column("id", sa.Uuid, server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("user_id", sa.BigInteger, nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("sessions_identity")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("sessions_user_id_reference"), ondelete="CASCADE"),
    )
    op.create_index(op.f("sessions_user_id_index"), "sessions", ["user_id"])
    op.add_column("tokens", sa.Column("key", sa.Uuid, server_default=sa.text("gen_random_uuid()"), nullable=False))
    op.create_unique_constraint(op.f("tokens_key_unique"), "tokens", ["key"])
    op.drop_constraint(op.f("audit_known_what"), "audit")
    op.create_check_constraint(op.f("audit_known_what"), "audit", f"what IN ({BEFORE}, {ADDED})")


def downgrade() -> None:
    op.execute("ALTER TABLE audit DISABLE TRIGGER audit_only_grows")
    op.execute(f"DELETE FROM audit WHERE what IN ({ADDED})")
    op.execute("ALTER TABLE audit ENABLE TRIGGER audit_only_grows")
    op.drop_constraint(op.f("audit_known_what"), "audit")
    op.create_check_constraint(op.f("audit_known_what"), "audit", f"what IN ({BEFORE})")
    op.drop_constraint(op.f("tokens_key_unique"), "tokens")
    op.drop_column("tokens", "key")
    op.drop_table("sessions")
