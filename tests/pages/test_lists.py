"""Lists and their entries."""

from __future__ import annotations

from uuid import uuid4

import pytest

from tests.markup import names, page
from wodsheet.lines import LINES
from wodsheet.sheet import mark_of

OUTER = [
    pytest.param(line.name, name, id=f"{line.name}-{name}")
    for line in LINES.values()
    for name in line.listings
    if name not in line.outer
]
INNER = [pytest.param(line.name, name, id=f"{line.name}-{name}") for line in LINES.values() for name in line.outer]


def fields_of(listing) -> dict[str, str]:
    """Something to write in each text of a listing."""
    texts = (text for text in listing.fields.values() if text.name != "name")
    return {text.name: text.choices[0].label if text.closed else f"a {text.name}" for text in texts}


def added(answer) -> int:
    """The id of the last entry in the answer's list."""
    return int(page(answer).css(".entry")[-1].attributes["id"].removeprefix("entry-"))


@pytest.mark.parametrize(("line", "name"), OUTER)
def test_every_list_is_added_to_edited_moved_and_removed_from(as_owner, make_character, line, name):
    character = make_character(line=line)
    owner, listing = as_owner(character), LINES[line].listings[name]
    first = added(owner.add(name, "First thing", **fields_of(listing)))
    second = added(owner.add(name, "Second thing", **fields_of(listing)))
    assert_listed(owner, name, [first, second])
    owner.post(f"lists/{name}/{second}/move", place=0)
    assert_listed(owner, name, [second, first])
    for text in listing.fields.values():
        if not text.closed:
            seen = mark_of("First thing" if text.name == "name" else fields_of(listing)[text.name])
            answer = owner.post(f"lists/{name}/{first}/texts/{text.name}", text=f"other {text.name}", seen=seen)
            assert answer.status_code == 200
            assert f"other {text.name}" in owner.get().text
    owner.post(f"lists/{name}/{first}/remove")
    assert_listed(owner, name, [second])


def assert_listed(owner, name: str, ids: list[int]) -> None:
    entries = owner.sheet().css(f"#list-{name} > .entries > .entry")
    assert [int(entry.attributes["id"].removeprefix("entry-")) for entry in entries] == ids


@pytest.mark.parametrize(("line", "name"), INNER)
def test_an_inner_entry_stands_in_its_outer_one_and_goes_with_it(as_owner, make_character, line, name):
    owner, outer = as_owner(make_character(line=line)), LINES[line].outer[name]
    holder = added(owner.add(outer.name, "Something of mine"))
    owner.add(name, "Within", under=holder)
    assert names(owner.sheet(), f"#entry-{holder} .entries--inside .entry__name") == ["Within"]
    owner.post(f"lists/{outer.name}/{holder}/remove")
    assert "Within" not in owner.get().text


def test_an_inner_entry_needs_an_outer_one_of_the_same_character(as_owner, make_character, make_entry, anna):
    elsewhere = make_entry(make_character(), "disciplines", "Auspex", 1)
    answer = as_owner(anna).add("powers", "Premonition", under=elsewhere)
    assert answer.status_code == 404
    assert not as_owner(anna).sheet().css(".entries--inside")


@pytest.mark.parametrize("line", LINES)
def test_dots_of_an_entry_go_up_and_return_to_none(as_owner, make_character, line):
    for name, listing in LINES[line].listings.items():
        if not listing.high:
            continue
        owner = as_owner(make_character(line=line))
        most = {listing.bounded_by: str(listing.high)} if listing.bounded_by else {}
        entry = added(owner.add(name, "Mine", **most))
        for dots in (listing.high, 0):
            row = page(owner.post(f"lists/{name}/{entry}/rating", dots=dots))
            assert row.css_first(":checked").attributes["value"] == str(dots)
            assert owner.sheet().css_first(f"#rating-e{entry} :checked").attributes["value"] == str(dots)


def test_a_refused_entry_dot_shows_what_is_kept(as_owner, anna, make_entry):
    haven = make_entry(anna, "advantages", "Haven", 2)
    answer = as_owner(anna).post(f"lists/advantages/{haven}/rating", dots=21)
    assert answer.status_code == 422
    assert page(answer).css_first(".problem").text().endswith("Still 2.")
    assert page(answer).css_first(":checked").attributes["value"] == "2"


