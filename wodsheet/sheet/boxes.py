"""A row of boxes as it stands, and what a player can do to it."""

from __future__ import annotations

from dataclasses import dataclass

from wodsheet.engine import Tracker
from wodsheet.templating.i18n import N_, ngettext
from wodsheet.templating.i18n import gettext as _


@dataclass(frozen=True)
class Boxes:
    """A tracker as it stands: ``superficial`` and ``aggravated`` never add up to more than ``length``.

    ``beyond`` is damage of either kind that was taken while it was longer and has no box now; it is kept.
    """

    tracker: Tracker
    length: int
    superficial: int
    aggravated: int
    beyond: tuple[int, int] = (0, 0)

    @property
    def marks(self) -> list[str]:
        """What each box holds, aggravated first, as players mark them; "" for an empty one."""
        empty = self.length - self.superficial - self.aggravated
        return ["aggravated"] * self.aggravated + ["superficial"] * self.superficial + [""] * empty

    @property
    def full(self) -> bool:
        """Whether every box is marked: the character is impaired."""
        return self.superficial + self.aggravated == self.length

    @property
    def free(self) -> int:
        """How many boxes are empty."""
        return self.length - self.superficial - self.aggravated

    @property
    def steps(self) -> dict[str, str]:
        """For each thing a player can do, the damage it leads to as "superficial/aggravated"; "" when it cannot be.

        In a full track one more of either turns a superficial mark to aggravated (core rules, taking damage).
        """
        s, a = self.superficial + self.beyond[0], self.aggravated + self.beyond[1]
        turned = f"{s - 1}/{a + 1}" if self.superficial else ""
        return {
            N_("Heal superficial"): f"{s - 1}/{a}" if s else "",
            N_("Take superficial"): turned if self.full else f"{s + 1}/{a}",
            N_("Heal aggravated"): f"{s}/{a - 1}" if a else "",
            N_("Take aggravated"): turned if self.full else f"{s}/{a + 1}",
        }

    @property
    def beyond_count(self) -> str:
        """What is beyond, in words: "3 more than it holds"."""
        return _("%(count)s more than it holds", count=sum(self.beyond))

    @property
    def carried_over(self) -> str:
        """The damage, as in ``steps``, once each superficial mark beyond has turned one in the boxes; "" for none."""
        if not any(self.beyond):
            return ""
        turned = min(self.beyond[0], self.superficial)
        return f"{self.superficial - turned}/{self.aggravated + turned}"

    @property
    def count(self) -> str:
        """The track in one sentence: "7 boxes, 2 superficial, 1 aggravated"."""
        damage = {"superficial": self.superficial, "aggravated": self.aggravated}
        if self.full:
            return ngettext(
                "%(num)s box, %(superficial)s superficial, %(aggravated)s aggravated. Impaired",
                "%(num)s boxes, %(superficial)s superficial, %(aggravated)s aggravated. Impaired",
                self.length,
                **damage,
            )
        return ngettext(
            "%(num)s box, %(superficial)s superficial, %(aggravated)s aggravated",
            "%(num)s boxes, %(superficial)s superficial, %(aggravated)s aggravated",
            self.length,
            **damage,
        )
