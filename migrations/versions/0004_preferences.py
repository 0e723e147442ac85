"""What a player can choose about their pages"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

TABLE = "user_preferences"
AREAS_AND_PIXELS = (
    r"""heights::text ~ '^\{("text-(e[1-9][0-9]{0,17}-)?[a-z][a-z0-9_]{0,59}": [1-9][0-9]{1,3}(, )?)*\}$'"""
    " AND jsonb_array_length(jsonb_path_query_array(heights, '$.keyvalue()')) <= 200"
)


def check(name: str, rule: str) -> None:
    op.create_check_constraint(op.f(f"{TABLE}_{name}"), TABLE, rule)


def know_themes(themes: str) -> None:
    op.drop_constraint(op.f(f"{TABLE}_known_theme"), TABLE)
    check("known_theme", f"theme IN ({themes})")


def upgrade() -> None:
    know_themes("'system', 'light', 'dark', 'contrast'")
    op.add_column(TABLE, sa.Column("text_size", sa.Text, server_default="ordinary", nullable=False))
    op.add_column(TABLE, sa.Column("density", sa.Text, server_default="comfortable", nullable=False))
    op.add_column(TABLE, sa.Column("motion", sa.Text, server_default="system", nullable=False))
    op.add_column(TABLE, sa.Column("margin_width", sa.SmallInteger))
    op.add_column(TABLE, sa.Column("heights", JSONB, server_default="{}", nullable=False))
    check("known_text_size", "text_size IN ('small', 'ordinary', 'large', 'larger')")
    check("known_density", "density IN ('comfortable', 'close')")
    check("known_motion", "motion IN ('system', 'less')")
    check("margin_in_range", "margin_width BETWEEN 20 AND 50")
    check("heights_are_pixels", AREAS_AND_PIXELS)


def downgrade() -> None:
    for column in ("heights", "margin_width", "motion", "density", "text_size"):
        op.drop_column(TABLE, column)
    op.execute(f"UPDATE {TABLE} SET theme = 'system' WHERE theme = 'contrast'")
    know_themes("'system', 'light', 'dark'")
