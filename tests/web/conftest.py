"""What the tests of safety share: the app as production runs it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

PRODUCTION = {
    "WODSHEET_ENV": "production",
    "SECRET_KEY": "b1946ac92492d2347c6235b4d2611184c4ca4238a0b923820dcc509a6f75849b",
    "PUBLIC_URL": "https://sheets.example.org",
    "DISCORD_CLIENT_ID": "the-client",
    "DISCORD_CLIENT_SECRET": "the-client-secret",
}


@pytest.fixture(scope="session")
def make_production(new_database: Callable[..., str], make_app: Callable[..., Flask]) -> Callable[..., Flask]:
    """Makes the app as production runs it, on a database of its own; further words are environment variables."""
    return lambda **environ: make_app(new_database(), **(PRODUCTION | environ))


@pytest.fixture(scope="session")
def production(make_production: Callable[..., Flask]) -> Flask:
    """The app as production runs it, at https://sheets.example.org."""
    return make_production()
