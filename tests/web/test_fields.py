"""What a posted field may hold: told field by field, without a request."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from marshmallow import fields
from werkzeug.datastructures import MultiDict

from wodsheet.problems import Refused
from wodsheet.schemas.fields import Day, FormKey, WholeNumber, Words, left_out
from wodsheet.schemas.form import Form

KEY = "6f1b0c1e-3c55-4d53-9f0e-2b7a5a3c9d10"


def read(field: fields.Field, *sent: str) -> Any:
    """What a form of this one field makes of what was sent for it."""
    form = Form.from_dict({"it": field})()
    assert isinstance(form, Form)
    return form.read(MultiDict([("it", each) for each in sent])).get("it")


def refusal(field: fields.Field, *sent: str) -> str:
    """The one sentence a refused field gets."""
    with pytest.raises(Refused) as refused:
        read(field, *sent)
    (detail,) = refused.value.details
    assert detail["field"] == "it"
    return detail["message"]


def test_every_number_in_range_is_read():
    assert [read(WholeNumber(0, 5), str(dots)) for dots in range(6)] == [0, 1, 2, 3, 4, 5]


ARABIC_INDIC_THREE, FULLWIDTH_THREE, SUPERSCRIPT_THREE = "\u0663", "\uff13", "\u00b3"
NOT_PLAIN = [" 3", "3 ", "3\n", "+3", "-1", "-0", "0_3", "3.0", "3e0", "03", "0x3", "true", "three", "NaN"]
TOO_HIGH = ["6", "2147483648", "9" * 5000]


@pytest.mark.parametrize("sent", [ARABIC_INDIC_THREE, FULLWIDTH_THREE, SUPERSCRIPT_THREE, *NOT_PLAIN, *TOO_HIGH])
def test_what_is_no_plain_whole_number_in_range_is_refused(sent):
    assert refusal(WholeNumber(0, 5), sent).endswith("is not a whole number from 0 to 5.")


def test_a_number_that_was_left_empty_is_missing():
    assert refusal(WholeNumber(0, 5), "") == "It is missing."


def test_a_refused_number_can_speak_of_dots():
    field = WholeNumber(0, 5, "{input} dots: choose {low} to {high}.")
    assert refusal(field, "7") == "7 dots: choose 0 to 5."
    assert refusal(field, "{low}") == "“{low}” dots: choose 0 to 5."


def test_an_endless_number_is_not_repeated_at_length():
    assert len(refusal(WholeNumber(0, 5), "7" * 100_000)) < 100


FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
HEBREW = "\u200f\u05e9\u05dc\u05d5\u05dd"


@pytest.mark.parametrize("typed", [" Anna ", "", "Ærlig  Žižka", "a\tb", "<b>&amp;", "e\u0301", "%00", FAMILY, HEBREW])
def test_words_stay_exactly_as_typed(typed):
    assert read(Words(60), typed) == typed


@pytest.mark.parametrize("line_end", ["\r\n", "\n", "\r"])
def test_lines_end_the_same_however_they_were_sent(line_end):
    assert read(Words(60, lines=True), f"one{line_end}{line_end}two") == "one\n\ntwo"


@pytest.mark.parametrize("line_end", ["\r\n", "\n", "\r"])
def test_a_name_has_no_second_line(line_end):
    assert refusal(Words(60), f"one{line_end}two") == "It has to be one line."


@pytest.mark.parametrize("code", [0x00, 0x01, 0x08, 0x1B, 0x7F, 0xD800, 0xDFFF])
def test_what_no_page_could_show_again_is_dropped_and_named(code):
    sent = f"a{chr(code)}b{chr(code)}"
    assert read(Words(60, lines=True), sent) == read(Words(2), sent) == "ab"
    assert left_out(sent) == f"Saved without U+{code:04X}, which no page can show."


@pytest.mark.parametrize("pasted", ["\v", "\f"])
def test_the_line_and_page_ends_of_a_word_processor_are_line_ends_and_in_one_line_a_blank(pasted):
    assert read(Words(60, lines=True), f"one{pasted}two\r\n") == "one\ntwo\n"
    assert read(Words(60), f"one{pasted}two") == "one two"
    assert not left_out(f"one{pasted}two\r\nthree\tfour")


def test_words_are_counted_as_letters_and_never_cut():
    assert read(Words(3), "🧛🧛🧛") == "🧛🧛🧛"
    assert refusal(Words(3), "abcd") == "It is 4 letters; the most is 3."


def test_lines_are_counted_as_they_are_kept():
    assert read(Words(3, lines=True), "a\r\nb") == "a\nb"


INVISIBLE = [
    " \t ",
    "\u200b",
    "\u2060\u200d",
    "\u3164",
    "\u2800",
    "\ufeff",
    "\u00ad\ufe0f",
    "\u202e",
    "\U000e0041",
    "\u0301",
    "\x01",
]


@pytest.mark.parametrize("sent", INVISIBLE)
def test_a_name_of_blanks_and_invisible_letters_is_no_name(sent):
    assert refusal(Words(60, blank=False, label="Name"), sent) == "Name needs at least one letter."


@pytest.mark.parametrize("sent", ["\u200bAnna", "🇩🇪", "❤\ufe0f", "가", "कि", "…"])
def test_a_name_of_which_something_can_be_seen_stays_as_typed(sent):
    assert read(Words(60, blank=False), sent) == sent


def test_a_form_key_is_kept_as_it_was_drawn():
    assert read(FormKey(), KEY) == KEY


@pytest.mark.parametrize("sent", ["", "1", KEY.upper(), f"{{{KEY}}}", KEY.replace("-", ""), f" {KEY}", f"{KEY}\n"])
def test_anything_else_is_no_form_key(sent):
    assert refusal(FormKey(), sent) == "This form has lost its key: load the page again."


SPRING = Day(date(2026, 3, 1), date(2026, 5, 31))


def test_a_day_is_read_and_none_is_none():
    assert read(SPRING, "2026-03-01") == date(2026, 3, 1)
    assert read(SPRING, "") is None


NO_DAYS = [
    f"202{ARABIC_INDIC_THREE}-03-31",
    "2026-02-30",
    "2026-13-01",
    "2026-3-1",
    "20260331",
    "2026-W14-2",
    "2026-03-31T00:00",
    " 2026-03-31",
    "today",
]


@pytest.mark.parametrize("sent", NO_DAYS)
def test_what_is_no_day_of_the_calendar_is_refused(sent):
    assert refusal(SPRING, sent) == "It has to be a day of the calendar, written like 2026-03-31."


@pytest.mark.parametrize("sent", ["2026-02-28", "2026-06-01", "0001-01-01"])
def test_a_day_before_or_after_is_refused(sent):
    assert refusal(SPRING, sent) == "It has to be from 2026-03-01 to 2026-05-31."


def test_what_is_required_is_asked_for_by_its_label():
    assert refusal(Words(60, label="Name")) == "Name is missing."


def test_a_field_sent_twice_is_refused():
    assert refusal(WholeNumber(0, 5), "3", "4") == "This was sent more than once."
    assert refusal(WholeNumber(0, 5), "3", "3") == "This was sent more than once."


def test_a_list_may_be_sent_more_than_once():
    assert read(fields.List(WholeNumber(0, 5)), "3", "4") == [3, 4]
    assert refusal(fields.List(WholeNumber(0, 5)), "3", "9") == "9 is not a whole number from 0 to 5."


def test_a_field_nobody_drew_is_refused():
    form = Form.from_dict({"dots": WholeNumber(0, 5)})()
    assert isinstance(form, Form)
    with pytest.raises(Refused) as refused:
        form.read(MultiDict({"dots": "3", "owner_id": "1"}))
    assert refused.value.details == [{"field": "owner_id", "message": "This form has no such field."}]


def test_a_refusal_lists_twenty_fields_at_most():
    form = Form.from_dict({})()
    assert isinstance(form, Form)
    with pytest.raises(Refused) as refused:
        form.read(MultiDict({f"field{number}": "1" for number in range(500)}))
    assert len(refused.value.details) == 20
