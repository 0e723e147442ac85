"""What follows from a choice: a clan's bane and compulsion, a drive's redemption, until somebody writes another."""

from __future__ import annotations

from tests.pages.conftest import names, page


def shown(sheet, *texts):
    """What stands in these choices, None where nothing does."""
    return [next(iter(names(sheet, f"#text-{text} [selected]")), None) or None for text in texts]


def told(hand):
    """The texts as a script is told them."""
    return hand.browser.get(hand.character.path, headers={"Accept": "application/json"}).get_json()["texts"]


def test_bane_and_compulsion_are_the_clans_at_once(hand, anna, kept):
    answer = page(hand(anna).write("clan", "Brujah"))
    assert shown(answer, "bane", "compulsion") == ["Violent Temper", "Rebellion"]
    assert shown(hand(anna).sheet(), "bane", "compulsion") == ["Violent Temper", "Rebellion"]
    assert kept(anna).texts == {"name": "Anna", "clan": "Brujah"}


def test_another_clan_has_another_bane(hand, anna):
    hand(anna).write("clan", "Brujah")
    assert shown(page(hand(anna).write("clan", "Toreador", seen="Brujah")), "bane") == ["Aesthetic Fixation"]


def test_a_bane_that_was_chosen_stays_whatever_the_clan(hand, anna):
    hand(anna).write("clan", "Brujah")
    hand(anna).write("bane", "Violence", seen="Violent Temper")
    hand(anna).write("clan", "Toreador", seen="Brujah")
    assert shown(hand(anna).sheet(), "bane") == ["Violence"]


def test_a_bane_that_was_emptied_stays_empty(hand, anna, kept):
    hand(anna).write("clan", "Brujah")
    assert hand(anna).write("bane", "", seen="Violent Temper").status_code == 200
    assert shown(hand(anna).sheet(), "bane") == [None]
    assert kept(anna).texts["bane"] == ""


def test_the_one_it_follows_can_be_chosen_to_stay(hand, anna):
    hand(anna).write("clan", "Brujah")
    hand(anna).write("bane", "Violent Temper", seen="Violent Temper")
    hand(anna).write("clan", "Toreador", seen="Brujah")
    assert shown(hand(anna).sheet(), "bane") == ["Violent Temper"]


def test_two_tabs_that_saw_the_clans_own_lose_nothing(hand, anna):
    hand(anna).write("clan", "Brujah")
    assert hand(anna).write("bane", "Violence", seen="Violent Temper").status_code == 200
    refused = hand(anna).write("bane", "Hers alone", seen="Violent Temper")
    assert refused.status_code == 409
    assert "Violence" in page(refused).css_first(".theirs").text()


def test_the_journal_says_that_nothing_was_written_before(hand, anna, journal):
    hand(anna).write("clan", "Brujah")
    hand(anna).write("bane", "Violence", seen="Violent Temper")
    last = journal(anna)[-1]
    assert (last.was, last.now) == ({"bane": None}, {"bane": "Violence"})


def test_paper_and_scripts_are_told_what_follows(hand, anna):
    hand(anna).write("clan", "Brujah")
    assert "Rebellion" in page(hand(anna).get("/print")).body.text()
    assert told(hand(anna))["bane"] == "Violent Temper"


def test_a_hunters_redemption_is_that_of_the_drive(hand, make_character):
    hunter = make_character(line="htr")
    hand(hunter).write("motive", "Vengeance")
    assert shown(hand(hunter).sheet(), "redemption") == ["The cell harms the quarry or its like"]


def test_who_becomes_a_caitiff_has_their_bane(hand, make_character):
    assert shown(hand(make_character(texts={"kind": "Caitiff"})).sheet(), "bane") == ["Outcast"]


def test_a_ghoul_that_was_a_brujah_has_no_bane(hand, make_character):
    ghoul = make_character(texts={"kind": "Ghoul", "clan": "Brujah"})
    texts = told(hand(ghoul))
    assert texts["bane"] == texts["compulsion"] == ""
