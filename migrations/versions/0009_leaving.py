"""Whose changes and entries these are can be looked up, so that an account can be deleted quickly"""

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(op.f("changes_user_index"), "changes", ["user_id"])
    op.create_index(op.f("experience_user_index"), "experience", ["user_id"])


def downgrade() -> None:
    op.drop_index(op.f("experience_user_index"), "experience")
    op.drop_index(op.f("changes_user_index"), "changes")