@pytest.mark.parametrize(
    ("act", "form"),
    [
        ("texts/note", {"text": "x" * 100_000, "seen": mark_of("")}),
        ("texts/note", {"text": "a cellar", "seen": mark_of("")}),
        ("rating", {"dots": 99}),
        ("rating", {"dots": 1}),
        ("move", {"place": "above"}),
        ("move", {"place": 0}),
    ],
)
def test_a_touchstone_is_not_found_among_the_advantages_whatever_is_asked_of_it(as_owner, anna, make_entry, act, form):
    milly = make_entry(anna, "touchstones", "Milly")
    assert as_owner(anna).post(f"lists/advantages/{milly}/{act}", **form).status_code == 404
    assert as_owner(anna).post_plainly(f"lists/advantages/{milly}/{act}", **form).status_code == 404


@pytest.mark.parametrize(
    ("act", "form", "said"),
    [
        ("move", {"place": "above"}, "That is not a place in this list."),
        ("remove", {"really": "yes"}, "This form has no such field."),
        ("restore", {"really": "yes"}, "This form has no such field."),
    ],
)
def test_a_refused_move_or_removal_is_said_at_the_list_which_stands_as_it_is(
    as_owner, anna, make_entry, act, form, said
):
    auspex = make_entry(anna, "disciplines", "Auspex", 2)
    premonition = make_entry(anna, "powers", "Premonition", parent=auspex)
    for listing, entry in (("disciplines", auspex), ("powers", premonition)):
        path = f"lists/{listing}/{entry}/{act}"
        answer = as_owner(anna).post(path, **form)
        assert answer.status_code == 422
        assert names(page(answer), ".problem") == [said]
        assert [node.id for node in page(answer).css(".entry")] == [f"entry-{auspex}", f"entry-{premonition}"]
        whole = as_owner(anna).post_plainly(path, **form)
        assert (whole.status_code, names(page(whole), "#list-disciplines > .problem")) == (422, [said])


def test_a_number_too_long_for_any_entry_is_no_entry(as_owner, anna):
    long = "9" * 5000
    assert as_owner(anna).add("powers", "Premonition", under=long).status_code == 422
    assert as_owner(anna).get("/lists/powers/new", under=long).status_code == 404
    assert as_owner(anna).get("/lists/advantages", edit=long).status_code == 200


def test_an_impatient_double_click_adds_one_thing(as_owner, anna):
    key = str(uuid4())
    for _ in range(2):
        answer = as_owner(anna).post("lists/touchstones", name="Milly", description="", conviction="", form_key=key)
        assert answer.status_code == 200
    assert len(as_owner(anna).sheet().css("#list-touchstones .entry")) == 1


def test_a_touchstone_without_a_name_is_refused_and_the_form_keeps_its_words(as_owner, anna):
    answer = as_owner(anna).add("touchstones", "", description="A friend from before", conviction="Never lie")
    form = page(answer).css_first("form.adding")
    assert answer.status_code == 422
    assert form.css_first(".problem")
    assert form.css_first("#add-touchstones-description").text() == "A friend from before"
    assert form.css_first("#add-touchstones-conviction").text() == "Never lie"
    assert not as_owner(anna).sheet().css("#list-touchstones .entry")


def test_a_name_of_ones_own_that_is_too_long_is_refused_at_its_field_and_can_be_mended(as_owner, anna):
    answer = as_owner(anna).add("advantages", "", own="My own " * 20)
    form = page(answer).css_first("form.adding")
    assert answer.status_code == 422
    assert form.css_first(".problem").text() == "Advantage is 140 letters; the most is 100."
    assert form.css_first("select").attributes["aria-invalid"] == "true"
    assert form.css_first("select").attributes["aria-describedby"] == form.css_first(".problem").id
    assert form.css_first("option[selected]").text() == "Of my own…"
    assert form.css_first("input.own").attributes["value"] == "My own " * 20


def test_a_specialty_stands_under_its_skill(as_owner, anna):
    answer = page(as_owner(anna).add("specialties", "Grappling, dirty: mostly", skill="Brawl"))
    row = answer.css_first("hx-partial[hx-target='#rating-brawl']")
    assert row.css_first(".rating__note").text() == "Grappling, dirty: mostly"
    assert as_owner(anna).sheet().css_first("#rating-brawl .rating__note").text() == "Grappling, dirty: mostly"


