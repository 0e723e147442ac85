"""Beside the words of a book stands the key of its choice, which stays whatever the words become."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.pages.conftest import Owner, page
from wodsheet.engine import Choice, Listing, Text
from wodsheet.lines import LINES, localized
from wodsheet.sheet import hash_text
from wodsheet.templating.i18n import set_language
from wodsheet.templating.pseudo import PSEUDO

BROTHERHOOD = Choice("brujah", "Brotherhood")


@pytest.fixture
def keys(connection):
    """The keys that stand beside a character's texts, and those of its entries by name."""

    def read(character) -> tuple[dict[str, str], dict[str, str | None]]:
        (texts,) = connection.execute("SELECT keys FROM characters WHERE id = %s", [character.id]).fetchone()
        rows = connection.execute("SELECT name, key FROM entries WHERE character_id = %s", [character.id]).fetchall()
        return texts, {row.name: row.key for row in rows}

    return read


@pytest.fixture
def owner(as_owner, anna) -> Owner:
    return as_owner(anna)


def test_choosing_a_clan_stores_its_key_and_words_of_ones_own_remove_it(owner, anna, keys):
    owner.write("clan", "Brujah")
    assert keys(anna)[0] == {"clan": "brujah"}
    owner.write("clan", "", seen="Brujah", own="Children of the Heron")
    assert keys(anna)[0] == {}


# What code from before migration 0013 sends: words without their key.
OLD_TEXT = "UPDATE characters SET texts = texts || %s, changed_at = now()"
OLD_NAME = "UPDATE entries SET name = %s, texts = texts"


def test_words_that_older_code_writes_go_before_the_key_of_the_words_before(owner, anna, keys, connection):
    owner.write("clan", "Brujah")
    owner.write("predator_type", "Siren")
    connection.execute(OLD_TEXT, ['{"clan": "Ventrue"}'])
    assert keys(anna)[0] == {"predator_type": "siren"}
    assert owner.sheet().css_first("#text-clan option[selected]").text() == "Ventrue"
    connection.execute(OLD_TEXT, ['{"predator_type": "By lamplight"}'])
    assert owner.sheet().css_first("#text-predator_type option[selected]").attributes["value"] == "By lamplight"


def test_a_name_that_older_code_writes_goes_before_the_key_of_the_name_before(owner, anna, keys, connection):
    owner.add("advantages", "Allies")
    connection.execute(OLD_NAME, ["Haven"])
    assert keys(anna)[1] == {"Haven": None}
    (entry,) = owner.browser.get(anna.path, headers={"Accept": "application/json"}).json["lists"]["advantages"]
    assert entry["key"] == "haven"


def test_what_older_code_writes_besides_words_leaves_the_keys(owner, anna, keys, connection):
    owner.write("clan", "Brujah")
    owner.add("advantages", "Allies")
    connection.execute("""UPDATE characters SET ratings = ratings || '{"wits": 3}'""")
    connection.execute(OLD_TEXT, ['{"concept": "Night nurse"}'])
    connection.execute("UPDATE entries SET name = name, dots = 3")
    assert keys(anna) == ({"clan": "brujah"}, {"Allies": "allies"})


def test_a_conflict_changes_no_key(owner, anna, keys):
    owner.write("clan", "Brujah")
    owner.write("clan", "Tremere", seen="Ventrue")
    assert keys(anna)[0] == {"clan": "brujah"}


def test_a_label_in_another_language_is_recognised_and_stays_as_it_was_typed(owner, anna, keys, saved):
    set_language(PSEUDO)
    label = next(choice.label for choice in localized("vtm").texts["clan"].choices if choice.key == "brujah")
    headers = {"Accept-Language": "en-XA", "HX-Request": "true"}
    owner.browser.post(f"{anna.path}/texts/clan", data={"text": label, "seen": hash_text("")}, headers=headers)
    assert (keys(anna)[0], saved(anna).texts["clan"]) == ({"clan": "brujah"}, label)


def test_an_entry_of_the_book_has_a_key_and_one_of_ones_own_has_none(owner, anna, keys):
    owner.add("advantages", "allies")
    owner.add("advantages", "", own="My brother's van")
    assert keys(anna)[1] == {"allies": "allies", "My brother's van": None}


@pytest.mark.parametrize("typed", ["Toreador ", "TOREADOR", "Torèador", "\u200bToreador\u00a0"])
def test_a_clan_of_ones_own_words_that_the_book_has_is_the_books_and_stays_as_typed(owner, anna, keys, saved, typed):
    owner.write("clan", "", own=typed)
    assert (keys(anna)[0], saved(anna).texts["clan"]) == ({"clan": "toreador"}, typed)
    assert owner.sheet().css_first("#text-clan option[selected]").text() == "Toreador"


