"""How many dice a pool has."""

from wodsheet.engine import Pool
from wodsheet.rules import pools


def dice(words, **levels):
    return pools.dice(*pools.best(Pool.parse(words).ways[0], levels), levels)


def test_a_pool_is_the_sum_of_its_ratings_and_numbers():
    assert dice("Wits + Stealth + 2", wits=3, stealth=1) == 6


def test_of_alternatives_the_better_one_counts():
    assert dice("Resolve + Streetwise or Survival", resolve=2, streetwise=1, survival=4) == 6


def test_what_a_character_lacks_counts_nothing():
    assert dice("Resolve + Auspex", resolve=2) == 2


def test_what_only_words_say_cannot_be_counted():
    assert not pools.is_known(Pool.of_words("Str + my hate").ways[0])
    assert pools.is_known(Pool.parse("Wits + 2").ways[0])
