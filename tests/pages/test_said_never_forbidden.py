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
