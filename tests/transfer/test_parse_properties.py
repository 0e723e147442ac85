"""A file from outside, by properties: it is read, or refused in sentences; nothing else happens."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.transfer.test_hostile_files import ANNA
from wodsheet.problems import Refused
from wodsheet.transfer import FORMAT, parse

scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
nested = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
    max_leaves=8,
)
places = st.sampled_from(sorted(ANNA))


def read_or_refused(document: dict[str, Any]) -> list[str] | None:
    """The sentences of a refusal; None when the document was read."""
    try:
        parse.read(document)
    except Refused as refused:
        return [detail["message"] for detail in refused.details]
    return None


@given(st.dictionaries(st.text(max_size=9) | st.sampled_from(["characters", "preferences"]), nested, max_size=4))
def test_any_document_is_read_or_refused_in_sentences(document):
    refused = read_or_refused({"format": FORMAT} | document)
    assert refused is None or all(refused)


@given(places, nested)
def test_a_character_with_anything_in_any_place_is_read_or_refused_in_sentences(place, anything):
    document = {"format": FORMAT, "characters": [ANNA | {place: anything}], "preferences": None}
    refused = read_or_refused(document)
    assert refused is None or all(refused)


@given(st.dictionaries(st.sampled_from(["strength", "hunger", "wits"]), st.integers(-5, 30), max_size=3))
def test_ratings_are_read_exactly_where_they_are_in_range(ratings):
    document = {"format": FORMAT, "characters": [ANNA | {"ratings": ratings}], "preferences": None}
    low = {"strength": 1, "wits": 1, "hunger": 0}
    fits = all(low[name] <= dots <= 5 for name, dots in ratings.items())
    assert (read_or_refused(document) is None) == fits
