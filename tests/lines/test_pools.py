"""Pools: what a book's row says is rolled, as traits and numbers."""

import pytest

from wodsheet.engine import Localizer, Pool, Term, Way
from wodsheet.lines.disciplines import POWERS
from wodsheet.lines.gifts import RITES

LEAVES = {"Stamina": "Ausdauer", "Occult": "Okkultismus"}


def test_a_pool_adds_the_ratings_of_traits():
    assert Pool.parse("Charisma + Animal Ken").ways == (
        Way((Term(("charisma",), ("Charisma",)), Term(("animal_ken",), ("Animal Ken",)))),
    )


def test_of_alternatives_within_a_term_the_player_chooses_one():
    craft, science = Pool.parse("Intelligence + Craft, Technology or Science").ways[0].terms
    assert (craft.keys, science.keys) == (("intelligence",), ("craft", "technology", "science"))


def test_a_pool_may_have_several_ways_each_with_what_it_is_for():
    fly, repair = Pool.parse("Wits + Technology (fly or act); Intelligence + Craft (repair, difficulty 3)").ways
    assert (fly.note, repair.note) == ("fly or act", "repair, difficulty 3")
    assert [term.keys for term in repair.terms] == [("intelligence",), ("craft",)]


def test_a_number_is_that_many_dice():
    assert Pool.parse("Wits + 2").ways[0].terms[1] == Term(number=2)


def test_any_renown_is_one_of_three():
    rite = next(choice for choice in RITES.choices if choice.label == "Rite of Shadow Passage")
    renown, occult = rite.pool.ways[0].terms
    assert (renown.keys, renown.words) == (("glory", "honor", "wisdom"), "Renown (any)")
    assert occult.keys == ("occult",)


@pytest.mark.parametrize(
    "words",
    [
        "Dexterity or Charisma + Drive",
        "Intelligence + Craft, Technology or Science",
        "Charisma + Stealth; Dexterity + Stealth; Wits + Awareness + Haven",
        "Stamina + Medicine (health); Composure + Insight (willpower)",
        "Wits + 2",
        "Honor",
    ],
)
def test_a_pool_is_said_as_its_row_writes_it(words):
    assert Pool.parse(words).words == words


def test_a_pool_is_said_in_the_labels_of_the_reader():
    localized = Localizer(lambda words: LEAVES.get(words, words)).part(Pool.parse("Stamina + Occult or Fortitude"))
    assert localized.words == "Ausdauer + Okkultismus or Fortitude"
    assert localized.keys == {"stamina", "occult", "fortitude"}


def test_what_a_player_wrote_of_a_pool_stays_their_words():
    assert Pool.of_words("Str + all my hate").words == "Str + all my hate"
    assert Pool.of_words("Str + all my hate").keys == set()
    assert Pool.of_words("") is None


def test_rows_with_the_same_words_share_the_value():
    pools = [choice.pool for choice in POWERS.choices if choice.pool and choice.pool.words == "Resolve + Auspex"]
    assert len(pools) > 1
    assert len({id(pool.ways[0]) for pool in pools}) == 1