def test_a_specialty_stands_on_a_skill_of_the_line_and_on_nothing_else(as_owner, anna, make_entry):
    refused = as_owner(anna).add("specialties", "Grappling", skill="Juggling")
    assert refused.status_code == 422
    assert page(refused).css_first(".problem").text() == "Skill: choose one of those offered."
    entry = make_entry(anna, "specialties", "Grappling", skill="Brawl")
    for words, status in (("Juggling", 422), ("", 422), ("animal_ken", 200)):
        answer = as_owner(anna).post(f"lists/specialties/{entry}/texts/skill", text=words, seen=mark_of("Brawl"))
        assert answer.status_code == status


def test_a_specialty_moved_to_another_skill_is_redrawn_at_both(as_owner, anna, make_entry):
    entry = make_entry(anna, "specialties", "Grappling", skill="Brawl")
    answer = page(
        as_owner(anna).post(f"lists/specialties/{entry}/texts/skill", text="Athletics", seen=mark_of("Brawl"))
    )
    assert answer.css_first("hx-partial[hx-target='#rating-athletics'] .rating__note")
    assert answer.css_first("hx-partial[hx-target='#rating-brawl']")
    assert not answer.css("hx-partial[hx-target='#rating-brawl'] .rating__note")


def test_a_skill_can_have_as_many_specialties_as_wanted(as_owner, anna):
    for number in range(12):
        assert as_owner(anna).add("specialties", f"Kind {number}", skill="Craft").status_code == 200
    assert len(as_owner(anna).sheet().css("#list-specialties .entry")) == 12


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
    opened = page(owner.get("/lists/powers", edit=power))
    old = "Charisma + Dominate against Wits + Resolve"
    assert [words.startswith(old) for words in names(opened, f"#entry-{power} .book summary")] == [True]
    name = f"lists/powers/{power}/texts/name"
    chosen = page(owner.post(name, text="Mesmerize", seen=mark_of("Cloud Memory")))
    assert len(names(chosen, f"hx-partial[hx-target='#about-{power}'] .book")) == len(names(chosen, ".book")) == 1
    assert old not in chosen.root.text()
    own = page(owner.post(name, text="Whisper of Ash", seen=mark_of("Mesmerize")))
    assert own.css(f"hx-partial[hx-target='#about-{power}']")
    assert not own.css(".book")


def test_powers_say_at_once_what_the_book_has_against_them_under_another_discipline(as_owner, anna, make_entry):
    dominate = make_entry(anna, "disciplines", "Dominate", 1)
    messenger = make_entry(anna, "powers", "Animal Messenger", parent=dominate)
    name = f"lists/disciplines/{dominate}/texts/name"
    renamed = page(as_owner(anna).post(name, text="Auspex", seen=mark_of("Dominate")))
    said = names(renamed, f"hx-partial[hx-target='#about-{messenger}'] .entry__warning")
    assert said == ["Level 2, above Auspex 1."]


def test_an_amalgam_says_what_it_needs_until_it_is_there(as_owner, anna, make_entry):
    animalism = make_entry(anna, "disciplines", "Animalism", 2)
    answer = page(as_owner(anna).add("powers", "Animal Messenger", under=animalism))
    assert names(answer, ".entry__warning") == ["Needs Auspex 1."]
    auspex = make_entry(anna, "disciplines", "Auspex", 0)
    raised = page(as_owner(anna).post(f"lists/disciplines/{auspex}/rating", dots=1))
    about = raised.css("hx-partial[hx-target^='#about-']")
    assert about
    assert not raised.css(".entry__warning")


def test_a_removed_entry_comes_back_with_all_that_stood_in_it(as_owner, anna, make_entry):
    auspex = make_entry(anna, "disciplines", "Auspex", 3)
    make_entry(anna, "powers", "Premonition", parent=auspex)
    owner = as_owner(anna)
    answer = page(owner.post(f"lists/disciplines/{auspex}/remove"))
    restore = answer.css_first("form.removed").attributes["action"]
    assert not owner.sheet().css("#list-disciplines .entry")
    assert owner.browser.post(restore, headers={"HX-Request": "true"}).status_code == 200
    assert owner.sheet().css_first(f"#rating-e{auspex} :checked").attributes["value"] == "3"
    assert names(owner.sheet(), ".entries--inside .entry__name span:last-child") == ["Premonition"]


