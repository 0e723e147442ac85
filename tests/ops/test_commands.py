"""The app's own commands, as a host or a player in local mode runs them."""

from __future__ import annotations

from tests.web.conftest import PRODUCTION
from wodsheet.assets.vendor import ROOT
from wodsheet.pregens import PREGENS
from wodsheet.settings import Settings


def run(app, *words: str):
    """``flask`` with these words; its result."""
    return app.test_cli_runner().invoke(args=words)


def characters(connection) -> list[str]:
    return [row.name for row in connection.execute("SELECT name FROM characters ORDER BY id")]


def test_the_demo_is_a_player_with_the_ready_characters(committed, connection):
    said = run(committed, "demo")
    assert said.exit_code == 0, said.output
    assert characters(connection) == [ready.sheet.name for ready in PREGENS.values()]
    assert connection.execute("SELECT desk_name FROM users").fetchall() == [("Demo",)]
    held = connection.execute("SELECT count(*) FROM entries").fetchone()
    assert held.count == sum(len(ready.rows) for ready in PREGENS.values())


def test_a_second_demo_makes_only_what_is_missing(committed, connection):
    run(committed, "demo")
    connection.execute("UPDATE characters SET texts = texts || '{\"name\": \"Renamed\"}' WHERE line = 'vtm'")
    connection.execute("DELETE FROM characters WHERE line = 'htr'")
    assert run(committed, "demo").exit_code == 0
    assert sorted(characters(connection)) == sorted(["Renamed", *(PREGENS[name].sheet.name for name in ("htr", "wta"))])


def test_there_is_no_demo_in_production(committed, connection, monkeypatch):
    monkeypatch.setitem(committed.config, "SETTINGS", production_on(committed))
    said = run(committed, "demo")
    assert said.exit_code == 1
    assert "for local mode" in said.output
    assert characters(connection) == []


def production_on(app) -> Settings:
    """The settings of production, on the database of this app."""
    return Settings.read(PRODUCTION | {"DATABASE_URL": app.config["SETTINGS"].database_direct_url})


def test_a_sweep_shows_first_what_goes_and_stops_when_it_is_most(committed, connection, make_character):
    gone = [make_character(deleted=31), make_character(deleted=32)]
    make_character()
    shown = run(committed, "sweep", "characters", "--dry-run")
    assert [line.partition(":")[0] for line in shown.output.splitlines()[:-1]] == [one.path for one in gone]
    assert shown.output.endswith("2 would be removed.\n")
    stopped = run(committed, "sweep", "characters")
    assert stopped.exit_code == 1
    assert len(characters(connection)) == 3
    assert run(committed, "sweep", "characters", "--even-most").output == "Removed 2 deleted over 30 days ago.\n"


def test_the_sweep_removes_what_nobody_can_bring_back_and_nothing_else(
    committed, connection, make_character, make_entry
):
    saved = [make_character(), make_character(archived=True), make_character(died=True), make_character(deleted=29.9)]
    gone = make_character(deleted=30.1)
    make_entry(gone, "touchstones", "Her brother")
    brother = make_entry(saved[-1], "touchstones", "Her brother")
    said = run(committed, "sweep", "characters")
    assert (said.exit_code, said.output) == (0, "Removed 1 deleted over 30 days ago.\n")
    assert [row.id for row in connection.execute("SELECT id FROM characters ORDER BY id")] == [one.id for one in saved]
    assert [row.id for row in connection.execute("SELECT id FROM entries")] == [brother]
    assert run(committed, "sweep", "characters").output == "Removed 0 deleted over 30 days ago.\n"


def test_a_database_that_is_away_is_one_sentence(make_app):
    said = run(make_app("postgresql+psycopg://nobody@127.0.0.1:1/none"), "sweep", "characters")
    assert said.exit_code == 1
    assert said.output.startswith("Error: The database cannot be reached")


def test_readme_names_the_commands(app):
    readme = (ROOT / "README.md").read_text()
    commands = app.test_cli_runner()
    assert {"demo", "sweep"} <= set(app.cli.commands)
    assert "`flask demo`" in readme
    for name in app.cli.commands["sweep"].commands:
        assert f"`flask sweep {name}`" in readme
        assert commands.invoke(args=["sweep", name, "--help"]).exit_code == 0
