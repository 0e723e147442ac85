"""How templates call, look up and escape."""

from __future__ import annotations

from inspect import getattr_static

import pytest
from markupsafe import Markup, escape


class Drawn:
    """Something that says itself how it is drawn."""

    def __html__(self) -> str:
        return "<b>drawn</b>"


class Shout(str):
    """A word that is not quite a str."""


def test_nothing_that_a_template_calls_asks_for_the_template(app):
    called = app.jinja_env.globals
    assert {"remembered", "mark_of", "url_for"} <= set(called)
    assert [name for name, one in called.items() if getattr_static(one, "jinja_pass_arg", None)] == []


@pytest.mark.parametrize("special", ["&", "<", ">", "'", '"', "", "\u2028", "é"])
@pytest.mark.parametrize("kind", [str, Markup, Shout])
def test_words_are_escaped_as_jinja_would(app, kind, special):
    words = kind(f"Anna {special} Bo")
    assert app.jinja_env.from_string("{{ words }}").render(words=words) == str(escape(words))


@pytest.mark.parametrize("value", [0, 3.5, None, True, Drawn(), ["<i>"], {"<": "&"}])
def test_what_is_no_word_is_escaped_as_jinja_would(app, value):
    assert app.jinja_env.from_string("{{ value }}").render(value=value) == str(escape(value))


def test_what_a_macro_drew_is_not_escaped_again(app):
    macro = "{% macro bold(word) %}<b>{{ word }}</b>{% endmacro %}{{ bold('a < b') }}"
    assert app.jinja_env.from_string(macro).render() == "<b>a &lt; b</b>"


def test_a_key_is_no_attribute(app):
    template = app.jinja_env.from_string("{{ one.name }}")
    with pytest.raises(AttributeError):
        template.render(one={"name": "Anna"})
