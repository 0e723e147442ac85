"""What the books do not have: traits and trackers of one's own, and powers a player says everything of."""

from __future__ import annotations

from uuid import uuid4

import pytest

from tests.markup import names, page
from wodsheet.lines import LINES, core
from wodsheet.sheet import hash_text

SHAPES = [choice.label for choice in core.OWN.fields["shape"].choices]
RATED = [shape for shape in SHAPES if shape != "Words"]
OWN = [
    pytest.param(line.name, name, id=f"{line.name}-{name}")
    for line in LINES.values()
    for name, listing in line.listings.items()
    if listing.own_texts
]
OF_BOOKS = [
    pytest.param(line.name, name, id=f"{line.name}-{name}")
    for line in LINES.values()
    for name, text in line.texts.items()
    if text.choices and not text.closed
]


@pytest.fixture
def own(make_entry):
    """Makes something of one's own: ``own(anna, "Sanity", 3, shape="Boxes", most="7")``; its id."""
    return lambda character, name="Sanity", dots=0, **texts: make_entry(character, "own", name, dots, **texts)


def shown(markup, entry: int) -> str | None:
    """The dots an entry shows, however it is drawn."""
    row = markup.css_first(f"#rating-e{entry}") or markup
    return row.css_first(":checked, .count").attributes["value"]


@pytest.mark.no_cover
@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("shape", RATED)
@pytest.mark.parametrize("most", [1, 5, 20])
def test_every_shape_goes_from_none_to_its_most_and_not_one_further(as_owner, make_character, own, line, shape, most):
    character = make_character(line=line)
    entry, owner = own(character, shape=shape, most=str(most)), as_owner(character)
    for dots in (most, 0, 1):
        assert shown(page(owner.post(f"lists/own/{entry}/rating", dots=dots)), entry) == str(dots)
        assert shown(owner.sheet(), entry) == str(dots)
    refused = owner.post(f"lists/own/{entry}/rating", dots=most + 1)
    assert refused.status_code == 422
    assert page(refused).css_first(".problem").text().endswith("Still 1.")
    assert shown(page(refused), entry) == shown(owner.sheet(), entry) == "1"


def test_it_is_added_as_it_shall_be_drawn(as_owner, anna):
    owner = as_owner(anna)
    owner.add("own", "Luck")
    owner.add("own", "Scars", shape="Boxes", most="12")
    owner.add("own", "Arrows", shape="Counter", most="20")
    owner.add("own", "The rule", shape="Words", note="Nobody whistles aboard.")
    luck, scars, arrows, rule = owner.sheet().css("#list-own .entry")
    assert len(luck.css(".rating:not(.rating--boxes) .dot")) == 6
    assert len(scars.css(".rating--boxes .dot")) == 13
    assert arrows.css_first(".count").attributes["value"] == "0"
    assert "of 20" in arrows.text()
    assert not rule.css(".rating")
    assert rule.css_first(".text--note textarea").text().strip() == "Nobody whistles aboard."


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        ({"shape": "Stars"}, "Drawn as: choose one of those offered."),
        ({"shape": ""}, "Drawn as needs at least one letter."),
        ({"most": "21"}, "At most: choose one of those offered."),
        ({"most": "0"}, "At most: choose one of those offered."),
    ],
)
def test_a_shape_or_a_most_that_is_not_offered_is_refused(as_owner, anna, own, texts, said):
    answer = as_owner(anna).add("own", "Luck", note="A coin", **texts)
    assert answer.status_code == 422
    assert page(answer).css_first(".problem").text() == said
    assert page(answer).css_first("#add-own-note").text().strip() == "A coin"
    ((name, words),) = texts.items()
    entry = own(anna)
    start = core.OWN.fields[name].start
    answer = as_owner(anna).post(f"lists/own/{entry}/texts/{name}", text=words, seen=hash_text(start))
    assert (answer.status_code, names(page(answer), ".problem")) == (422, [said])


def test_changing_how_it_is_drawn_draws_its_row_anew_and_loses_nothing(as_owner, anna, own):
    owner, entry = as_owner(anna), own(anna, dots=4, shape="Dots", most="5", note="Slipping")

    def change(name: str, was: str, now: str):
        answer = owner.post(f"lists/own/{entry}/texts/{name}", text=now, seen=hash_text(was))
        assert answer.status_code == 200
        return page(answer).css_first(f"hx-partial[hx-target='#drawn-{entry}']")

    assert len(change("shape", "Dots", "Boxes").css(".rating--boxes .dot")) == 6
    assert change("shape", "Boxes", "Counter").css_first(".count").attributes["value"] == "4"
    assert not change("shape", "Counter", "Words").css(".rating")
    assert len(change("shape", "Words", "Dots").css(".dot")) == 6
    assert len(change("most", "5", "12").css(".dot")) == 13
    assert len(change("most", "12", "2").css(".dot")) == 5
    assert shown(owner.sheet(), entry) == "4"
    assert owner.sheet().css_first(f"#text-e{entry}-note").text().strip() == "Slipping"


