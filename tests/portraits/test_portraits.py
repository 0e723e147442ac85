"""A character's pictures: put there, looked at, cut, described and removed."""

from __future__ import annotations

import io
from dataclasses import replace
from uuid import uuid4

import pytest

from tests.factories import pictures
from tests.markup import HTMX, names, page
from tests.portraits.conftest import files, files_of
from wodsheet.lines import LINES
from wodsheet.portraits import SLOTS, sandbox
from wodsheet.routes import MOST_PICTURE, ROUTES, Rate
from wodsheet.sheet import hash_text
from wodsheet.web import rate_limits


@pytest.mark.parametrize("line", LINES)
def test_a_character_has_six_plates(signed_in, make_character, line):
    character = make_character(line=line)
    browser = signed_in(character.owner)
    way = [link for link in page(browser.get(character.path)).css(".running-head a") if link.text() == "Portraits"]
    album = page(browser.get(way[0].attributes["href"]))
    assert names(album, ".plate h2") == [slot.label for slot in SLOTS.values()]
    assert len(album.css(".upload input[type=file][accept*=avif]")) == 6


def test_a_picture_is_put_on_its_plate_and_the_face_on_sheet_and_roster(signed_in, anna, send):
    answer = send(anna, "face")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{anna.path}/portraits#plate-face")
    browser = signed_in(anna.owner)
    for path, selector in (
        (f"{anna.path}/portraits", "#plate-face img"),
        (anna.path, ".masthead img"),
        ("/", ".card img"),
    ):
        shown = page(browser.get(path)).css_first(selector)
        assert browser.get(shown.attributes["src"]).mimetype == "image/webp", path
    assert page(browser.get(anna.path)).css_first(".masthead img").attributes["alt"] == "Portrait of Anna"


def test_other_pictures_leave_the_initial_on_the_sheet(signed_in, anna, send):
    send(anna, "body")
    masthead = page(signed_in(anna.owner).get(anna.path)).css_first(".masthead")
    assert masthead.css_first("#initial").text() == "A"
    assert not masthead.css("img")
    assert masthead.css_first("a.portrait").attributes["aria-label"] == "Add a portrait"


def test_with_htmx_the_plate_comes_back(anna, send):
    answer = page(send(anna, htmx=True))
    assert answer.css_first("#frame-face img")
    assert not answer.css("html h1")


