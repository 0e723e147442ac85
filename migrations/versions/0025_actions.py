"""Actions: which one a revision was, and which roll belongs to it"""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

BEFORE = "'creation', 'ratings', 'texts', 'entry', 'portrait', 'state', 'experience', 'undo', 'restore'"
ADDED = "'action'"
IS_A_KEY = "action ~ '^[a-z][a-z0-9_]{0,59}$'"


def upgrade() -> None:
    for table in ("revisions", "rolls"):
        op.add_column(table, sa.Column("action", sa.Text))
        op.create_check_constraint(op.f(f"{table}_action_is_a_key"), table, IS_A_KEY, postgresql_not_valid=True)
    op.add_column("rolls", sa.Column("revision_id", sa.BigInteger))
    op.create_foreign_key(
        op.f("rolls_revision_of_the_same_character"),
        "rolls",
        "revisions",
        ["character_id", "revision_id"],
        ["character_id", "id"],
        ondelete="CASCADE",
        postgresql_not_valid=True,
    )
    op.drop_constraint(op.f("revisions_known_kind"), "revisions")
    known = f"kind IN ({BEFORE}, {ADDED})"
    op.create_check_constraint(op.f("revisions_known_kind"), "revisions", known, postgresql_not_valid=True)
    # The tables may be long: they are read in transactions of their own, which lock out nobody.
    with op.get_context().autocommit_block():
        op.execute("SET statement_timeout = 0")
        op.create_index("rolls_revision_index", "rolls", ["character_id", "revision_id"], postgresql_concurrently=True)
        op.execute("ALTER TABLE revisions VALIDATE CONSTRAINT revisions_known_kind")
        op.execute("ALTER TABLE revisions VALIDATE CONSTRAINT revisions_action_is_a_key")
        op.execute("ALTER TABLE rolls VALIDATE CONSTRAINT rolls_action_is_a_key")
        op.execute("ALTER TABLE rolls VALIDATE CONSTRAINT rolls_revision_of_the_same_character")
        op.execute("RESET statement_timeout")


def downgrade() -> None:
    op.drop_index("rolls_revision_index", "rolls")
    op.drop_column("rolls", "revision_id")
    op.drop_column("rolls", "action")
    op.drop_column("revisions", "action")
    # The older kinds have no word for it; its changes stay what they are.
    op.execute("ALTER TABLE revisions DISABLE TRIGGER revisions_only_grow")
    op.execute("UPDATE revisions SET kind = 'ratings' WHERE kind = 'action'")
    op.execute("ALTER TABLE revisions ENABLE TRIGGER revisions_only_grow")
    op.drop_constraint(op.f("revisions_known_kind"), "revisions")
    op.create_check_constraint(op.f("revisions_known_kind"), "revisions", f"kind IN ({BEFORE})")