def test_what_it_has_already_is_never_too_many(as_owner, anna, own):
    owner, entry = as_owner(anna), own(anna, dots=9, most="3")
    assert owner.post(f"lists/own/{entry}/rating", dots=9).status_code == 200
    assert owner.post(f"lists/own/{entry}/rating", dots=8).status_code == 200
    assert owner.post(f"lists/own/{entry}/rating", dots=9).status_code == 422


def test_how_it_is_drawn_is_asked_only_while_its_name_is_open(as_owner, anna, own):
    entry = own(anna)
    fields = f"#text-e{entry}-name, #text-e{entry}-shape, #text-e{entry}-most"
    assert not as_owner(anna).sheet().css(fields)
    opened = page(as_owner(anna).get("/lists/own", edit=entry))
    assert names(opened, f"label[for='text-e{entry}-shape'], label[for='text-e{entry}-most']") == [
        "Drawn as",
        "At most",
    ]
    assert names(opened, f":is(#text-e{entry}-shape, #text-e{entry}-most) [selected]") == ["Dots", "5"]


def test_a_click_is_one_statement_in_every_shape_and_the_journal_tells_it(as_owner, anna, own, statements, journal):
    owner = as_owner(anna)
    entries = [own(anna, shape=shape) for shape in RATED]
    for entry in entries:
        statements.clear()
        assert owner.post(f"lists/own/{entry}/rating", dots=2).status_code == 200
        assert len(statements) == 1
    assert [(told.entry_id, told.was, told.now) for told in journal(anna)] == [
        (entry, {"dots": 0}, {"dots": 2}) for entry in entries
    ]


def test_the_steps_of_a_counter_carry_the_number_they_lead_to(as_owner, anna, own):
    entry = own(anna, dots=3, shape="Counter", most="4")
    steps = as_owner(anna).sheet().css(f"#rating-e{entry} .step[form='steps-e{entry}']")
    assert [step.attributes["value"] for step in steps] == ["2", "4"]
    answer = page(as_owner(anna).post(f"lists/own/{entry}/rating", dots=4))
    assert ["disabled" in step.attributes for step in answer.css(".step")] == [False, True]


@pytest.mark.parametrize("number", ["", "x", "-1", "1.5", "007", "21"])
def test_a_count_that_is_no_number_it_can_have_is_refused(as_owner, anna, own, number):
    entry = own(anna, dots=3, shape="Counter", most="20")
    answer = as_owner(anna).post(f"lists/own/{entry}/rating", dots=number)
    assert answer.status_code == 422
    assert page(answer).css_first(".count[aria-invalid]").attributes["value"] == "3"


def test_without_scripts_a_counter_has_two_forms_that_go_back_to_it(as_owner, anna, own):
    entry = own(anna, shape="Counter")
    sheet = as_owner(anna).sheet()
    for form in (f"#rating-e{entry}", f"#steps-e{entry}"):
        assert sheet.css_first(form).attributes["action"] == f"{anna.path}/lists/own/{entry}/rating"
    answer = as_owner(anna).post_plainly(f"lists/own/{entry}/rating", dots=2)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{anna.path}#rating-e{entry}")


def test_removed_it_comes_back_as_it_was(as_owner, anna, own):
    owner, entry = as_owner(anna), own(anna, dots=7, shape="Boxes", most="12", note="Slipping")
    before = owner.sheet().css_first(f"#entry-{entry}").html
    owner.post(f"lists/own/{entry}/remove")
    owner.post(f"lists/own/{entry}/restore")
    assert owner.sheet().css_first(f"#entry-{entry}").html == before


@pytest.mark.parametrize("line", LINES)
def test_on_paper_all_but_dots_are_boxes_and_words_are_words(as_owner, make_character, own, line):
    character = make_character(line=line)
    assert "Of your own" not in as_owner(character).get("/print").text
    for shape in SHAPES:
        own(character, f"My {shape}", 2, shape=shape, most="7", note=f"On my {shape}")
    paper = page(as_owner(character).get("/print"))
    pieces = {piece.css_first(".trait__name, .piece__name").text(): piece for piece in paper.css(".pieces--own .piece")}
    assert list(pieces) == [f"My {shape}" for shape in SHAPES]
    drawn = {
        name: [len(piece.css(f".marks--{kind} i")) for kind in ("dots", "boxes")] for name, piece in pieces.items()
    }
    assert drawn == {"My Dots": [7, 0], "My Boxes": [0, 7], "My Counter": [0, 7], "My Words": [0, 0]}
    assert all(f"On my {shape}" in pieces[f"My {shape}"].text() for shape in SHAPES)
    assert all(len(pieces[f"My {shape}"].css(".full")) == 2 for shape in RATED)


