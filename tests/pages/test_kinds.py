"""The smaller people of the night: what they lack is not drawn, and never lost."""

from __future__ import annotations

from uuid import uuid4

import pytest

from tests.markup import JSON, names, page
from wodsheet.lines import LINES
from wodsheet.sheet import Sheet

OFFERS = "#add-disciplines-name optgroup"
KINDS = [kind.label for kind in LINES["vtm"].kinds]


@pytest.fixture
def make(make_character, as_owner):
    """The owner's hand on a new character of a kind."""
    return lambda kind, **ratings: as_owner(make_character(texts={"kind": kind}, **ratings))


def test_a_character_is_a_vampire_until_it_is_said_otherwise(as_owner, anna):
    sheet = as_owner(anna).sheet()
    assert names(sheet, "#text-kind [selected]") == ["Vampire"]
    assert sheet.css_first("#rating-hunger")
    assert not sheet.css_first("#text-domitor")


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_made_by_its_name_and_begins_as_it_should(signed_in, player, kind):
    browser = signed_in(player)
    form = page(browser.get("/vtm/new"))
    assert names(form, "#kind option") == KINDS
    made = browser.post("/vtm", data={"name": "Ada", "kind": kind, "form_key": str(uuid4())})
    sheet = page(browser.get(made.location))
    assert names(sheet, "#text-kind [selected]") == [kind]
    shown = {text: names(sheet, f"#text-{text} [selected]") for text in ("bane", "generation", "clan")}
    begins = {
        "Vampire": {"bane": [""], "generation": ["13th"], "clan": [""]},
        "Caitiff": {"bane": ["Outcast"], "generation": ["13th"], "clan": []},
        "Thin-blood": {"bane": ["No Bane"], "generation": ["14th"], "clan": []},
    }
    assert shown == begins.get(kind, {"bane": [], "generation": [], "clan": []})


def test_a_thin_blood_has_no_blood_potency(signed_in, player):
    browser = signed_in(player)
    made = browser.post("/vtm", data={"name": "Ada", "kind": "Thin-blood", "form_key": str(uuid4())})
    checked = page(browser.get(made.location)).css_first("#rating-blood_potency [checked]")
    assert checked.attributes["value"] == "0"


def test_a_kind_that_is_none_is_refused_and_nobody_made(signed_in, player, connection):
    answer = signed_in(player).post("/vtm", data={"name": "Ada", "kind": "Lich", "form_key": str(uuid4())})
    assert answer.status_code == 422
    assert page(answer).css_first("#name").attributes["value"] == "Ada"
    assert connection.execute("SELECT count(*) FROM characters").fetchone().count == 0


def test_a_line_where_all_are_alike_asks_for_no_kind(signed_in, player):
    assert not page(signed_in(player).get("/htr/new")).css_first("#kind")


def test_a_ghoul_has_one_dot_of_a_discipline_and_a_domitor(make, make_entry):
    ghoul = make("Ghoul")
    make_entry(ghoul.character, "disciplines", "Celerity", 1)
    ghoul.write("domitor", "Georgius")
    sheet = ghoul.sheet()
    assert [dot.attributes["value"] for dot in sheet.css("#list-disciplines .dot")] == ["0", "1"]
    assert sheet.css_first("#standfirst").text() == "Ghoul of Georgius"
    assert not any(sheet.css(f"#{gone}") for gone in ("rating-hunger", "rating-blood_potency", "list-rituals"))


def test_what_opens_has_more_to_say_than_its_line(make):
    """No page is known for mortals, and for ghouls nothing but the line."""
    assert not make("Mortal").sheet().css("#form-text-kind .book")
    assert names(make("Ghoul").sheet(), "#form-text-kind .book") == ["One dot of a Discipline, one of the domitor's"]
    caitiff = make("Caitiff").sheet()
    assert names(caitiff, "#form-text-kind .book dt") == ["Book"], "its line is said once"


def test_dots_a_ghoul_should_not_have_are_still_shown(make, make_entry):
    ghoul = make("Ghoul")
    make_entry(ghoul.character, "disciplines", "Celerity", 3)
    assert ghoul.sheet().css_first("#list-disciplines [checked]").attributes["value"] == "3"


def test_a_mortal_has_no_blood_and_no_disciplines(make):
    sheet = make("Mortal").sheet()
    gone = ("list-disciplines", "list-rituals", "rating-hunger", "rating-blood_potency", "text-clan", "text-domitor")
    assert not any(sheet.css(f"#{one}") for one in gone)
    assert sheet.css_first("#rating-humanity")
    assert not sheet.css_first("#read-outs-humanity")
    assert sheet.css_first("#tracker-health")


@pytest.mark.parametrize(
    ("kind", "flaw", "group"), [("Thin-blood", "Baby Teeth", "Thin-Blood"), ("Caitiff", "Debt Peon", "Caitiff")]
)
def test_the_book_takes_a_kind_for_the_clan_that_its_flaws_ask_for(make, kind, flaw, group):
    one, vampire = make(kind), make("Vampire")
    assert not page(one.add("flaws", flaw)).css(".entry__warning")
    assert not one.sheet().css(".entry__warning")
    assert page(one.get("/lists/flaws/new")).css_first("#add-flaws-name optgroup").attributes["label"] == group
    assert names(page(vampire.add("flaws", flaw)), ".entry__warning") == [f"Needs {group}."]


