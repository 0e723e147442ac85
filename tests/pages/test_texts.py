"""Words."""

from __future__ import annotations

import pytest

from tests.markup import names, page
from wodsheet.lines import LINES
from wodsheet.sheet import hash_text

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


@pytest.mark.no_cover
@pytest.mark.parametrize(("line", "name"), TEXTS)
def test_every_text_is_kept_as_typed_and_stands_in_its_field_again(as_owner, make_character, line, name):
    character = make_character(line=line, texts=whose(line, name))
    text = LINES[line].texts[name]
    typed = '  <b>Né</b> & "quoted" 🦇 '[: text.limit]
    assert as_owner(character).write(name, typed, seen="Anna" if name == "name" else text.start).status_code == 200
    field = as_owner(character).sheet().css_first(f"#text-{name}")
    shown = (
        field.css_first("[selected]").attributes["value"]
        if field.tag == "select"
        else (field.attributes["value"] if field.tag == "input" else field.text())
    )
    assert shown == typed


def test_a_line_break_at_the_beginning_is_kept(as_owner, anna):
    as_owner(anna).write("notes", "\n\nfirst")
    assert as_owner(anna).sheet().css_first("#text-notes").text() == "\n\nfirst"


@pytest.mark.parametrize("name", ["notes", "ambition", "sire"])
def test_words_of_exactly_the_limit_are_kept_and_one_more_is_refused_with_all_of_them_still_there(
    as_owner, anna, saved, name
):
    text = LINES["vtm"].texts[name]
    assert as_owner(anna).write(name, "x" * text.limit).status_code == 200
    refused = as_owner(anna).write(name, "y" * (text.limit + 1), seen="x" * text.limit)
    assert refused.status_code == 422
    assert page(refused).css_first(".problem")
    assert saved(anna).texts[name] == "x" * text.limit


def test_without_scripts_refused_words_stand_in_the_field_of_the_whole_sheet(as_owner, anna):
    answer = as_owner(anna).post_plainly("texts/sire", text="z" * 101, seen=hash_text(""))
    field = page(answer).css_first("#text-sire")
    assert answer.status_code == 422
    assert field.text() == "z" * 101
    assert field.attributes["aria-invalid"] == "true"
    assert page(answer).css_first("#" + (field.attributes["aria-describedby"] or ""))


def test_control_characters_of_a_paste_keep_no_text_unsaved_and_the_field_says_so(as_owner, anna, saved):
    owner = as_owner(anna)
    answer = owner.write("notes", "Night one.\x0bNight\x02 two.\x0cNight three.\x02")
    assert answer.status_code == 200
    assert saved(anna).texts["notes"] == "Night one.\nNight two.\nNight three."
    assert page(answer).css_first("[role=status]").text() == "Saved without U+0002, which no page can show."
    assert page(answer).css_first("[name=seen]").attributes["value"] == hash_text(saved(anna).texts["notes"])
    assert not page(owner.write("notes", "Night one.", seen=saved(anna).texts["notes"])).css("[role=status]")
    own = owner.write("clan", "", own="Children of\x01 the Heron")
    assert "U+0001" in page(own).css_first("[role=status]").text()
    assert saved(anna).texts["clan"] == "Children of the Heron"


@pytest.mark.parametrize("words", ["a\ud800b"])
def test_bytes_that_are_no_text_are_refused(as_owner, anna, saved, words):
    body = b"seen=" + hash_text("").encode() + b"&text=" + words.encode("utf-8", "surrogatepass")
    answer = as_owner(anna).browser.post(
        f"{anna.path}/texts/notes",
        data=body,
        content_type="application/x-www-form-urlencoded",
        headers={"HX-Request": "true"},
    )
    assert answer.status_code == 422
    assert "notes" not in saved(anna).texts


def test_a_refusal_does_not_hide_what_somebody_else_wrote_meanwhile(as_owner, anna, saved):
    as_owner(anna).write("sire", "theirs")
    refused = as_owner(anna).post("texts/sire", text="z" * 101, seen=hash_text(""))
    seen = page(refused).css_first("[name=seen]").attributes["value"]
    assert as_owner(anna).post("texts/sire", text="mine", seen=seen).status_code == 409
    assert saved(anna).texts["sire"] == "theirs"