@pytest.mark.parametrize("size", ["small", "large"])
def test_a_picture_is_kept_by_the_browser_alone_and_told_from_the_next(signed_in, anna, send, size):
    send(anna)
    browser = signed_in(anna.owner)
    path = f"{anna.path}/portraits/face/{size}"
    answer = browser.get(path)
    assert answer.status_code == 200
    assert pictures.seen(answer.data).format == "WEBP"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert set(answer.headers["Cache-Control"].split(", ")) == {"private", "no-cache"}
    assert "Cookie" in answer.headers["Vary"]
    again = browser.get(path, headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    send(anna, content=pictures.file("JPEG"))
    assert browser.get(path, headers={"If-None-Match": answer.headers["ETag"]}).status_code == 200


def test_an_address_with_its_key_need_not_be_asked_again(signed_in, anna, send):
    send(anna)
    browser = signed_in(anna.owner)
    shown = page(browser.get(anna.path)).css_first(".masthead img").attributes["src"]
    assert "max-age=86400" in browser.get(shown).headers["Cache-Control"]
    send(anna)
    assert "no-cache" in browser.get(shown).headers["Cache-Control"]


def test_nobody_else_sees_a_picture(signed_in, client, anna, stranger, send):
    send(anna)
    path = f"{anna.path}/portraits/face/small"
    assert client.get(path, headers={"Accept": "application/json"}).status_code == 401
    assert signed_in(stranger).get(path).status_code == 404


def test_there_is_nothing_where_no_picture_is(signed_in, anna):
    browser = signed_in(anna.owner)
    for path in ("face/small", "face/huge", "hat/small", "face/../face/small"):
        assert browser.get(f"{anna.path}/portraits/{path}").status_code == 404
    for path, form in (("focus", {"x": "1", "y": "1"}), ("texts/alias", {"text": "A", "seen": hash_text("")})):
        assert browser.post(f"{anna.path}/portraits/face/{path}", data=form).status_code == 404


def test_another_picture_takes_the_place_of_the_first_and_keeps_its_words(signed_in, anna, send, rows, folder):
    send(anna)
    browser = signed_in(anna.owner)
    browser.post(f"{anna.path}/portraits/face/texts/alias", data={"text": "The Heron", "seen": hash_text("")})
    browser.post(f"{anna.path}/portraits/face/focus", data={"x": "10", "y": "20"})
    first = rows()["face"]
    send(anna, content=pictures.file("JPEG", pictures.drawing(400, 500)))
    now = rows()["face"]
    assert now.key != first.key
    assert (now.alias, now.x, now.y) == ("The Heron", 50, 50)
    assert files(folder) == files_of(rows())


def test_a_refused_picture_leaves_the_old_one_standing(signed_in, anna, send, rows, folder):
    send(anna)
    before = rows()
    for htmx in (True, False):
        answer = send(anna, content=b"<html>", htmx=htmx)
        assert answer.status_code == 422
        assert names(page(answer), "#problem-face") == [sandbox.REFUSED["unknown"]]
        assert page(answer).css_first("#frame-face img")
    assert rows() == before
    assert files(folder) == files_of(before)


def test_a_program_is_told_which_field_was_wrong(signed_in, anna, send):
    browser = signed_in(anna.owner)
    form = {"picture": (io.BytesIO(b"no picture"), "x.png")}
    answer = browser.post(f"{anna.path}/portraits/face", data=form, headers={"Accept": "application/json"})
    assert answer.status_code == 422
    assert answer.json["details"] == [{"field": "picture", "message": sandbox.REFUSED["unknown"]}]


@pytest.mark.parametrize("form", [{}, {"picture": (io.BytesIO(b""), "")}, {"picture": "just words"}])
def test_a_form_without_a_picture_asks_for_one(signed_in, anna, form):
    answer = signed_in(anna.owner).post(
        f"{anna.path}/portraits/face", data=form, content_type="multipart/form-data", headers=HTMX
    )
    assert answer.status_code == 422


def test_two_pictures_at_once_are_refused(signed_in, anna, rows):
    form = {"picture": [(io.BytesIO(pictures.file()), "a.png"), (io.BytesIO(pictures.file()), "b.png")]}
    assert signed_in(anna.owner).post(f"{anna.path}/portraits/face", data=form).status_code == 422
    assert rows() == {}


def test_a_picture_may_have_ten_megabytes_and_is_told_so(anna, send):
    padding = b"\0" * (MOST_PICTURE - len(pictures.file("JPEG")))
    assert send(anna, content=pictures.file("JPEG") + padding).status_code == 303
    answer = send(anna, content=bytes(MOST_PICTURE + 20_000), htmx=True)
    assert answer.status_code == 413
    assert "10 megabytes" in page(answer).css_first("#problem-face").text()


def test_the_name_of_the_file_is_nowhere(connection, signed_in, anna, send, folder):
    send(anna)
    everything = str(connection.execute("SELECT * FROM portraits").fetchall()) + str(files(folder))
    assert "own name" not in everything
    assert "php" not in everything


def test_a_player_has_so_much_room_for_all_pictures_together(
    app, anna, make_character, send, rows, folder, monkeypatch
):
    other = make_character(anna.owner)
    send(anna, "face")
    used = rows()["face"].bytes
    monkeypatch.setattr("wodsheet.portraits.service.quota", lambda: 2 * used)
    assert send(other, "face").status_code == 303
    answer = send(other, "body", htmx=True)
    assert answer.status_code == 409
    assert "Remove one first." in page(answer).css_first("#problem-body").text()
    assert send(other, "face").status_code == 303, "what is replaced makes room"
    assert len(files(folder)) == 4


def test_strangers_have_room_of_their_own(anna, make_character, send, rows, monkeypatch):
    send(anna)
    monkeypatch.setattr("wodsheet.portraits.service.quota", lambda: rows()["face"].bytes)
    assert send(make_character()).status_code == 303


def test_the_face_is_printed(signed_in, anna, send, rows):
    browser, paper = signed_in(anna.owner), f"{anna.path}/print"
    assert not page(browser.get(paper)).css(".leaf__face")
    send(anna)
    (face,) = page(browser.get(paper)).css(".leaf__face img")
    assert rows()["face"].key in face.attributes["src"]
    assert face.attributes["alt"]
    assert not page(browser.get(paper)).css(".pictures, .leaf__alias")


def test_all_pictures_are_printed_whole_each_with_its_words(signed_in, anna, send, rows, connection):
    for slot in ("own4", "body", "own1", "face"):
        send(anna, slot)
    connection.execute("UPDATE portraits SET alias = 'At the <i>Lyceum</i>' WHERE slot IN ('face', 'own1')")
    connection.execute("UPDATE portraits SET alt = 'A burnt piano' WHERE slot = 'own4'")
    paper = page(signed_in(anna.owner).get(f"{anna.path}/print"))
    assert paper.css_first(".leaf__head .leaf__alias").text() == "At the <i>Lyceum</i>"
    assert [image.attributes["src"] for image in paper.css(".pictures img")] == [
        f"{anna.path}/portraits/{slot}/large?key={rows()[slot].key}" for slot in ("body", "own1", "own4")
    ]
    said = [image.attributes["alt"] for image in paper.css(".pictures img")]
    assert said == ["Body of Anna", "At the <i>Lyceum</i> of Anna", "A burnt piano"]
    assert [alias.text() for alias in paper.css(".pictures figcaption")] == ["At the <i>Lyceum</i>"]


def test_pictures_have_a_rate_of_their_own(anna, send, monkeypatch):
    slow = replace(ROUTES["portraits.save"], rate=Rate("a test's pictures", 1))
    monkeypatch.setitem(ROUTES, "portraits.save", slow)
    monkeypatch.setattr(rate_limits.time, "time", lambda: 1_800_000_000.0)
    assert send(anna, content=b"none", htmx=True).status_code == 422
    answer = send(anna, htmx=True)
    assert answer.status_code == 429
    assert "too fast" in page(answer).css_first("#problem-face").text()


def test_the_focus_cuts_the_picture_anew(signed_in, anna, send, rows, folder):
    send(anna, content=pictures.file("PNG", pictures.drawing(900, 300)))
    browser = signed_in(anna.owner)
    small = f"{anna.path}/portraits/face/small"
    before = browser.get(small)
    assert not pictures.is_red(pictures.seen(before.data), 0.1, 0.1)
    answer = browser.post(f"{anna.path}/portraits/face/focus", data={"x": "0", "y": "0"}, headers=HTMX)
    assert page(answer).css_first("a.portrait img")
    after = browser.get(small)
    assert pictures.is_red(pictures.seen(after.data), 0.1, 0.1)
    assert after.headers["ETag"] != before.headers["ETag"]
    assert (rows()["face"].x, rows()["face"].y) == (0, 0)
    assert files(folder) == files_of(rows())


@pytest.mark.parametrize(
    "form", [{"x": "101", "y": "0"}, {"x": "-1", "y": "0"}, {"x": "50"}, {"x": "5.5", "y": "0"}, {}]
)
def test_a_focus_outside_the_picture_is_refused(signed_in, anna, send, rows, form):
    send(anna)
    before = rows()
    assert signed_in(anna.owner).post(f"{anna.path}/portraits/face/focus", data=form).status_code == 422
    assert rows() == before


@pytest.mark.parametrize("htmx", [False, True])
def test_who_sends_a_picture_while_others_are_opened_is_told_when_to_try_again(anna, send, rows, monkeypatch, htmx):
    with sandbox.turn(), sandbox.turn():
        monkeypatch.setattr(sandbox, "PATIENCE", 0)
        answer = send(anna, htmx=htmx)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "2")
    assert page(answer).css_first("#problem-face").text() == sandbox.Busy.description
    assert rows() == {}


