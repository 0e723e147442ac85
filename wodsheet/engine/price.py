"""What something costs in experience."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Price:
    """So many points: for one, or for ``each`` "dot" or "level" of it, or for each one ("number") there is with it.

    ``doubt`` are words for what the sources leave open, said with the price.
    """

    points: int
    each: str = ""
    doubt: str = ""

    def said(self, one: str, held: int) -> str:
        """The price in words, of ``one`` more for somebody who has ``held`` of them: "3 experience for each dot"."""
        if self.each == "number":
            said = f"{self.points * (held + 1)} experience: {self.points} for each {one}, this one too"
        else:
            said = f"{self.points} experience" + (f" for each {self.each}" if self.each else "")
        return f"{said}, {self.doubt}" if self.doubt else said
