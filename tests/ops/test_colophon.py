"""The notice on every page, and the logo an operator may supply."""

from __future__ import annotations

import pytest

NOTICE = "Portions of the materials are the copyrights and trademarks of Paradox Interactive AB"


@pytest.fixture
def visitor(make_app, new_database, tmp_path):
    """A visitor of an app whose operator set DARK_PACK_LOGO to a file of this name in the data folder, or did not."""

    def visitor(logo: str = "", content: bytes | None = None):
        if content is not None:
            (tmp_path / logo).write_bytes(content)
        return make_app(new_database(), DATA_DIR=str(tmp_path), DARK_PACK_LOGO=logo).test_client()

    return visitor


def test_without_a_logo_the_notice_stands_alone(visitor):
    browser = visitor()
    assert NOTICE in browser.get("/").text
    assert "<img" not in browser.get("/").text
    assert browser.get("/dark-pack-logo").status_code == 404


def test_the_operators_logo_stands_beside_the_notice(visitor):
    browser = visitor("logo.png", b"\x89PNG picture")
    assert 'src="/dark-pack-logo"' in browser.get("/").text
    with browser.get("/dark-pack-logo") as answer:
        assert (answer.status_code, answer.mimetype, answer.data) == (200, "image/png", b"\x89PNG picture")
        assert answer.cache_control.max_age == 3600


@pytest.mark.parametrize(("logo", "content"), [("gone.png", None), ("logo.html", b"<script>alert(1)</script>")])
def test_a_logo_that_is_gone_or_no_picture_is_not_served(visitor, logo, content):
    assert visitor(logo, content).get("/dark-pack-logo").status_code == 404
