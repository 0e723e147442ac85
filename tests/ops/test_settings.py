"""What the environment may say, and what production does not start with."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.ops.conftest import SURROUNDINGS
from wodsheet.assets.vendor import ROOT
from wodsheet.settings import Settings

KEY = "5f1d0c9e7ab84263f0e2d1c3b4a59687"
FIT = {
    "WODSHEET_ENV": "production",
    "SECRET_KEY": KEY,
    "DATABASE_URL": "postgres://player:word@127.0.0.1:1/sheets",
    "DISCORD_CLIENT_ID": "1",
    "DISCORD_CLIENT_SECRET": "2",
}


def refusals(capsys: pytest.CaptureFixture[str], environ: dict[str, str]) -> list[str]:
    """The sentences it does not start with."""
    with pytest.raises(SystemExit) as ended:
        Settings.read(environ)
    assert ended.value.code
    return capsys.readouterr().err.splitlines()[1:]


def test_production_starts_with_all_it_needs():
    settings = Settings.read(FIT)
    assert settings.production
    assert settings.secret_keys == (KEY,)
    assert settings.trusted_proxies == 1


@pytest.mark.parametrize(
    ("environ", "sentence"),
    [
        ({"SECRET_KEY": ""}, "SECRET_KEY is not set"),
        ({"SECRET_KEY": "x" * 31}, "SECRET_KEY is too short"),
        ({"SECRET_KEY": f"{KEY},short"}, "SECRET_KEY is too short"),
        ({"SECRET_KEY": "change-me-change-me-change-me-change-me"}, "SECRET_KEY is a sample"),
        ({"SECRET_KEY": f"{KEY},your_secret_key_your_secret_key_1"}, "SECRET_KEY is a sample"),
        ({"DATABASE_URL": ""}, "DATABASE_URL is not set"),
        ({"DATABASE_URL": "mysql://a@b/c"}, "DATABASE_URL is not the address"),
        ({"DATABASE_DIRECT_URL": "mysql://a@b/c"}, "DATABASE_DIRECT_URL is not the address"),
        ({"DATABASE_POOLED": "yes"}, "DATABASE_POOLED is not one of 0, 1"),
        ({"DISCORD_CLIENT_ID": ""}, "DISCORD_CLIENT_ID and DISCORD_CLIENT_SECRET"),
        ({"DISCORD_CLIENT_SECRET": ""}, "DISCORD_CLIENT_ID and DISCORD_CLIENT_SECRET"),
        ({"FLASK_DEBUG": "1"}, "FLASK_DEBUG is on"),
        ({"PORT": "80٣"}, "PORT is not a whole number"),
        ({"CHARACTER_LIMIT": "-1"}, "CHARACTER_LIMIT is not a whole number"),
        ({"PUBLIC_URL": "sheets.example"}, "PUBLIC_URL is not an address"),
        ({"PUBLIC_URL": "http://sheets.example.org"}, "PUBLIC_URL begins with http://"),
        ({"PUBLIC_URL": "https://sheets.example.org/wod"}, "PUBLIC_URL is more than the address of a site"),
        ({"PUBLIC_URL": "https://sheets.example.org?from=1"}, "PUBLIC_URL is more than the address of a site"),
        ({"PORTRAITS": "s3://"}, "PORTRAITS names no bucket"),
        ({"PORTRAITS": "s3:///prefix"}, "PORTRAITS names no bucket"),
        ({"PORTRAITS": "gs://bucket"}, "PORTRAITS is neither a folder nor"),
        ({"REDIS_URL": "http://127.0.0.1:6379"}, "REDIS_URL is not the address of a Redis"),
        ({"REDIS_URL": "127.0.0.1:6379"}, "REDIS_URL is not the address of a Redis"),
    ],
)
def test_production_says_why_it_does_not_start(capsys, environ, sentence):
    said = refusals(capsys, FIT | environ)
    assert len(said) == 1
    assert sentence in said[0]
    assert said[0].startswith("- ")
    assert said[0].endswith(".")


@pytest.mark.parametrize("word", ["prod", "PRODUCTION!", "live", "0"])
def test_an_unknown_mode_is_no_local_mode_where_any_name_signs_in(capsys, word):
    assert "WODSHEET_ENV is not one of production" in refusals(capsys, {"WODSHEET_ENV": word})[0]


@pytest.mark.parametrize("word", ["", "local", "Development", "test"])
def test_local_mode_has_names(tmp_path, word):
    assert not Settings.read({"WODSHEET_ENV": word, "DATA_DIR": str(tmp_path)}).production


@pytest.mark.parametrize("word", ["production", "Production", " production "])
def test_production_is_meant_in_any_case(word):
    assert Settings.read({**FIT, "WODSHEET_ENV": word}).production


def test_all_problems_are_said_at_once(capsys):
    assert len(refusals(capsys, {"WODSHEET_ENV": "production", "FLASK_DEBUG": "true"})) == 4


def test_a_refused_start_ends_with_an_error_and_no_trace_of_the_inside(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "wodsheet"],
        cwd=ROOT,
        env=SURROUNDINGS | {"WODSHEET_ENV": "production", "DATA_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode != 0
    assert "SECRET_KEY is not set" in done.stderr
    assert "Traceback" not in done.stderr


def test_production_does_not_start_on_a_database_behind_the_migrations(new_database, free_port, start_app):
    address = new_database(template=None)
    app = start_app(**FIT | {"DATABASE_URL": address})
    assert app.process.wait(60) != 0
    app.reader.join()
    assert "behind the migrations" in "".join(app.said)
    assert "flask db upgrade" in "".join(app.said)


def test_production_starts_on_a_migrated_database(new_database, start_app, free_port):
    own = f"http://127.0.0.1:{free_port}"
    start_app(**FIT | {"DATABASE_URL": new_database(), "PUBLIC_URL": own}).wait_until_ready()


def test_a_host_without_its_own_address_is_told_where_players_would_end_up():
    (doubt,) = Settings.read({**FIT, "PUBLIC_URL": ""}).doubts
    assert "PUBLIC_URL is not set" in doubt
    assert Settings.read({**FIT, "PUBLIC_URL": "https://sheets.example.org"}).doubts == []
    assert Settings.read({**FIT, "PUBLIC_URL": "", "RAILWAY_PUBLIC_DOMAIN": "sheets.up.example"}).doubts == []


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_a_database_address_may_be_spelt_three_ways(scheme):
    settings = Settings.read({"DATABASE_URL": f"{scheme}://a:b@c/d?sslmode=require", "SECRET_KEY": KEY})
    assert settings.database_url == "postgresql+psycopg://a:b@c/d?sslmode=require"


@pytest.mark.parametrize(
    ("environ", "direct"),
    [
        ({}, "postgresql+psycopg://a:b@c/d"),
        ({"DATABASE_DIRECT_URL": "postgres://a:b@e/d"}, "postgresql+psycopg://a:b@e/d"),
        ({"DATABASE_POOLED": "0"}, "postgresql+psycopg://a:b@c/d"),
        ({"DATABASE_POOLED": "1"}, None),
        ({"DATABASE_POOLED": "1", "DATABASE_DIRECT_URL": "postgres://a:b@e/d"}, "postgresql+psycopg://a:b@e/d"),
    ],
)
def test_the_address_of_a_pooler_is_not_that_of_the_database_itself(environ, direct):
    settings = Settings.read({"DATABASE_URL": "postgres://a:b@c/d", "SECRET_KEY": KEY} | environ)
    assert settings.database_url == "postgresql+psycopg://a:b@c/d"
    assert settings.database_direct_url == direct


@pytest.mark.parametrize("environ", [{"DATABASE_POOLED": "1"}, {"DATABASE_DIRECT_URL": "postgres://a:b@e/d"}])
def test_a_pooler_without_the_address_that_serves_is_refused(capsys, tmp_path, environ):
    (sentence,) = refusals(capsys, {"DATA_DIR": str(tmp_path)} | environ)
    assert "but not DATABASE_URL" in sentence


def test_a_desk_keeps_a_key_of_its_own(tmp_path: Path):
    first = Settings.read({"DATA_DIR": str(tmp_path)})
    again = Settings.read({"DATA_DIR": str(tmp_path)})
    elsewhere = Settings.read({"DATA_DIR": str(tmp_path / "elsewhere")})
    assert first.secret_keys == again.secret_keys != elsewhere.secret_keys
    assert len(first.secret_keys[0]) >= 32
    assert ((tmp_path / "secret-key").stat().st_mode & 0o777) == 0o600


def test_a_folder_that_cannot_be_written_stops_the_start(tmp_path):
    (tmp_path / "file").write_text("This is no folder.")
    missing, file = str(tmp_path / "no" / "volume"), str(tmp_path / "file")
    assert "PORTRAITS cannot be written" in Settings.read({**FIT, "PORTRAITS": missing}).unwritable[0]
    assert "PORTRAITS cannot be written" in Settings.read({**FIT, "PORTRAITS": file}).unwritable[0]
    assert Settings.read({**FIT, "PORTRAITS": str(tmp_path / "portraits")}).unwritable == []


def test_a_host_with_a_bucket_needs_no_folder_to_write_into(tmp_path):
    nowhere = str(tmp_path / "no" / "volume")
    assert Settings.read({**FIT, "DATA_DIR": nowhere, "PORTRAITS": "s3://faces"}).unwritable == []


def test_a_data_folder_that_cannot_be_written_is_one_sentence(capsys, tmp_path):
    (tmp_path / "file").write_text("This is no folder.")
    (sentence,) = refusals(capsys, {"DATA_DIR": str(tmp_path / "file" / "data")})
    assert sentence.startswith("- DATA_DIR cannot be written")


def test_no_secret_shows_when_settings_are_printed():
    settings = Settings.read(FIT)
    assert KEY not in repr(settings)
    assert "word" not in repr(settings)
