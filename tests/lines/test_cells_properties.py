"""Cells of names/*.csv, by properties: what is written in them is what is read."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from wodsheet.engine import Need, Source
from wodsheet.lines import names

keys = st.from_regex(r"[a-z][a-z0-9_]{0,12}", fullmatch=True)
ratings = st.integers(1, 10)


@given(ratings, ratings)
def test_a_span_has_every_rating_between_its_ends(one, other):
    low, high = sorted((one, other))
    assert names.dots(f"{low}-{high}") == tuple(range(low, high + 1))


@given(st.lists(ratings, min_size=1, max_size=6))
def test_single_ratings_are_read_in_their_order(dots):
    assert names.dots(" ".join(map(str, dots))) == tuple(dots)


@given(st.lists(st.lists(st.tuples(keys, st.integers(0, 5)), min_size=1, max_size=3), min_size=1, max_size=4))
def test_every_need_is_read_with_all_that_meets_it(needs):
    cell = "; ".join("|".join(f"{key} {dots}" if dots else key for key, dots in need) for need in needs)
    assert names.needs(cell) == tuple(Need(tuple(need)) for need in needs)


@given(st.lists(st.tuples(keys | st.just(""), st.integers(1, 9)), min_size=1, max_size=4))
def test_every_way_is_read_with_whose_it_is(ways):
    cell = "; ".join(f"{whose} {least}".strip() for whose, least in ways)
    assert names.access(cell) == tuple(ways)


@given(st.lists(st.tuples(keys, st.none() | st.integers(1, 500)), min_size=1, max_size=4))
def test_every_book_is_read_with_its_page(books):
    cell = "; ".join(book if page is None else f"{book}:{page}" for book, page in books)
    assert names.sources(cell) == tuple(Source(book, page) for book, page in books)
