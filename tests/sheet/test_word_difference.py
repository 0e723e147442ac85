"""What differs between two texts is read word by word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wodsheet.sheet.word_difference import MOST, Piece, difference


def test_a_word_that_was_replaced_stands_between_those_that_stayed():
    assert difference("I met the Sheriff in the old opera", "I met the Prince in the old opera") == [
        Piece("", "I met the"),
        Piece("del", " Sheriff"),
        Piece("ins", " Prince"),
        Piece("", " in the old opera"),
    ]


def test_what_is_the_same_has_no_difference():
    assert difference("the same", "the same") == []


def test_of_what_stayed_only_what_is_near_is_shown():
    long = " ".join(f"w{number}" for number in range(100))
    assert [piece.kind for piece in difference(f"{long} was {long}", f"{long} is {long}")] == [
        *("gap", "", "del", "ins", "", "gap")
    ]


def test_words_that_are_the_same_by_chance_do_not_cut_a_sentence_to_pieces():
    pieces = difference("a key to the side door", "met by the Sheriff")
    assert pieces == [Piece("del", "a key to the side door"), Piece("ins", "met by the Sheriff")]


def test_signs_without_blanks_between_them_are_compared_one_by_one():
    assert Piece("ins", "\u5927") in difference(
        "\u6211\u5011\u662f\u597d\u4eba", "\u6211\u5011\u662f\u5927\u597d\u4eba"
    )


def test_a_whole_new_text_is_cut_short():
    [removed, gap, rest, *_] = difference("old " * 5000, "new " * 5000)
    assert len(removed.words.split()) == MOST
    assert (gap.kind, rest.kind) == ("gap", "del")


@pytest.mark.parametrize("kind", ["del", "ins"])
@given(was=st.text(max_size=60), now=st.text(max_size=60))
def test_what_is_removed_and_what_is_added_with_what_stayed_are_the_two_texts(kind: str, was: str, now: str):
    pieces = difference(was, now)
    side = "".join(piece.words for piece in pieces if piece.kind in {"", kind})
    if was != now and not any(piece.kind == "gap" for piece in pieces):
        assert side == (was if kind == "del" else now)