def test_a_name_of_ones_own_changes_nothing_the_books_say(as_owner, anna, own):
    before = as_owner(anna).sheet().css_first("#tracker-health").html
    own(anna, "Resilience", 1)
    own(anna, "Fortitude", 5)
    assert as_owner(anna).sheet().css_first("#tracker-health").html == before


# Powers, perks, gifts, rituals: what a book would say of them.


def said(listing) -> dict[str, str]:
    """Something in each text that only an entry of one's own has."""
    return {text.name: "2" if text.closed else f"its {text.name}" for text in listing.own_texts}


@pytest.fixture
def place(make_character, make_entry):
    """A character, and what it takes to add to a listing of its line."""

    def place(line: str, name: str):
        character = make_character(line=line)
        outer = LINES[line].outer.get(name)
        return character, {"under": make_entry(character, outer.name, "Of my own", 1)} if outer else {}

    return place


@pytest.mark.parametrize(("line", "name"), OWN)
def test_of_ones_own_all_is_said_that_a_book_would_say(as_owner, place, connection, line, name):
    character, under = place(line, name)
    texts, owner = said(LINES[line].listings[name]), as_owner(character)
    assert owner.add(name, "Windcall", **texts, **under).status_code == 200
    id = connection.execute("SELECT id FROM entries WHERE name = 'Windcall'").fetchone().id
    entry = owner.sheet().css_first(f"#entry-{id}")
    assert entry.css_first(f"#how-{id}").text() == "its pool · its cost"
    assert entry.css_first(f"#level-{id}").text() == texts.get("level", "")
    for text, words in texts.items():
        field = entry.css_first(f"#text-e{id}-{text}")
        assert words == (field.attributes.get("value") or (field.css_first("[selected]") or field).text().strip())
    piece = next(one for one in page(owner.get("/print")).css(".piece:not(:has(.piece))") if "Windcall" in one.text())
    assert all(words in piece.text() for words in texts.values())


@pytest.mark.parametrize(("line", "name"), OWN)
def test_of_a_books_nothing_more_is_asked(as_owner, place, connection, line, name):
    character, under = place(line, name)
    as_owner(character).add(name, LINES[line].listings[name].choices[0].label, **under)
    id = connection.execute("SELECT max(id) AS id FROM entries").fetchone().id
    assert not as_owner(character).sheet().css(f"#entry-{id} .text--own, #entry-{id} .book--own")


def test_a_level_of_ones_own_is_held_against_the_discipline_and_said_at_once(as_owner, anna, make_entry):
    sea = make_entry(anna, "disciplines", "Thalassomancy", 2)
    bell = make_entry(anna, "powers", "Bell of the Drowned", parent=sea)
    owner = as_owner(anna)
    assert not owner.sheet().css(".entry__warning")
    answer = page(owner.post(f"lists/powers/{bell}/texts/level", text="3", seen=hash_text("")))
    assert answer.css_first(f"hx-partial[hx-target='#level-{bell}']").text() == "3"
    against = answer.css_first(f"hx-partial[hx-target='#against-{bell}']")
    assert names(against, ".entry__warning") == ["Level 3, above Thalassomancy 2."]
    raised = page(owner.post(f"lists/disciplines/{sea}/rating", dots=3))
    assert raised.css(f"hx-partial[hx-target='#about-{bell}']")
    assert not raised.css(".entry__warning")


def test_a_ritual_of_ones_own_is_held_against_blood_sorcery(as_owner, anna, make_entry):
    sorcery = make_entry(anna, "disciplines", "Blood Sorcery", 1)
    answer = page(as_owner(anna).add("rituals", "Rite of the Ninth Wave", level="2"))
    assert names(answer, ".entry__warning") == ["Level 2, above Blood Sorcery 1."]
    raised = page(as_owner(anna).post(f"lists/disciplines/{sorcery}/rating", dots=2))
    assert raised.css("hx-partial[hx-target^='#about-']")
    assert not raised.css(".entry__warning")


def test_what_is_written_of_it_is_said_in_its_line(as_owner, anna, make_entry):
    rite = make_entry(anna, "rituals", "Rite of the Ninth Wave")
    assert as_owner(anna).sheet().css_first(f"#how-{rite}").text() == "Of your own"
    answer = page(as_owner(anna).post(f"lists/rituals/{rite}/texts/hint", text="The tide waits", seen=hash_text("")))
    assert answer.css_first(f"hx-partial[hx-target='#how-{rite}']").text() == "The tide waits"


