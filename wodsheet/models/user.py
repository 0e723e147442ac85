"""Who signs in, and how they like their sheets."""

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Identity, Integer, SmallInteger, Text, func
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from wodsheet.models.base import db
from wodsheet.models.moment import Moment


class User(db.Model):
    """A player. Identified by Discord's number, or in local mode by the name typed there; never by both.

    ``session_epoch`` was written into sessions before they had a table, and goes with a later release. ``role`` is read
    by each statement that goes by it, so a change counts in sessions that are open.
    """

    __tablename__ = "users"
    __table_args__ = (
        CheckConstraint("num_nonnulls(discord_id, desk_name) = 1", name="known_one_way"),
        CheckConstraint("role IN ('player', 'admin')", name="known_role"),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    discord_id: Mapped[str | None] = mapped_column(Text, unique=True)
    desk_name: Mapped[str | None] = mapped_column(Text, unique=True)
    name: Mapped[str] = mapped_column(Text)
    session_epoch: Mapped[int] = mapped_column(Integer, server_default="1")
    created_at: Mapped[Moment] = mapped_column(server_default=func.now())
    role: Mapped[str] = mapped_column(Text, server_default="player")


# One pattern over all heights, as over all ratings: the ids of text areas with two to four digits each.
HEIGHTS_ARE_PIXELS = (
    r"""heights::text ~ '^\{("text-(e[1-9][0-9]{0,17}-)?[a-z][a-z0-9_]{0,59}": [1-9][0-9]{1,3}(, )?)*\}$'"""
    " AND jsonb_array_length(jsonb_path_query_array(heights, '$.keyvalue()')) <= 200"
)


class UserPreferences(db.Model):
    """How one player likes pages and paper: a column for each of ``wodsheet.preferences.PREFERENCES``.

    ``margin_width`` is in percent of the sheet, null for as it comes. ``heights`` maps the ids of text areas to the
    pixels their player gave them. ``language`` is a tag like ``de``, empty for what the browser asks for; ``time_zone``
    is the IANA name that the browser sent, empty before that.
    """

    __tablename__ = "user_preferences"
    __table_args__ = (
        CheckConstraint("paper IN ('a4', 'letter')", name="known_paper"),
        CheckConstraint("theme IN ('system', 'light', 'dark', 'contrast')", name="known_theme"),
        CheckConstraint("text_size IN ('small', 'ordinary', 'large', 'larger')", name="known_text_size"),
        CheckConstraint("density IN ('comfortable', 'close')", name="known_density"),
        CheckConstraint("motion IN ('system', 'less')", name="known_motion"),
        CheckConstraint("plate IN ('moved', 'plain')", name="known_plate"),
        CheckConstraint("dice IN ('thrown', 'real')", name="known_dice"),
        CheckConstraint("hints IN ('shown', 'hidden')", name="known_hints"),
        CheckConstraint("margin_width BETWEEN 20 AND 50", name="margin_in_range"),
        CheckConstraint(HEIGHTS_ARE_PIXELS, name="heights_are_pixels"),
        CheckConstraint("language ~ '^([A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3})?$'", name="language_is_a_tag"),
        CheckConstraint("time_zone ~ '^([A-Za-z][A-Za-z0-9_+/-]{0,63})?$'", name="time_zone_is_a_name"),
    )

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    paper: Mapped[str] = mapped_column(Text, server_default="a4")
    theme: Mapped[str] = mapped_column(Text, server_default="system")
    text_size: Mapped[str] = mapped_column(Text, server_default="ordinary")
    density: Mapped[str] = mapped_column(Text, server_default="comfortable")
    motion: Mapped[str] = mapped_column(Text, server_default="system")
    margin_width: Mapped[int | None] = mapped_column(SmallInteger)
    heights: Mapped[dict[str, int]] = mapped_column(JSONB, server_default="{}")
    language: Mapped[str] = mapped_column(Text, server_default="")
    time_zone: Mapped[str] = mapped_column(Text, server_default="")
    plate: Mapped[str] = mapped_column(Text, server_default="moved")
    dice: Mapped[str] = mapped_column(Text, server_default="thrown")
    hints: Mapped[str] = mapped_column(Text, server_default="shown")
