"""One revision of a character as the journal has it: who did what and when, with its changes and ledger lines."""

from __future__ import annotations

from typing import NamedTuple

from wodsheet.rules.inverse import Change as ChangeRow

__all__ = ["ChangeRow", "LedgerRow"]


class LedgerRow(NamedTuple):
    """A row of the ledger of experience. ``kind``: earned, spent or correction; ``amount`` in points.

    Of a correction the amount is above 0 where it takes back what was spent, and below where it takes what was earned.
    """

    kind: str
    amount: int
    reason: str