def test_the_same_words_written_in_two_places_conflict(as_owner, anna, make_entry):
    rite = make_entry(anna, "rituals", "Rite of the Ninth Wave", pool="Resolve")
    path = f"lists/rituals/{rite}/texts/pool"
    assert as_owner(anna).post(path, text="Wits", seen=hash_text("Resolve")).status_code == 200
    answer = as_owner(anna).post(path, text="Stamina", seen=hash_text("Resolve"))
    assert answer.status_code == 409
    assert page(answer).css_first("blockquote").text() == "Wits"
    assert page(answer).css_first(".problem")


def test_a_choice_that_started_as_something_is_changed_from_there(as_owner, anna, own):
    entry = own(anna)
    path = f"lists/own/{entry}/texts/shape"
    assert as_owner(anna).post(path, text="Boxes", seen=hash_text("")).status_code == 409
    assert as_owner(anna).post(path, text="Boxes", seen=hash_text("Dots")).status_code == 200


@pytest.mark.parametrize(
    ("text", "words"),
    [("level", "6"), ("level", "0"), ("pool", "x" * 201), ("cost", "x" * 101), ("hint", "x" * 2001), ("cost", "a\nb")],
)
def test_too_much_is_refused_and_the_form_keeps_every_word(as_owner, anna, make_entry, text, words):
    sea = make_entry(anna, "disciplines", "Auspex", 2)
    typed = {"level": "2", "pool": "Wits", "cost": "free", "hint": "It hears"} | {text: words}
    answer = as_owner(anna).add("powers", "", own="Ear for Tides", under=sea, **typed)
    form = page(answer).css_first("form.adding")
    assert answer.status_code == 422
    assert names(form, ".problem")
    assert form.css_first(f"#add-powers-{sea}-name [selected]").text() == "Ear for Tides"
    assert form.css_first(f"#add-powers-{sea}-hint").text().lstrip("\n") == typed["hint"]
    assert form.css_first(f"#add-powers-{sea}-pool").attributes["value"] == typed["pool"]
    assert not form.css(".text--own")
    assert not as_owner(anna).sheet().css(".entries--inside .entry")


def test_what_a_book_says_is_asked_for_only_with_a_name_of_ones_own(as_owner, anna, make_entry):
    offered = page(as_owner(anna).get("/lists/powers/new", under=make_entry(anna, "disciplines", "Auspex", 1)))
    assert names(offered, ".text--own > label") == ["Level", "Rolled", "Cost", "What it does"]
    sea = make_entry(anna, "disciplines", "Thalassomancy", 1)
    nothing = page(as_owner(anna).get("/lists/powers/new", under=sea))
    assert not nothing.css(".text--own")
    assert nothing.css_first(f"#add-powers-{sea}-pool")


def test_words_stay_in_sight_when_it_becomes_one_of_a_book_and_back(as_owner, anna, make_entry):
    rite = make_entry(anna, "rituals", "Ninth Wave", hint="The tide waits")
    book = LINES["vtm"].listings["rituals"].choices[0].label
    path = f"lists/rituals/{rite}/texts/name"
    as_owner(anna).post(path, text=book, seen=hash_text("Ninth Wave"))
    noted = as_owner(anna).sheet().css_first(f"#own-{rite}")
    assert noted.css_first("summary").text() == "In your own words"
    assert noted.css_first("textarea").text().strip() == "The tide waits"
    assert "The tide waits" in as_owner(anna).get("/print").text
    as_owner(anna).post(path, text="Ninth Wave", seen=hash_text(book))
    assert "The tide waits" in as_owner(anna).get().text


# Clans, creeds, tribes, predator types.


@pytest.mark.parametrize(("line", "name"), OF_BOOKS)
def test_every_choice_takes_words_of_ones_own_and_shows_them(as_owner, make_character, line, name):
    owner, text = as_owner(make_character(line=line)), LINES[line].texts[name]
    answer = owner.post(f"texts/{name}", text="", own="Of my own", seen=hash_text(text.start))
    assert answer.status_code == 200
    sheet = owner.sheet()
    assert sheet.css_first(f"#text-{name} [selected]").text() == "Of my own"
    assert not sheet.css(f"#form-text-{name} .book")
    assert "Of my own" in page(owner.get("/print")).body.text()


def test_the_same_form_sent_twice_adds_one(as_owner, anna):
    key = str(uuid4())
    for _ in range(2):
        assert as_owner(anna).add("own", "Luck", form_key=key).status_code == 200
    assert len(as_owner(anna).sheet().css("#list-own .entry")) == 1
