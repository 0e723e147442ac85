"""A line in another language: other words, the same keys, ranges and stored words."""

from __future__ import annotations

import re
from io import BytesIO

import pytest

from wodsheet.engine import Choice, Localizer, Price, Text, messages, placeholders, sentences
from wodsheet.lines import LINES, localized
from wodsheet.lines.messages import extract
from wodsheet.templating.i18n import ENGLISH, gettext, set_language
from wodsheet.templating.pseudo import PSEUDO, accented


@pytest.fixture(params=LINES)
def line(request):
    """The line in English; what is asked for by name afterwards is in the pseudo-language."""
    set_language(PSEUDO)
    return LINES[request.param]


def test_every_word_of_a_line_is_translated(line):
    english = re.compile(r"(?<!%\()\b[A-Za-z]{2,}")
    assert [message for message in messages(localized(line.name)) if english.search(message)] == []


def test_keys_ranges_and_starts_are_the_same_in_every_language(line):
    other = localized(line.name)
    assert (other.start, list(other.texts), list(other.listings)) == (line.start, list(line.texts), list(line.listings))
    assert [text.start for text in other.texts.values()] == [text.start for text in line.texts.values()]
    assert [kind.written for kind in other.kinds] == [kind.written for kind in line.kinds]


def test_stored_words_find_their_choice_in_every_language(line):
    other = localized(line.name)
    for here, there in zip(line.texts.values(), other.texts.values(), strict=True):
        for choice in here.choices:
            found = there.choice(choice.label)
            assert found == Localizer(gettext).part(here.choice(choice.label))
            assert found.stored.casefold() == choice.label.casefold()
    for kind in line.kinds:
        assert other.kind(kind.label).name == other.kind(accented(kind.label)).name == kind.name


def test_a_line_is_translated_once(line):
    assert localized(line.name) is localized(line.name)
    set_language(ENGLISH)
    assert localized(line.name) is line


def test_a_label_in_the_readers_language_finds_its_choice_after_every_stored_name():
    words = {"Rat": "Ratte", "Cat": "Rat"}
    pets = Text("pet", "", choices=(Choice("a", "Cat"), Choice("b", "Rat")))
    pets = Localizer(lambda message: words[message]).part(pets)
    assert [pets.choice(typed).key for typed in ("Cat", "rat", "Ratte")] == ["a", "b", "b"]


def test_book_words_are_shown_in_the_readers_language_and_in_english_as_typed():
    melancholic = Choice("melancholic", "Melancholic", aka=("Melancholy",))
    assert melancholic.shown("melancholy") == "melancholy"
    assert Localizer(accented).part(melancholic).shown("melancholy") == accented("Melancholic")


def test_a_sentence_about_somebody_is_whole_whatever_is_known():
    known = sentences("%(clan)s", " of the %(generation)s generation", ", %(chronicle)s")
    assert len(known) == 7
    assert (known[0], known[-1]) == ("%(clan)s of the %(generation)s generation, %(chronicle)s", "%(chronicle)s")
    assert placeholders(*known[-2:]) == ["generation", "chronicle"]


@pytest.mark.parametrize(
    ("price", "owned", "words"),
    [
        (Price(3), 0, "3 experience"),
        (Price(3, "dot"), 0, "3 experience for each dot"),
        (Price(3, "level", "page not found"), 0, "3 experience for each level, page not found"),
        (Price(2, "number"), 3, "8 experience: 2 for each perk, this one too"),
    ],
)
def test_a_price_is_a_whole_sentence(price, owned, words):
    assert price.sentence("perk", owned) == words
    set_language(PSEUDO)
    assert not re.search("experience|each", price.sentence("perk", owned))


def test_babel_finds_what_the_lines_say():
    found = {message for _, _, message, _ in extract(BytesIO(), None, None, None)}
    assert {"Brujah", "Blood surge", "slake fully", "Homid", "%(creed)s, driven by %(motive)s, of %(cell)s"} <= found
