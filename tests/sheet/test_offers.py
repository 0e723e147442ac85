"""The picker says of a choice beforehand what the sheet says of it afterwards."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from wodsheet.engine import Choice, Listing
from wodsheet.lines import LINES
from wodsheet.sheet import Sheet, offers
from wodsheet.sheet.entry_row import EntryRow
from wodsheet.sheet.facets import facets
from wodsheet.sheet.offers import Offer, Offers

VTM, HTR, WTA = LINES["vtm"], LINES["htr"], LINES["wta"]

# Characters of whom some things are open and others are not: line, kind, ratings, other texts, entries by listing.
PEOPLE = {
    "a fledgling": (VTM, {}, {"clan": "Tremere"}, {}),
    "an elder": (
        VTM,
        {"blood_potency": 4},
        {"clan": "Ventrue"},
        {"disciplines": [("Dominate", 3), ("Blood Sorcery", 2), ("Oblivion", 2)], "advantages": [("Beautiful", 2)]},
    ),
    "a thin-blood": (VTM, {}, {"kind": "Thin-blood"}, {"flaws": [("Baby Teeth", 1)]}),
    "a ghoul": (VTM, {}, {"kind": "Ghoul"}, {"disciplines": [("Potence", 1)]}),
    "a hunter": (HTR, {}, {"creed": "Faithful"}, {"edges": [("Arsenal", 0)], "advantages": [("Mask", 2)]}),
    "a werewolf": (WTA, {"glory": 2}, {"tribe": "Bone Gnawers", "auspice": "Galliard"}, {"gifts": [("Catfeet", 0)]}),
}


def sheet_of(person: str, *more: EntryRow) -> Sheet:
    line, ratings, texts, lists = PEOPLE[person]
    named = [(kind, name, dots) for kind, entries in lists.items() for name, dots in entries]
    rows = [EntryRow(at + 1, kind, None, at, name, dots, {}) for at, (kind, name, dots) in enumerate(named)]
    return Sheet.of_parts(line, 1, ratings, {"name": "Anna", **texts}, [*rows, *more])


def listings_of(sheet: Sheet) -> Iterator[tuple[Listing, int | None]]:
    """Every list that a choice can be added to, an inner one within each entry, with the id of this entry."""
    for listing in map(sheet.kind.own, sheet.line.listings.values()):
        if listing.choices and listing.name not in sheet.line.outer:
            yield listing, None
            if listing.inside:
                yield from ((listing.inside, entry.id) for entry in sheet.listed(listing))


def each(offered: Offers) -> Iterator[Offer]:
    for part in (offered.open, offered.closed):
        for group in part.values():
            yield from group


@pytest.mark.parametrize("person", PEOPLE)
def test_a_reason_before_is_the_warning_after(person):
    sheet = sheet_of(person)
    for listing, outer in listings_of(sheet):
        for offer in each(offers.for_new(sheet, listing, sheet.entries[outer] if outer else None)):
            dots = listing.first_dots(offer.choice)
            after = sheet_of(person, EntryRow(99, listing.name, outer, 99, offer.choice.stored, dots, {}))
            assert list(offer.reasons) == after.warnings(after.entries[99]), (listing.name, offer.choice.label)


@pytest.mark.parametrize("person", PEOPLE)
def test_what_is_open_comes_first_and_nothing_is_left_out(person):
    sheet = sheet_of(person)
    for listing, outer in listings_of(sheet):
        entry = sheet.entries[outer] if outer else None
        offered = offers.for_new(sheet, listing, entry)
        assert not any(offer.reasons for group in offered.open.values() for offer in group)
        assert all(offer.reasons for group in offered.closed.values() for offer in group)
        selects = [choice for group in sheet.listing_offers(listing, entry).values() for choice in group]
        assert sorted(choice.key for choice in offered.choices) == sorted(choice.key for choice in selects)


def reasons(sheet: Sheet, listing: str, name: str) -> list[str]:
    offered = offers.for_new(sheet, sheet.kind.own(sheet.line.listings[listing]), None)
    return next(list(offer.reasons) for offer in each(offered) if offer.choice.label == name)


def test_a_fledgling_hears_of_each_thing_why_it_is_not_open():
    anna = sheet_of("a fledgling")
    assert reasons(anna, "disciplines", "Dominate") == []
    assert reasons(anna, "rituals", "Astromancy") == ["Level 1, above Blood Sorcery 0."]
    assert reasons(sheet_of("an elder"), "rituals", "Astromancy") == []
    assert reasons(sheet_of("an elder"), "advantages", "Stunning") == ["Does not go with Beautiful."]
    assert reasons(sheet_of("an elder"), "disciplines", "Dominate") == ["Stands here already."]
    in_all = "The book gives 1 dot in all, and this makes 2."
    assert reasons(sheet_of("a ghoul"), "disciplines", "Celerity") == [in_all]


def test_an_entry_does_not_stand_in_the_way_of_its_new_name():
    elder = sheet_of("an elder")
    beautiful = next(entry for entry in elder.entries.values() if entry.name == "Beautiful")
    offered = {offer.choice.label: offer for offer in each(offers.for_entry(elder, beautiful))}
    assert offered["Beautiful"].chosen
    assert offered["Stunning"].reasons == ("The book gives it 4 dots.",)
    dominate = next(entry for entry in elder.entries.values() if entry.name == "Dominate")
    offered = {offer.choice.label: offer for offer in each(offers.for_entry(elder, dominate))}
    assert offered["Dominate"].chosen
    assert offered["Dominate"].reasons == ()
    assert offered["Oblivion"].owned


def test_a_ventrue_hears_that_farmers_do_not_go_with_the_clan_and_the_choice_now_is_open():
    anna = Sheet.of_parts(VTM, 1, {}, {"name": "Anna", "clan": "Ventrue", "predator_type": "Farmer"})
    predator_type = VTM.texts["predator_type"]
    offered = {offer.choice.label: offer for offer in each(offers.for_text(anna, predator_type))}
    assert offered["Bagger"].reasons == ("Does not go with Ventrue.",)
    assert offered["Farmer"].chosen
    opened = [offer.choice.label for group in offers.for_text(anna, predator_type).open.values() for offer in group]
    assert "Farmer" in opened
    assert "Bagger" not in opened


def test_words_of_ones_own_in_the_field_are_known():
    anna = Sheet.of_parts(VTM, 1, {}, {"name": "Anna", "clan": "Baali"})
    assert offers.for_text(anna, VTM.texts["clan"]).own == "Baali"
    assert offers.for_text(anna, VTM.texts["predator_type"]).own == ""


def found_by(listing: Listing, label: str, words: str) -> set[str]:
    """The names of the choices that a filter of this label and value leaves."""
    line = next(line for line in LINES.values() if listing in line.listings.values())
    found, numbers = facets(line, listing.choices, listing.earned_by)
    facet = next(facet for facet in found if facet.label == label)
    number = next(number for number, value in facet.values.items() if value == words)
    return {choice.label for choice in listing.choices if str(number) in numbers[choice.key].split()}


def labels(choices: Iterator[Choice]) -> set[str]:
    return {choice.label for choice in choices}


def test_rows_are_filtered_by_what_the_definitions_say():
    rituals, gifts = VTM.listings["rituals"], WTA.listings["gifts"]
    assert found_by(rituals, "Level", "3") == labels(one for one in rituals.choices if one.level == 3)
    assert found_by(rituals, "Book", "Blood Sigils") == labels(
        one for one in rituals.choices if any(source.book == "blood_sigils" for source in one.sources)
    )
    assert found_by(VTM.listings["disciplines"], "Clan", "Tremere") == {"Auspex", "Blood Sorcery", "Dominate"}
    assert found_by(gifts, "Tribe", "Bone Gnawers") == labels(
        one for one in gifts.choices if any(of == "bone_gnawers" for of, _ in one.access)
    )
    assert "Beautiful" in found_by(VTM.listings["advantages"], "Group", "Merits")
    assert found_by(VTM.listings["advantages"], "Dots", "6") == labels(
        one for one in VTM.listings["advantages"].choices if 6 in one.dots
    )


def test_a_filter_that_parts_nothing_is_left_out():
    inside_auspex = [one for one in VTM.listings["powers"].choices if "auspex" in one.of]
    found, _ = facets(VTM, inside_auspex, "")
    assert [facet.label for facet in found] == ["Level", "Book"]
    assert not facets(VTM, VTM.texts["kind"].choices, "")[0]


def test_many_or_long_values_are_a_select_and_few_are_chips():
    found, _ = facets(VTM, VTM.listings["rituals"].choices, "")
    assert {facet.label: facet.has_chips for facet in found} == {"Level": True, "Book": False}
