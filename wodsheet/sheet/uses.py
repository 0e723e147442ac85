"""Uses: what a character has that is paid for, rolled, or lasts; each use is an action of its own."""

from __future__ import annotations

from collections.abc import Iterator

from wodsheet.engine import Action, Cost, Payment
from wodsheet.engine.action import Ask, Begin, Say
from wodsheet.engine.amount import Amount, answer
from wodsheet.sheet import Sheet
from wodsheet.sheet.actions import IN_EFFECT
from wodsheet.sheet.entry import Entry

# The most that is asked for where nothing says what a use costs: a power of the player's own.
MOST = 3


def uses(sheet: Sheet) -> Iterator[tuple[Entry, Action]]:
    """Every entry that can be used, with its use, in the order of the sheet."""
    for entry in sheet.entries.values():
        if (action := use_of(sheet, entry)) is not None:
            yield entry, action


def use_of(sheet: Sheet, entry: Entry) -> Action | None:
    """What the use of an entry is; None for one that is not used."""
    choice, payments = entry.as_choice, {payment.name: payment for payment in sheet.layout.payments}
    usable = entry.choice or entry.listing.own_texts
    if sheet.kind.lacks(sheet.line.outermost(entry.listing)) or entry.listing.name == IN_EFFECT or not usable:
        return None
    costs = [cost for cost in choice.costs if cost.payment in payments] if entry.choice else _unknown(payments)
    if not (costs or choice.pool or choice.until):
        return None
    paid = [payments[cost.payment] for cost in costs]
    level = next((one.level for one in (choice, entry.outer and entry.outer.choice) if one and one.level), 0)
    return Action(
        f"use_{entry.key}"[:60],
        entry.label,
        entry.listing.label,
        (*(step for payment in paid for step in payment.steps), *_ending(paid), *_begin(sheet, entry, paid)),
        hint=choice.hint,
        asks=tuple(_ask(payments[cost.payment], cost) for cost in costs if cost.low < cost.high),
        bars=tuple(one for payment in paid for one in payment.bars),
        known={
            "level": level,
            **{f"of={key}": 1 for key in choice.of},
            **{cost.payment: cost.low for cost in costs if cost.low == cost.high},
        },
    )


def _unknown(payments: dict[str, Payment]) -> list[Cost]:
    return [Cost(name, 0, MOST) for name in payments]


def _ask(payment: Payment, cost: Cost) -> Ask:
    return Ask(payment.name, payment.label, low=cost.low, high=cost.high, start=cost.low)


def _ending(paid: list[Payment]) -> Iterator[Say]:
    return (Say(one.sentence, when=one.spoiled) for one in paid if one.spoiled)


def _begin(sheet: Sheet, entry: Entry, paid: list[Payment]) -> Iterator[Begin]:
    """What lasts is in effect, unless paying for it spoiled it."""
    key = f"in_effect_{entry.key}"
    known = sheet.line.listings[IN_EFFECT].choice("", key=key)
    until = entry.as_choice.until if known else ""
    spoiled: Amount = answer("")
    for one in paid:
        spoiled = spoiled | one.spoiled if one.spoiled else spoiled
    if until:
        yield Begin(key, until, when=spoiled.equals(0))