@pytest.mark.parametrize("typed", ["Crone's Curse", "Crone’s Curse", "crone`s  curse "])
def test_a_curse_is_the_books_whichever_apostrophe_is_typed(as_owner, make_character, keys, typed):
    werewolf = make_character(line="wta")
    as_owner(werewolf).add("flaws", "", own=typed)
    assert keys(werewolf)[1] == {typed: "crones_curse"}


def test_another_name_brings_another_key(owner, anna, keys, make_entry):
    entry = make_entry(anna, "advantages", "My brother's van")
    for name, seen, key in (("Allies", "My brother's van", "allies"), ("My sister's van", "Allies", None)):
        owner.post(f"lists/advantages/{entry}/texts/name", text=name, seen=hash_text(seen))
        assert keys(anna)[1] == {name: key}


def test_what_is_removed_comes_back_with_its_key(owner, anna, keys, connection):
    owner.add("advantages", "Allies")
    (entry,) = connection.execute("SELECT id FROM entries").fetchone()
    owner.post(f"lists/advantages/{entry}/remove")
    owner.post(f"lists/advantages/{entry}/restore")
    assert keys(anna)[1] == {"Allies": "allies"}


def test_of_two_perks_with_one_name_an_edge_gets_its_own(as_owner, make_character, keys, connection):
    hunter = make_character(line="htr")
    owner = as_owner(hunter)
    owner.add("edges", "Thwart the Unnatural")
    (edge,) = connection.execute("SELECT id FROM entries").fetchone()
    owner.add("perks", "Ward", under=edge)
    assert keys(hunter)[1]["Ward"] == "thwart_the_unnatural_ward"
    owner.post(f"lists/edges/{edge}/texts/name", text="Repel the Unnatural", seen=hash_text("Thwart the Unnatural"))
    (edge,) = owner.browser.get(hunter.path, headers={"Accept": "application/json"}).json["lists"]["edges"]
    assert edge["inside"][0]["key"] == "repel_the_unnatural_ward"


def test_a_new_ghoul_and_a_clone_have_their_keys(signed_in, anna, keys, connection, as_owner):
    browser = signed_in(anna.owner)
    form = {"name": "Ines", "kind": "Ghoul", "form_key": "11111111-1111-4111-8111-111111111111"}
    browser.post("/vtm", data=form)
    owner = as_owner(anna)
    owner.write("clan", "Brujah")
    owner.add("advantages", "Allies")
    owner.post_plainly("clone", form_key="22222222-2222-4222-8222-222222222222")
    rows = connection.execute("SELECT keys FROM characters WHERE id <> %s ORDER BY id", [anna.id]).fetchall()
    assert [row.keys for row in rows] == [{"kind": "ghoul"}, {"clan": "brujah"}]
    assert [row.key for row in connection.execute("SELECT key FROM entries").fetchall()] == ["allies", "allies"]


def test_a_label_that_changed_still_finds_its_choice_by_the_key(owner, anna, monkeypatch):
    owner.write("clan", "Brujah")
    owner.add("advantages", "Allies")
    line = LINES["vtm"]
    clan, advantages = line.texts["clan"], line.listings["advantages"]
    monkeypatch.setitem(line.texts, "clan", replace(clan, choices=renamed(clan, "brujah", "Brotherhood")))
    monkeypatch.setitem(line.listings, "advantages", replace(advantages, choices=renamed(advantages, "allies", "Pals")))
    sheet = owner.browser.get(anna.path, headers={"Accept": "application/json"}).json
    assert (sheet["texts"]["clan"], sheet["keys"]["clan"]) == ("Brujah", "brujah")
    assert [entry["key"] for entry in sheet["lists"]["advantages"]] == ["allies"]


def renamed(part: Text | Listing, key: str, label: str) -> tuple[Choice, ...]:
    """The choices of a part, one of them with another label."""
    return tuple(replace(choice, label=label) if choice.key == key else choice for choice in part.choices)


def test_a_key_that_a_line_has_no_longer_leaves_the_words_to_decide():
    text = Text("clan", "Clan", choices=(BROTHERHOOD,))
    assert text.choice("Brujah") is None
    assert text.choice("Brotherhood", "a_key_that_no_longer_is") is BROTHERHOOD


def test_the_page_shows_a_choice_by_its_key(owner, anna, connection):
    words, key = '{"clan": "The Rabble"}', '{"clan": "brujah"}'
    connection.execute("UPDATE characters SET texts = texts || %s, keys = %s", [words, key])
    chosen = page(owner.get()).css_first("#text-clan option[selected]")
    assert chosen.text() == "Brujah"
