"""What something costs in experience."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Price:
    """So many points: for one, or for ``each`` "dot" or "level" of it, or for each one ("number") there is with it."""

    points: int
    each: str = ""

    def said(self, one: str, held: int) -> str:
        """The price in words, of ``one`` more for somebody who has ``held`` of them: "3 experience for each dot"."""
        if self.each == "number":
            return f"{self.points * (held + 1)} experience: {self.points} for each {one}, this one too"
        return f"{self.points} experience for each {self.each}" if self.each else f"{self.points} experience"
