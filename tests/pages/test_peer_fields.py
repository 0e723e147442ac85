"""Every field of the sheets players come from: set by the page, there after a reload, and on the print."""

from __future__ import annotations

import pytest

from tests.markup import page
from wodsheet.lines import LINES

BOTH = "name pronouns ambition desire chronicle notes appearance distinguishing_features"
WRITTEN = {
    "vtm": f"{BOTH} concept true_age apparent_age date_of_birth date_of_death ethnicity languages birthplace sire"
    " history_in_life after_death",
    "htr": f"{BOTH} cell age origin first_encounter history mission",
}
CHOSEN = {
    "vtm": "clan predator_type generation bane compulsion resonance",
    "htr": "creed motive blood_type",
}
ATTRIBUTES = "strength dexterity stamina charisma manipulation composure intelligence wits resolve"
SKILLS = (
    "athletics brawl craft drive firearms larceny melee stealth survival animal_ken etiquette insight intimidation"
    " leadership performance persuasion streetwise subterfuge academics awareness finance investigation medicine occult"
    " politics science technology"
)
RATED = {
    "vtm": f"{ATTRIBUTES} {SKILLS} hunger humanity stains blood_potency",
    "htr": f"{ATTRIBUTES} {SKILLS} danger desperation",
}
LISTED = {
    "vtm": "touchstones tenets advantages flaws disciplines specialties",
    "htr": "touchstones tenets advantages flaws edges specialties equipment",
}
INNER = {"vtm": ("disciplines", "powers"), "htr": ("edges", "perks")}


def each(of: dict[str, str]) -> list[tuple[str, str]]:
    return [(line, name) for line, names in of.items() for name in names.split()]


def value(node) -> str:
    """What a field shows."""
    if node.tag == "select":
        return node.css_first("[selected]").text()
    return node.text() if node.tag == "textarea" else node.attributes["value"]


@pytest.fixture
def somebody(make_character, as_owner):
    """The owner's hand on a new character of a line."""
    return lambda line: as_owner(make_character(line=line))


@pytest.mark.no_cover
@pytest.mark.parametrize(("line", "name"), each(WRITTEN))
def test_every_text_they_had_is_kept_and_printed(somebody, line, name):
    here, words = somebody(line), f"Their {name}, “as typed” & kept"[: LINES[line].texts[name].limit]
    here.write(name, words, seen="Anna" if name == "name" else "")
    assert value(here.sheet().css_first(f"#text-{name}")).lstrip("\n") == words
    assert words in page(here.get("/print")).body.text()


@pytest.mark.parametrize(("line", "name"), each(CHOSEN))
def test_every_choice_they_had_is_kept_and_printed_with_room_for_ones_own(somebody, line, name):
    here, text = somebody(line), LINES[line].texts[name]
    for words, seen in ((text.choices[-1].label, text.start), ("One of my own", text.choices[-1].label)):
        here.write(name, words, seen=seen)
        assert value(here.sheet().css_first(f"#text-{name}")) == words
        assert words in page(here.get("/print")).body.text()


@pytest.mark.no_cover
@pytest.mark.parametrize(("line", "name"), each(RATED))
def test_every_rating_they_had_is_kept_and_printed(somebody, line, name):
    here, trait = somebody(line), LINES[line].traits[name]
    printed = len(page(here.get("/print")).css(".marks .full"))
    for dots in (trait.high, trait.low):
        here.post(f"ratings/{name}", dots=dots)
        assert here.sheet().css_first(f"#rating-{name} [checked]").attributes["value"] == str(dots)
        full = len(page(here.get("/print")).css(".marks .full"))
        assert full - printed == dots - trait.start


@pytest.mark.parametrize("line", LISTED)
@pytest.mark.parametrize("tracker", ["health", "willpower"])
def test_damage_of_both_kinds_is_kept_and_printed(somebody, line, tracker):
    here = somebody(line)
    here.post(f"trackers/{tracker}", damage="1/1")
    assert "1 superficial, 1 aggravated" in here.sheet().css_first(f"#tracker-{tracker}").text()
    assert page(here.get("/print")).css_first(".play [aria-label*='1 superficial, 1 aggravated']")


@pytest.mark.parametrize(("line", "name"), each(LISTED))
def test_every_list_they_had_is_kept_and_printed_with_all_that_belongs_to_an_entry(somebody, line, name):
    here, listing = somebody(line), LINES[line].listings[name]
    texts = {text.name: text.choices[0].label if text.closed else f"Its {text.name}" for text in listing.texts}
    here.add(name, "One of my own", **texts)
    sheet, paper = here.sheet(), page(here.get("/print")).body.text()
    entry = sheet.css_first(f"#list-{name} .entry")
    assert "One of my own" in (entry.text() + (entry.css_first("[name=text]") or entry).attributes.get("value", ""))
    assert "One of my own" in paper
    assert all(words in paper for key, words in texts.items() if key != listing.under)


@pytest.mark.parametrize("line", INNER)
def test_powers_and_perks_stand_under_their_own_and_are_printed(somebody, connection, line):
    here = somebody(line)
    outer, inner = INNER[line]
    here.add(outer, "One of my own")
    id = connection.execute("SELECT id FROM entries").fetchone().id
    here.add(inner, "What it can do", under=id)
    assert "What it can do" in here.sheet().css_first(f"#entry-{id} .entry").text()
    assert page(here.get("/print")).css_first(".piece .piece").text().strip().endswith("What it can do")


def test_despair_is_kept_and_printed(somebody):
    here = somebody("htr")
    here.post("ratings/despair", dots=1)
    assert value(here.sheet().css_first("#despair")) == "In despair"
    assert page(here.get("/print")).css_first("[aria-label='In despair: yes']")
