"""A tracker in words: its boxes and damage, and what a player can do to it."""

from __future__ import annotations

from dataclasses import dataclass

from wodsheet.rules.trackers import Damage, Track
from wodsheet.templating.i18n import N_, ngettext
from wodsheet.templating.i18n import gettext as _


@dataclass(frozen=True)
class Boxes(Track):
    """A track, and the words that its partials need."""

    @property
    def steps(self) -> dict[str, str]:
        """For each thing a player can do, the damage it leads to as "superficial/aggravated"; "" when it cannot be."""
        return {
            N_("Heal superficial"): written(self.superficial_healed),
            N_("Take superficial"): written(self.superficial_taken),
            N_("Heal aggravated"): written(self.aggravated_healed),
            N_("Take aggravated"): written(self.aggravated_taken),
        }

    def obstacle(self, step: str) -> str:
        """Why a step of ``steps`` cannot be taken, in words."""
        if step.startswith("Take"):
            return _("every box is aggravated")
        return _("no superficial damage") if step.endswith("superficial") else _("no aggravated damage")

    @property
    def presses(self) -> list[tuple[str, str]]:
        """For each box its mark, and the damage that a press on it leads to, as in ``steps``."""
        return [(mark, written(self.pressed(number))) for number, mark in enumerate(self.marks, start=1)]

    @property
    def carrying_over(self) -> str:
        """The damage, as in ``steps``, once the damage beyond the boxes is carried over; "" for none."""
        return written(self.carried_over)

    @property
    def beyond_count(self) -> str:
        """What is beyond, in words: "3 more than it holds"."""
        return _("%(count)s more than it holds", count=sum(self.beyond))

    @property
    def count(self) -> str:
        """The track in one sentence: "7 boxes, 2 superficial, 1 aggravated"."""
        return ngettext(
            "%(num)s box, %(superficial)s superficial, %(aggravated)s aggravated",
            "%(num)s boxes, %(superficial)s superficial, %(aggravated)s aggravated",
            self.length,
            superficial=self.superficial,
            aggravated=self.aggravated,
        )


def written(damage: Damage | None) -> str:
    """Damage as its form posts it, "superficial/aggravated"; "" for None."""
    return f"{damage[0]}/{damage[1]}" if damage else ""
