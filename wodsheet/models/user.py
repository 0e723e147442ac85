"""Who signs in, and how they like their sheets."""

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Identity, Integer, Text, func
from sqlalchemy.orm import Mapped, mapped_column

from wodsheet.extensions import db
from wodsheet.models.moment import Moment


class User(db.Model):
    """A player. Known by Discord's number, or on a desk by the name typed there; never by both.

    ``session_epoch`` is written into each session; raising it ends every session at once.
    """

    __tablename__ = "users"
    __table_args__ = (CheckConstraint("num_nonnulls(discord_id, desk_name) = 1", name="known_one_way"),)

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    discord_id: Mapped[str | None] = mapped_column(Text, unique=True)
    desk_name: Mapped[str | None] = mapped_column(Text, unique=True)
    name: Mapped[str] = mapped_column(Text)
    session_epoch: Mapped[int] = mapped_column(Integer, server_default="1")
    created_at: Mapped[Moment] = mapped_column(server_default=func.now())


class UserPreferences(db.Model):
    """How one player likes pages and paper."""

    __tablename__ = "user_preferences"
    __table_args__ = (
        CheckConstraint("paper IN ('a4', 'letter')", name="known_paper"),
        CheckConstraint("theme IN ('system', 'light', 'dark')", name="known_theme"),
    )

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    paper: Mapped[str] = mapped_column(Text, server_default="a4")
    theme: Mapped[str] = mapped_column(Text, server_default="system")
