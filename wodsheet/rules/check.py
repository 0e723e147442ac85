"""The check of a whole sheet: every rule of creation and of play, and what it finds. Nothing is forbidden by it.

Rules of creation are in ``rules/creation``, what the book has against single entries in ``rules/warnings``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from typing import cast

from wodsheet.engine import Choice, Listing, Need, Text
from wodsheet.engine.creation import CORE
from wodsheet.rules import warnings
from wodsheet.rules.creation import Checked, Listed, Making
from wodsheet.rules.findings import FAULTS, KEPT, OVER, Finding
from wodsheet.rules.spending import NOTHING, Spent


def check(character: Checked, spent: Spent = NOTHING) -> list[Finding]:
    """What every rule finds on a character, in the order of creation, then by entry in the order of the sheet.

    ``spent`` is what the ledger explains: dots above creation are no fault where a line names the trait. Points of
    lines that name nothing pay for what is left over, as far as they go.
    """
    creation = character.line.creation(character.kind.name)
    made = Making(character, creation, spent) if creation else None
    given = made.taken.dots if made else {}
    found = [
        *(made.findings() if made else ()),
        *_texts(character),
        *_spans(character),
        *chain.from_iterable(_entry(character, entry, given) for entry in character.entries.values()),
    ]
    over = spent.lines and any(one.state == OVER for one in found)
    return list(_paid(found, spent.unnamed(_labels(character)))) if over else found


def is_legal(findings: Iterable[Finding]) -> bool:
    """Whether a sheet is one by the book: nothing is over, missing or forbidden. What is open may be left."""
    return not any(one.state in FAULTS for one in findings)


def _paid(findings: Iterable[Finding], points: int) -> Iterator[Finding]:
    for one in findings:
        if one.state == OVER and one.worth is not None and one.worth <= points:
            points -= one.worth
            one = replace(one, state=KEPT, paid=True)
        yield one


def _labels(character: Checked) -> Iterator[str]:
    """What every trait and entry of the character is called."""
    yield from character.line.labels.values()
    for entry in character.entries.values():
        yield from (entry.name, entry.label)


@dataclass(frozen=True)
class Chosen:
    """What is chosen in a text, as something owned."""

    key: str
    choice: Choice
    listing: Listing
    dots: int = 0
    outer: None = None


def _texts(character: Checked) -> Iterator[Finding]:
    """What the book has against a clan, a predator type, a creed."""
    for text in character.line.texts.values():
        choice = character.choice(text) if text.choices else None
        if (
            choice
            and not character.kind.counts_as.get(text.name)
            and (choice.needs or choice.excludes or choice.access)
        ):
            listing = _listing_of(text)
            levels = {key: level for key, level in character.known_levels.items() if key != choice.key}
            for warning in warnings.warnings(character.line, Chosen(choice.key, choice, listing), choice, levels):
                yield _against(text.name, Chosen(choice.key, choice, listing), warning, choice)


def _listing_of(text: Text) -> Listing:
    return Listing(text.name, text.label, text.label, text.choices)


def _spans(character: Checked) -> Iterator[Finding]:
    """A rating that does not fit what a text says: Blood Potency beside the generation."""
    for trait in character.line.traits.values():
        text = character.line.texts.get(trait.span.by) if trait.span else None
        choice = character.choice(text) if text and not character.kind.lacks(trait) else None
        if text and choice and trait.span and choice.key in trait.span.ratings:
            out = warnings.out_of_span(trait, character.ratings[trait.name], choice)
            least, most = trait.span.ratings[choice.key]
            values: dict[str, str | int] = {"trait": trait.label, "by": choice.label, "least": least, "most": most}
            yield Finding("span", OVER if out else KEPT, trait.name, values, choice.sources or CORE)


def _entry(character: Checked, entry: Listed, given: Mapping[tuple[str, str], int]) -> Iterator[Finding]:
    """What the book has against an entry; and a specialty needs a dot in its skill."""
    listing = entry.listing
    if character.kind.lacks(character.line.outermost(listing)):
        return
    choice = entry.as_choice
    before = [one for one in _beside(character, entry) if one.place < entry.place] if listing.in_order else ()
    for warning in warnings.warnings(character.line, entry, choice, character.known_levels, before):
        if isinstance(warning, warnings.DotsNotInBook) and (listing.name, entry.key) in given:
            continue  # a granted dot may be one that nobody can buy
        yield _against(f"{listing.name}/{entry.id}", entry, warning, choice)
    if listing.under:
        skill = character.pointed_at(entry)
        if not character.ratings.get(skill, 1):
            need = warnings.NeedNotMet(Need(((skill, 1),)))
            yield replace(_against(f"{listing.name}/{entry.id}", entry, need, choice), rule="specialty_without_dot")


def _beside(character: Checked, entry: Listed) -> Iterable[Listed]:
    outer = cast(Listed | None, entry.outer)
    return outer.inside if outer else character.listed(entry.listing)


def _against(at: str, entry: warnings.Owned, warning: warnings.Warning, choice: Choice) -> Finding:
    return Finding(
        *(warning.rule, warning.state, at),
        {"name": choice.label},
        choice.sources,
        choice.unverified,
        against=(entry, warning),
    )
