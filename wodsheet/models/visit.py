"""How much of a character's history each player has seen."""

from sqlalchemy import BigInteger, ForeignKey, Index, func
from sqlalchemy.orm import Mapped, mapped_column

from wodsheet.models.base import db
from wodsheet.models.moment import Moment


class Visit(db.Model):
    """The last time that a player opened a sheet on which something was new to them.

    ``seen`` is the id of the newest revision then; ``seen_before`` that of the newest one they had seen before the
    sitting in which that was.
    """

    __tablename__ = "visits"
    __table_args__ = (Index("visits_user_index", "user_id"),)

    character_id: Mapped[int] = mapped_column(ForeignKey("characters.id", ondelete="CASCADE"), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    seen: Mapped[int] = mapped_column(BigInteger)
    seen_before: Mapped[int] = mapped_column(BigInteger)
    at: Mapped[Moment] = mapped_column(server_default=func.now())
