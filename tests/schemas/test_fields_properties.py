"""Fields of forms, by properties: what goes in comes out as typed, or it is refused in one sentence."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from hypothesis import example, given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from wodsheet.problems import Refused
from wodsheet.schemas.fields import UNWRITABLE, Day, FormKey, Posted, WholeNumber, Words
from wodsheet.schemas.form import Form

FIRST, LAST = date(1970, 1, 1), date(2099, 12, 31)
ranges = st.tuples(st.integers(0, 500), st.integers(0, 500)).map(sorted)
anything = st.text(max_size=60)


def read(field: Posted, sent: str) -> Any:
    """What a form of one field reads from this text; a Refused with one detail for that field when it is refused."""
    try:
        return Form.of({"it": field}).read(MultiDict([("it", sent)]))["it"]
    except Refused as refused:
        (detail,) = refused.details
        assert detail["field"] == "it"
        assert detail["message"]
        return refused


@given(ranges, st.integers(0, 1000))
def test_a_number_is_read_in_its_range_and_nowhere_else(bounds, number):
    low, high = bounds
    answer = read(WholeNumber(low, high), str(number))
    assert answer == number if low <= number <= high else isinstance(answer, Refused)


@given(anything)
@example("٣")
@example("1_0")
@example(" 1")
@example("+1")
def test_only_plain_digits_are_a_number(sent):
    answer = read(WholeNumber(0, 999_999_999), sent)
    assert isinstance(answer, Refused) or str(answer) == sent


@given(anything, st.integers(0, 60), st.booleans())
def test_text_is_kept_as_typed_but_for_its_line_ends_and_control_characters(sent, limit, lines):
    answer = read(Words(limit, lines=lines), sent)
    plain = sent.replace("\r\n", "\n").replace("\r", "\n")
    plain = plain.replace("\v", "\n" if lines else " ").replace("\f", "\n" if lines else " ")
    plain = "".join(letter for letter in plain if not UNWRITABLE.match(letter))
    fits = len(plain) <= limit and (lines or "\n" not in plain)
    assert answer == plain if fits else isinstance(answer, Refused)


@given(anything)
def test_text_that_was_read_once_is_read_the_same_again(sent):
    answer = read(Words(60, lines=True), sent)
    assert isinstance(answer, Refused) or read(Words(60, lines=True), answer) == answer


@given(st.dates(FIRST - timedelta(400), LAST + timedelta(400)))
def test_a_day_is_read_between_the_first_and_the_last(day):
    answer = read(Day(FIRST, LAST), day.isoformat())
    assert answer == day if FIRST <= day <= LAST else isinstance(answer, Refused)


@given(anything)
@example("20260331")
@example("2026-W14-2")
@example("2026-02-30")
def test_only_a_day_as_it_is_written_is_a_day(sent):
    answer = read(Day(FIRST, LAST), sent)
    assert isinstance(answer, Refused) or (answer is None and sent == "") or answer.isoformat() == sent


@given(st.uuids())
def test_a_key_is_read_in_its_one_form(key):
    assert read(FormKey(), str(key)) == str(key)
    for other in (key.hex, str(key).upper(), f"{{{key}}}", key.urn):
        assert other == str(key) or isinstance(read(FormKey(), other), Refused)


@given(anything)
def test_what_is_no_key_is_refused(sent):
    answer = read(FormKey(), sent)
    assert isinstance(answer, Refused) or str(UUID(answer)) == sent