def test_the_same_text_edited_in_two_tabs_answers_409_and_keeps_both(as_owner, anna, saved):
    tab, other = as_owner(anna), as_owner(anna)
    tab.write("notes", "from the first tab")
    answer = other.write("notes", "from the second tab", seen="")
    assert answer.status_code == 409
    assert page(answer).css_first("blockquote").text() == "from the first tab"
    assert saved(anna).texts["notes"] == "from the first tab"
    whole = other.post_plainly("texts/notes", text="from the second tab", seen=hash_text(""))
    assert whole.status_code == 409
    assert page(whole).css_first("#text-notes").text() == "from the second tab"
    assert page(whole).css_first("blockquote").text() == "from the first tab"


def test_after_a_conflict_saving_again_is_a_decision_and_is_kept(as_owner, anna, saved):
    as_owner(anna).write("notes", "theirs")
    conflict = page(as_owner(anna).write("notes", "mine", seen=""))
    seen = conflict.css_first("[name=seen]").attributes["value"]
    assert as_owner(anna).post("texts/notes", text="mine", seen=seen).status_code == 200
    assert saved(anna).texts["notes"] == "mine"


def test_a_lost_answer_can_be_asked_for_again(as_owner, anna, journal):
    assert as_owner(anna).write("notes", "once").status_code == 200
    assert as_owner(anna).write("notes", "once").status_code == 200
    assert len(journal(anna)) == 1


def test_different_texts_never_disturb_each_other(as_owner, anna, saved):
    tab, other = as_owner(anna), as_owner(anna)
    tab.write("ambition", "to see")
    other.write("desire", "to be seen")
    assert saved(anna).texts | {"name": ""} == {"name": "", "ambition": "to see", "desire": "to be seen"}


def test_a_character_keeps_a_name(as_owner, anna, saved):
    assert as_owner(anna).write("name", "", seen="Anna").status_code == 422
    assert as_owner(anna).write("name", "  ", seen="Anna").status_code == 422
    assert saved(anna).name == "Anna"


def test_a_new_name_stands_in_the_heading_and_on_the_roster(as_owner, anna):
    answer = page(as_owner(anna).write("name", "Anna of Graz", seen="Anna"))
    assert answer.css_first("hx-partial[hx-target='#heading']").text() == "Anna of Graz"
    assert "Anna of Graz" in as_owner(anna).browser.get("/").text


def test_who_they_are_is_said_under_the_name(as_owner, anna):
    as_owner(anna).write("clan", "Tremere")
    answer = page(as_owner(anna).write("chronicle", "Vienna Under Glass"))
    said = answer.css_first("hx-partial[hx-target='#standfirst']").text()
    assert said == "Tremere of the 13th generation, Vienna Under Glass"


def test_words_of_ones_own_go_before_the_choice_beside_them(as_owner, anna, saved):
    as_owner(anna).write("clan", "", own="House Carna")
    assert saved(anna).texts["clan"] == "House Carna"
    assert as_owner(anna).sheet().css_first("#text-clan [selected]").text() == "House Carna"


def test_the_clans_own_banes_are_offered_first(as_owner, anna):
    answer = page(as_owner(anna).write("clan", "Brujah"))
    banes = answer.css_first("hx-partial[hx-target='#form-text-bane']")
    assert names(banes, "optgroup:first-of-type option") == ["Violent Temper", "Violence"]
    assert banes.css_first("optgroup").attributes["label"] == "Brujah"


def test_user_words_are_never_markup(as_owner, anna):
    evil = "<script>alert(1)</script><div hx-get=/x hx-trigger=load>"
    as_owner(anna).write("notes", evil)
    as_owner(anna).write("chronicle", evil[:100])
    text = as_owner(anna).get().text
    assert "<script>alert" not in text
    assert "<div hx-get=/x" not in text


def test_unknown_and_repeated_fields_are_refused(as_owner, anna, saved):
    assert as_owner(anna).write("notes", "x", colour="red").status_code == 422
    assert as_owner(anna).post("texts/notes", text=["a", "b"], seen=hash_text("")).status_code == 422
    assert "notes" not in saved(anna).texts


def test_a_text_is_one_statement(as_owner, anna, statements):
    owner = as_owner(anna)
    statements.clear()
    owner.write("notes", "x")
    assert len(statements) == 1


def test_a_strangers_words_go_nowhere(signed_in, anna, stranger, saved):
    answer = signed_in(stranger).post(f"{anna.path}/texts/notes", data={"text": "x", "seen": hash_text("")})
    assert answer.status_code == 404
    assert "notes" not in saved(anna).texts
