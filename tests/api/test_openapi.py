"""/openapi.json says what is there, all of it, and what is answered is as it says."""

from __future__ import annotations

import re
from typing import Any
from uuid import uuid4

import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate

from wodsheet.api.json_schema import takes
from wodsheet.api.openapi import describe
from wodsheet.assets.vendor import ROOT
from wodsheet.lines import LINES
from wodsheet.routes import ROUTES, WRITES
from wodsheet.schemas.fields import Words


@pytest.fixture(scope="module")
def described(rolled_back_app) -> dict[str, Any]:
    return describe(rolled_back_app, ROUTES)


@pytest.fixture
def fits(described):
    """Asserts that an answer is as the description says it is."""

    def fits(answer, path: str) -> None:
        method = answer.request.method.lower()
        says = described["paths"][path][method]["responses"][str(answer.status_code)]
        if "$ref" in says:
            says = described["components"]["responses"][says["$ref"].rpartition("/")[2]]
        schema = says["content"]["application/json"]["schema"] | {"components": described["components"]}
        assert [error.message for error in Draft202012Validator(schema).iter_errors(answer.json)] == []
        assert says.get("headers", {}).keys() <= set(answer.headers.keys())

    return fits


def test_it_is_openapi(described):
    validate(described)
    assert len(described["paths"]) > 60


def test_whatever_a_token_reaches_is_described_and_nothing_else():
    by_token = {endpoint for endpoint, route in ROUTES.items() if route.token}
    assert by_token == {endpoint for endpoint, route in ROUTES.items() if route.operation}
    assert by_token == {endpoint for endpoint, route in ROUTES.items() if route.gives}


def test_what_a_token_must_be_allowed_follows_from_the_method(rolled_back_app):
    for rule in rolled_back_app.url_map.iter_rules():
        if token := ROUTES[rule.endpoint].token:
            assert (token is WRITES) == ("POST" in (rule.methods or ())), rule.endpoint


def test_anybody_may_read_it_and_a_cache_may_keep_it(client):
    answer = client.get("/openapi.json")
    assert answer.json["openapi"] == "3.1.0"
    assert answer.headers["Cache-Control"] == "public, max-age=3600"
    again = client.get("/openapi.json", headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize("line", LINES)
def test_every_record_is_as_described(script, fits, line):
    made = script.post(f"/{line}/ready", data={"form_key": str(uuid4())})
    fits(made, f"/{line}/ready")
    at = made.headers["Location"]
    assert any(made.json["lists"].values())
    earned = {"amount": "9", "reason": "A night", "form_key": str(uuid4())}
    fits(script.post(f"{at}/experience/earned", data=earned), f"/{line}/{{id}}/experience/{{kind}}")
    fits(script.post(f"{at}/ratings/strength", data={"dots": "5"}), f"/{line}/{{id}}/ratings/{{name}}")
    added = script.post(f"{at}/lists/touchstones", data={"name": "A friend", "form_key": str(uuid4())})
    fits(added, f"/{line}/{{id}}/lists/touchstones")
    entry = f"{at}/lists/touchstones/{added.json['added']}"
    fits(script.post(f"{entry}/remove"), f"/{line}/{{id}}/lists/{{name}}/{{entry}}/remove")
    for place in ("", "/experience", "/changes"):
        fits(script.get(at + place), f"/{line}/{{id}}{place}")
    fits(script.get("/"), "/")


def test_every_refusal_is_as_described(script, reader, client, other_script, fits, anna):
    path, dots = "/vtm/{id}/ratings/{name}", {"dots": "3"}
    at = f"{anna.path}/ratings/strength"
    answers = [
        client.post(at, data=dots, headers={"Accept": "application/json"}),
        reader.post(at, data=dots),
        other_script.post(at, data=dots),
        script.post(at, data={"dots": "9"}),
        script.post(at, data={"dots": "9" * 1_100_000}),
    ]
    assert [answer.status_code for answer in answers] == [401, 403, 404, 422, 413]
    for answer in answers:
        fits(answer, path)


def test_every_operation_says_which_names_there_are(described):
    parts = described["paths"]["/vtm/{id}/ratings/{name}"]["post"]["parameters"]
    assert {part["name"]: part["schema"].get("enum") for part in parts} == {
        "id": None,
        "name": list(LINES["vtm"].traits),
    }


WRITTEN = [
    "",
    " ",
    "a",
    " a ",
    "a\nb",
    "a\r\nb",
    "a\tb",
    "\na",
    "a\x00",
    "a\x1f",
    "\x1f",
    "\u200b",
    "\u3164 ",
    "ä🌙",
    "xxxxxxxxxxx",
]


@pytest.mark.parametrize("words", WRITTEN)
@pytest.mark.parametrize("settings", [{}, {"lines": True}, {"blank": False}, {"lines": True, "blank": False}])
def test_a_text_takes_what_its_description_says(settings, words):
    field = Words(10, **settings)
    try:
        field.deserialize(words)
        saved = True
    except Exception as error:
        saved = type(error).__name__ != "ValidationError"
    assert Draft202012Validator(takes(field)).is_valid(words) == saved


def test_the_page_about_it_names_addresses_there_are(described):
    said = (ROOT / "docs" / "api.md").read_text()
    paths = set(re.findall(r"\$SITE(/[^\s'\"?]*)", said))
    known = [re.sub(r"\{\w+\}", "[^/]+", path) for path in described["paths"]] + ["/openapi.json"]
    assert len(paths) > 4
    assert [path for path in paths if not any(re.fullmatch(pattern, path) for pattern in known)] == []