def test_what_a_kind_lacks_is_kept_and_comes_back(make, make_entry):
    anna = make("Vampire", hunger=4)
    make_entry(anna.character, "rituals", "Astromancy")
    anna.write("kind", "Mortal", seen="Vampire")
    assert "Astromancy" not in anna.sheet().body.text()
    anna.write("kind", "Vampire", seen="Mortal")
    assert "Astromancy" in anna.sheet().css_first("#list-rituals").text()
    assert anna.sheet().css_first("#rating-hunger [checked]").attributes["value"] == "4"


def test_another_kind_has_the_whole_sheet_drawn_again(make):
    anna = make("Vampire")
    answer = anna.write("kind", "Ghoul", seen="Vampire")
    assert answer.headers["HX-Trigger"] == "redraw"
    assert "HX-Trigger" not in anna.write("clan", "Brujah").headers
    assert anna.post_plainly("texts/kind", text="Mortal").status_code == 409


def test_a_tab_that_does_not_know_of_the_change_still_keeps_its_clicks(make, make_entry):
    anna = make("Mortal")
    ritual = make_entry(anna.character, "rituals", "Astromancy")
    assert anna.post("ratings/hunger", dots=3).status_code == 200
    assert anna.post(f"lists/rituals/{ritual}/texts/name", text="Astrology", seen="").status_code == 409
    assert anna.add("rituals", "Wake with Evening's Freshness").status_code == 200


@pytest.mark.parametrize("kind", KINDS)
def test_a_card_says_of_which_kind_they_are(signed_in, make_character, player, kind):
    make_character(player, texts={"kind": kind})
    words = " ".join(names(page(signed_in(player).get("/")), ".card :is(.card__line, .card__sub)")).lower()
    assert words.count(kind.lower()) == 1


def test_a_ghoul_is_told_of_more_than_one_dot_of_a_discipline_and_may_have_it(make, connection):
    ghoul = make("Ghoul")
    said = "The book gives 1 dot in all, and this makes 2."
    assert names(page(ghoul.add("disciplines", "Celerity")), ".entry__warning") == []
    assert names(page(ghoul.add("disciplines", "Of my own")), ".entry__warning") == [said]
    first, second = (row.id for row in connection.execute("SELECT id FROM entries ORDER BY position"))
    assert names(ghoul.sheet(), f"#about-{second} .entry__warning") == [said]
    cleared = page(ghoul.post(f"lists/disciplines/{first}/rating", dots=0))
    assert cleared.css_first(f"hx-partial[hx-target='#about-{second}']")
    assert not cleared.css(".entry__warning")
    again = page(ghoul.post(f"lists/disciplines/{first}/rating", dots=3))
    assert names(again, f"hx-partial[hx-target='#about-{first}'] .entry__warning") == [said.replace("2", "3")]
    assert names(again, f"hx-partial[hx-target='#about-{second}'] .entry__warning") == [said.replace("2", "4")]


def test_a_vampire_has_as_many_dots_of_disciplines_as_they_like(make, make_entry):
    anna = make("Vampire")
    for place, name in enumerate(("Celerity", "Auspex")):
        make_entry(anna.character, "disciplines", name, 5, position=place)
    assert not anna.sheet().css(".entry__warning")


def strong(make, make_entry, kind="Vampire"):
    """Somebody with three dots of Fortitude and the power Resilience: Health is 1 + 3 + 3."""
    anna = make(kind)
    fortitude = make_entry(anna.character, "disciplines", "Fortitude", 3)
    make_entry(anna.character, "powers", "Resilience", parent=fortitude)
    return anna


def test_what_a_kind_lacks_lengthens_no_tracker_anywhere(make, make_entry):
    anna = strong(make, make_entry)
    assert len(anna.sheet().css("#tracker-health .box")) == 7
    anna.write("kind", "Mortal", seen="Vampire")
    assert len(anna.sheet().css("#tracker-health .box")) == 4
    assert len(page(anna.get("/print")).css(".play__one .marks--boxes")[0].css("i")) == 4
    assert names(page(anna.browser.get("/")), ".glance summary span")[0] == "4 of 4"
    record = anna.browser.get(anna.character.path, headers=JSON).get_json()
    assert record["trackers"]["health"]["length"] == 4
    assert record["lists"]["disciplines"][0]["dots"] == 3
    assert len(page(anna.post("ratings/stamina", dots=2)).css("hx-partial[hx-target='#tracker-health'] .box")) == 5
    assert len(page(anna.post("trackers/health", damage="1/0")).css(".box")) == 5
    anna.write("kind", "Vampire", seen="Mortal")
    assert len(anna.sheet().css("#tracker-health .box")) == 8


def test_a_clan_that_a_kind_lacks_groups_no_offers(make):
    anna = make("Vampire")
    anna.write("clan", "Tremere")
    assert page(anna.get("/lists/disciplines/new")).css_first(OFFERS).attributes["label"] == "Tremere"
    anna.write("kind", "Ghoul", seen="Vampire")
    labels = [group.attributes["label"] for group in page(anna.get("/lists/disciplines/new")).css(OFFERS)]
    assert "Tremere" not in labels


def test_the_ratings_that_a_kind_lacks_meet_no_prerequisite(make):
    sheet = Sheet.of_parts(LINES["vtm"], 0, {"blood_potency": 3}, {"kind": "Mortal"})
    assert "blood_potency" not in sheet.known_levels
    assert Sheet.of_parts(LINES["vtm"], 0, {"blood_potency": 3}, {"kind": "Vampire"}).known_levels["blood_potency"] == 3
