"""/openapi.json: everything a program can do, read out of the routes, the lines, the forms and the shapes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from apispec import APISpec
from apispec.ext.marshmallow import MarshmallowPlugin
from flask import Flask
from marshmallow import Schema
from werkzeug.routing import Rule

from wodsheet.api.json_schema import takes
from wodsheet.api.operations import Described, Operation
from wodsheet.api.shapes import FORMAT, ProblemShape
from wodsheet.engine import Line
from wodsheet.lines import LINES
from wodsheet.schemas.form import Form
from wodsheet.schemas.sheet import EntryForm

# A part of an address as Werkzeug writes it.
PART = re.compile(r"<(?:[\w.]+(?:\([^)]*\))?:)?(\w+)>")
KINDS_OF_BODY = ("application/x-www-form-urlencoded", "application/json")
ID = {"type": "integer", "minimum": 1, "maximum": 999_999_999_999_999_999}

REFUSALS = {
    401: "No token, or one that is not known here or was revoked.",
    403: "The token does not reach this, or may only read.",
    404: "Not there, or not yours: the two look alike.",
    409: "There is no room, or somebody wrote something else meanwhile.",
    413: "Larger than a megabyte, or over a thousand fields.",
    414: "An address of over four kilobytes. The web server itself says so, and not in JSON.",
    422: "Something cannot stand as it is: what, by field.",
    429: "Too fast. Retry-After says how many seconds to wait.",
    503: "The database is away. Retry-After says how many seconds to wait.",
}
ALWAYS = (401, 403, 503)
OF_WRITES = (413, 422, 429)
OF_QUERIES = (414, 422)
HEADERS = {401: "WWW-Authenticate", 429: "Retry-After", 503: "Retry-After"}

INTRODUCTION = """
The addresses are those of the pages. Make a token on the page Tokens and send it as `Authorization: Bearer …`.
A write takes the fields of the page's own form, as a form or as a flat JSON object, and answers the record as it is
afterwards. Whatever is refused changes nothing and says why in one shape.
""".strip()


def describe(app: Flask, routes: Mapping[str, Described]) -> dict[str, Any]:
    """The whole description, in the words of OpenAPI 3.1. ``routes`` by endpoint."""
    description = Description()
    for rule in app.url_map.iter_rules():
        route = routes.get(rule.endpoint)
        if route and route.operation:
            description.add(rule, route, route.operation)
    return description.spec.to_dict()


class Description:
    """A description that is being written."""

    def __init__(self) -> None:
        plugin = MarshmallowPlugin(schema_name_resolver=name_of)
        self.spec = APISpec(
            title="wodsheet",
            version=FORMAT,
            openapi_version="3.1.0",
            plugins=[plugin],
            info={"description": INTRODUCTION},
            security=[{"token": []}],
        )
        assert plugin.converter
        plugin.converter.add_attribute_function(lambda converter, field, **known: takes(field))
        self.converter = plugin.converter
        self.spec.components.security_scheme("token", {"type": "http", "scheme": "bearer"})
        self.spec.components.schema("Problem", schema=ProblemShape)
        for status, says in REFUSALS.items():
            self.spec.components.response(str(status), refusal(status, says))

    def add(self, rule: Rule, route: Described, operation: Operation) -> None:
        """Add the addresses of a rule: one for each line, and where they are apart one for each name."""
        for line in LINES.values() if "line" in rule.arguments else list(LINES.values())[:1]:
            forms = list(operation.forms(line)) if operation.forms else []
            if not operation.apart:
                self.path(rule, route, operation, line, forms)
                continue
            for name, form in zip(operation.parts["name"](line), forms, strict=True):
                self.path(rule, route, operation, line, [form], name)

    def path(
        self, rule: Rule, route: Described, operation: Operation, line: Line, forms: list[Form], name: str = ""
    ) -> None:
        """Add one address, with the one thing that can be done there."""
        own = {"line": line.name, "name": name}
        assert route.gives
        shape = route.gives.shape_of(line)
        address = PART.sub(lambda part: own.get(part[1]) or f"{{{part[1]}}}", rule.rule)
        method = "post" if rule.methods and "POST" in rule.methods else "get"
        of_a_line = "line" in rule.arguments
        id = "_".join([line.name] * of_a_line + [rule.endpoint.replace(".", "_")] + [name] * bool(name))
        status = 201 if route.creates else 200
        description: dict[str, Any] = {
            "summary": operation.summary,
            "operationId": id,
            "tags": [line.label if of_a_line else "Roster"],
            "parameters": [*parts(rule, operation, line, own), *self.query(operation, line)],
            "responses": {str(status): answer(status, shape)}
            | {str(status): str(status) for status in refused_with(rule, operation, method)},
        }
        if forms:
            body = widest([self.form(form) for form in forms])
            self.spec.components.schema(f"{id}_form", body)
            description["requestBody"] = {
                "required": bool(body.get("required")),
                "content": {kind: {"schema": f"{id}_form"} for kind in KINDS_OF_BODY},
            }
        self.spec.path(address, operations={method: description})

    def query(self, operation: Operation, line: Line) -> Iterator[dict[str, Any]]:
        """What may be asked besides."""
        form = operation.query(line) if callable(operation.query) else operation.query
        for name, schema in self.form(form)["properties"].items() if form else ():
            yield {"name": name, "in": "query", "schema": schema}

    def form(self, form: Form) -> dict[str, Any]:
        """What a form takes. That a field left out is None is nothing that could be sent."""
        schema = self.converter.schema2jsonschema(form)
        if isinstance(form, EntryForm):
            schema["anyOf"] = [
                {"required": [name], "properties": {name: {"pattern": r"\S"}}} for name in ("name", "own")
            ]
        for field in schema["properties"].values():
            if field.get("default", "") is None:
                del field["default"]
        return schema


def name_of(schema: Any) -> str:
    """A shape's name in the description."""
    kind = schema if isinstance(schema, type) else type(schema)
    return kind.__name__.removesuffix("Shape")


