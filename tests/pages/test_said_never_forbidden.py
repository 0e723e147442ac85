"""What does not go together is said at the entry, and nobody is kept from having it."""

from __future__ import annotations

import pytest

from tests.markup import names, page
from wodsheet.sheet import hash_text


def said(markup, entry=None):
    """The warnings, all of them or those of an entry."""
    return names(markup, f"#about-{entry} .entry__warning" if entry else ".entry__warning")


def test_perks_of_an_edge_that_became_another_say_whose_they_are(as_owner, make_character, make_entry):
    owner = as_owner(make_character(line="htr"))
    library = make_entry(owner.character, "edges", "Library")
    perk = make_entry(owner.character, "perks", "Who They Are", parent=library)
    assert said(owner.sheet()) == []
    path = f"lists/edges/{library}/texts/name"
    answer = page(owner.post(path, text="Global Access", seen=hash_text("Library")))
    whose = ["Belongs to Library or Who They Were."]
    assert names(answer, f"hx-partial[hx-target='#about-{perk}'] .entry__warning") == whose
    assert said(owner.sheet(), perk) == whose
    owner.post(path, text="Something of her own", seen=hash_text("Global Access"))
    assert said(owner.sheet()) == []


@pytest.mark.parametrize(
    ("line", "name", "twice"),
    [("vtm", "disciplines", "Auspex"), ("htr", "edges", "Library"), ("wta", "rites", "Rite of Contrition")],
)
def test_the_same_twice_is_said_at_the_second_until_one_goes(as_owner, make_character, connection, line, name, twice):
    owner = as_owner(make_character(line=line))
    assert "Stands here already." not in said(page(owner.add(name, twice)))
    assert "Stands here already." in said(page(owner.add(name, twice)))
    first, second = (row.id for row in connection.execute("SELECT id FROM entries ORDER BY position"))
    assert "Stands here already." not in said(owner.sheet(), first)
    moved = page(owner.post(f"lists/{name}/{second}/move", place=0))
    assert "Stands here already." in names(moved, f"hx-partial[hx-target='#about-{first}'] .entry__warning")
    gone = page(owner.post(f"lists/{name}/{second}/remove"))
    assert gone.css_first(f"hx-partial[hx-target='#about-{first}']")
    assert "Stands here already." not in said(owner.sheet())


def test_allies_may_be_had_twice(as_owner, anna):
    owner = as_owner(anna)
    owner.add("advantages", "Allies")
    assert said(page(owner.add("advantages", "Allies"))) == []


def test_a_second_loresheet_is_said(as_owner, anna):
    owner = as_owner(anna)
    assert said(page(owner.add("advantages", "The Bahari"))) == []
    assert "The book gives one of these: Loresheets." in said(page(owner.add("advantages", "Theo Bell")))


def test_a_thin_bloods_merits_ask_for_as_many_of_their_flaws(as_owner, make_character):
    owner = as_owner(make_character(texts={"kind": "Thin-blood"}))
    asks = "The book gives as many of these beside it: Flaws, Thin-blood."
    assert said(page(owner.add("advantages", "Lifelike"))) == [asks]
    lifelike = owner.sheet().css_first("#list-advantages .entry").id.removeprefix("entry-")
    paired = page(owner.add("flaws", "Baby Teeth"))
    assert paired.css_first(f"hx-partial[hx-target='#about-{lifelike}']")
    assert said(owner.sheet()) == []
    assert said(page(owner.add("advantages", "Day Drinker"))) == [asks]
    assert said(owner.sheet(), lifelike) == []
    assert names(page(owner.add("advantages", "Allies")), "li.entry .entry__warning") == []


def misfit(markup):
    """What Blood Potency says of the generation."""
    labels, words = (names(markup, f"#read-outs-blood_potency {part}") for part in ("dt", "dd"))
    return dict(zip(labels, words, strict=True)).get("Generation")


@pytest.mark.parametrize(
    ("generation", "dots", "says"),
    [
        ("13th", 0, "the book gives it 1 to 3"),
        ("13th", 1, None),
        ("13th", 3, None),
        ("13th", 4, "the book gives it 1 to 3"),
        ("14th", 1, "the book gives it 0"),
        ("4th", 4, "the book gives it 5 to 10"),
        ("Nobody knows", 9, None),
    ],
)
def test_blood_potency_that_does_not_fit_the_generation_is_said(as_owner, make_character, generation, dots, says):
    owner = as_owner(make_character(texts={"generation": generation}, blood_potency=dots))
    assert misfit(owner.sheet()) == says


def test_another_generation_and_another_rating_say_it_at_once(as_owner, make_character):
    owner = as_owner(make_character(texts={"generation": "13th"}, blood_potency=3))
    answer = page(owner.write("generation", "10th", seen="13th"))
    assert "the book gives it" not in answer.css_first("[hx-target='#read-outs-blood_potency']").text()
    answer = page(owner.write("generation", "14th", seen="10th"))
    assert "the book gives it 0" in answer.css_first("[hx-target='#read-outs-blood_potency']").text()
    answer = page(owner.post("ratings/blood_potency", dots=0))
    assert "the book gives it" not in answer.css_first("[hx-target='#read-outs-blood_potency']").text()
    assert owner.get("/print").status_code == 200


def test_a_ghoul_has_no_generation_to_fit(as_owner, make_character):
    owner = as_owner(make_character(texts={"kind": "Ghoul", "generation": "13th"}, blood_potency=9))
    assert misfit(owner.sheet()) is None
