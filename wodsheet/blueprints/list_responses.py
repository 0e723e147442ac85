"""What the views of lists and of their entries answer with: the list, and what else on the sheet follows from it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from flask import abort, render_template

from wodsheet.blueprints.character import Answer, redirect_to_sheet, wants_fragment
from wodsheet.engine import Line, Listing, Trait
from wodsheet.sheet import Sheet


def listing_of(line: Line, name: str) -> Listing:
    """The listing an address names, or 404."""
    return line.listings.get(name) or abort(404)


def sheet_after(line: Line, id: int, row: Any) -> Sheet:
    """The sheet as a statement about its entries left it."""
    return Sheet.of(line, id, row)


def back_to_list(line: Line, id: int, listing: Listing, added: int | None = None) -> Answer:
    """Without scripts: back to the sheet, at the list. ``added``: the id of an entry that was added just now."""
    return redirect_to_sheet(line, id, f"list-{line.outermost(listing).name}", added)


def drawn(sheet: Sheet, listing: Listing, said: str = "", pointed: Iterable[Trait] = (), all: bool = False) -> Answer:
    """The list, open or closed as the sheet says; or the whole sheet for somebody without scripts.

    ``said`` is read out, ``pointed`` are the traits whose rows show an entry of it, ``all`` asks for the trackers
    that heed the list as well.
    """
    if not wants_fragment():
        return render_template("sheets/show.html", sheet=sheet)
    follow = sheet.line.effects[listing.name].trackers if all else ()
    shown = sheet.line.outermost(listing)
    return render_template(
        "partials/list_response.html", sheet=sheet, listing=shown, said=said, follow=follow, pointed=pointed
    )


def pointed(line: Line, listing: Listing, *texts: Mapping[str, str]) -> list[Trait]:
    """The traits that entries with these texts stand under; none for a listing that stands under no trait."""
    if not listing.under:
        return []
    field = listing.fields[listing.under]
    words = [written.get(listing.under, "") for written in texts]
    keys = dict.fromkeys(choice.key if (choice := field.choice(said)) else said for said in words)
    return [line.traits[key] for key in keys if key in line.traits]
