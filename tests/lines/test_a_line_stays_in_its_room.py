"""Nothing outside ``lines/`` knows a line by name."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LINE = re.compile(r"(?<![a-z0-9])(vtm|htr|wta)(?![a-z0-9])", re.IGNORECASE)
MODULES = [path for path in (ROOT / "wodsheet").rglob("*.py") if "lines" not in path.relative_to(ROOT).parts]
PAGES = [path for folder in ("templates", "partials") for path in (ROOT / folder).rglob("*.*")]


def at(path):
    """A file's place in the project, to name it in a report."""
    return str(path.relative_to(ROOT))


def said(source):
    """The names and strings of some code; docstrings and comments may give a line as an example."""
    tree = ast.parse(source)
    holders = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    docs = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, holders) and ast.get_docstring(node, clean=False) and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield node.value
        elif isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.alias):
            yield node.name


@pytest.mark.parametrize("path", MODULES, ids=at)
def test_no_module_names_a_line(path):
    assert [words for words in said(path.read_text(encoding="utf-8")) if LINE.search(words)] == []


@pytest.mark.parametrize("path", PAGES, ids=at)
def test_no_page_decides_anything_by_a_line(path):
    """A page may wear a line's theme; its loops and conditions may not know one."""
    decided = re.findall(r"\{[%{].*?[%}]\}", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert [words for words in decided if LINE.search(words)] == []


def test_a_line_named_in_code_is_noticed_and_one_in_a_docstring_is_not():
    assert [words for words in said('if line.name == "vtm": pass') if LINE.search(words)] == ["vtm"]
    assert [words for words in said("from wodsheet.lines import VTM") if LINE.search(words)] == ["VTM"]
    assert [words for words in said('"""At /vtm/42."""') if LINE.search(words)] == []


def test_there_is_something_to_look_at():
    assert len(MODULES) > 5