def test_removing_twice_is_removing_once(as_owner, anna, make_entry, journal):
    haven = make_entry(anna, "advantages", "Haven", 1)
    for _ in range(2):
        assert as_owner(anna).post(f"lists/advantages/{haven}/remove").status_code == 200
    assert len(journal(anna)) == 1


def test_the_same_words_of_an_entry_edited_twice_conflict(as_owner, anna, make_entry):
    milly = make_entry(anna, "touchstones", "Milly", description="a friend")
    path = f"lists/touchstones/{milly}/texts/description"
    assert as_owner(anna).post(path, text="a colleague", seen=mark_of("a friend")).status_code == 200
    answer = as_owner(anna).post(path, text="a sister", seen=mark_of("a friend"))
    assert answer.status_code == 409
    assert page(answer).css_first("blockquote").text() == "a colleague"


def test_a_full_list_says_so(as_owner, anna, make_entry):
    most = LINES["vtm"].listings["tenets"].most
    for number in range(most):
        make_entry(anna, "tenets", f"Tenet {number}")
    answer = as_owner(anna).add("tenets", "One more")
    assert answer.status_code == 409
    assert f"{most}" in page(answer).css_first(".problem").text()


def test_every_act_on_an_entry_is_one_statement(as_owner, anna, make_entry, statements):
    owner = as_owner(anna)
    auspex = make_entry(anna, "disciplines", "Auspex", 1)
    acts = [
        ("lists/disciplines", {"name": "Celerity", "form_key": str(uuid4())}),
        (f"lists/disciplines/{auspex}/rating", {"dots": 2}),
        (f"lists/disciplines/{auspex}/texts/name", {"text": "Dominate", "seen": mark_of("Auspex")}),
        (f"lists/disciplines/{auspex}/move", {"place": 1}),
        (f"lists/disciplines/{auspex}/remove", {}),
        (f"lists/disciplines/{auspex}/restore", {}),
    ]
    for path, form in acts:
        statements.clear()
        assert owner.post(path, **form).status_code == 200
        assert len(statements) == 1, path


def test_the_journal_tells_the_whole_life_of_an_entry(as_owner, anna, journal):
    owner = as_owner(anna)
    entry = added(owner.add("advantages", "Haven", note="a cellar"))
    owner.post(f"lists/advantages/{entry}/rating", dots=3)
    owner.post(f"lists/advantages/{entry}/remove")
    made, rated, removed = journal(anna)
    assert made.was is None
    assert made.now["name"] == "Haven"
    assert (rated.was, rated.now) == ({"dots": made.now["dots"]}, {"dots": 3})
    assert removed.now is None
    assert removed.was["texts"] == {"note": "a cellar"}


def test_a_stranger_touches_no_entry(signed_in, anna, stranger, make_entry):
    haven = make_entry(anna, "advantages", "Haven", 1)
    browser = signed_in(stranger)
    for act, form in (("rating", {"dots": 2}), ("move", {"place": 0}), ("remove", {}), ("restore", {})):
        assert browser.post(f"{anna.path}/lists/advantages/{haven}/{act}", data=form).status_code == 404


def test_without_scripts_everything_is_on_a_page_of_its_own(as_owner, anna, make_entry):
    owner = as_owner(anna)
    assert page(owner.get("/lists/touchstones/new")).css_first("form.adding #add-touchstones-name")
    haven = make_entry(anna, "advantages", "Haven", 1)
    opened = page(owner.get("/lists/advantages", edit=haven))
    assert opened.css_first("#main")


def test_without_scripts_what_was_removed_has_its_way_back_in_its_own_list_alone(as_owner, anna, make_entry):
    owner = as_owner(anna)
    auspex = make_entry(anna, "disciplines", "Auspex", 2)
    premonition = make_entry(anna, "powers", "Premonition", parent=auspex)
    answer = owner.post_plainly(f"lists/powers/{premonition}/remove")
    place = f"/lists/powers/{premonition}/removed"
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{anna.path}{place}#list-disciplines")
    assert names(page(owner.get(place)), "form.removed > span") == ["Removed Premonition."]
    assert page(owner.get(place)).css("#list-disciplines form.removed")
    owner.post_plainly(f"lists/powers/{premonition}/restore")
    back = owner.get(place)
    assert (back.status_code, back.headers["Location"]) == (303, f"{anna.path}#list-disciplines")