def refusal(status: int, says: str) -> dict[str, Any]:
    """How a refusal looks."""
    if status == 414:
        return {"description": says}
    content = {"application/json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    if status not in HEADERS:
        return {"description": says, "content": content}
    header = {"required": True, "schema": {"type": "string" if status == 401 else "integer"}}
    return {"description": says, "content": content, "headers": {HEADERS[status]: header}}


def refused_with(rule: Rule, operation: Operation, method: str) -> list[int]:
    """The statuses of the ways it can be refused."""
    statuses = {*ALWAYS, *operation.refuses}
    statuses |= set(OF_WRITES) if method == "post" else set()
    statuses |= {404} if "id" in rule.arguments else set()
    return sorted(statuses | (set(OF_QUERIES) if operation.query else set()))


def answer(status: int, shape: type[Schema]) -> dict[str, Any]:
    """How it looks when it is done."""
    done: dict[str, Any] = {"description": "As it is now.", "content": {"application/json": {"schema": shape}}}
    if status == 201:
        done["headers"] = {"Location": {"required": True, "schema": {"type": "string"}}}
    return done


def parts(rule: Rule, operation: Operation, line: Line, own: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """What may stand in the address where it does not say so itself."""
    for part in PART.findall(rule.rule):
        if not own.get(part):
            known = operation.parts.get(part)
            schema = {"type": "string", "enum": list(known(line))} if known else ID
            yield {"name": part, "in": "path", "required": True, "schema": schema}


def widest(bodies: list[dict[str, Any]]) -> dict[str, Any]:
    """One body that holds each of these: for an address whose name decides how much it takes."""
    if len(bodies) == 1:
        return bodies[0]
    properties: dict[str, dict[str, Any]] = {}
    for body in bodies:
        for name, schema in body["properties"].items():
            properties[name] = wider(properties[name], schema) if name in properties else schema
    needed = set.intersection(*(set(body.get("required", ())) for body in bodies))
    return {
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
        **({"required": sorted(needed)} if needed else {}),
    }


def wider(one: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, Any]:
    """What either schema takes, and where they differ in anything but a bound, all that is of their type."""
    both = {key: value for key, value in one.items() if other.get(key) == value}
    for bound, better in (("minimum", min), ("maximum", max), ("maxLength", max)):
        if bound in one and bound in other:
            both[bound] = better(one[bound], other[bound])
    return both
