"""Messages with placeholders: what becomes of markup and of a player's words in them."""

from __future__ import annotations

import pytest
from markupsafe import Markup

from wodsheet.templating.i18n import gettext, ngettext


def test_a_message_without_placeholders_is_taken_as_it_stands():
    assert gettext("40 % of it") == "40 % of it"


def test_words_in_a_message_are_left_for_the_template_to_escape():
    message = gettext("Add to %(name)s", name="Bonnie & Clyde")
    assert message == "Add to Bonnie & Clyde"
    assert not isinstance(message, Markup)


def test_a_link_in_a_message_stays_a_link_and_all_else_is_escaped():
    link = Markup('<a href="/x">let it go</a>')
    message = gettext("<%(name)s>: keep it, or %(link)s.", name="a<b", link=link)
    assert message == Markup('&lt;a&lt;b&gt;: keep it, or <a href="/x">let it go</a>.')
    assert isinstance(message, Markup)


def test_a_count_may_stand_beside_a_link():
    link = Markup("<b>here</b>")
    assert ngettext("%(num)s day %(link)s", "%(num)s days %(link)s", 2, link=link) == Markup("2 days <b>here</b>")


@pytest.mark.parametrize("name", ["שלום", "Anna שלום 7", "محمد", "\u202eRobin"])
def test_a_name_that_runs_from_right_to_left_turns_nothing_else_in_its_sentence(name):
    assert gettext("Remove %(name)s", name=name) == f"Remove \u2068{name}\u2069"
    link = Markup("<b>here</b>")
    assert gettext("%(name)s is %(link)s", name=name, link=link) == f"\u2068{name}\u2069 is <b>here</b>"


@pytest.mark.parametrize("name", ["Anna", "Zoë O’Tolley", "Алина", "美咲", 7, Markup("<bdi>שלום</bdi>")])
def test_all_other_names_stand_in_a_sentence_as_they_are(name):
    assert gettext("Remove %(name)s", name=name) == f"Remove {name}"
