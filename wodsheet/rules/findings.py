"""Findings: what a rule finds on a sheet, as values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from wodsheet.engine import Source
from wodsheet.rules.warnings import Owned, Warning

KEPT, OPEN, OVER, MISSING, FORBIDDEN = STATES = ("kept", "open", "over", "missing", "forbidden")
# What makes a sheet another than the book's. What is open may still be done, or left.
FAULTS = frozenset((OVER, MISSING, FORBIDDEN))


@dataclass(frozen=True)
class Finding:
    """What one rule finds. ``state``: kept; open (something may still be chosen); over; missing; forbidden.

    ``trait`` is what it is about, as its address has it: "strength", "skills", "disciplines/17". ``values`` are what
    its words are filled with. ``worth`` is how much experience would buy what is over, None where it cannot be bought,
    and ``paid`` says that lines of the ledger may have. ``against`` is the entry and the warning where it is one.
    """

    rule: str
    state: str
    trait: str
    values: Mapping[str, str | int] = field(default_factory=lambda: MappingProxyType({}))
    sources: tuple[Source, ...] = ()
    doubt: str = ""
    worth: int | None = None
    paid: bool = False
    against: tuple[Owned, Warning] | None = None
