"""Files a page loads: few, small, named by their content."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path

import brotli
import pytest
from fontTools import subset

from wodsheet import assets
from wodsheet.assets import fonts, vendor


@pytest.fixture
def static(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty static folder of our own."""
    for name, path in (
        ("STATIC", tmp_path),
        ("BUILT", tmp_path / "built"),
        ("MANIFEST", tmp_path / "built" / "m.json"),
    ):
        monkeypatch.setattr(assets, name, path)
    return tmp_path


def put(static: Path, name: str, words: str) -> None:
    (static / name).parent.mkdir(parents=True, exist_ok=True)
    (static / name).write_text(words)


def built(static: Path, address: str) -> str:
    return (static / "built" / address.removeprefix("/static/")).read_text()


def test_style_sheets_become_one_in_their_order(static):
    put(static, "css/index.css", '/* order */\n@layer a, b;\n@import url("a.css");\n@import url("parts/b.css");\n')
    put(static, "css/a.css", "@layer a {\n  p { color: red; }\n}\n")
    put(static, "css/parts/b.css", "@layer b { p::after { content: ' /* kept */  '; } }")
    site = assets.Assets(watching=False)
    assert built(static, site.address("css/index.css")) == (
        "@layer a,b;@layer a{p{color: red;}}@layer b{p::after{content: ' /* kept */  ';}}"
    )
    with pytest.raises(LookupError):
        site.address("css/a.css")


def test_scripts_become_one_in_their_order(static):
    put(static, "js/sheet.js", '// Both.\nimport "./a.js";\nimport "./b.js";\n')
    put(static, "js/a.js", '// What it does.\nfirst("http://x"); // and why\n')
    put(static, "js/b.js", "  // Then:\nsecond();\n")
    site = assets.Assets(watching=False)
    assert built(static, site.address("js/sheet.js")) == 'first("http://x"); // and why\nsecond();\n'
    with pytest.raises(LookupError):
        site.address("js/a.js")


def test_addresses_in_a_style_sheet_follow_the_files(static):
    put(static, "vendor/fonts/a.woff2", "letters")
    put(static, "img/b.svg", "<svg/>")
    put(
        static,
        "css/parts/c.css",
        'a{src:url("/static/vendor/fonts/a.woff2")}b{src:url(../../img/b.svg)}c{src:url("data:x")}',
    )
    site = assets.Assets(watching=False)
    words = built(static, site.address("css/parts/c.css"))
    assert f'url("{site.address("vendor/fonts/a.woff2")}")' in words
    assert f'url("{site.address("img/b.svg")}")' in words
    assert 'url("data:x")' in words


def test_a_changed_file_has_another_address_and_a_desk_sees_it(static, monkeypatch):
    put(static, "js/a.js", "one")
    site = assets.Assets(watching=True)
    first = site.address("js/a.js")
    put(static, "js/a.js", "other")
    site.looked -= 2
    assert site.address("js/a.js") != first
    assert built(static, site.address("js/a.js")) == "other"


def test_files_are_compressed_once(static):
    put(static, "js/a.js", "dots and boxes " * 100)
    path = static / "built" / assets.Assets(watching=False).address("js/a.js").removeprefix("/static/")
    assert brotli.decompress(Path(f"{path}.br").read_bytes()) == path.read_bytes()
    assert gzip.decompress(Path(f"{path}.gz").read_bytes()) == path.read_bytes()


def test_building_again_changes_nothing(static, monkeypatch):
    put(static, "js/a.js", "one")
    monkeypatch.setattr(vendor, "fetch", lambda: None)
    assets.build()
    before = {path: path.stat().st_mtime_ns for path in (static / "built").rglob("*")}
    assets.build()
    assert before == {path: path.stat().st_mtime_ns for path in (static / "built").rglob("*")}


def test_what_is_no_longer_used_is_removed_at_the_next_build(static, monkeypatch):
    monkeypatch.setattr(vendor, "fetch", lambda: None)
    put(static, "js/a.js", "dots and boxes " * 100)
    assets.build()
    put(static, "js/a.js", "boxes and dots, " * 100)
    assets.build()
    assert len(list((static / "built" / "js").iterdir())) == 3


def test_a_file_name_misspelt_in_a_template_is_an_error(static):
    with pytest.raises(LookupError, match="indx"):
        assets.Assets(watching=False).address("css/indx.css")


def test_what_could_not_be_fetched_breaks_no_page(static):
    assert assets.Assets(watching=False).address("vendor/htmx.min.js") == "/static/vendor/htmx.min.js"


def test_nothing_is_fetched_when_everything_is_there(monkeypatch):
    assert vendor.fetch() is None
    monkeypatch.setattr(vendor, "_npm", lambda: pytest.fail("npm was asked for"))
    assert vendor.fetch() is None


def test_without_npm_one_sentence_says_so(tmp_path, monkeypatch):
    monkeypatch.setattr(vendor, "VENDOR", tmp_path)
    monkeypatch.setattr(vendor, "_npm", list)
    assert "neither npm nor" in (vendor.fetch() or "")


def test_a_browser_keeps_a_file_for_a_year_and_gets_it_small(client, app):
    address = app.extensions["assets"].address("vendor/htmx.min.js")
    with client.get(address, headers={"Accept-Encoding": "br"}) as answer:
        assert answer.status_code == 200
        assert answer.headers["Content-Encoding"] == "br"
        assert answer.cache_control.immutable
        assert answer.cache_control.max_age >= 31_536_000
        assert len(answer.data) < 13_000


def test_the_three_faces_of_a_first_visit_weigh_what_was_promised():
    names = json.loads((assets.BUILT / "manifest.json").read_text())["names"]
    faces = [name for name in names if "-basic-" in name]
    assert len(faces) == 3
    assert sum((assets.BUILT / names[name]).stat().st_size for name in faces) < 39_000


def test_a_browser_looks_for_each_letter_in_one_file_alone():
    """A letter of two ranges would fetch both files; the ranges of the style sheet are those the files were cut to."""
    sheet = (assets.STATIC / "css" / "fonts.css").read_text()
    faces = re.findall(r"vendor/(fonts/[^\"]+)\".*?unicode-range: ([^;]+);", sheet, re.S)
    ranges = {name: " ".join(letters.split()) for name, letters in faces}
    assert ranges.keys() == {name for name in vendor.FILES if name.startswith("fonts/")}
    assert {name: ranges[name] for name in vendor.CUTS} == vendor.CUTS
    basic, accents = (set(subset.parse_unicodes(cut.replace(" ", ""))) for cut in (fonts.BASIC, fonts.ACCENTS))
    assert not basic & accents
