"""Where somebody is signed in."""

from uuid import UUID

from sqlalchemy import ForeignKey, text
from sqlalchemy.orm import Mapped, mapped_column

from wodsheet.models.base import db
from wodsheet.models.moment import Moment


class Session(db.Model):
    """One browser that somebody signed in with. The cookie names ``id``; when the row is gone, it opens nothing.

    The id is random, so that one which was given out before a restore never comes again.
    """

    __tablename__ = "sessions"

    id: Mapped[UUID] = mapped_column(server_default=text("gen_random_uuid()"), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    expires_at: Mapped[Moment]
