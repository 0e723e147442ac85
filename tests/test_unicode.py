"""Letters as people read them: alike, in order, seen."""

from __future__ import annotations

import pytest
from babel import Locale

from wodsheet.lines import LINES
from wodsheet.templating.i18n import Language, set_language
from wodsheet.unicode import collation_key, fold, initial


@pytest.mark.parametrize(
    ("typed", "also"),
    [
        ("O’Tolley", "o'tolley"),
        ("O‘Tolley", "o´tolley"),  # noqa: RUF001
        ("Zoë", "ZOE"),
        ("Zoe\u0308", "zoë"),
        (" Crone’s \u00a0Curse\t", "Crone's Curse"),
        ("A\u200bnna\u2060", "anna"),
        ("Łukasz Strauß", "lukasz strauss"),
        ("İpek", "ipek"),
        ("Ｔｏｒｅａｄｏｒ", "toreador"),  # noqa: RUF001
        ("Mary‐Ann — the “Ace”", 'mary-ann - the "ace"'),  # noqa: RUF001
        ("שָׁלוֹם", "שלום"),
        ("Ёлка", "елка"),
    ],
)
def test_words_are_the_same_however_they_are_typed(typed, also):
    assert fold(typed) == fold(also)


@pytest.mark.parametrize(
    ("one", "other"), [("か", "が"), ("कि", "कु"), ("Anna", "Ana"), ("Jo Ann", "Joann"), ("กิ", "กุ")]
)
def test_other_letters_are_other_words(one, other):
    assert fold(one) != fold(other)


@pytest.mark.parametrize(
    ("tag", "names"),
    [
        ("en", "Ångström anna Bela Émile Zoe Zoë"),
        ("de", "Anna Äpfel Arno Öde Otto Zoe"),
        ("sv", "Anna Otto Zoe Åsa Äpfel Öde"),
        ("da", "Anna Otto Zoe Ægir Østen Åsa"),
        ("pl", "Lukas Lzyt Łukasz Maria Zenon Źle Żak"),
        ("es", "Nunez Nunzio Nuñez Nuzez Oto"),
        ("ru", "Иван Йозеф Карл"),
    ],
)
def test_names_stand_in_the_order_of_the_readers_language(tag, names):
    set_language(Language(tag, tag, Locale(tag)))
    assert sorted(sorted(names.split()), key=collation_key) == names.split()


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Anna", "A"),
        ("e\u0301mile", "e\u0301"),
        ("🇩🇪 Anna", "🇩🇪"),
        ("👨‍👩‍👧 of Vienna", "👨‍👩‍👧"),
        ("\u200b \u202eRobin", "R"),
        ("“Ace” Smith", "A"),
        ("가나", "가"),
        ("क्षमा", "क्ष"),
        ("…", "…"),
        ("\u3164", ""),
    ],
)
def test_an_initial_is_a_whole_character_that_can_be_seen(name, shown):
    assert initial(name) == shown


@pytest.mark.parametrize("line", LINES)
def test_no_two_names_of_a_book_become_one(line):
    for part in (*LINES[line].listings.values(), *LINES[line].texts.values()):
        names: dict[str, set[str]] = {}
        for choice in part.choices:
            names.setdefault(fold(choice.stored), set()).add(choice.stored.casefold())
        assert [same for same in names.values() if len(same) > 1] == []
