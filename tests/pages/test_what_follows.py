"""What follows from a choice: a clan's bane and compulsion, a drive's redemption, until somebody writes another."""

from __future__ import annotations

from uuid import uuid4

import pytest

from tests.factories import Character
from tests.markup import names, page
from wodsheet.pregens import PREGENS


def shown(sheet, *texts):
    """What stands in these choices, None where nothing does."""
    return [next(iter(names(sheet, f"#text-{text} [selected]")), None) or None for text in texts]


def told(owner):
    """The texts as a script is told them."""
    return owner.browser.get(owner.character.path, headers={"Accept": "application/json"}).get_json()["texts"]


def test_bane_and_compulsion_are_the_clans_at_once(as_owner, anna, saved):
    answer = page(as_owner(anna).write("clan", "Brujah"))
    assert shown(answer, "bane", "compulsion") == ["Violent Temper", "Rebellion"]
    assert shown(as_owner(anna).sheet(), "bane", "compulsion") == ["Violent Temper", "Rebellion"]
    assert saved(anna).texts == {"name": "Anna", "clan": "Brujah"}


def test_another_clan_has_another_bane(as_owner, anna):
    as_owner(anna).write("clan", "Brujah")
    assert shown(page(as_owner(anna).write("clan", "Toreador", seen="Brujah")), "bane") == ["Aesthetic Fixation"]


def test_a_bane_that_was_chosen_stays_whatever_the_clan(as_owner, anna):
    as_owner(anna).write("clan", "Brujah")
    as_owner(anna).write("bane", "Violence", seen="Violent Temper")
    as_owner(anna).write("clan", "Toreador", seen="Brujah")
    assert shown(as_owner(anna).sheet(), "bane") == ["Violence"]


def test_a_bane_that_was_emptied_stays_empty(as_owner, anna, saved):
    as_owner(anna).write("clan", "Brujah")
    assert as_owner(anna).write("bane", "", seen="Violent Temper").status_code == 200
    assert shown(as_owner(anna).sheet(), "bane") == [None]
    assert saved(anna).texts["bane"] == ""


def test_the_one_it_follows_can_be_chosen_to_stay(as_owner, anna):
    as_owner(anna).write("clan", "Brujah")
    as_owner(anna).write("bane", "Violent Temper", seen="Violent Temper")
    as_owner(anna).write("clan", "Toreador", seen="Brujah")
    assert shown(as_owner(anna).sheet(), "bane") == ["Violent Temper"]


def test_two_tabs_that_saw_the_clans_own_lose_nothing(as_owner, anna):
    as_owner(anna).write("clan", "Brujah")
    assert as_owner(anna).write("bane", "Violence", seen="Violent Temper").status_code == 200
    refused = as_owner(anna).write("bane", "Hers alone", seen="Violent Temper")
    assert refused.status_code == 409
    assert "Violence" in page(refused).css_first(".theirs").text()


def test_the_journal_says_what_stood_there_and_that_it_followed(as_owner, anna, journal):
    as_owner(anna).write("clan", "Brujah")
    as_owner(anna).write("bane", "Violence", seen="Violent Temper")
    words, _, follows = journal(anna)[-3:]
    assert (words.was, words.now) == ({"bane": "Violent Temper"}, {"bane": "Violence"})
    assert (follows.what, follows.was, follows.now) == ("follows", {"bane": True}, {"bane": False})


def test_paper_and_scripts_are_told_what_follows(as_owner, anna):
    as_owner(anna).write("clan", "Brujah")
    assert "Rebellion" in page(as_owner(anna).get("/print")).body.text()
    assert told(as_owner(anna))["bane"] == "Violent Temper"


def test_a_hunters_redemption_is_that_of_the_drive(as_owner, make_character):
    hunter = make_character(line="htr")
    as_owner(hunter).write("motive", "Vengeance")
    assert shown(as_owner(hunter).sheet(), "redemption") == ["The cell harms the quarry or its like"]


def test_who_becomes_a_caitiff_has_their_bane(as_owner, make_character):
    assert shown(as_owner(make_character(texts={"kind": "Caitiff"})).sheet(), "bane") == ["Outcast"]


def test_a_ghoul_that_was_a_brujah_has_no_bane(as_owner, make_character):
    ghoul = make_character(texts={"kind": "Ghoul", "clan": "Brujah"})
    texts = told(as_owner(ghoul))
    assert texts["bane"] == texts["compulsion"] == ""


def drawn(sheet, *texts):
    """The label and the words of these choices as they are seen, not only heard."""
    fields = [sheet.css_first(f"#form-text-{text}") for text in texts]
    labels = [field.css_first("label:not(.for-screen-readers)") for field in fields if field]
    return dict(zip([label and label.text() for label in labels], shown(sheet, *texts), strict=False))


def test_a_thin_bloods_bane_has_its_label_and_is_no_clans(as_owner, make_character):
    orel = as_owner(make_character(texts={"kind": "Vampire", "clan": "Toreador"}))
    assert drawn(orel.sheet(), "bane") == {"Bane": "Aesthetic Fixation"}
    orel.write("kind", "Thin-blood", seen="Vampire")
    assert drawn(orel.sheet(), "bane") == {"Bane": "No Bane"}


@pytest.mark.parametrize(
    ("line", "choice", "then", "follows"),
    [
        ("vtm", "clan", "Brujah", {"bane": "Violent Temper", "compulsion": "Rebellion"}),
        ("htr", "motive", "Vengeance", {"redemption": "The cell harms the quarry or its like"}),
    ],
)
def test_a_ready_character_and_its_clone_go_by_another_choice(signed_in, player, as_owner, line, choice, then, follows):
    browser, before = signed_in(player), PREGENS[line].texts[choice]
    made = browser.post(f"/{line}/ready", data={"form_key": str(uuid4())}).location
    for address in (made, browser.post(f"{made}/clone", data={"form_key": str(uuid4())}).location):
        owner = as_owner(Character(int(address.rpartition("/")[2]), line, player))
        assert told(owner)[next(iter(follows))] not in ("", next(iter(follows.values())))
        owner.write(choice, then, seen=before)
        assert shown(owner.sheet(), *follows) == list(follows.values())


def test_a_clone_of_somebody_made_before_follows_too(as_owner, make_character, saved):
    """Ready characters had these words written."""
    orel = as_owner(make_character(texts={"clan": "Toreador", "bane": "Aesthetic Fixation", "compulsion": "Paranoia"}))
    made = orel.browser.post(f"{orel.character.path}/clone", data={"form_key": str(uuid4())}).location
    twin = Character(int(made.rpartition("/")[2]), "vtm", orel.character.owner)
    assert saved(twin).texts == {"name": "Anna (copy)", "clan": "Toreador", "compulsion": "Paranoia"}
