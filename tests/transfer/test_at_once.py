"""Exports and imports at once, by real threads on a real pool: clicks of others go on."""

from __future__ import annotations

from tests.markup import JSON
from tests.together import beside, p95
from wodsheet.web import turns

# Seconds that a click may take beside others; a goal of the bench is 0.1, and the suite keeps the machine busy.
PATIENT = 0.5


def test_sixteen_exports_of_one_player_slow_nobody(committed, player, everybody, make_character, signed_in, click):
    everybody(player)
    bela = make_character(strength=1)
    browsers = [signed_in(player) for _ in range(16)]
    exports = [lambda b=browser: b.post("/account/export", buffered=True).status_code for browser in browsers]
    statuses, seconds = beside(exports, lambda: click(bela, "strength", 3))
    assert set(statuses) == {200}
    assert p95(seconds) < PATIENT


def test_whoever_waits_too_long_for_their_own_export_is_told_when_to_come_back(player, signed_in, monkeypatch):
    monkeypatch.setattr(turns, "PATIENCE", 0.1)
    with turns.turn(player.id):
        answer = signed_in(player).post("/account/export", headers=JSON)
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "5")
    assert "of yours is still going on" in answer.json["error"]


def test_an_import_that_finds_others_busy_draws_its_form_again(player, upload, monkeypatch):
    monkeypatch.setattr(turns, "PATIENCE", 0.1)
    with turns.turn(-1), turns.turn(-2):
        answer = upload(player, b"a file")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert "Others are exporting and importing" in answer.text
