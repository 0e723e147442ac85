"""Named rolls read through a sheet: their pools with the dice of now, and what the sheet lacks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from wodsheet.sheet import Sheet
from wodsheet.sheet.dice_pool import DicePool
from wodsheet.sheet.typed_pool import is_rolled


@dataclass(frozen=True)
class NamedRoll:
    """A pool under a name. ``owned``: it is the player's own and follows them over all sheets.

    ``missing`` are the keys that the line does not know.
    """

    id: int
    name: str
    owned: bool
    pool: DicePool
    missing: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """What finds it again, as that of a Rollable."""
        return f"named-{self.id}"

    @property
    def lacking(self) -> list[str]:
        """What of it this character does not have, in words."""
        return [*self.pool.lacking, *(key.replace("_", " ") for key in self.missing)]

    @classmethod
    def of(cls, sheet: Sheet, row: Any) -> NamedRoll:
        """The named roll of a row of ``statements.named_rolls``."""
        known = tuple(key for key in row.traits if is_rolled(sheet.line, key))
        pool = DicePool(
            sheet,
            known,
            row.number,
            ticked=[name for name in row.offers if not name.startswith("-")],
            seen=[name.removeprefix("-") for name in row.offers],
            modifier=row.modifier,
            difficulty=row.difficulty,
            what=row.name,
        )
        return cls(row.id, row.name, row.owned, pool, tuple(key for key in row.traits if key not in known))
