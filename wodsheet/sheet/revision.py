"""One revision of a character as the journal has it: who did what and when, with its changes and ledger lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple, Self

from wodsheet.rules.inverse import Change as ChangeRow
from wodsheet.rules.undo import Prospect


class LedgerRow(NamedTuple):
    """A row of the ledger of experience. ``kind``: earned, spent or correction; ``amount`` in points.

    Of a correction the amount is above 0 where it takes back what was spent, and below where it takes what was earned.
    """

    kind: str
    amount: int
    reason: str


@dataclass(frozen=True)
class Act:
    """What a revision did, and by which hand. ``undoes`` is the id of the revision that it takes back, or None.

    ``action`` is the name of the action that it was, or None.
    """

    id: int
    hand: str
    kind: str
    undoes: int | None
    changes: Sequence[ChangeRow]
    ledger: Sequence[LedgerRow]
    action: str | None

    @classmethod
    def from_json(cls, row: Mapping[str, Any], **more: Any) -> Self:
        """An act, or revision, of a JSON object with its fields. ``more`` are fields that the object has not."""
        changes, ledger = [ChangeRow(*each) for each in row["changes"]], [LedgerRow(*each) for each in row["ledger"]]
        return cls(**{**row, **more, "changes": changes, "ledger": ledger})


@dataclass(frozen=True)
class Revision(Act):
    """An act with its sentence, and who did it when. ``by`` is a name, None once that person left.

    ``undone_by`` is the id of the revision that took it back, or None; ``holds`` is false unless that was itself taken
    back. ``prospect`` says whether it can be taken back.
    """

    at: datetime
    by: str | None
    undone_by: int | None
    words: str
    holds: bool
    prospect: Prospect

    @property
    def can_undo(self) -> bool:
        """Whether it can be taken back."""
        return self.prospect.possible

    @property
    def rests_on_it(self) -> int | None:
        """The id of the newest revision because of which it cannot be."""
        return self.prospect.rests_on_it
