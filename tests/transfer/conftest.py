"""What the tests of export and import share: somebody who has everything, and the way out and in again."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any
from uuid import uuid4
from zipfile import ZipFile

import pytest
from flask import Flask
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from tests.factories import Character, Factory, Player
from tests.factories.accounts import fill_account, put_picture
from wodsheet.lines import LINES
from wodsheet.sheet import Sheet
from wodsheet.transfer import EVERYTHING

Export = dict[str, Any]


@pytest.fixture
def download(signed_in: Callable[..., Any]) -> Callable[[Player], ZipFile]:
    """Take everything of a player away, as the button does."""

    def download(player: Player) -> ZipFile:
        answer = signed_in(player).post("/account/export", buffered=True)
        assert answer.status_code == 200
        return ZipFile(io.BytesIO(answer.data))

    return download


@pytest.fixture
def upload(signed_in: Callable[..., Any]) -> Callable[..., TestResponse]:
    """Bring a file in, as the form does."""

    def upload(player: Player, content: bytes, form_key: str | None = None, **how: Any) -> TestResponse:
        file = FileStorage(io.BytesIO(content), "wodsheet.zip", "file", "application/zip")
        boundary, form = encode_multipart({"form_key": form_key or str(uuid4()), "file": file})
        kind = f"multipart/form-data; boundary={boundary}"
        return signed_in(player).post("/account/import", data=form, content_type=kind, **how)

    return upload


def read_export(archive: ZipFile) -> Export:
    """What an export says in JSON."""
    return json.loads(archive.read(EVERYTHING))


def make_zip(export: Any, more: Mapping[str, bytes] | None = None) -> bytes:
    """A ZIP with this JSON, or these bytes for it, and more files."""
    file = io.BytesIO()
    with ZipFile(file, "w") as archive:
        archive.writestr(EVERYTHING, export if isinstance(export, bytes) else json.dumps(export))
        for name, content in (more or {}).items():
            archive.writestr(name, content)
    return file.getvalue()


@pytest.fixture
def make_picture(app: Flask, factory: Factory) -> Callable[[Character, str], str]:
    """Put a real picture into a character's slot, with a text and a focus; its key."""
    return partial(put_picture, app, factory)


@pytest.fixture
def everybody(app: Flask, factory: Factory) -> Callable[[Player], list[Character]]:
    """Give a player a character of every line as people play them, and everything else; the characters."""
    return partial(fill_account, app, factory)


def as_shown(character: dict[str, Any]) -> dict[str, Any]:
    """A character of an export with what follows from its choices, whether it was written or not."""
    line, texts, keys = LINES[character["line"]], character["texts"], character["keys"]
    follows = [text for text in line.texts.values() if text.follows]
    shown = {text.name: Sheet(line, 0, texts=texts, keys=keys).text(text) for text in follows}
    keys = {name: key for name, key in keys.items() if name not in shown}
    return {**character, "texts": {**texts, **shown}, "keys": keys}
