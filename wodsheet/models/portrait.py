"""The pictures of a character."""

from sqlalchemy import CheckConstraint, ForeignKey, Integer, SmallInteger, Text, func
from sqlalchemy.orm import Mapped, mapped_column

from wodsheet.models.base import db
from wodsheet.models.moment import Moment


class Portrait(db.Model):
    """One picture, in the slot it was put into. ``key`` is random and names its two files, ``bytes`` is their length.

    ``x`` and ``y``: where its focus is, in percent; ``width`` and ``height``: the large form's, in pixels.
    """

    __tablename__ = "portraits"
    __table_args__ = (
        CheckConstraint("slot ~ '^[a-z][a-z0-9_]{0,59}$'", name="slot_is_a_key"),
        CheckConstraint("key ~ '^[0-9a-f]{32}$'", name="key_is_random"),
        CheckConstraint("x BETWEEN 0 AND 100 AND y BETWEEN 0 AND 100", name="focus_in_the_picture"),
        CheckConstraint("width > 0 AND height > 0 AND bytes > 0", name="has_a_size"),
    )

    character_id: Mapped[int] = mapped_column(ForeignKey("characters.id", ondelete="CASCADE"), primary_key=True)
    slot: Mapped[str] = mapped_column(Text, primary_key=True)
    key: Mapped[str] = mapped_column(Text, unique=True)
    alias: Mapped[str] = mapped_column(Text, server_default="")
    alt: Mapped[str] = mapped_column(Text, server_default="")
    x: Mapped[int] = mapped_column(SmallInteger, server_default="50")
    y: Mapped[int] = mapped_column(SmallInteger, server_default="50")
    width: Mapped[int] = mapped_column(Integer)
    height: Mapped[int] = mapped_column(Integer)
    bytes: Mapped[int] = mapped_column(Integer)
    at: Mapped[Moment] = mapped_column(server_default=func.now())
