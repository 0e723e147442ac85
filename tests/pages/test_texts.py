"""Words."""

from __future__ import annotations

import pytest

from tests.pages.conftest import names, page
from wodsheet.lines import LINES
from wodsheet.sheet import mark_of

TEXTS = [
    pytest.param(line.name, text.name, id=f"{line.name}-{text.name}")
    for line in LINES.values()
    for text in line.texts.values()
    if not text.closed
]


def whose(line, name):
    """The first kind of character that has a text, as the texts of one."""
    labels = (kind.label for kind in LINES[line].kinds if name not in kind.without)
    return {"kind": label} if (label := next(labels, "")) else {}


@pytest.mark.parametrize(("line", "name"), TEXTS)
def test_every_text_is_kept_as_typed_and_stands_in_its_field_again(hand, make_character, line, name):
    character = make_character(line=line, texts=whose(line, name))
    text = LINES[line].texts[name]
    typed = '  <b>Né</b> & "quoted" 🦇 '[: text.limit]
    assert hand(character).write(name, typed, seen="Anna" if name == "name" else text.start).status_code == 200
    field = hand(character).sheet().css_first(f"#text-{name}")
    shown = (
        field.css_first("[selected]").attributes["value"]
        if field.tag == "select"
        else (field.attributes["value"] if field.tag == "input" else field.text())
    )
    assert shown == typed


def test_a_line_break_at_the_beginning_is_kept(hand, anna):
    hand(anna).write("notes", "\n\nfirst")
    assert hand(anna).sheet().css_first("#text-notes").text() == "\n\nfirst"


@pytest.mark.parametrize("name", ["notes", "ambition", "sire"])
def test_words_of_exactly_the_limit_are_kept_and_one_more_is_refused_with_all_of_them_still_there(
    hand, anna, kept, name
):
    text = LINES["vtm"].texts[name]
    assert hand(anna).write(name, "x" * text.limit).status_code == 200
    refused = hand(anna).write(name, "y" * (text.limit + 1), seen="x" * text.limit)
    assert refused.status_code == 422
    assert page(refused).css_first(".problem")
    assert kept(anna).texts[name] == "x" * text.limit


def test_without_scripts_refused_words_stand_in_the_field_of_the_whole_sheet(hand, anna):
    answer = hand(anna).post_plainly("texts/sire", text="z" * 101, seen=mark_of(""))
    field = page(answer).css_first("#text-sire")
    assert answer.status_code == 422
    assert field.text() == "z" * 101
    assert field.attributes["aria-invalid"] == "true"
    assert page(answer).css_first("#" + (field.attributes["aria-describedby"] or ""))


@pytest.mark.parametrize("words", ["a\x00b", "a\ud800b"])
def test_characters_that_no_page_can_hold_are_refused(hand, anna, kept, words):
    body = b"seen=" + mark_of("").encode() + b"&text=" + words.encode("utf-8", "surrogatepass").replace(b"\x00", b"%00")
    answer = hand(anna).browser.post(
        f"{anna.path}/texts/notes",
        data=body,
        content_type="application/x-www-form-urlencoded",
        headers={"HX-Request": "true"},
    )
    assert answer.status_code == 422
    assert "notes" not in kept(anna).texts


def test_a_refusal_does_not_hide_what_somebody_else_wrote_meanwhile(hand, anna, kept):
    hand(anna).write("sire", "theirs")
    refused = hand(anna).post("texts/sire", text="z" * 101, seen=mark_of(""))
    seen = page(refused).css_first("[name=seen]").attributes["value"]
    assert hand(anna).post("texts/sire", text="mine", seen=seen).status_code == 409
    assert kept(anna).texts["sire"] == "theirs"


def test_the_same_text_edited_in_two_tabs_answers_409_and_keeps_both(hand, anna, kept):
    tab, other = hand(anna), hand(anna)
    tab.write("notes", "from the first tab")
    answer = other.write("notes", "from the second tab", seen="")
    assert answer.status_code == 409
    assert page(answer).css_first("blockquote").text() == "from the first tab"
    assert kept(anna).texts["notes"] == "from the first tab"
    whole = other.post_plainly("texts/notes", text="from the second tab", seen=mark_of(""))
    assert whole.status_code == 409
    assert page(whole).css_first("#text-notes").text() == "from the second tab"
    assert page(whole).css_first("blockquote").text() == "from the first tab"


