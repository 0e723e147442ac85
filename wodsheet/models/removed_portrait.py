"""Portraits that were replaced or removed."""

from sqlalchemy import ForeignKey, Index, Text, func
from sqlalchemy.orm import Mapped, mapped_column

from wodsheet.models.base import db
from wodsheet.models.moment import Moment


class RemovedPortrait(db.Model):
    """A portrait that no row of ``portraits`` names any more. Its files stay for PORTRAIT_GRACE_DAYS from ``at``.

    ``key`` names its files, ``user_id`` is the owner: when the account is deleted, the files go at once.
    """

    __tablename__ = "removed_portraits"
    __table_args__ = (Index("removed_portraits_user_index", "user_id"),)

    key: Mapped[str] = mapped_column(Text, primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    at: Mapped[Moment] = mapped_column(server_default=func.now())
