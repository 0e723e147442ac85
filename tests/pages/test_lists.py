"""Lists and their entries."""

from __future__ import annotations

from uuid import uuid4

import pytest

from tests.markup import names, page
from wodsheet.lines import LINES
from wodsheet.sheet import hash_text

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


@pytest.mark.no_cover
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
            seen = hash_text("First thing" if text.name == "name" else fields_of(listing)[text.name])
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
    assert not as_owner(anna).sheet().css(".entries--inside .entry")


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
        ("texts/note", {"text": "x" * 100_000, "seen": hash_text("")}),
        ("texts/note", {"text": "a cellar", "seen": hash_text("")}),
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
        assert [node.attributes["hx-target"] for node in page(answer).css("hx-partial")] == ["#problem"]
        whole = as_owner(anna).post_plainly(path, **form)
        assert (whole.status_code, names(page(whole), "#list-disciplines > .problem")) == (422, [said])


def test_a_number_too_long_for_any_entry_is_no_entry(as_owner, anna):
    long = "9" * 5000
    assert as_owner(anna).add("powers", "Premonition", under=long).status_code == 404
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
    assert as_owner(anna).post(path, text="a colleague", seen=hash_text("a friend")).status_code == 200
    answer = as_owner(anna).post(path, text="a sister", seen=hash_text("a friend"))
    assert answer.status_code == 409
    assert page(answer).css_first("blockquote").text() == "a colleague"


def test_a_full_list_says_so(as_owner, anna, make_entry):
    most = LINES["vtm"].listings["tenets"].most
    for number in range(most):
        make_entry(anna, "tenets", f"Tenet {number}")
    answer = as_owner(anna).add("tenets", "One more")
    assert answer.status_code == 409
    assert f"{most}" in page(answer).css_first(".problem").text()


def test_every_act_on_an_entry_is_one_statement_or_one_after_a_lock(as_owner, anna, make_entry, statements):
    owner = as_owner(anna)
    auspex = make_entry(anna, "disciplines", "Auspex", 1)
    acts = [
        ("lists/disciplines", {"name": "Celerity", "form_key": str(uuid4())}),
        (f"lists/disciplines/{auspex}/rating", {"dots": 2}),
        (f"lists/disciplines/{auspex}/texts/name", {"text": "Dominate", "seen": hash_text("Auspex")}),
        (f"lists/disciplines/{auspex}/move", {"place": 1}),
        (f"lists/disciplines/{auspex}/remove", {}),
        (f"lists/disciplines/{auspex}/restore", {}),
    ]
    for path, form in acts:
        statements.clear()
        assert owner.post(path, **form).status_code == 200
        # What goes by other entries too locks the character first.
        assert len(statements) == (2 if path.endswith(("move", "remove", "restore")) else 1), path


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
