"""Reaches for what is another player's."""

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Identity, Index, Text, func
from sqlalchemy.orm import Mapped, mapped_column

from wodsheet.models.base import db
from wodsheet.models.moment import Moment


class Reach(db.Model):
    """A request by ``user_id`` that was answered 404 although its target is there, because it is another player's.

    ``target`` is the id of the character, entry or token, as ``kind`` says; no reference, so that it may go. The rows
    are for the host alone (docs/decisions/0056): to the player, what is another's and what is not there look alike.
    """

    __tablename__ = "reaches"
    __table_args__ = (
        CheckConstraint("kind IN ('character', 'entry', 'token')", name="known_kind"),
        Index("reaches_user_index", "user_id", "at"),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(Text)
    target: Mapped[int] = mapped_column(BigInteger)
    at: Mapped[Moment] = mapped_column(server_default=func.now())
