"""People, their characters and their browsers, for the tests to ask for. What makes them: tests/factories."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.factories import Character, Factory, Player, pictures
from tests.factories.sheets import fill_sheet as fill
from tests.markup import HTMX
from wodsheet.portraits import storage


@pytest.fixture
def factory(connection: psycopg.Connection[Any]) -> Factory:
    return Factory(connection)


@pytest.fixture
def make_player(factory: Factory) -> Callable[..., Player]:
    return factory.player


@pytest.fixture
def make_character(factory: Factory) -> Callable[..., Character]:
    return factory.character


@pytest.fixture
def make_entry(factory: Factory) -> Callable[..., int]:
    return factory.entry


@pytest.fixture
def fill_sheet(factory: Factory) -> Callable[[Character], None]:
    """Write something in every text of a character and put two entries in every list."""
    return lambda character: fill(factory, character)


@pytest.fixture
def make_experience(factory: Factory) -> Callable[..., int]:
    return factory.experience


@pytest.fixture
def make_portrait(app: Flask, factory: Factory) -> Callable[..., str]:
    """Put a small picture on a character's plate, without the trouble of opening one; its key."""

    def make(character: Character, slot: str = "face") -> str:
        key, form = uuid4().hex, pictures.file("WEBP")
        with app.app_context():
            storage.save(key, (form, form))
        return factory.portrait(character, slot, key, len(form))

    return make


@pytest.fixture
def player(factory: Factory) -> Player:
    return factory.player("Robin")


@pytest.fixture
def stranger(factory: Factory) -> Player:
    return factory.player("Kim")


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser nobody has signed in with."""
    return app.test_client()


@pytest.fixture
def signed_in(app: Flask) -> Callable[[Player], FlaskClient]:
    """A new browser in which this player is signed in."""

    def sign_in(player: Player) -> FlaskClient:
        client = app.test_client()
        with client.session_transaction() as session:
            session["user"] = player.id
            session["session"] = player.session
        return client

    return sign_in


@pytest.fixture
def make_token(factory: Factory) -> Callable[..., str]:
    return factory.token


@pytest.fixture
def program(app: Flask) -> Callable[[str], FlaskClient]:
    """A program that carries this token and says nothing else of itself."""

    def carry(token: str) -> FlaskClient:
        client = app.test_client(use_cookies=False)
        client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {token}"
        return client

    return carry


@pytest.fixture
def click(signed_in: Callable[[Player], FlaskClient]) -> Callable[..., TestResponse]:
    """Click a dot as htmx would: ``click(anna, "strength", 3)``, as the owner or as somebody else."""

    def click(character: Character, trait: str, dots: int | str, by: Player | None = None) -> TestResponse:
        browser = signed_in(by or character.owner)
        return browser.post(f"{character.path}/ratings/{trait}", data={"dots": dots}, headers=HTMX)

    return click
