"""What a player's scripts carry."""

from uuid import UUID

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Identity,
    LargeBinary,
    Text,
    UniqueConstraint,
    func,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from wodsheet.models.base import db
from wodsheet.models.moment import Moment


class Token(db.Model):
    """A personal token: its SHA-256, never itself. ``key`` is random and stands where a
    session's id stands. ``used_at`` is kept to the hour; a revoked one is gone."""

    __tablename__ = "tokens"
    __table_args__ = (
        CheckConstraint("name <> ''", name="has_a_name"),
        CheckConstraint("scope IN ('read', 'write')", name="known_scope"),
        CheckConstraint("octet_length(hash) = 32", name="hash_is_whole"),
        UniqueConstraint("user_id", "form_key"),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(Text)
    scope: Mapped[str] = mapped_column(Text)
    hash: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    form_key: Mapped[UUID]
    key: Mapped[UUID] = mapped_column(server_default=text("gen_random_uuid()"), unique=True)
    made_at: Mapped[Moment] = mapped_column(server_default=func.now())
    used_at: Mapped[Moment | None]
