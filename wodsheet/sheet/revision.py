"""One revision of a character as the journal has it: who did what and when, with its changes and ledger lines."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple


class ChangeRow(NamedTuple):
    """A row of the table ``changes`` as its model says. Statements give rows as JSON arrays, in the order of these."""

    what: str
    entry_id: int | None
    was: Mapping[str, Any] | None
    now: Mapping[str, Any] | None


class LedgerRow(NamedTuple):
    """A row of the ledger of experience. ``kind``: earned, spent or correction; ``amount`` in points.

    Of a correction the amount is above 0 where it takes back what was spent, and below where it takes what was earned.
    """

    kind: str
    amount: int
    reason: str
