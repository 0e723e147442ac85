"""The ledger of experience"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


AMOUNT_FITS_KIND = """
CASE kind WHEN 'earned' THEN amount > 0 WHEN 'spent' THEN amount > 0 WHEN 'correction' THEN amount <> 0 ELSE false END
"""
EARNED = "CASE WHEN kind = 'earned' OR amount < 0 THEN amount ELSE 0 END"
SPENT = "CASE kind WHEN 'spent' THEN amount WHEN 'correction' THEN -greatest(amount, 0) ELSE 0 END"
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


def upgrade() -> None:
    op.create_table(
        "experience",
        sa.Column("id", sa.BigInteger, sa.Identity(always=True), nullable=False),
        sa.Column("character_id", sa.BigInteger, nullable=False),
        sa.Column("user_id", sa.BigInteger),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("amount", sa.Integer, nullable=False),
        sa.Column("earned", sa.Integer, sa.Computed(EARNED, persisted=True), nullable=False),
        sa.Column("spent", sa.Integer, sa.Computed(SPENT, persisted=True), nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("day", sa.Date, server_default=sa.func.current_date(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
        sa.Column("corrects", sa.BigInteger),
        sa.Column("form_key", sa.Uuid, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("experience_identity")),
        sa.ForeignKeyConstraint(
            ["character_id"], ["characters.id"], ondelete="CASCADE", name=op.f("experience_character_id_reference")
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], ondelete="SET NULL", name=op.f("experience_user_id_reference")
        ),
        sa.UniqueConstraint("character_id", "form_key", name=op.f("experience_character_id_form_key_unique")),
        sa.UniqueConstraint("character_id", "id", name=op.f("experience_character_id_id_unique")),
        sa.UniqueConstraint("corrects", name=op.f("experience_corrects_unique")),
        sa.ForeignKeyConstraint(
            ["character_id", "corrects"],
            ["experience.character_id", "experience.id"],
            name=op.f("experience_corrects_the_same_character"),
        ),
        sa.CheckConstraint(AMOUNT_FITS_KIND, name=op.f("experience_amount_fits_kind")),
        sa.CheckConstraint("reason <> '' AND char_length(reason) <= 200", name=op.f("experience_has_a_reason")),
        sa.CheckConstraint("corrects IS NULL OR kind = 'correction'", name=op.f("experience_only_corrections_correct")),
    )
    op.execute(ONLY_GROWS)
    op.execute(GUARDED)


def downgrade() -> None:
    op.drop_table("experience")
    op.execute("DROP FUNCTION experience_only_grows()")
