"""What the tests of pictures share: sending one, and looking at what is kept of it."""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import psycopg
import pytest
from flask import Flask
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from tests.factories import Character, pictures
from tests.markup import HTMX

DAYS = 30


@pytest.fixture
def anna(make_character: Callable[..., Character]) -> Character:
    """A vampire without pictures."""
    return make_character()


@pytest.fixture
def send(signed_in: Callable[..., Any]) -> Callable[..., TestResponse]:
    """Send a picture into a slot, as its owner without scripts, or with other headers (``htmx=True``)."""

    def send(
        character: Character, slot: str = "face", content: bytes | None = None, htmx: bool = False, **how: Any
    ) -> TestResponse:
        content = pictures.file() if content is None else content
        file = FileStorage(io.BytesIO(content), "../../own name.php", "picture", "image/png")
        boundary, form = encode_multipart({"picture": file})
        browser = how.pop("browser", None) or signed_in(character.owner)
        return browser.post(
            f"{character.path}/portraits/{slot}",
            data=form,
            content_type=f"multipart/form-data; boundary={boundary}",
            headers=HTMX if htmx else {},
            **how,
        )

    return send


@pytest.fixture
def graceful(committed: Flask, monkeypatch: pytest.MonkeyPatch, folder: Path) -> Flask:
    """The app as a host has it: files of what was replaced or removed stay for DAYS days."""
    settings = replace(committed.config["SETTINGS"], portrait_grace_days=DAYS)
    monkeypatch.setitem(committed.config, "SETTINGS", settings)
    return committed


@pytest.fixture
def rows(connection: psycopg.Connection[Any]) -> Callable[[], dict[str, Any]]:
    """The rows of all pictures, by slot."""
    return lambda: {row.slot: row for row in connection.execute("SELECT * FROM portraits ORDER BY slot").fetchall()}


def files(folder: Path) -> set[str]:
    """The names of the files in a folder."""
    return {path.name for path in folder.glob("*")}


def sweep(app: Flask, *options: str) -> str:
    """What ``flask sweep portraits`` prints; without options it goes on although most would go."""
    return app.test_cli_runner().invoke(args=["sweep", "portraits", *(options or ["--even-most"])]).output


def age(folder: Path, hours: float) -> None:
    """Make all files so old."""
    for path in folder.iterdir():
        then = path.stat().st_mtime - hours * 3600
        os.utime(path, (then, then))


def files_of(rows: Mapping[Any, Any]) -> set[str]:
    """The names of the files these rows name."""
    return {f"{row.key}.{size}.webp" for row in rows.values() for size in ("small", "large")}