def test_a_picture_replaced_while_it_is_cut_stays_replaced(signed_in, anna, send, rows, folder, monkeypatch):
    send(anna)
    cut_again = sandbox.cut_again

    def meanwhile(*asked, **how):
        monkeypatch.setattr(sandbox, "cut_again", cut_again)
        send(anna, content=pictures.file("JPEG"))
        return cut_again(*asked, **how)

    monkeypatch.setattr(sandbox, "cut_again", meanwhile)
    answer = signed_in(anna.owner).post(f"{anna.path}/portraits/face/focus", data={"x": "1", "y": "1"})
    assert answer.status_code == 409
    assert rows()["face"].x == 50
    assert files(folder) == files_of(rows())


def test_alias_and_alt_text_are_kept_and_said(signed_in, anna, send, rows):
    send(anna)
    browser = signed_in(anna.owner)
    answer = browser.post(
        f"{anna.path}/portraits/face/texts/alias", data={"text": "The <Heron>", "seen": hash_text("")}, headers=HTMX
    )
    assert page(answer).css_first("hx-partial[hx-target='#name-face']").text() == "The <Heron>"
    plain = browser.post(f"{anna.path}/portraits/face/texts/alt", data={"text": "A thin man", "seen": hash_text("")})
    assert plain.headers["Location"].endswith("/portraits#plate-face")
    assert (rows()["face"].alias, rows()["face"].alt) == ("The <Heron>", "A thin man")
    assert page(browser.get(anna.path)).css_first(".masthead img").attributes["alt"] == "A thin man"
    assert names(page(browser.get(f"{anna.path}/portraits")), "#plate-face h2") == ["The <Heron>"]


