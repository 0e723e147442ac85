"""Named rolls: pools that are kept to be rolled again."""

from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Identity, SmallInteger, Text, UniqueConstraint
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from wodsheet.models.base import db


class NamedRoll(db.Model):
    """A pool under a name: of one character, or of a player, whom it follows over all sheets.

    ``traits``, ``number``, ``offers``, ``modifier`` and ``difficulty`` as in Roll.
    """

    __tablename__ = "named_rolls"
    __table_args__ = (
        CheckConstraint("num_nonnulls(character_id, user_id) = 1", name="belongs_to_one"),
        CheckConstraint("char_length(name) BETWEEN 1 AND 100", name="has_a_short_name"),
        CheckConstraint("difficulty BETWEEN 0 AND 99", name="difficulty_in_range"),
        UniqueConstraint("character_id", "form_key"),
        UniqueConstraint("user_id", "form_key"),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    character_id: Mapped[int | None] = mapped_column(ForeignKey("characters.id", ondelete="CASCADE"))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(Text)
    traits: Mapped[list[str]] = mapped_column(ARRAY(Text))
    number: Mapped[int] = mapped_column(SmallInteger)
    offers: Mapped[list[str]] = mapped_column(ARRAY(Text))
    modifier: Mapped[int] = mapped_column(SmallInteger)
    difficulty: Mapped[int | None] = mapped_column(SmallInteger)
    form_key: Mapped[UUID]
