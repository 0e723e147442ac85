"""Which language a request is answered in, and how messages become that language."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from wodsheet.templating.i18n import ENGLISH, N_, gettext, language, ngettext, set_language
from wodsheet.templating.languages import Languages
from wodsheet.templating.pseudo import PSEUDO, accented

GERMAN = """
msgid ""
msgstr "Content-Type: text/plain; charset=utf-8\\nPlural-Forms: nplurals=2; plural=(n != 1);\\n"

msgid "Strength"
msgstr "Körperkraft"

msgid "%(num)s day"
msgid_plural "%(num)s days"
msgstr[0] "%(num)s Tag"
msgstr[1] "%(num)s Tage"

#, fuzzy
msgid "Wits"
msgstr "Witze"
"""


@pytest.fixture
def languages(tmp_path):
    (tmp_path / "de.po").write_text(GERMAN, encoding="utf-8")
    return Languages(tmp_path, pseudo=True)


def test_one_file_is_a_language(languages):
    set_language(languages.by_tag["de"])
    assert gettext("Strength") == "Körperkraft"
    assert (ngettext("%(num)s day", "%(num)s days", 1), ngettext("%(num)s day", "%(num)s days", 3)) == (
        "1 Tag",
        "3 Tage",
    )
    assert (gettext("Wits"), gettext("Stamina")) == ("Wits", "Stamina")
    assert (language().name, str(language().locale)) == ("Deutsch", "de")


@pytest.mark.parametrize(
    ("header", "tag"),
    [
        ("", "en"),
        ("en-US,en;q=0.9", "en"),
        ("en-XA", "en-XA"),
        ("EN-xa, en;q=0.5", "en-XA"),
        ("de-AT, en;q=0.8", "de"),
        ("fr, de;q=0.5, en;q=0.4", "de"),
        ("de;q=0, en;q=0.1", "en"),
        ("fr", "en"),
        ("*", "en"),
        ("��;q=x,,;;", "en"),
    ],
)
def test_the_browser_is_answered_in_the_language_it_likes_best(languages, header, tag):
    assert languages.negotiate(header).tag == tag


def test_production_has_no_pseudo_language(tmp_path):
    assert Languages(tmp_path, pseudo=False).negotiate("en-XA") is ENGLISH


def test_a_page_says_its_language(client: FlaskClient):
    pages = [client.get("/login", headers={"Accept-Language": tag}).text for tag in ("en-XA", "en", "en-XA")]
    assert [re.findall("<html lang=([^ >]+)", page) for page in pages] == [['"en-XA"'], ['"en"'], ['"en-XA"']]


def test_a_constant_in_a_template_is_translated_when_that_is_compiled(app):
    english = app.jinja_env.from_string("{{ _('Sign in')|upper }}")
    set_language(PSEUDO)
    accents = app.jinja_env.from_string("{{ _('Sign in') }} {{ _('Not %(name)s', name='<b>') }}")
    set_language(ENGLISH)
    assert (english.render(), accents.render()) == ("SIGN IN", f"{accented('Sign in')} Not &lt;b&gt;")


@pytest.mark.parametrize(
    "message", ["Strength", "Sign in on this computer", "Nothing was kept, because %(what)s was not %(name)s here."]
)
def test_the_pseudo_language_is_four_tenths_longer_and_keeps_placeholders(message):
    said = accented(message)
    assert re.findall(r"%\(\w+\)s", said) == re.findall(r"%\(\w+\)s", message)
    words, english = (re.sub(r"%\(\w+\)s", "", text) for text in (said.strip("[]"), message))
    assert 1.35 <= len(words) / len(english) <= 1.75
    assert not re.search("[a-zA-Z]", words)


def test_the_pseudo_language_keeps_markup_and_fields():
    said = accented("<b>Try</b> {label:.2f} &amp; 100%%")
    assert re.findall(r"<.?b>|\{.*?\}|&amp;|%%", said) == ["<b>", "</b>", "{label:.2f}", "&amp;", "%%"]


def test_what_has_no_letter_is_the_same_everywhere():
    assert [accented(words) for words in ("", "7", "%(a)s: %(b)s", N_("+"))] == ["", "7", "%(a)s: %(b)s", "+"]


def test_what_is_accented_once_is_not_accented_again():
    assert accented(accented("Strength")) == accented("Strength")
