"""Rolls: contested ones, extended tests, and a difficulty that was learned after the dice fell"""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

GUARDS = (
    "CREATE TRIGGER dice_stay AFTER UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION dice_stay()",
    "CREATE TRIGGER dice_never_emptied AFTER TRUNCATE ON {table}"
    " FOR EACH STATEMENT EXECUTE FUNCTION dice_never_emptied()",
)


def upgrade() -> None:
    op.add_column("rolls", sa.Column("contested", sa.Boolean, server_default="false", nullable=False))
    op.add_column("rolls", sa.Column("test", sa.Text, server_default="", nullable=False))
    op.create_check_constraint(
        op.f("rolls_test_has_a_short_name"), "rolls", "char_length(test) <= 100", postgresql_not_valid=True
    )
    op.create_table(
        "roll_difficulties",
        sa.Column("character_id", sa.BigInteger, nullable=False),
        sa.Column("roll_id", sa.BigInteger, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
        sa.Column("difficulty", sa.SmallInteger, nullable=False),
        sa.Column("contested", sa.Boolean, nullable=False),
        sa.Column("form_key", sa.Uuid, nullable=False),
        sa.PrimaryKeyConstraint("character_id", "roll_id", name=op.f("roll_difficulties_identity")),
        sa.ForeignKeyConstraint(
            ["character_id", "roll_id"],
            ["rolls.character_id", "rolls.id"],
            ondelete="CASCADE",
            name=op.f("roll_difficulties_roll_of_the_same_character"),
        ),
        sa.CheckConstraint("difficulty BETWEEN 0 AND 99", name=op.f("roll_difficulties_difficulty_in_range")),
    )
    for guard in GUARDS:
        op.execute(guard.format(table="roll_difficulties"))
    # The table may be long: it is read in transactions of its own, which lock out nobody.
    with op.get_context().autocommit_block():
        op.execute("SET statement_timeout = 0")
        op.create_index(
            "rolls_test_index",
            "rolls",
            ["character_id", "test"],
            postgresql_where=sa.text("test <> ''"),
            postgresql_concurrently=True,
        )
        op.execute("ALTER TABLE rolls VALIDATE CONSTRAINT rolls_test_has_a_short_name")
        op.execute("RESET statement_timeout")


def downgrade() -> None:
    op.drop_table("roll_difficulties")
    op.drop_index("rolls_test_index", "rolls")
    op.drop_column("rolls", "test")
    op.drop_column("rolls", "contested")
