"""Bodies of requests, by properties: every text arrives as it was sent, and nothing else is taken for text."""

from __future__ import annotations

import io
import json
from contextlib import suppress
from urllib.parse import unquote_to_bytes, urlencode

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.test import EnvironBuilder, encode_multipart

from wodsheet.problems import Refused
from wodsheet.web.request_body import Request

FORM = "application/x-www-form-urlencoded"
REPLACEMENT = "\ufffd"
text = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
names = st.from_regex(r"[a-z_]{1,10}", fullmatch=True)
fields = st.lists(st.tuples(names, text), max_size=6)
scalars = st.none() | st.booleans() | st.floats(allow_nan=False) | st.integers() | text
nested = st.recursive(scalars, lambda inner: st.lists(inner) | st.dictionaries(text, inner), max_leaves=6)


def read(body: bytes, kind: str) -> list[tuple[str, str]]:
    """The fields of a request with this body, in the order of their names."""
    builder = EnvironBuilder(method="POST", input_stream=io.BytesIO(body), content_length=len(body), content_type=kind)
    return sorted(Request(builder.get_environ()).form.items(multi=True))


@given(fields)
def test_a_form_arrives_as_it_was_sent(sent):
    assert read(urlencode(sent).encode(), FORM) == sorted(sent)


@given(st.dictionaries(names, text, max_size=6))
def test_a_multipart_form_arrives_as_it_was_sent(sent):
    boundary, body = encode_multipart(sent)
    assert read(body, f"multipart/form-data; boundary={boundary}") == sorted(sent.items())


@given(st.binary(max_size=60))
@example(b"text=%FF")
@example(b"text=\xff")
def test_bytes_that_are_no_text_are_refused_and_never_repaired(body):
    with suppress(Refused):
        arrived = read(body, FORM)
        repaired = any(REPLACEMENT in name + value for name, value in arrived)
        assert not repaired or REPLACEMENT.encode() in unquote_to_bytes(body)


@given(st.dictionaries(text, text | st.integers(), max_size=6))
def test_a_flat_object_of_json_arrives_as_a_form(sent):
    assert read(json.dumps(sent).encode(), "application/json") == sorted((name, str(it)) for name, it in sent.items())


@given(nested.filter(lambda sent: not isinstance(sent, dict)))
def test_json_that_is_no_object_is_refused(sent):
    with pytest.raises(Refused):
        read(json.dumps(sent).encode(), "application/json")


@given(st.binary(max_size=60) | nested.map(lambda sent: json.dumps(sent).encode()))
def test_any_body_of_json_is_read_or_refused(body):
    with suppress(Refused, RequestEntityTooLarge):
        read(body, "application/json")
