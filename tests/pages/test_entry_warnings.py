"""What the books offer in lists, and what they have against an entry."""

from __future__ import annotations

from tests.markup import names, page
from wodsheet.sheet import hash_text


def test_the_powers_of_a_discipline_are_offered_by_level(as_owner, anna, make_entry):
    auspex = make_entry(anna, "disciplines", "Auspex", 1)
    form = page(as_owner(anna).get("/lists/powers/new", under=auspex)).css_first("form.adding")
    offered = names(form, "option")
    assert "Heightened Senses" in offered
    assert "Bond Famulus" not in offered
    assert [group.attributes["label"] for group in form.css("optgroup")] == [f"Level {n}" for n in range(1, 6)]


def test_the_clans_disciplines_are_offered_first(as_owner, make_character):
    anna = make_character(texts={"clan": "Brujah"})
    form = page(as_owner(anna).get("/lists/disciplines/new")).css_first("form.adding")
    assert form.css_first("optgroup").attributes["label"] == "Brujah"
    assert names(form, "optgroup:first-of-type option") == ["Celerity", "Potence", "Presence"]


def test_a_power_above_its_discipline_is_warned_about_and_allowed(as_owner, anna, make_entry):
    celerity = make_entry(anna, "disciplines", "Celerity", 1)
    answer = as_owner(anna).add("powers", "Blink", under=celerity)
    assert answer.status_code == 200
    assert names(page(answer), ".entry__warning") == ["Level 3, above Celerity 1."]
    raised = page(as_owner(anna).post(f"lists/disciplines/{celerity}/rating", dots=3))
    assert not raised.css(".entry__warning")


def test_what_the_book_says_of_a_power_being_renamed_stands_there_once_and_is_of_its_new_name(
    as_owner, anna, make_entry
):
    owner, dominate = as_owner(anna), make_entry(anna, "disciplines", "Dominate", 2)
    power = make_entry(anna, "powers", "Cloud Memory", parent=dominate)
    opened = owner.sheet()
    old = "Charisma + Dominate against Wits + Resolve"
    assert [words.startswith(old) for words in names(opened, f"#entry-{power} .book summary")] == [True]
    name = f"lists/powers/{power}/texts/name"
    chosen = page(owner.post(name, text="Mesmerize", seen=hash_text("Cloud Memory")))
    assert len(names(chosen, f"hx-partial[hx-target='#about-{power}'] .book")) == len(names(chosen, ".book")) == 1
    assert old not in chosen.root.text()
    own = page(owner.post(name, text="Whisper of Ash", seen=hash_text("Mesmerize")))
    assert own.css(f"hx-partial[hx-target='#about-{power}']")
    assert not own.css(".book:not(.book--own)")
    assert own.css(f"hx-partial[hx-target='#own-{power}:empty'] .book--own")


def test_powers_say_at_once_what_the_book_has_against_them_under_another_discipline(as_owner, anna, make_entry):
    dominate = make_entry(anna, "disciplines", "Dominate", 1)
    messenger = make_entry(anna, "powers", "Animal Messenger", parent=dominate)
    name = f"lists/disciplines/{dominate}/texts/name"
    renamed = page(as_owner(anna).post(name, text="Auspex", seen=hash_text("Dominate")))
    said = names(renamed, f"hx-partial[hx-target='#about-{messenger}'] .entry__warning")
    assert said == ["Belongs to Animalism.", "Level 2, above Auspex 1."]


def test_an_amalgam_says_what_it_needs_until_it_is_there(as_owner, anna, make_entry):
    animalism = make_entry(anna, "disciplines", "Animalism", 2)
    answer = page(as_owner(anna).add("powers", "Animal Messenger", under=animalism))
    assert names(answer, ".entry__warning") == ["Needs Auspex 1."]
    auspex = make_entry(anna, "disciplines", "Auspex", 0)
    raised = page(as_owner(anna).post(f"lists/disciplines/{auspex}/rating", dots=1))
    about = raised.css("hx-partial[hx-target^='#about-']")
    assert about
    assert not raised.css(".entry__warning")


def test_a_ritual_above_blood_sorcery_is_warned_about_and_allowed(as_owner, anna, make_entry):
    sorcery = make_entry(anna, "disciplines", "Blood Sorcery", 1)
    answer = page(as_owner(anna).add("rituals", "Eyes of Babel"))
    assert names(answer, ".entry__warning") == ["Level 2, above Blood Sorcery 1."]
    raised = page(as_owner(anna).post(f"lists/disciplines/{sorcery}/rating", dots=2))
    assert raised.css("hx-partial[hx-target^='#about-']")
    assert not raised.css(".entry__warning")


def test_a_ceremony_says_which_powers_it_needs(as_owner, anna, make_entry):
    oblivion = make_entry(anna, "disciplines", "Oblivion", 3)
    answer = page(as_owner(anna).add("ceremonies", "Ashen Relic"))
    assert names(answer, ".entry__warning") == ["Needs Ashes to Ashes or Oblivion's Sight."]
    make_entry(anna, "powers", "Oblivion's Sight", parent=oblivion)
    assert not as_owner(anna).sheet().css("#list-ceremonies .entry__warning")
