"""How templates call, look up and escape."""

from __future__ import annotations

import pytest
from jinja2 import pass_context
from markupsafe import Markup, escape


class Drawn:
    """Something that says itself how it is drawn."""

    def __html__(self) -> str:
        return "<b>drawn</b>"


class Shout(str):
    """A word that is not quite a str."""


def test_a_global_that_asks_for_the_context_gets_it(app):
    environment = app.jinja_env.overlay()
    environment.globals = {**environment.globals, "named": pass_context(lambda context, key: context[key])}
    assert environment.from_string("{{ named('who') }}").render(who="Anna") == "Anna"


def test_a_macro_is_called_with_words_by_name_and_with_what_stands_in_it(app):
    macro = "{% macro row(one, more='') %}{{ one }}{{ more }}{{ caller() if caller is defined }}{% endmacro %}"
    calls = "{{ row(1, more=2) }}{{ row(*[3], **{'more': 4}) }}{% call row(5) %}6{% endcall %}"
    assert app.jinja_env.from_string(macro + calls).render() == "123456"


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
