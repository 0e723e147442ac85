"""Payments: how the use of a power, Gift, ritual or Edge is paid for."""

from __future__ import annotations

from dataclasses import dataclass

from wodsheet.engine.action import Bar, Step
from wodsheet.engine.amount import Amount
from wodsheet.engine.messages import Message


@dataclass(frozen=True)
class Payment:
    """One way to pay. ``name`` is what its steps and bars read as the answer that says how much.

    They may also read the "level" of what is used, and "of=<key>" of what it belongs to. Where ``spoiled`` is not 0
    after the steps, the use does not come about, and ``sentence`` says so. A kind of character has its own by ``name``.
    """

    name: str
    label: Message
    steps: tuple[Step, ...]
    bars: tuple[Bar, ...] = ()
    spoiled: Amount | None = None
    sentence: Message = ""
