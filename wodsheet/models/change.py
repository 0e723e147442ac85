"""The journal: what every change replaced, and with what."""

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Identity, Index, Text, func, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from wodsheet.extensions import db
from wodsheet.models.moment import Moment


class Change(db.Model):
    """One change to a character: ``was`` and ``now`` map the same keys to what stood there and what stands there.

    ``what`` says whose keys they are: a trait's in ratings, a text's in texts, an entry's columns in entry.
    ``was`` is null for an entry added, ``now`` for one removed. ``user_id`` is who did it, null once they left.
    """

    __tablename__ = "changes"
    __table_args__ = (
        CheckConstraint("what IN ('ratings', 'texts', 'entry')", name="known_what"),
        CheckConstraint("(what = 'entry') = (entry_id IS NOT NULL)", name="entries_have_ids"),
        CheckConstraint(
            "num_nonnulls(was, now) >= 1 AND coalesce(jsonb_typeof(was), 'object') = 'object'"
            " AND coalesce(jsonb_typeof(now), 'object') = 'object'",
            name="was_and_now",
        ),
        Index("changes_character_index", "character_id", "id"),
        # For whoever leaves: else all there is would be looked through.
        Index("changes_user_index", "user_id"),
        Index("changes_entry_index", "entry_id", postgresql_where=text("entry_id IS NOT NULL")),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    character_id: Mapped[int] = mapped_column(ForeignKey("characters.id", ondelete="CASCADE"))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    entry_id: Mapped[int | None] = mapped_column(BigInteger)
    what: Mapped[str] = mapped_column(Text)
    at: Mapped[Moment] = mapped_column(server_default=func.now())
    was: Mapped[dict | None] = mapped_column(JSONB(none_as_null=True))
    now: Mapped[dict | None] = mapped_column(JSONB(none_as_null=True))
