"""What `make check` says about style sheets."""

from __future__ import annotations

from tests.css_style import asks_too_much, complaints, main

FOUR = "top: 0; left: 0; right: 0; bottom: 0;"


def test_every_style_sheet_fits():
    assert main() == 0


def test_three_declarations_may_share_a_line_and_four_may_not():
    assert list(complaints("a { top: 0; left: 0; right: 0; }")) == []
    assert list(complaints(f"@media print {{\n  a {{ {FOUR} }}\n}}")) == [
        (2, "4 declarations, of which some share a line")
    ]
    assert list(complaints("a {\n" + FOUR.replace("; ", ";\n") + "\n}")) == []


def test_the_last_declaration_counts_without_its_semicolon():
    assert len(list(complaints("a { top: 0; left: 0; right: 0; bottom: 0 }"))) == 1


def test_signs_in_comments_and_quotes_end_nothing():
    assert list(complaints('a { /* a; b; c; */ content: ";;;{"; top: 0; left: 0; }')) == []


def test_a_line_that_is_too_long_is_named():
    assert list(complaints("\n/*" + "x" * 117 + "*/")) == [(2, "121 characters, at most 120")]


def test_whoever_asks_with_has_names_what_it_styles():
    assert asks_too_much(".arrange:has(:checked) > :nth-child(2)")
    assert asks_too_much("body:has(.panel) .play")
    assert asks_too_much(".sheet:has([data-plate='drains'] :checked) .portrait")
    assert not asks_too_much(".arrange:has(:checked) > span:nth-child(2)")
    assert not asks_too_much(".rating:has(.dire:checked) :is(legend, label)")
    assert not asks_too_much(".sheet__lists > .section:not(:has(.entry))")
