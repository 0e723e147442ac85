"""One thing in a list on a sheet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from wodsheet.engine import Choice, Listing, Pool, Text, key_of


@dataclass
class Entry:
    """One thing in a list. ``choice`` is what the book says of it, None for one of the player's own."""

    id: int
    listing: Listing
    name: str
    dots: int
    texts: Mapping[str, str]
    choice: Choice | None
    outer: Entry | None = None
    inside: list[Entry] = field(default_factory=list)
    place: int = 0

    @property
    def key(self) -> str:
        """The key it is held under: its choice's, or the one its own name would have."""
        return self.choice.key if self.choice else key_of(self.name)

    @property
    def label(self) -> str:
        """Its name as the reader is shown it: a name from a book in the reader's language, another one as it is."""
        return self.choice.shown(self.name) if self.choice else self.name

    def shown(self, text: Text) -> str:
        """The words of one of its texts as the reader is shown them: those of a book in the reader's language."""
        return text.shown(self.text(text))

    @cached_property
    def as_choice(self) -> Choice:
        """Its choice; for one of the player's own the same made of what they wrote in its ``own_texts``."""
        if self.choice:
            return self.choice
        own: dict[str, Any] = {text.name: self.text(text) for text in self.listing.own_texts}
        level = own.pop("level", "")
        own["pool"] = Pool.of_words(own.get("pool", ""))
        return Choice(self.key, self.name, level=int(level) if level.isdecimal() else 0, of=self.listing.shared, **own)

    @property
    def shape(self) -> str:
        """How its dots are drawn: dots, boxes or counter; words for an entry without any."""
        if not self.listing.high:
            return "words"
        shape = self._settled(self.listing.shaped_by)
        return shape.key if shape else "dots"

    @property
    def high(self) -> int:
        """The most dots its row shows: the listing's or its own, or what the book allows, or what it already has."""
        if self.shape == "words":
            return 0
        bound = self._settled(self.listing.bounded_by)
        most = int(bound.key) if bound else self.listing.high
        return max(most, self.dots, self.listing.most_dots.get(self.choice.key, 0) if self.choice else 0)

    def _settled(self, name: str) -> Choice | None:
        """What is chosen in the text of this name; None when the listing has no such text."""
        text = self.listing.fields.get(name)
        return text.choice(self.text(text)) or text.choice(text.start) if text else None

    @property
    def requirements(self) -> set[str]:
        """Every key that decides whether the book allows it."""
        return self.listing.requirements(self.choice) if self.choice else set()

    @property
    def level(self) -> int:
        """Its level; 0 when it has none."""
        return self.as_choice.level

    @property
    def steps(self) -> tuple[str, ...]:
        """What each dot it has is called (a loresheet), as far as the book names them."""
        return self.as_choice.steps[: self.dots]

    @property
    def own_texts(self) -> tuple[Text, ...]:
        """What is written of it because no book says it."""
        return () if self.choice else self.listing.own_texts

    @property
    def noted(self) -> tuple[Text, ...]:
        """Of an entry from a book, the ``own_texts`` that somebody wrote all the same; the book's words count."""
        return tuple(text for text in self.listing.own_texts if self.choice and self.texts.get(text.name))

    def text(self, text: Text) -> str:
        """The words of one of its texts, its name among them, or what it starts as."""
        return self.name if text.name == "name" else self.texts.get(text.name, text.start)
