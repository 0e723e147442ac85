"""How many dice a pool has."""

import pytest

from wodsheet.engine import Pool
from wodsheet.lines import LINES
from wodsheet.rules import pools

VTM, WTA = LINES["vtm"], LINES["wta"]


def dice(words, line=VTM, **known_levels):
    return pools.dice(line, Pool.parse(words).ways[0], known_levels)


def test_a_pool_is_the_sum_of_its_ratings_and_numbers():
    assert dice("Wits + Stealth + 2", wits=3, stealth=1) == 6


def test_of_alternatives_the_better_one_counts():
    assert dice("Resolve + Streetwise or Survival", resolve=2, streetwise=1, survival=4) == 6


def test_a_pool_without_a_dot_is_one_die():
    assert dice("Honor", WTA) == 1


@pytest.mark.parametrize(("potency", "more"), [(0, 0), (1, 0), (2, 1), (5, 2), (10, 5)])
def test_blood_potency_adds_to_pools_with_a_discipline(potency, more):
    assert dice("Resolve + Auspex", resolve=2, auspex=2, blood_potency=potency) == 4 + more
    assert dice("Resolve + Academics", resolve=2, academics=2, blood_potency=potency) == 4


def test_what_only_words_say_cannot_be_counted():
    assert not pools.is_known(Pool.of_words("Str + my hate").ways[0])
    assert pools.is_known(Pool.parse("Wits + 2").ways[0])
