"""What something costs in experience."""

from __future__ import annotations

from dataclasses import dataclass

from wodsheet.engine.messages import Message
from wodsheet.templating.i18n import N_, gettext

# The price in words, by what it is counted.
MESSAGES = {
    "": N_("%(points)s experience"),
    "dot": N_("%(points)s experience for each dot"),
    "level": N_("%(points)s experience for each level"),
    "new": N_("%(points)s experience times the new rating"),
    "number": N_("%(total)s experience: %(points)s for each %(one)s, this one too"),
}


@dataclass(frozen=True)
class Price:
    """So many points: for one, or for ``each`` "dot" or "level" of it, or for each one ("number") there is with it.

    With ``each`` "new" a dot costs as many times the points as there are dots with it. Each dot is paid by itself.
    ``doubt`` are words for what the sources leave open, said with the price.
    """

    points: int
    each: str = ""
    doubt: Message = ""

    def of_dot(self, rating: int) -> int:
        """What the dot costs that makes the rating so high."""
        return self.points * rating if self.each == "new" else self.points

    def sentence(self, one: str, owned: int) -> str:
        """The price in words, of ``one`` more for somebody who has ``owned`` of them: "3 experience for each dot"."""
        price = gettext(MESSAGES[self.each], points=self.points, total=self.points * (owned + 1), one=one)
        return gettext("%(price)s, %(doubt)s", price=price, doubt=self.doubt) if self.doubt else price