def test_what_stood_in_a_removed_entry_has_no_way_back_without_it(as_owner, anna, make_entry):
    owner = as_owner(anna)
    auspex = make_entry(anna, "disciplines", "Auspex", 2)
    premonition = make_entry(anna, "powers", "Premonition", parent=auspex)
    owner.post(f"lists/powers/{premonition}/remove")
    owner.post(f"lists/disciplines/{auspex}/remove")
    assert owner.get(f"/lists/powers/{premonition}/removed").status_code == 303
    assert page(owner.get(f"/lists/disciplines/{auspex}/removed")).css("#list-disciplines form.removed")


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


TOTALLED = [
    pytest.param(line.name, listing.name, id=f"{line.name}-{listing.name}")
    for line in LINES.values()
    for listing in line.listings.values()
    if listing.totalled
]


@pytest.mark.parametrize(("line", "name"), TOTALLED)
def test_a_heading_says_how_many_dots_there_are_in_all_whatever_is_done(as_owner, make_character, line, name):
    owner = as_owner(make_character(line=line))
    partial = f"hx-partial[hx-target='#dots-{name}']"
    assert names(owner.sheet(), f"#dots-{name}") == [""]
    one = owner.add(name, "One of my own")
    assert names(page(one), partial) == ["1 dot"]
    two = owner.add(name, "Another of my own")
    assert names(page(two), partial) == ["2 dots"]
    assert names(page(owner.post(f"lists/{name}/{added(two)}/rating", dots=4)), partial) == ["5 dots"]
    assert names(owner.sheet(), f"#dots-{name}") == ["5 dots"]
    assert f"{LINES[line].listings[name].label}5 dots" in page(owner.get("/print")).body.text()
    assert names(page(owner.post(f"lists/{name}/{added(one)}/remove")), partial) == ["4 dots"]
    assert names(page(owner.post(f"lists/{name}/{added(one)}/restore")), partial) == ["5 dots"]
    assert names(page(owner.post(f"lists/{name}/{added(two)}/rating", dots=0)), partial) == ["1 dot"]


@pytest.mark.parametrize("line", LINES)
def test_advantages_and_flaws_are_totalled_in_every_line(line):
    assert [name for name, listing in LINES[line].listings.items() if listing.totalled] == ["advantages", "flaws"]


def test_no_other_list_says_how_many_dots_it_has(as_owner, anna, make_entry):
    make_entry(anna, "disciplines", "Auspex", 3)
    assert not as_owner(anna).sheet().css("#dots-disciplines")


PRICES = {
    "vtm": {
        "specialties": "3 experience",
        "advantages": "3 experience for each dot",
        "rituals": "3 experience for each level",
        "ceremonies": "3 experience for each level, by one source alone",
    },
    "htr": {
        "specialties": "3 experience",
        "advantages": "3 experience for each dot",
        "edges": "6 experience, or 10: the sources differ, so ask your Storyteller",
    },
    "wta": {
        "specialties": "3 experience",
        "advantages": "3 experience for each dot",
        "gifts": "2 experience: 2 for each gift, this one too",
        "rites": "5 experience",
    },
}


@pytest.mark.parametrize(("line", "name"), OUTER)
def test_the_form_that_adds_says_what_it_costs_as_far_as_the_books_do(as_owner, make_character, line, name):
    form = page(as_owner(make_character(line=line)).get(f"/lists/{name}/new"))
    price = PRICES[line].get(name)
    assert names(form, ".adding__price") == ([price] if price else [])


def test_a_perk_says_what_it_costs_where_it_is_added_to_its_edge(as_owner, make_character, make_entry):
    ines = make_character(line="htr")
    form = page(as_owner(ines).get("/lists/perks/new", under=make_entry(ines, "edges", "Library")))
    assert names(form, ".adding__price") == ["3 experience, by one source alone"]


def test_each_gift_costs_more_than_the_one_before(as_owner, make_character, make_entry):
    ruta = make_character(line="wta")
    for place, name in enumerate(("Catfeet", "Of my own")):
        make_entry(ruta, "gifts", name, position=place)
    form = page(as_owner(ruta).get("/lists/gifts/new"))
    assert names(form, ".adding__price") == ["6 experience: 2 for each gift, this one too"]


def test_what_is_refused_still_says_what_it_costs(as_owner, anna):
    assert names(page(as_owner(anna).add("advantages", "")), ".adding__price") == ["3 experience for each dot"]