@pytest.mark.parametrize("dress", [{}, HTMX])
def test_words_of_two_tabs_both_stay(signed_in, anna, send, rows, dress):
    send(anna)
    browser = signed_in(anna.owner)
    path = f"{anna.path}/portraits/face/texts/alt"
    browser.post(path, data={"text": "Theirs", "seen": hash_text("")})
    answer = browser.post(path, data={"text": "Mine", "seen": hash_text("")}, headers=dress)
    assert answer.status_code == 409
    assert names(page(answer), "blockquote") == ["Theirs"]
    if not dress:
        assert page(answer).css_first("#text-face-alt").text().strip() == "Mine"
    assert rows()["face"].alt == "Theirs"


def test_words_too_long_are_refused_as_they_were_typed(signed_in, anna, send, rows):
    send(anna)
    path = f"{anna.path}/portraits/face/texts/alias"
    answer = signed_in(anna.owner).post(path, data={"text": "x" * 101, "seen": hash_text("")})
    assert answer.status_code == 422
    assert page(answer).css_first("#text-face-alias").text() == "x" * 101
    assert rows()["face"].alias == ""


def test_a_removed_picture_is_gone_with_its_files(signed_in, anna, send, rows, folder):
    send(anna, "face")
    send(anna, "own4")
    browser = signed_in(anna.owner)
    for _ in range(2):
        answer = browser.post(f"{anna.path}/portraits/face/remove")
        assert answer.headers["Location"] == f"{anna.path}/portraits#plate-face"
    assert list(rows()) == ["own4"]
    assert files(folder) == files_of(rows())


def test_a_strangers_picture_is_refused_before_it_is_opened(signed_in, anna, stranger, send, rows, folder, monkeypatch):
    monkeypatch.setattr(sandbox, "opened", None)
    assert send(anna, browser=signed_in(stranger)).status_code == 404
    assert (rows(), files(folder)) == ({}, set())


def test_looking_at_pictures_is_one_statement_each(signed_in, anna, send, statements):
    send(anna, "face")
    send(anna, "body")
    browser = signed_in(anna.owner)
    for path in ("/", anna.path, f"{anna.path}/print", f"{anna.path}/portraits", f"{anna.path}/portraits/face/small"):
        statements.clear()
        assert browser.get(path).status_code == 200
        assert len(statements) == 1, path


def test_a_character_is_changed_by_a_picture(connection, anna, send):
    connection.execute("UPDATE characters SET changed_at = '2020-01-01'")
    send(anna)
    assert connection.execute("SELECT changed_at > '2021-01-01' AS new FROM characters").fetchone().new


def test_a_character_made_anew_has_no_pictures(signed_in, anna, send):
    send(anna)
    made = signed_in(anna.owner).post("/vtm", data={"name": "Anna", "form_key": str(uuid4())})
    assert not page(signed_in(anna.owner).get(made.headers["Location"])).css(".masthead img")
