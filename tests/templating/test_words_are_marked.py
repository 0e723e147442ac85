"""Everything that a template says goes through gettext: its text, the attributes that are read, its constants."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from jinja2 import nodes
from selectolax.lexbor import LexborHTMLParser, LexborNode

from wodsheet.templating.setup import ROOT

TEMPLATES = sorted([*ROOT.glob("templates/**/*.html"), *ROOT.glob("partials/*.html")])
READ = ("aria-label", "title", "alt", "placeholder")
# Names, addresses and keys are the same in every language. What is in one language on purpose has the attribute lang.
NAMES = {"Wodsheet", "Discord", "/openapi.json", "Heal"}
TRANSLATE = {"_", "ngettext"}


def words(text: str) -> bool:
    """Whether a text has words of a language in it. Attributes alone, as a block may hold them, and ids are none."""
    keys = re.fullmatch(r"\s*((\s*[\w-]+=\"[^\"]*\")+|[a-z_]+(-[a-z_]*)+)\s*", text)
    return any(letter.isalpha() for letter in text) and text.strip() not in NAMES and not keys


def unmarked(markup: str) -> Iterator[str]:
    """The texts and attributes in markup that a person reads and that have words in them."""
    # What stands in a noscript is markup for us too.
    tree = LexborHTMLParser(re.sub(r"<(/?)noscript>", r"<\1div>", markup))
    for node in tree.root.traverse(include_text=True) if tree.root else ():
        if foreign(node):
            continue
        said = [node.text(deep=False)] if node.tag == "-text" else [node.attributes.get(name) or "" for name in READ]
        yield from (" ".join(text.split()) for text in said if words(text))


def foreign(node: LexborNode | None) -> bool:
    """Whether a node is code, or in a language that it names itself."""
    while node and node.tag not in ("html", "-undef", "-document"):
        if node.tag in ("code", "style", "script") or "lang" in node.attributes:
            return True
        node = node.parent
    return False


def plain(app: Flask, source: str) -> str:
    """The markup of a template, all its branches one after the other, without what its expressions say."""
    return "".join(text for _, kind, text in app.jinja_env.lex(source) if kind == "data")


def constants(node: nodes.Node) -> Iterator[str]:
    """The strings that a template may say with ``{{ }}`` or hand on, without those that are translated."""
    for child in node.iter_child_nodes():
        if isinstance(child, nodes.Call) and isinstance(child.node, nodes.Name) and child.node.name in TRANSLATE:
            continue
        if isinstance(child, nodes.Const) and isinstance(child.value, str):
            yield child.value
        yield from constants(child)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_template_says_nothing_but_in_its_readers_language(app, template: Path):
    assert list(unmarked(plain(app, template.read_text()))) == []


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_constant_of_a_template_is_a_sentence_or_a_label(app, template: Path):
    """What begins with a capital, or is several words, is for people; keys and classes are neither."""
    said = constants(app.jinja_env.parse(template.read_text()))
    assert [text for text in said if re.search(r"^\W*[A-Z][a-z]|[a-z] +[a-z]", text) and text not in NAMES] == []


@pytest.mark.parametrize(
    "markup",
    [
        "<p>Saved</p>",
        '<button aria-label="Remove {{ name }}">×</button>',
        "{% if dead %}, dead{% endif %}",
        "<noscript><button>Save</button></noscript>",
        '<input placeholder="as it comes">',
    ],
)
def test_words_that_are_not_marked_are_found(app, markup):
    assert len(list(unmarked(plain(app, markup)))) == 1


@pytest.mark.parametrize("markup", ["<p>{{ _('Saved') }}</p>", "<b>Wodsheet</b>", '<div lang="en">All rights</div>'])
def test_marked_words_and_names_and_what_names_its_language_are_let_pass(app, markup):
    assert list(unmarked(plain(app, markup))) == []
