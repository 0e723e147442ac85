"""Werewolves: a form put on by a click, Renown and what it opens."""

from __future__ import annotations

import pytest

from tests.markup import names, page

CRINOS = 2


@pytest.fixture
def marek(make_character):
    """A Galliard of the Bone Gnawers."""
    return make_character(line="wta", texts={"auspice": "Galliard", "tribe": "Bone Gnawers"}, stamina=3, glory=1)


def boxes(answer) -> list[str | None]:
    """The boxes of Health in an answer that brings it along."""
    found = page(answer).css("hx-partial[hx-target='#tracker-health'] .box")
    return [box.attributes["class"] for box in found]


def read_outs(answer, trait: str) -> dict[str, str]:
    """The read-outs of a trait in an answer that brings them along."""
    part = page(answer).css_first(f"hx-partial[hx-target='#read-outs-{trait}']")
    return dict(zip(names(part, "dt"), names(part, "dd"), strict=True))


def against(answer) -> dict[str | None, list[str]]:
    """What an answer says against entries, by the id of each."""
    parts = page(answer).css("hx-partial[hx-target^='#against-']")
    return {part.attributes["hx-target"]: names(part, ".entry__warning") for part in parts}


def test_a_form_is_a_row_of_named_radios(as_owner, marek):
    row = as_owner(marek).sheet().css_first("#rating-form")
    assert row.css_first("legend").text() == "Form"
    assert [dot.attributes["value"] for dot in row.css("input[type=radio]")] == ["0", "1", "2", "3", "4"]
    assert names(row, "label") == ["Homid", "Glabro", "Crinos", "Hispo", "Lupus"]
    assert [label.attributes["for"] for label in row.css("label")] == [f"form-{form}" for form in range(5)]


def test_one_click_changes_the_form_its_numbers_and_health(click, marek, statements):
    statements.clear()
    answer = click(marek, "form", CRINOS)
    assert len(statements) == 1
    assert page(answer).css_first("input:checked").attributes["value"] == "2"
    assert read_outs(answer, "form")["Physical"] == "+4 dice"
    assert len(boxes(answer)) == 3 + 3 + 4
    assert page(answer).css_first("hx-partial[hx-target='#said']").text() == "Form: Homid → Crinos"


def test_lunas_resilience_counts_in_glabro_and_hispo(click, marek, make_entry):
    make_entry(marek, "advantages", "Luna's Resilience", 2)
    assert [len(boxes(click(marek, "form", form))) for form in range(5)] == [6, 8, 10, 8, 6]


def test_damage_taken_in_crinos_is_kept_on_leaving_and_can_be_carried_over(as_owner, click, make_character, saved):
    marek = make_character(line="wta", stamina=3, form=CRINOS, health_superficial=8, health_aggravated=1)
    answer = click(marek, "form", 0)
    assert boxes(answer) == ["box aggravated"] + ["box superficial"] * 5
    beyond = page(answer).css_first(".tracker__beyond")
    assert beyond.text().startswith("3 more than it holds")
    assert saved(marek).ratings["health_superficial"] == 8
    carried = page(as_owner(marek).post("trackers/health", damage=beyond.css_first("button").attributes["value"]))
    assert (
        carried.css_first(".tracker__count").text()
        == "6 boxes, 2 superficial, 4 aggravated. Impaired −2 dice on Physical rolls"
    )
    assert not carried.css(".tracker__beyond")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("Heal superficial", "6 boxes, 5 superficial, 1 aggravated. Impaired −2 dice on Physical rolls"),
        ("Take superficial", "6 boxes, 4 superficial, 2 aggravated. Impaired −2 dice on Physical rolls"),
    ],
)
def test_healing_and_hurt_never_forget_what_is_beyond_the_boxes(as_owner, make_character, saved, words, said):
    marek = make_character(line="wta", stamina=3, health_superficial=8, health_aggravated=1)
    steps = as_owner(marek).sheet().css("#tracker-health button.step")
    damage = next(step.attributes["value"] for step in steps if step.text() == words)
    assert page(as_owner(marek).post("trackers/health", damage=damage)).css_first(".tracker__count").text() == said
    ratings = saved(marek).ratings
    assert ratings["health_superficial"] + ratings["health_aggravated"] == (8 if words.startswith("Heal") else 9)


def test_a_form_that_fits_says_nothing_of_damage_beyond(as_owner, marek):
    assert not as_owner(marek).sheet().css(".tracker__beyond")


def test_rage_spent_is_the_wolf_lost_at_rage_and_at_form(click, marek):
    answer = click(marek, "rage", 0)
    assert names(page(answer), "[hx-target='#conditions-rage'] .condition") == ["The wolf is lost"]
    assert "only Homid and Lupus" in read_outs(answer, "form")["Lost the wolf"]
    assert "Lost the wolf" not in read_outs(click(marek, "rage", 1), "form")


