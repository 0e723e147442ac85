"""The fields of a form as a flat JSON object."""

from __future__ import annotations

import json

import pytest

from wodsheet.sheet import hash_text
from wodsheet.web.request_body import NOT_A_FIELD, NOT_FLAT, NOT_TEXT


def test_what_a_form_says_may_be_said_in_json(script, anna):
    assert script.post(f"{anna.path}/ratings/strength", json={"dots": 3}).json["ratings"]["strength"] == 3
    assert script.post(f"{anna.path}/ratings/strength", json={"dots": "4"}).json["ratings"]["strength"] == 4
    words = {"text": "Läuft bei Nacht 🌙", "seen": hash_text("")}
    assert script.post(f"{anna.path}/texts/concept", json=words).json["texts"]["concept"] == words["text"]


@pytest.mark.parametrize(
    ("body", "field", "message"),
    [
        (b"", "", NOT_FLAT),
        (b"[]", "", NOT_FLAT),
        (b"3", "", NOT_FLAT),
        (b'{"dots": 3', "", NOT_FLAT),
        (b"[" * 100_000, "", NOT_FLAT),
        (b'{"dots": ' + b"9" * 5000 + b"}", "", NOT_FLAT),
        (b'{"dots": "\xff"}', "", NOT_TEXT),
        (b'{"dots": "\\ud800"}', "", NOT_TEXT),
        (b'{"\\ud800": 3}', "", NOT_TEXT),
        (b'{"dots": null}', "dots", NOT_A_FIELD),
        (b'{"dots": 3.0}', "dots", NOT_A_FIELD),
        (b'{"dots": true}', "dots", NOT_A_FIELD),
        (b'{"dots": NaN}', "dots", NOT_A_FIELD),
        (b'{"dots": {"dots": 3}}', "dots", NOT_A_FIELD),
        (b'{"dots": [3]}', "dots", NOT_A_FIELD),
        (b'{"dots": 3, "dots": 3}', "dots", "This was sent more than once."),
        (b'{"dots": -1}', "dots", "“-1” dots: choose 1 to 5."),
        (b'{"dots": 6}', "dots", "6 dots: choose 1 to 5."),
        (b'{"dots": 3, "more": 1}', "more", "This form has no such field."),
    ],
)
def test_json_is_read_as_strictly_as_a_form(script, anna, body, field, message):
    answer = script.post(f"{anna.path}/ratings/strength", data=body, content_type="application/json")
    assert answer.status_code == 422
    assert answer.json["details"] == [{"field": field, "message": message}]
    assert script.get(anna.path).json["ratings"]["strength"] == 1


def test_a_number_is_no_text(script, anna):
    answer = script.post(f"{anna.path}/texts/concept", json={"text": 0, "seen": hash_text("")})
    assert answer.status_code == 422
    assert answer.json["details"] == [{"field": "text", "message": "Concept has to be text."}]


def test_too_many_fields_in_json_are_too_large(script, anna):
    body = json.dumps({str(number): 1 for number in range(1001)})
    answer = script.post(f"{anna.path}/ratings/strength", data=body, content_type="application/json")
    assert answer.status_code == 413
