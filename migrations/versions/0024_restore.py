"""A kind of revision: parts of a character restored as they stood at an earlier moment"""

from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

BEFORE = "'creation', 'ratings', 'texts', 'entry', 'portrait', 'state', 'experience', 'undo'"
ADDED = "'restore'"


def upgrade() -> None:
    op.drop_constraint(op.f("revisions_known_kind"), "revisions")
    known = f"kind IN ({BEFORE}, {ADDED})"
    op.create_check_constraint(op.f("revisions_known_kind"), "revisions", known, postgresql_not_valid=True)
    # The table may be long: it is read in a transaction of its own, which locks out nobody.
    with op.get_context().autocommit_block():
        op.execute("SET statement_timeout = 0")
        op.execute("ALTER TABLE revisions VALIDATE CONSTRAINT revisions_known_kind")
        op.execute("RESET statement_timeout")


def downgrade() -> None:
    # The older kinds have no word for it; its changes stay what they are.
    op.execute("ALTER TABLE revisions DISABLE TRIGGER revisions_only_grow")
    op.execute("UPDATE revisions SET kind = 'ratings' WHERE kind = 'restore'")
    op.execute("ALTER TABLE revisions ENABLE TRIGGER revisions_only_grow")
    op.drop_constraint(op.f("revisions_known_kind"), "revisions")
    op.create_check_constraint(op.f("revisions_known_kind"), "revisions", f"kind IN ({BEFORE})")
