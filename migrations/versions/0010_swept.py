"""A word for the audit trail: a deleted character was removed for good"""

from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

BEFORE = (
    "'signed_in', 'signed_out_everywhere', 'role_granted', 'role_revoked', 'exported', 'imported',"
    " 'character_deleted', 'character_restored', 'account_deleted', 'token_made', 'token_revoked', 'refused'"
)
ADDED = "'character_swept'"


def upgrade() -> None:
    op.drop_constraint(op.f("audit_known_what"), "audit")
    op.create_check_constraint(op.f("audit_known_what"), "audit", f"what IN ({BEFORE}, {ADDED})")


def downgrade() -> None:
    # What the older words cannot tell goes; the trail only grows for as long as its guard stands.
    op.execute("ALTER TABLE audit DISABLE TRIGGER audit_only_grows")
    op.execute(f"DELETE FROM audit WHERE what IN ({ADDED})")
    op.execute("ALTER TABLE audit ENABLE TRIGGER audit_only_grows")
    op.drop_constraint(op.f("audit_known_what"), "audit")
    op.create_check_constraint(op.f("audit_known_what"), "audit", f"what IN ({BEFORE})")
