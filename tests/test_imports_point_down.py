"""Imports inside the app point down: a module knows of its own row and of the rows below.

To mend a failure: move what is needed to a row that both may import, or hand it over as an argument. To take an
exception away: remove the import, then its line in EXCEPTIONS; a line without its import fails.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

APP = Path(__file__).parents[1] / "wodsheet"

# From the top down, as CONTRIBUTING.md has it. The longest name that fits a module decides its row.
ROWS = (
    "wodsheet __main__ gunicorn_conf serving",
    "blueprints",
    "web routes api transfer backup portraits experience pregens cli live templating",
    "rules sheet schemas statements preferences",
    "lines",
    "engine",
    "db models extensions settings assets metrics templating.dates",
    "problems templating.i18n unicode",
)
ROW = {name: number for number, row in enumerate(ROWS) for name in row.split()}

# What a room may not import although it stands in the same row or below.
APART = {
    "rules": "statements schemas sheet preferences lines db models extensions settings assets",
    "sheet": "statements schemas models db",
    "schemas": "statements models db",
}

# Imports that point the wrong way today, each with what it waits for. Add none.
EXCEPTIONS = {
    ("schemas.transfer", "portraits"): "the slots of pictures are the form of an import",
    ("sheet.character", "experience"): "a sheet shows the ledger's totals",
    ("sheet.character", "portraits"): "a sheet has an album, and the slots stand beside the decoder",
}


def modules() -> dict[str, Path]:
    """Every module of the app by its name without "wodsheet."; the app itself is "wodsheet"."""
    found = {}
    for path in APP.rglob("*.py"):
        parts = path.relative_to(APP).with_suffix("").parts
        found[".".join(part for part in parts if part != "__init__") or "wodsheet"] = path
    return found


MODULES = modules()


def imports(source: str) -> Iterator[str]:
    """The modules of the app that some code imports, inside functions and for type checking as well."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (module(alias.name) for alias in node.names if alias.name.split(".")[0] == "wodsheet")
        elif isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "wodsheet":
            yield from (module(f"{node.module}.{alias.name}") for alias in node.names)


def module(name: str) -> str:
    """The module in which ``wodsheet.<name>`` lies: it may be a module, or a name of one."""
    name = name.removeprefix("wodsheet").removeprefix(".")
    while name and name not in MODULES:
        name = name.rpartition(".")[0]
    return name or "wodsheet"


def row(name: str) -> int:
    """The row of a module; 0 is the top. KeyError for a room that has none."""
    while name not in ROW and "." in name:
        name = name.rpartition(".")[0]
    return ROW[name]


def room(name: str) -> str:
    """The room of a module. A module with a row of its own, lower than its room's, is a room of its own."""
    return name if name in ROW else name.partition(".")[0]


def wrong(importer: str, imported: str) -> bool:
    """Whether this import points up, or to something the room is to know nothing of."""
    if room(importer) == room(imported):
        return False
    return row(imported) < row(importer) or room(imported) in APART.get(room(importer), "").split()


ARROWS = {
    (importer, imported)
    for importer, path in MODULES.items()
    for imported in imports(path.read_text(encoding="utf-8"))
    if importer != imported
}


def test_every_module_has_a_row():
    assert [name for name in MODULES if name != "wodsheet" and row(name) is None] == []


def test_imports_point_down():
    assert sorted(arrow for arrow in ARROWS if wrong(*arrow) and arrow not in EXCEPTIONS) == []


def test_an_exception_that_is_mended_leaves_the_list():
    assert sorted(arrow for arrow in EXCEPTIONS if arrow not in ARROWS or not wrong(*arrow)) == []


def test_problems_import_nothing_of_ours_but_gettext():
    below = {imported for importer, imported in ARROWS if importer in ("problems", "templating.i18n")}
    assert below == {"templating.i18n"}


def test_rules_import_the_engine_only():
    assert {room(imported) for importer, imported in ARROWS if room(importer) == "rules"} <= {"rules", "engine"}


def test_two_rooms_do_not_import_each_other():
    between = {(room(one), room(other)) for one, other in ARROWS - EXCEPTIONS.keys() if room(one) != room(other)}
    assert sorted(pair for pair in between if pair[::-1] in between) == []


def test_a_server_starts_without_what_only_migrations_and_discord_need():
    late = re.compile("(alembic|sqlalchemy|flask_migrate|wodsheet.models|requests|flask_dance|.*discord_login)\\b")
    at_once = [
        (name, module)
        for name, path in MODULES.items()
        if room(name) != "models" and name != "web.discord_login"
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.Import | ast.ImportFrom)
        for module in [*(alias.name for alias in node.names), getattr(node, "module", None) or ""]
        if late.match(module)
    ]
    assert at_once == []


def test_an_import_that_points_up_is_noticed():
    source = "from wodsheet.web import csrf\ndef late():\n    from wodsheet.blueprints.lists import bp\n"
    assert list(imports(source)) == ["web.csrf", "blueprints.lists"]
    assert wrong("web.csrf", "blueprints.lists")
    assert wrong("engine.line", "lines.vtm")
    assert wrong("sheet.roster", "statements.roster")
    assert not wrong("blueprints.lists", "web.csrf")
    assert not wrong("lines.vtm", "templating.i18n")
