"""What the views of lists and of their entries have in common: finding things, and what follows from a change."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from flask import abort, render_template, request

from wodsheet.blueprints.character import Answer, redirect_to_sheet, render_macro, wants_fragment
from wodsheet.engine import Line, Listing, Trait, key_of
from wodsheet.sheet import Entry, Sheet


def listing_of(line: Line, name: str) -> Listing:
    """The listing an address names, or 404."""
    return line.listings.get(name) or abort(404)


def trait_at(line: Line, listing: Listing) -> Trait | None:
    """The trait that ``?at=`` names, under whose row the form stands; None without it.

    404 for a trait under which no entries of the listing stand.
    """
    name = request.args.get("at")
    if name is None:
        return None
    return line.traits[name] if line.pointing.get(name) is listing else abort(404)


def respond_under(sheet: Sheet, trait: Trait) -> Answer:
    """What stands under a trait's row, or the whole sheet for somebody without scripts."""
    if not wants_fragment():
        return render_template("sheets/show.html", sheet=sheet)
    return render_macro("under", sheet, sheet.line.traits[trait.name])


def sheet_after(line: Line, id: int, row: Any) -> Sheet:
    """The sheet as a statement about its entries left it."""
    return Sheet.of(line, id, row)


def back_to_list(line: Line, id: int, listing: Listing, added: int | None = None) -> Answer:
    """Without scripts: back to the sheet, at the list, or at the row under which the form stood.

    ``added``: the id of an entry that was added just now.
    """
    trait = trait_at(line, listing)
    place = f"under-{trait.name}" if trait else f"list-{line.outermost(listing).name}"
    return redirect_to_sheet(line, id, place, added)


def consequences(sheet: Sheet, entry: Entry) -> dict[str, Any]:
    """What an answer shows besides an entry that came: see ``consequences_of``, of which this is the plain case."""
    within = [(one.listing, one.name) for one in entry.inside]
    others = consequences_of(sheet, entry.listing, [(entry.listing, entry.name), *within], entry.texts)
    others["affected"] = [one for one in others["affected"] if one is not entry and one.outer is not entry]
    return others


def consequences_of(
    sheet: Sheet, listing: Listing, named: Collection[tuple[Listing, str]], *texts: Mapping[str, str]
) -> dict[str, Any]:
    """What an answer shows besides entries that came, went or were renamed, as the partials' arguments.

    ``named`` are these entries' listings and names, ``texts`` their texts, old and new. ``follow`` are the trackers
    whose length depends on them, ``pointed`` the traits whose rows show them, ``affected`` the entries with warnings
    that depend on them.
    """
    keys = {choice.key if (choice := of.choice(name)) else key_of(name) for of, name in named}
    follow = dict.fromkeys(tracker for of, _ in named for tracker in sheet.line.effects[of.name].trackers)
    return {
        "follow": follow,
        "pointed": pointed(sheet.line, listing, *texts),
        "affected": sheet.affected_by_keys(keys, listing),
    }


def pointed(line: Line, listing: Listing, *texts: Mapping[str, str]) -> list[Trait]:
    """The traits that entries with these texts stand under; none for a listing that stands under no trait."""
    if not listing.under:
        return []
    field = listing.fields[listing.under]
    words = [written.get(listing.under, "") for written in texts]
    keys = dict.fromkeys(choice.key if (choice := field.choice(said)) else said for said in words)
    return [line.traits[key] for key in keys if key in line.traits]