def test_a_frenzy_is_told_at_the_form(click, marek, saved):
    assert "In frenzy" in read_outs(click(marek, "frenzy", 1), "form")
    assert saved(marek).ratings.get("rage", 1) == 1


@pytest.mark.parametrize(("trait", "total"), [("honor", "3"), ("glory", "2")])
def test_a_dot_of_renown_brings_the_total_along(click, marek, statements, trait, total):
    statements.clear()
    answer = page(click(marek, trait, 2))
    assert len(statements) == 1
    assert answer.css_first("hx-partial[hx-target='#total-total_renown']").text() == total


def test_harano_brings_the_test_pool_along(click, marek):
    answer = page(click(marek, "harano", 3))
    assert answer.css_first("hx-partial[hx-target='#total-test_pool']").text() == "3"


def test_renown_settles_what_the_book_has_against_a_gift(click, marek, make_entry):
    catfeet, gnaw, unseen = (
        f"#against-{make_entry(marek, 'gifts', name, position=position)}"
        for position, name in enumerate(("Catfeet", "Gnaw", "Blissful Ignorance"))
    )
    make_entry(marek, "gifts", "Of my own", position=3)
    assert against(click(marek, "wisdom", 1)) == {
        catfeet: ["Needs Honor 1."],
        gnaw: ["Needs total Renown 4."],
        unseen: ["Needs total Renown 3."],
    }
    assert against(click(marek, "glory", 3)) == {catfeet: ["Needs Honor 1."], gnaw: [], unseen: []}
    assert against(click(marek, "honor", 1)) == {catfeet: [], gnaw: [], unseen: []}


def test_a_gift_of_others_is_warned_about_and_allowed(as_owner, marek):
    answer = as_owner(marek).add("gifts", "Crow's Laughter")
    assert answer.status_code == 200
    assert names(page(answer), ".entry__warning") == ["Only for Ragabash or Hart Wardens.", "Needs Honor 1."]


def test_another_auspice_settles_it_too(as_owner, make_character, make_entry, statements):
    marek = make_character(line="wta", honor=2)
    gift = make_entry(marek, "gifts", "Crow's Laughter")
    owner = as_owner(marek)
    statements.clear()
    assert against(owner.write("auspice", "Ragabash")) == {f"#against-{gift}": []}
    assert len(statements) == 1
    assert against(owner.write("auspice", "Galliard", "Ragabash"))[f"#against-{gift}"]


def test_the_gifts_of_ones_auspice_and_tribe_are_offered_first(as_owner, marek):
    form = page(as_owner(marek).get("/lists/gifts/new")).css_first("form.adding")
    headings = [group.attributes["label"] for group in form.css("optgroup")]
    assert headings[0] == "Galliard, total Renown 2"
    assert headings[3] == "Bone Gnawers, total Renown 3"
    assert headings[6] == "Native, total Renown 1"


def test_what_the_book_says_of_a_tribe_is_open(as_owner, marek):
    tribe = as_owner(marek).sheet().css_first("#form-text-tribe details")
    assert "open" in tribe.attributes
    assert names(tribe, "summary")[0].startswith("Patron: ")
    assert {"Favor", "Ban"} <= set(names(tribe, "dt"))
    assert "open" not in as_owner(marek).sheet().css_first("#form-text-auspice details").attributes


def test_the_form_is_on_paper_with_the_numbers_of_all_five(as_owner, marek, click):
    click(marek, "form", CRINOS)
    forms = page(as_owner(marek).get("/print")).css(".states > li")
    assert [names(form, ".switch") for form in forms] == [["Homid"], ["Glabro"], ["Crinos"], ["Hispo"], ["Lupus"]]
    assert [len(form.css(".full")) for form in forms] == [0, 0, 1, 0, 0]
    assert "+4 boxes" in names(forms[2], "dd")


def test_a_change_of_form_with_all_it_brings_is_under_five_and_a_half_kilobytes(click, make_character):
    marek = make_character(line="wta", stamina=5, rage=0, frenzy=1, health_superficial=8)
    assert max(len(click(marek, "form", form).data) for form in range(5)) <= 5500


def test_a_dot_of_renown_with_six_gifts_is_under_two_kilobytes(click, marek, make_entry):
    for position, gift in enumerate(("Gnaw", "Catfeet", "Staredown", "Hare's Leap", "Jam Technology", "Body Shift")):
        make_entry(marek, "gifts", gift, position=position)
    assert len(click(marek, "honor", 1).data) <= 2000


def test_three_werewolves_are_the_most(signed_in, player, make_character):
    for _ in range(3):
        make_character(player, "wta")
    browser = signed_in(player)
    assert "No room for another werewolf." in browser.get("/").text
    answer = browser.post("/wta", data={"name": "One more", "form_key": "6c1cb5d7-5a5a-4a39-9f0e-5d0e9a3d8d10"})
    assert answer.status_code == 409
    assert "You have 3 werewolves" in answer.text
