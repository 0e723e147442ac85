"""One thing in a list on a sheet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from wodsheet.engine import Choice, Listing, Text, key_of


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
    def high(self) -> int:
        """The most dots its row shows: the listing's, or what the book allows this choice, or what it already has."""
        if not self.listing.high:
            return 0
        return max(self.listing.high, self.dots, *(self.choice.dots if self.choice else ()))

    @property
    def level(self) -> int:
        """The level of its choice; 0 for one of the player's own."""
        return self.choice.level if self.choice else 0

    @property
    def steps(self) -> tuple[str, ...]:
        """What each dot it has is called (a loresheet), as far as the book names them."""
        return self.choice.steps[: self.dots] if self.choice else ()

    def text(self, text: Text) -> str:
        """The words of one of its texts, its name among them."""
        return self.name if text.name == "name" else self.texts.get(text.name, "")