def test_after_a_conflict_saving_again_is_a_decision_and_is_kept(hand, anna, kept):
    hand(anna).write("notes", "theirs")
    conflict = page(hand(anna).write("notes", "mine", seen=""))
    seen = conflict.css_first("[name=seen]").attributes["value"]
    assert hand(anna).post("texts/notes", text="mine", seen=seen).status_code == 200
    assert kept(anna).texts["notes"] == "mine"


def test_a_lost_answer_can_be_asked_for_again(hand, anna, journal):
    assert hand(anna).write("notes", "once").status_code == 200
    assert hand(anna).write("notes", "once").status_code == 200
    assert len(journal(anna)) == 1


def test_different_texts_never_disturb_each_other(hand, anna, kept):
    tab, other = hand(anna), hand(anna)
    tab.write("ambition", "to see")
    other.write("desire", "to be seen")
    assert kept(anna).texts | {"name": ""} == {"name": "", "ambition": "to see", "desire": "to be seen"}


def test_a_character_keeps_a_name(hand, anna, kept):
    assert hand(anna).write("name", "", seen="Anna").status_code == 422
    assert hand(anna).write("name", "  ", seen="Anna").status_code == 422
    assert kept(anna).name == "Anna"


def test_a_new_name_stands_in_the_heading_and_on_the_roster(hand, anna):
    answer = page(hand(anna).write("name", "Anna of Graz", seen="Anna"))
    assert answer.css_first("hx-partial[hx-target='#heading']").text() == "Anna of Graz"
    assert "Anna of Graz" in hand(anna).browser.get("/").text


def test_who_they_are_is_said_under_the_name(hand, anna):
    hand(anna).write("clan", "Tremere")
    answer = page(hand(anna).write("chronicle", "Vienna Under Glass"))
    said = answer.css_first("hx-partial[hx-target='#standfirst']").text()
    assert said == "Tremere of the 13th generation, Vienna Under Glass"


def test_words_of_ones_own_go_before_the_choice_beside_them(hand, anna, kept):
    hand(anna).write("clan", "", own="House Carna")
    assert kept(anna).texts["clan"] == "House Carna"
    assert hand(anna).sheet().css_first("#text-clan [selected]").text() == "House Carna"


def test_the_clans_own_banes_are_offered_first(hand, anna):
    answer = page(hand(anna).write("clan", "Brujah"))
    banes = answer.css_first("hx-partial[hx-target='#form-text-bane']")
    assert names(banes, "optgroup:first-of-type option") == ["Violent Temper", "Violence"]
    assert banes.css_first("optgroup").attributes["label"] == "Brujah"


def test_user_words_are_never_markup(hand, anna):
    evil = "<script>alert(1)</script><div hx-get=/x hx-trigger=load>"
    hand(anna).write("notes", evil)
    hand(anna).write("chronicle", evil[:100])
    text = hand(anna).get().text
    assert "<script>alert" not in text
    assert "<div hx-get=/x" not in text


def test_unknown_and_repeated_fields_are_refused(hand, anna, kept):
    assert hand(anna).write("notes", "x", colour="red").status_code == 422
    assert hand(anna).post("texts/notes", text=["a", "b"], seen=mark_of("")).status_code == 422
    assert "notes" not in kept(anna).texts


def test_a_text_is_one_statement(hand, anna, statements):
    owner = hand(anna)
    statements.clear()
    owner.write("notes", "x")
    assert len(statements) == 1


def test_a_strangers_words_go_nowhere(signed_in, anna, stranger, kept):
    answer = signed_in(stranger).post(f"{anna.path}/texts/notes", data={"text": "x", "seen": mark_of("")})
    assert answer.status_code == 404
    assert "notes" not in kept(anna).texts
